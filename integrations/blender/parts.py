"""Parts as Blender has them: vertex groups, material slots, objects."""

import bmesh
import bpy
import numpy as np


def set_vertex_groups(active, parts, polygons):
    """Make a vertex group for each part that has polygons; one of that name is replaced.

    Args:
        active: The object.
        parts: The parts.
        polygons: (P,) the part of each polygon.
    """
    for number, part in enumerate(parts):
        known = active.vertex_groups.get(part.name)
        if known is not None:
            active.vertex_groups.remove(known)
        corners = _corners(active.data, polygons == number)
        if len(corners):
            active.vertex_groups.new(name=part.name).add(corners.tolist(), 1.0, "REPLACE")


def set_materials(active, parts, polygons):
    """Give the polygons of each part a material slot of its own, behind those that there are.

    Args:
        active: The object.
        parts: The parts.
        polygons: (P,) the part of each polygon.
    """
    mesh = active.data
    if not mesh.materials and (polygons < 0).any():
        mesh.materials.append(None)  # what is unlabelled keeps having no material
    indices = np.empty(len(mesh.polygons), dtype=np.int32)
    mesh.polygons.foreach_get("material_index", indices)
    for number, part in enumerate(parts):
        mine = polygons == number
        if not mine.any():
            continue
        material = _material(part)
        slot = mesh.materials.find(material.name)
        if slot < 0:
            mesh.materials.append(material)
            slot = len(mesh.materials) - 1
        indices[mine] = slot
    mesh.polygons.foreach_set("material_index", indices)
    mesh.update()


def make_objects(context, active, parts, polygons):
    """Make an object for each part that has polygons, in a collection, and hide the original.

    Args:
        context: Blender's context.
        active: The object.
        parts: The parts.
        polygons: (P,) the part of each polygon.
    """
    collection = bpy.data.collections.new(f"{active.name} parts")
    context.scene.collection.children.link(collection)
    for number, part in enumerate(parts):
        if not (polygons == number).any():
            continue
        made = active.copy()
        made.data = active.data.copy()
        made.name = made.data.name = part.name
        collection.objects.link(made)
        shape = bmesh.new()
        shape.from_mesh(made.data)
        shape.faces.ensure_lookup_table()
        others = [shape.faces[i] for i in np.flatnonzero(polygons != number).tolist()]
        bmesh.ops.delete(shape, geom=others, context="FACES")
        loose = [vertex for vertex in shape.verts if not vertex.link_faces]
        bmesh.ops.delete(shape, geom=loose, context="VERTS")
        shape.to_mesh(made.data)
        shape.free()
    active.hide_set(True)


def _corners(mesh, chosen):
    """The vertices of some polygons."""
    owners = np.repeat(chosen, [polygon.loop_total for polygon in mesh.polygons])
    vertices = np.empty(len(mesh.loops), dtype=np.int32)
    mesh.loops.foreach_get("vertex_index", vertices)
    return np.unique(vertices[owners])


def _material(part):
    """The material of a part: the one of its name that was made here before, or a new one."""
    known = bpy.data.materials.get(part.name)
    if known is not None and known.get("pa3d") and known.library is None:
        material = known
    else:
        material = bpy.data.materials.new(part.name)
        material["pa3d"] = True
    color = [_linear(int(part.color[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    material.diffuse_color = (*color, 1.0)
    material.roughness = 0.8
    material.use_nodes = True
    for node in material.node_tree.nodes:
        if node.type == "BSDF_PRINCIPLED":
            node.inputs["Base Color"].default_value = (*color, 1.0)
            node.inputs["Roughness"].default_value = 0.8
    return material


def _linear(value):
    """From sRGB to linear light, 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
