"""A shape in colours that stand for numbers, as GLB and PLY."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.results_io.glb.asset import asset_record
from patchalign3d_cli.results_io.glb.container import GlbBuffer
from patchalign3d_cli.results_io.glb.frames import Frames, upright_node
from patchalign3d_cli.results_io.glb.materials import plain_material
from patchalign3d_cli.results_io.glb.mesh import (
    add_points,
    add_triangles,
    colored_appearance,
    point_colors,
)
from patchalign3d_cli.results_io.ply import keys as ply_keys
from patchalign3d_cli.results_io.ply.notes import header_text, model_note
from patchalign3d_cli.results_io.ply.writer import write_elements
from patchalign3d_cli.shapes.shape import Shape


class ColoredShape(NamedTuple):
    """A shape and a colour an element.

    Attributes:
        source: The shape.
        colors: (E, 3) sRGB.
        name: What the colours show.
        columns: (E,) float32 numbers behind the colours, by their names in a PLY.
        notes: What the numbers are, a line each.
        model: Which model made them.
    """

    source: Shape
    colors: NDArray[np.uint8]
    name: str
    columns: Mapping[str, NDArray[np.float32]]
    notes: tuple[str, ...]
    model: ModelIdentity


def write_colored_ply(colored: ColoredShape, path: Path) -> None:
    """Write a binary PLY: the geometry as given, the numbers and a colour an element.

    Args:
        colored: What to write.
        path: The file; an existing one is replaced.
    """
    columns: dict[str, NDArray[Any]] = {
        name: values.astype("<f4") for name, values in colored.columns.items()
    }
    for i, channel in enumerate(ply_keys.CHANNELS):
        columns[channel] = colored.colors[:, i]
    notes = [model_note(colored.model), *(header_text(note) for note in colored.notes)]
    write_elements(colored.source, columns, notes, path)


def write_colored_glb(colored: ColoredShape, path: Path) -> None:
    """Write a GLB: one node with a vertex colour for every face (point), upright.

    Args:
        colored: What to write.
        path: The file; an existing one is replaced.

    Raises:
        OutputError: The shape is larger than GLB or its float32 coordinates can hold.
    """
    source, buffer = colored.source, GlbBuffer()
    frames = Frames(source, own=False)
    attributes = colored_appearance(colored.colors, cloud=source.is_cloud).attributes
    if source.faces is None:
        light = point_colors(attributes["COLOR_0"])
        primitive = add_points(buffer, frames.positions, {"COLOR_0": light})
    else:
        primitive = add_triangles(buffer, frames.positions, source.faces, attributes)
    extras = {"notes": list(colored.notes)}
    node = {"name": colored.name, "mesh": 0, "extras": extras, **frames.placement(None)}
    nodes: list[dict[str, Any]] = [node]
    if turned := upright_node(source.up):
        nodes.append({**turned, "children": [0]})
    document = {
        "asset": asset_record(colored.model),
        "scene": 0,
        "scenes": [{"nodes": [len(nodes) - 1]}],
        "nodes": nodes,
        "meshes": [{"name": colored.name, "primitives": [{**primitive, "material": 0}]}],
        "materials": [plain_material(colored.name, [1.0, 1.0, 1.0])],
    }
    path.write_bytes(buffer.container(document))
