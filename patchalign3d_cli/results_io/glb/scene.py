"""The nodes of a GLB as they come together: parts, their pieces, and their meshes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import UNLABELLED_NAME, shown_colors
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb import keys
from patchalign3d_cli.results_io.glb.container import GlbBuffer
from patchalign3d_cli.results_io.glb.element_values import add_element_values
from patchalign3d_cli.results_io.glb.frames import Frames
from patchalign3d_cli.results_io.glb.materials import KeptMaterials, plain_material
from patchalign3d_cli.results_io.glb.mesh import (
    add_points,
    add_triangles,
    colored_appearance,
    point_colors,
)
from patchalign3d_cli.results_io.glb.variants import VARIANTS, with_variants
from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.instances import turn_normals
from patchalign3d_cli.shapes.srgb import srgb_to_linear

Elements = NDArray[np.int64]


class GlbScene:
    """Nodes, meshes and materials over one buffer.

    Args:
        result: The result that they show.
        options: How it shall look.
    """

    def __init__(self, result: PartSegmentation, options: OutputOptions) -> None:
        source = result.source
        self._mode = options.materials
        appearance = source.appearance
        if appearance is None and self._mode != "shared":
            bare = np.full(source.element_count, -1, np.int32)
            appearance = Appearance(ElementAppearance(bare, {}))
        self.buffer = GlbBuffer()
        self.nodes: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.materials: list[dict[str, Any]] = []
        self.keep = options.appearance == "keep"
        self.kept = KeptMaterials(appearance, self.buffer) if self.keep and appearance else None
        self._result = result
        self._frames = Frames(source, own=self.keep)
        self._nodes = source.nodes if self.keep else ()
        self._appearance = _written_appearance(result, appearance, options)
        if self.kept and self._mode == "variants":
            self.kept.add_extension(VARIANTS)

    def add_material(self, name: str, color: NDArray[np.uint8]) -> int:
        """Add a plain material of an sRGB colour, and return its number.

        Where the appearance is kept and has no variants, the file has no use for it.
        """
        light = [round(float(value), 6) for value in srgb_to_linear(color)]
        if self.kept and self._mode == "variants":
            return self.kept.add(plain_material(name, light))
        self.materials.append(plain_material(name, light))
        return len(self.materials) - 1

    def add_node(self, node: dict[str, Any]) -> int:
        """Append a node and return its number."""
        self.nodes.append(node)
        return len(self.nodes) - 1

    def add_elements(
        self, name: str, extras: dict[str, Any], elements: Elements, material: int
    ) -> int:
        """Add a node for some elements.

        Where they lie in several nodes of the source, it has a child for each of these, named
        `seat / Plane.007`; where they lie in one, it is that node under the part's name.

        Args:
            name: Of the node, and of its mesh.
            extras: Figures for programs.
            elements: Indices, ascending.
            material: Number of the plain material; where the appearance is kept, of the variant.
        """
        if len(self._nodes) < 2:
            number = 0 if self._nodes else None
            return self._add_leaf(name, name, extras, elements, material, number)
        starts = np.array([node.start for node in self._nodes])
        owners = np.searchsorted(starts, elements, side="right") - 1
        numbers = np.unique(owners).tolist()
        if len(numbers) == 1:
            known = {**extras, keys.SOURCE_NODE: numbers[0]}
            return self._add_leaf(name, name, known, elements, material, numbers[0])
        children = []
        for number in numbers:
            mine = elements[owners == number]
            known = {keys.SOURCE_NODE: number}
            kept = (keys.LABEL, keys.PART, keys.PIECE)
            known.update((key, extras[key]) for key in kept if key in extras)
            title = f"{name} / {self._nodes[number].name}"
            children.append(self._add_leaf(title, title, known, mine, material, number))
        return self.add_node({"name": name, "extras": extras, "children": children})

    def source_root(self) -> dict[str, Any]:
        """Name and transform of the one node that the source has; nothing where it has not one."""
        if len(self._nodes) != 1:
            return {}
        return {"name": self._nodes[0].name, **self._frames.placement(0)}

    def _add_leaf(
        self,
        name: str,
        mesh_name: str,
        extras: dict[str, Any],
        elements: Elements,
        material: int,
        number: int | None,
    ) -> int:
        part = str(extras.get(keys.PART, UNLABELLED_NAME))
        primitives = self._primitives(elements, material, number, part)
        self.meshes.append({"name": mesh_name, "primitives": primitives})
        node: dict[str, Any] = {"name": name, "mesh": len(self.meshes) - 1, "extras": extras}
        if len(self._nodes) != 1:
            node.update(self._frames.placement(number))
        return self.add_node(node)

    def _primitives(
        self, elements: Elements, material: int, number: int | None, part: str
    ) -> list[dict[str, Any]]:
        if self.kept is None or self._appearance is None:
            plain = {} if self.keep else {"material": material}
            return [{**self._geometry(elements, 0, number), **plain}]
        primitives = []
        materials = self._appearance.materials[elements]
        for index in np.unique(materials).tolist():
            mine = elements[materials == index]
            sets = 0 if index < 0 else self.kept.coordinate_sets(index)
            primitive = self._geometry(mine, sets, number)
            if self._mode != "shared":
                primitive["material"] = self.kept.use(index, part)
            elif index >= 0:
                primitive["material"] = self.kept.use(index)
            if self._mode == "variants":
                primitive = with_variants(primitive, material)
            primitives.append(primitive)
        return primitives

    def _geometry(self, elements: Elements, sets: int, number: int | None) -> dict[str, Any]:
        primitive = self._shown_geometry(elements, sets, number)
        return {**primitive, "extras": add_element_values(self.buffer, self._result, elements)}

    def _shown_geometry(self, elements: Elements, sets: int, number: int | None) -> dict[str, Any]:
        source, positions = self._result.source, self._frames.positions
        attributes = {} if self._appearance is None else self._appearance.take(elements).attributes
        if source.faces is None:
            colors = attributes.get("COLOR_0")
            if colors is None:
                return add_points(self.buffer, positions[elements], {})
            light = colors.values[colors.corners] if self.keep else point_colors(colors)  # (n, 4)
            return add_points(self.buffer, positions[elements], {"COLOR_0": light})
        if number is not None and "NORMAL" in attributes:
            attributes = _in_node(attributes, self._nodes[number].transform, self._frames, number)
        faces = source.faces[elements]
        if self._frames.mirrored(number):  # viewers turn them again
            faces = faces[:, ::-1]
            attributes = {
                name: CornerValues(values, corners[:, ::-1])
                for name, (values, corners) in attributes.items()
            }
        return add_triangles(self.buffer, positions, faces, attributes, sets)


def _in_node(
    attributes: Any, transform: NDArray[np.float64], frames: Frames, number: int
) -> dict[str, CornerValues]:
    """The attributes with the normals in the frame of a node of the source."""
    if "matrix" not in frames.placement(number):
        return dict(attributes)
    normals = attributes["NORMAL"]
    used, local = np.unique(normals.corners, return_inverse=True)
    inverse = np.eye(4)
    inverse[:3, :3] = np.linalg.inv(transform[:3, :3])
    turned = turn_normals(normals.values[used], inverse)
    others = {name: item for name, item in attributes.items() if name != "NORMAL"}
    if turned is None or (used < 0).any():
        return others
    corners = local.reshape(normals.corners.shape).astype(np.int64)
    return {**others, "NORMAL": CornerValues(turned, corners)}


def _written_appearance(
    result: PartSegmentation, appearance: Appearance | None, options: OutputOptions
) -> ElementAppearance | None:
    """What goes on the elements: all of the source's, or all but its colours, or heat."""
    on_elements = appearance.elements if appearance else None
    if options.appearance == "keep":
        return on_elements
    cloud = result.source.is_cloud
    if not cloud and not options.heatmap:
        if on_elements is None:
            return None
        uncolored = {
            name: item for name, item in on_elements.attributes.items() if name != "COLOR_0"
        }
        return ElementAppearance(on_elements.materials, uncolored)
    return colored_appearance(shown_colors(result, options), cloud=cloud)
