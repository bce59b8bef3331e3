"""Binary glTF: one named node a part, for viewers, engines and Blender."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import (
    UNLABELLED_COLOR,
    UNLABELLED_NAME,
    hex_color,
    palette,
)
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb import keys
from patchalign3d_cli.results_io.glb.asset import asset_record
from patchalign3d_cli.results_io.glb.frames import upright_node
from patchalign3d_cli.results_io.glb.scene import Elements, GlbScene
from patchalign3d_cli.results_io.glb.variants import variants_extension
from patchalign3d_cli.results_io.json.record import part_figures, segmentation_record

_WHITE = np.array([255, 255, 255], dtype=np.uint8)


def write_glb(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a GLB in which every part that has elements is a node of its own.

    A node and its mesh bear the part's name; the node's extras hold the figures. Unlabelled
    elements are a node named `unlabelled`. Where the parts were taken apart, the pieces are nodes
    below their part's. A root node turns the scene upright where the file's up axis is not y.

    With `recolor` each part has a material of its colour (in linear light, as glTF demands), and
    positions stand in file units and file axes. With `keep` materials, textures and vertex
    colours are those of the source, and so are its nodes with their transforms: one node of the
    source is the parent of all parts; of several, each part holds those that it has elements of.
    `materials` may give each part copies of its own, and the part colours as another variant.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: The shape is larger than GLB or its float32 coordinates can hold.
    """
    options = options or OutputOptions()
    scene = GlbScene(result, options)
    heat = scene.add_material("confidence", _WHITE) if options.heatmap else None
    roots = []
    for extras, name, color, elements in _groups(result):
        material = heat
        if material is None:
            tinted = result.source.is_cloud and not scene.keep
            material = scene.add_material(name, _WHITE if tinted else color)
        roots.append(_add_part(scene, result, extras, name, elements, material))
    if inside := scene.source_root():
        roots = [scene.add_node({**inside, "children": roots})]
    if turned := upright_node(result.source.up):
        roots = [scene.add_node({**turned, "children": roots})]
    document = _document(result, scene, roots)
    if options.materials == "variants":
        document["extensions"] = variants_extension()
    path.write_bytes(scene.buffer.container(document))


def _groups(
    result: PartSegmentation,
) -> list[tuple[dict[str, Any], str, NDArray[np.uint8], Elements]]:
    """Extras, name, colour and elements of every part that has some, unlabelled ones last."""
    order = np.argsort(result.labels, kind="stable")
    edges = np.searchsorted(result.labels[order], np.arange(len(result.parts) + 1))
    groups = []
    colors = palette(len(result.parts))
    for i, part in enumerate(result.summary()):
        if part.count:
            extras = {keys.LABEL: i, keys.PART: part.name, keys.COLOR: hex_color(colors[i])}
            extras.update(part_figures(part))
            groups.append((extras, part.name, colors[i], order[edges[i] : edges[i + 1]]))
    if edges[0]:
        grey = np.array(UNLABELLED_COLOR, dtype=np.uint8)
        extras = {keys.LABEL: -1, keys.COLOR: hex_color(grey), keys.COUNT: int(edges[0])}
        groups.append((extras, UNLABELLED_NAME, grey, order[: edges[0]]))
    return groups


def _add_part(
    scene: GlbScene,
    result: PartSegmentation,
    extras: dict[str, Any],
    name: str,
    elements: Elements,
    material: int,
) -> int:
    """A part's node; where the result was split, with a node for each of its pieces."""
    pieces = result.pieces
    if pieces is None:
        return scene.add_elements(name, extras, elements, material)
    numbers = np.flatnonzero(pieces.parts == extras[keys.LABEL]).tolist()
    if [pieces.names[number] for number in numbers] == [name]:
        extras = {**extras, keys.PIECE: numbers[0]}
        return scene.add_elements(name, extras, elements, material)
    if not numbers:
        return scene.add_elements(name, extras, elements, material)
    figures = result.piece_summary()
    children = []
    for number in numbers:
        mine = elements[pieces.labels[elements] == number]
        if len(mine):
            known = {keys.LABEL: extras[keys.LABEL], keys.PART: name, keys.PIECE: number}
            known.update(part_figures(figures[number]))
            children.append(scene.add_elements(pieces.names[number], known, mine, material))
    return scene.add_node({"name": name, "extras": extras, "children": children})


def _document(result: PartSegmentation, scene: GlbScene, roots: list[int]) -> dict[str, Any]:
    lists = scene.kept.document() if scene.kept else {"materials": scene.materials}
    if scene.keep and not scene.kept:
        lists = {}
    return {
        "asset": asset_record(result.model, segmentation_record(result)),
        "scene": 0,
        "scenes": [{"nodes": roots}],
        "nodes": scene.nodes,
        "meshes": scene.meshes,
        **lists,
    }
