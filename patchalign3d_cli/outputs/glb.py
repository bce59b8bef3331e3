"""Binary glTF: one named node, mesh and material a part, for viewers, engines and Blender."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.outputs.colors import (
    UNLABELLED_COLOR,
    hex_color,
    palette,
)
from patchalign3d_cli.outputs.gltf import INDICES, POINTS, TRIANGLES, VERTICES, GlbBuffer
from patchalign3d_cli.outputs.records import GENERATOR, part_figures, portable_name
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import up_rotation
from patchalign3d_cli.srgb import srgb_to_linear

UNLABELLED_NAME = "unlabelled"

_ROUGHNESS = 0.8
# float32 keeps 1 / 2**24 of a coordinate. Where the centre lies further out than this many
# half-sizes of the shape, nodes carry the way there and positions start from it.
_FAR = 64.0
# 65,535 itself restarts a primitive and is no index.
_SHORT_INDICES = 65535


def write_glb(result: PartSegmentation, path: Path) -> None:
    """Write a GLB in which every part that has elements is a node of its own.

    A node, its mesh and its material bear the part's name; the material's base colour is the
    part's colour in linear light, as glTF demands; the node's extras hold the figures. Unlabelled
    elements are a grey node named `unlabelled`. Positions stay in file units and file axes: a
    root node turns them upright where the file's up axis is not y. Points carry COLOR_0.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.

    Raises:
        OutputError: The shape is larger than GLB or its float32 coordinates can hold.
    """
    source = result.source
    origin = _origin(source)
    positions = _positions(source, origin)
    buffer = GlbBuffer()
    nodes: list[dict[str, Any]] = []
    materials: list[dict[str, Any]] = []
    meshes: list[dict[str, Any]] = []
    for extras, name, color, elements in _groups(result):
        attributes, indices = _geometry(buffer, positions, source.faces, elements)
        light = [round(float(value), 6) for value in srgb_to_linear(color)]
        if source.is_cloud:
            attributes["COLOR_0"] = _point_colors(buffer, light, len(elements))
            light = [1.0, 1.0, 1.0]
        primitive = {"attributes": attributes, "material": len(materials), **indices}
        primitive["mode"] = POINTS if source.is_cloud else TRIANGLES
        node = {"name": name, "mesh": len(meshes), "extras": extras}
        if origin.any():
            node["translation"] = origin.tolist()
        nodes.append(node)
        meshes.append({"name": name, "primitives": [primitive]})
        materials.append(_material(name, light))
    document = _document(result, nodes)
    path.write_bytes(buffer.container({**document, "meshes": meshes, "materials": materials}))


def _groups(
    result: PartSegmentation,
) -> list[tuple[dict[str, Any], str, NDArray[np.uint8], NDArray[np.int64]]]:
    """Extras, name, colour and elements of every part that has some, unlabelled ones last."""
    order = np.argsort(result.labels, kind="stable")
    edges = np.searchsorted(result.labels[order], np.arange(len(result.parts) + 1))
    groups = []
    colors = palette(len(result.parts))
    for i, part in enumerate(result.summary()):
        if part.count:
            extras = {"label": i, "color": hex_color(colors[i]), **part_figures(part)}
            groups.append((extras, part.name, colors[i], order[edges[i] : edges[i + 1]]))
    if edges[0]:
        grey = np.array(UNLABELLED_COLOR, dtype=np.uint8)
        extras = {"label": -1, "color": hex_color(grey), "count": int(edges[0])}
        groups.append((extras, UNLABELLED_NAME, grey, order[: edges[0]]))
    return groups


def _origin(source: Shape) -> NDArray[np.float64]:
    """Where positions start from, (3,): a place that float32 holds exactly; mostly zero."""
    low, high = source.vertices.min(axis=0), source.vertices.max(axis=0)
    center = low / 2 + high / 2
    if np.abs(center).max() <= _FAR * (high / 2 - low / 2).max():
        return np.zeros(3)
    held: NDArray[np.float64] = center.astype(np.float32).astype(np.float64)
    return held


def _positions(source: Shape, origin: NDArray[np.float64]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        positions = (source.vertices - origin).astype("<f4")  # (V, 3)
    if not np.isfinite(positions).all():
        raise OutputError(
            "the coordinates are beyond what .glb can hold (3.4e38); scale the shape, or write .ply"
        )
    return positions


def _geometry(
    buffer: GlbBuffer,
    positions: NDArray[np.float32],
    faces: NDArray[np.int64] | None,
    elements: NDArray[np.int64],
) -> tuple[dict[str, int], dict[str, int]]:
    """Put the vertices that the elements use, and those alone, into the buffer."""
    if faces is None:
        return {"POSITION": buffer.add(positions[elements], VERTICES, bounded=True)}, {}
    used, local = np.unique(faces[elements], return_inverse=True)
    width = "<u2" if len(used) <= _SHORT_INDICES else "<u4"
    return (
        {"POSITION": buffer.add(positions[used], VERTICES, bounded=True)},
        {"indices": buffer.add(local.reshape(-1).astype(width), INDICES)},
    )


def _point_colors(buffer: GlbBuffer, light: list[float], count: int) -> int:
    # Bytes, as some readers take wider integers for bytes.
    color = np.rint(np.array([*light, 1.0]) * 255).astype(np.uint8)
    return buffer.add(np.tile(color, (count, 1)), VERTICES, normalized=True)


def _material(name: str, light: list[float]) -> dict[str, Any]:
    return {
        "name": name,
        "doubleSided": True,
        "pbrMetallicRoughness": {
            "baseColorFactor": [*light, 1.0],
            "metallicFactor": 0.0,
            "roughnessFactor": _ROUGHNESS,
        },
    }


def _document(result: PartSegmentation, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Scene and nodes; a root that turns the file's up axis to y follows them if need be."""
    roots = list(range(len(nodes)))
    if result.source.up != "y":
        turn = np.eye(4)
        turn[:3, :3] = up_rotation(result.source.up)
        column_major = turn.T.reshape(-1).tolist()
        nodes = [*nodes, {"name": "upright", "matrix": column_major, "children": roots}]
        roots = [len(nodes) - 1]
    return {
        "asset": {
            "version": "2.0",
            "generator": GENERATOR,
            "extras": {
                "model": portable_name(result.model.name),
                "model_license": result.model.license,
            },
        },
        "scene": 0,
        "scenes": [{"nodes": roots}],
        "nodes": nodes,
    }
