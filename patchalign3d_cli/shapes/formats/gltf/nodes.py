"""Nodes of a glTF scene: where they stand, and how often what hangs on them is repeated."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.gltf.accessor import fit_components, read_accessor
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.rotation import quaternion_rotation
from patchalign3d_cli.shapes.shape import TopNode

INSTANCING = "EXT_mesh_gpu_instancing"
_MOST_INSTANCES = 100_000
_MOST_ROW = 100  # nodes under each other that are taken for a mere wrapping
_NO_TURN = np.array([0.0, 0.0, 0.0, 1.0])


class NodeFrames:
    """The transforms of all nodes, from their own frames to the world."""

    def __init__(self, document: GltfDocument) -> None:
        self._document = document
        self._parents: dict[int, int] | None = None

    def world(self, index: int) -> NDArray[np.float64]:
        """(4, 4) of a node, wherever in the file it stands.

        Raises:
            ShapeError: The node or one above it is damaged, or is its own ancestor.
        """
        if self._parents is None:
            self._parents = {}
            for number, node in enumerate(self._document.items("nodes")):
                for child in self._document.indices(node, "children"):
                    self._parents.setdefault(child, number)
        transform = local_transform(self._document, self._document.item("nodes", index))
        visited = {index}
        while index in self._parents:
            index = self._parents[index]
            if index in visited:
                raise self._document.damaged(f"node {index} stands below itself")
            visited.add(index)
            with np.errstate(all="ignore"):
                node = self._document.item("nodes", index)
                transform = local_transform(self._document, node) @ transform
        return transform


def local_transform(document: GltfDocument, node: dict[str, Any]) -> NDArray[np.float64]:
    """(4, 4) of a node: its matrix (column by column in the file), or T * R * S."""
    if node.get("matrix") is not None:
        return document.numbers(node, "matrix", np.eye(4).ravel()).reshape(4, 4).T
    return _composed(
        document.numbers(node, "translation", np.zeros(3)),
        document.numbers(node, "rotation", _NO_TURN),
        document.numbers(node, "scale", np.ones(3)),
    )


def instance_transforms(
    document: GltfDocument, node: dict[str, Any]
) -> list[NDArray[np.float64]] | None:
    """(4, 4) of each copy of a node's mesh, in the node's frame; None for the mesh itself.

    Raises:
        ShapeError: The extension is damaged, or repeats the mesh too often.
    """
    extension = document.extension(node, INSTANCING)
    if extension is None:
        return None
    holder = document.object(extension, INSTANCING)
    attributes = document.object(holder.get("attributes", {}), f"attributes of {INSTANCING}")
    columns = []
    for name, kind in (("TRANSLATION", "VEC3"), ("ROTATION", "VEC4"), ("SCALE", "VEC3")):
        values = None
        if attributes.get(name) is not None:
            values = read_accessor(document, document.whole(attributes, name), kind)
            values = fit_components(values, True).astype(np.float64)
        columns.append(values)
    counts = {len(values) for values in columns if values is not None}
    if not counts:
        return None
    if len(counts) > 1 or max(counts) > _MOST_INSTANCES:
        raise document.damaged(
            f"{INSTANCING} has values of different numbers, or more than {_MOST_INSTANCES:,}"
        )
    count = counts.pop()
    translations, rotations, scales = (
        np.broadcast_to(default, (count, len(default))) if values is None else values
        for values, default in zip(columns, (np.zeros(3), _NO_TURN, np.ones(3)), strict=True)
    )
    return list(_composed(translations, rotations, scales))


def _composed(
    translation: NDArray[np.float64], rotation: NDArray[np.float64], scale: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Transforms (..., 4, 4) of translations (..., 3), quaternions (..., 4), scales (..., 3)."""
    transform = np.zeros((*translation.shape[:-1], 4, 4))
    transform[..., 3, 3] = 1
    with np.errstate(all="ignore"):
        transform[..., :3, :3] = quaternion_rotation(rotation) * scale[..., None, :]
    transform[..., :3, 3] = translation
    return transform


def top_nodes(document: GltfDocument, roots: list[int]) -> dict[int, TopNode]:
    """The nodes at the top of a scene that have meshes on them or below them, by their index.

    Exporters put a whole scene under one node or several in a row; of such a row the top is where
    it first branches.

    Args:
        document: The file.
        roots: The scene's root nodes.
    """
    for _ in range(_MOST_ROW):
        used = [index for index in roots if _holds_mesh(document, index)]
        if len(used) != 1 or document.item("nodes", used[0]).get("mesh") is not None:
            break
        roots = document.indices(document.item("nodes", used[0]), "children")
    return {index: TopNode(index, document.name(document.item("nodes", index))) for index in used}


def _holds_mesh(document: GltfDocument, index: int) -> bool:
    visited, stack = set(), [index]
    while stack:
        number = stack.pop()
        if number in visited:
            continue
        visited.add(number)
        node = document.item("nodes", number)
        if node.get("mesh") is not None:
            return True
        stack += document.indices(node, "children")
    return False
