"""pa3d in Blender: name the parts of the selected mesh in plain words.

The extension runs the `pa3d` program, which has to be installed beside Blender; it brings no
package of its own. The panel is in the sidebar of the 3D view (N), under pa3d.
"""

import bpy

from . import labels, parts, program

bl_info = {  # for Blender before 4.2, which does not read blender_manifest.toml
    "name": "pa3d",
    "author": "The pa3d authors",
    "version": (0, 1, 0),
    "blender": (3, 4, 0),
    "location": "3D View > Sidebar > pa3d",
    "description": "Name the parts of a mesh in plain words",
    "category": "Mesh",
}


class Pa3dPreferences(bpy.types.AddonPreferences):
    """How the program is reached."""

    bl_idname = __package__

    command: bpy.props.StringProperty(
        name="Program",
        description="The pa3d program, with its path where it is not on the search path",
        default="pa3d",
    )
    server: bpy.props.StringProperty(
        name="Server",
        description="Address of a running `pa3d serve`; empty to compute on this machine",
    )
    seconds: bpy.props.IntProperty(
        name="Time Limit", description="Seconds before a run is given up", default=600, min=1
    )

    def draw(self, context):
        """Show the preferences."""
        for name in ("command", "server", "seconds"):
            self.layout.prop(self, name)


class Pa3dSettings(bpy.types.PropertyGroup):
    """What the panel asks for."""

    parts: bpy.props.StringProperty(
        name="Parts", description="Part names, separated by commas", default="seat,leg,back"
    )
    category: bpy.props.StringProperty(
        name="Category", description="What the object is, such as chair; may be empty"
    )
    quality: bpy.props.EnumProperty(
        name="Quality",
        items=[
            ("fast", "Fast", "One pass, labels as published"),
            ("balanced", "Balanced", "Labels follow the creases of the surface"),
            ("best", "Best", "Four passes instead of one as well"),
        ],
        default="balanced",
    )
    vertex_groups: bpy.props.BoolProperty(
        name="Vertex Groups", description="Make a vertex group for each part", default=True
    )
    materials: bpy.props.BoolProperty(
        name="Materials", description="Make a material slot for each part", default=True
    )
    objects: bpy.props.BoolProperty(
        name="Objects",
        description="Make an object for each part, and hide the original",
        default=False,
    )


class OBJECT_OT_pa3d_segment(bpy.types.Operator):  # noqa: N801 - Blender's own pattern of names
    """Name the parts of the active mesh in the words of the panel."""

    bl_idname = "object.pa3d_segment"
    bl_label = "Segment"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        """Whether there is a mesh that may be changed."""
        active = context.active_object
        return (
            context.mode == "OBJECT"
            and active is not None
            and active.type == "MESH"
            and active.library is None
            and active.data.library is None
        )

    def execute(self, context):
        """Run the program on the active object and show its labels."""
        settings = context.scene.pa3d
        preferences = context.preferences.addons[__package__].preferences
        active = context.active_object
        try:
            labelled = program.segment(
                *labels.world_triangles(active),
                words=settings.parts,
                category=settings.category,
                quality=settings.quality,
                command=preferences.command,
                server=preferences.server,
                seconds=preferences.seconds,
            )
        except program.ProgramError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        for warning in labelled.warnings:
            self.report({"WARNING"}, warning)
        polygons = labels.polygon_labels(active.data, labelled.labels, len(labelled.parts))
        if settings.vertex_groups:
            parts.set_vertex_groups(active, labelled.parts, polygons)
        if settings.materials:
            parts.set_materials(active, labelled.parts, polygons)
        if settings.objects:
            parts.make_objects(context, active, labelled.parts, polygons)
        there = sum(1 for number in range(len(labelled.parts)) if (polygons == number).any())
        self.report({"INFO"}, f"{there} of {len(labelled.parts)} parts on {active.name}")
        return {"FINISHED"}


class VIEW3D_PT_pa3d(bpy.types.Panel):  # noqa: N801 - Blender's own pattern of names
    """The panel in the sidebar."""

    bl_label = "pa3d"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "pa3d"

    def draw(self, context):
        """Show the words, what is made of them, and the button."""
        settings = context.scene.pa3d
        for name in ("parts", "category", "quality"):
            self.layout.prop(settings, name)
        made = self.layout.column(heading="Make")
        for name in ("vertex_groups", "materials", "objects"):
            made.prop(settings, name)
        self.layout.operator(OBJECT_OT_pa3d_segment.bl_idname)


_CLASSES = (Pa3dPreferences, Pa3dSettings, OBJECT_OT_pa3d_segment, VIEW3D_PT_pa3d)


def register():
    """Add the panel and its operator to Blender."""
    for each in _CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.pa3d = bpy.props.PointerProperty(type=Pa3dSettings)


def unregister():
    """Take them out again."""
    del bpy.types.Scene.pa3d
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
