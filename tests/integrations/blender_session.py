"""Runs inside Blender: what a user does with the panel. It writes what came of it as JSON.

Arguments behind `--`: a folder of this run, the command that is pa3d, and a chair as OBJ.
"""

import json
import sys
from pathlib import Path

import addon_utils
import bpy
import numpy as np

folder, command, chair = sys.argv[sys.argv.index("--") + 1 :]
record: dict = {}


def button() -> str:
    """Press it; the answer, or the line of its error."""
    try:
        return sorted(bpy.ops.object.pa3d_segment())[0]
    except RuntimeError as error:
        return str(error).strip().splitlines()[0]


def state(thing) -> dict:
    """Groups, slots and polygons of an object."""
    mesh = thing.data
    slots = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("material_index", slots)
    members = {group.name: 0 for group in thing.vertex_groups}
    for vertex in mesh.vertices:
        for member in vertex.groups:
            members[thing.vertex_groups[member.group].name] += 1
    names = [material.name if material else None for material in mesh.materials]
    return {
        "groups": members,
        "slots": names,
        "polygons": {name: int((slots == i).sum()) for i, name in enumerate(names)},
        "count": len(mesh.polygons),
    }


def only(thing) -> None:
    """Select one object and make it the active one."""
    bpy.ops.object.select_all(action="DESELECT")
    thing.select_set(True)
    bpy.context.view_layer.objects.active = thing


addon_utils.enable("pa3d_blender", default_set=True)
preferences = bpy.context.preferences.addons["pa3d_blender"].preferences
preferences.command = command
settings = bpy.context.scene.pa3d
record["at first"] = {"parts": settings.parts, "mode": bpy.context.mode}

bpy.ops.wm.obj_import(filepath=chair)
thing = bpy.context.selected_objects[0]
only(thing)
record["before"] = state(thing)
settings.parts = "seat,leg,back,armrest"
record["press"] = button()
record["after"] = state(thing)
leg = bpy.data.materials["leg"]
record["colour"] = list(leg.diffuse_color)
groups = {group.name: group.index for group in thing.vertex_groups}
heights: dict = {name: [] for name in groups}
for vertex in thing.data.vertices:
    for member in vertex.groups:
        name = thing.vertex_groups[member.group].name
        heights[name].append((thing.matrix_world @ vertex.co).z)
record["heights"] = {name: float(np.mean(values)) for name, values in heights.items()}
bpy.ops.wm.save_as_mainfile(filepath=str(Path(folder) / "chair.blend"))

record["again"] = button()
record["after again"] = state(thing)
# Without a window Blender undoes nothing; with one it undoes what registers for it.
record["undo"] = "UNDO" in bpy.types.OBJECT_OT_pa3d_segment.bl_options

settings.objects = True
settings.vertex_groups = settings.materials = False
mirrored = thing.copy()
mirrored.data = thing.data.copy()
bpy.context.collection.objects.link(mirrored)
mirrored.scale = (-2, 2, 2)
bpy.context.view_layer.update()
only(mirrored)
record["press for objects"] = button()
collection = bpy.data.collections[f"{mirrored.name} parts"]
record["objects"] = {each.name: len(each.data.polygons) for each in collection.objects}
record["hidden"] = mirrored.hide_get()

only(thing)
settings.parts = " , "
record["no words"] = button()
settings.parts = "seat," + "x" * 3000
record["refused"] = button()
settings.parts = "seat,leg"
preferences = bpy.context.preferences.addons["pa3d_blender"].preferences
preferences.command = "no-such-program"
record["no program"] = button()
empty = bpy.data.objects.new("empty mesh", bpy.data.meshes.new("empty mesh"))
bpy.context.collection.objects.link(empty)
only(empty)
preferences.command = command
record["no faces"] = button()
only(thing)
bpy.ops.object.mode_set(mode="EDIT")
record["poll in edit mode"] = bpy.ops.object.pa3d_segment.poll()
bpy.ops.object.mode_set(mode="OBJECT")
addon_utils.disable("pa3d_blender")
record["gone"] = not hasattr(bpy.types.Scene, "pa3d")
(Path(folder) / "record.json").write_text(json.dumps(record), encoding="utf-8")
