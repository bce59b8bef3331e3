"""glTF 2.0 and GLB: the nodes of a scene with their triangles or points.

Own code because trimesh 5.2 lists nodes in another order and under changed names, one for each
material; drops triangle fans; decodes Draco to zeros where DracoPy is missing; and takes
meshopt-compressed bytes for coordinates.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument, open_document
from patchalign3d_cli.shapes.formats.gltf.materials import read_appearance
from patchalign3d_cli.shapes.formats.gltf.mesh import SceneMesh, read_mesh
from patchalign3d_cli.shapes.formats.gltf.nodes import (
    NodeFrames,
    instance_transforms,
    local_transform,
    top_nodes,
)
from patchalign3d_cli.shapes.formats.gltf.pose import (
    joint_matrices,
    pose_mesh,
    strongest_joints,
)
from patchalign3d_cli.shapes.instances import LocalMesh, Placement, place_meshes
from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, unreadable
from patchalign3d_cli.shapes.shape import TopNode

_READABLE = (
    "KHR_draco_mesh_compression",
    "KHR_mesh_quantization",
    "KHR_materials_",
    "KHR_texture_",
    "KHR_lights_",
    "KHR_animation_",
    "KHR_xmp",
    "EXT_mesh_gpu_instancing",
    "EXT_meshopt_compression",
    "KHR_meshopt_compression",
    "EXT_texture_",
    "EXT_lights_",
    "MSFT_texture_",
    "VRM",
)
"""Beginnings of the extensions that may be required: they leave geometry alone, or are read."""


def read_gltf(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read the default scene; every node with a mesh becomes a node, depth first.

    Meshes stand as viewers show them: posed by their skeletons, with the weights of their morph
    targets, repeated where they are instanced. Animations are not applied. Primitives of points
    are read where there are no triangles; lines are left alone.

    Raises:
        ShapeError: The file is damaged, needs an extension or a reader that is not there, or is
            of glTF 1.0.
    """
    document = open_document(data, path, trusted=options.trust_references)
    required = document.content.get("extensionsRequired", [])
    for name in required if isinstance(required, list) else []:
        if isinstance(name, str) and not name.startswith(_READABLE):
            raise unreadable(
                path,
                f"it needs the glTF extension {name[:60]}, which pa3d does not read (export it"
                " without that extension)",
            )
    raw, elements = place_meshes(_placements(document), path, document.budget)
    if not len(raw.vertices):
        noted = f" ({'; '.join(document.notes)})" if document.notes else ""
        raise unreadable(path, f"its scene places no triangles and no points{noted}")
    appearance = elements and read_appearance(document, elements)
    return raw._replace(warnings=(*document.notes, *raw.warnings), appearance=appearance)


def read_face_names(data: bytes, path: Path) -> dict[str, tuple[NDArray[np.int64], list[str]]]:
    """What each face of the default scene hangs on beside its node, in the order of `read_gltf`.

    Args:
        data: The file.
        path: Its path, for messages and for the files that it names.

    Returns:
        For `mesh` (the mesh of the file) and `joint` (the joint that moves the face most): (F,)
        numbers, -1 for none, and the names of the numbers.

    Raises:
        ShapeError: The file is damaged.
    """
    document = open_document(data, path)
    meshes = _Meshes(document)
    kinds: dict[str, list[NDArray[np.int64]]] = {"mesh": [], "joint": []}
    for _, node, _, _ in _scene_nodes(document):
        if node.get("mesh") is None:
            continue
        posed = meshes.posed(node)
        mesh = posed or meshes.plain(node)
        if mesh is None or mesh.faces is None:
            continue
        copies = None if posed else instance_transforms(document, node)
        repeats = 1 if copies is None else len(copies)
        joints = meshes.joints(node) if posed else np.full(len(mesh.faces), -1)
        number = document.whole(node, "mesh")
        document.budget.spend(repeats * len(mesh.faces))
        kinds["mesh"].append(np.full(repeats * len(mesh.faces), number))
        kinds["joint"].append(np.tile(joints, repeats))
    listed = {"mesh": document.items("meshes"), "joint": document.items("nodes")}
    return {
        kind: (
            np.concatenate([np.empty(0, np.int64), *numbers]),
            [document.name(item) or "" for item in listed[kind]],
        )
        for kind, numbers in kinds.items()
    }


def _scene_nodes(
    document: GltfDocument,
) -> Iterator[tuple[int, dict[str, Any], NDArray[np.float64], TopNode | None]]:
    """Nodes with their numbers and world transforms, depth first, children in the file's order."""
    visited: set[int] = set()
    tops = top_nodes(document, _roots(document))
    stack = [(index, np.eye(4), tops.get(index)) for index in reversed(_roots(document))]
    while stack:
        index, outer, top = stack.pop()
        if index in visited:
            raise unreadable(document.path, f"node {index} stands in its scene more than once")
        visited.add(index)
        node = document.item("nodes", index)
        with np.errstate(all="ignore"):
            world = outer @ local_transform(document, node)
        yield index, node, world, top
        children = document.indices(node, "children")
        stack.extend((child, world, top or tops.get(child)) for child in reversed(children))


def _placements(document: GltfDocument) -> Iterator[Placement]:
    """Meshes with their world transforms, in the order of their nodes."""
    meshes = _Meshes(document)
    for index, node, world, top in _scene_nodes(document):
        if node.get("mesh") is None:
            continue
        number = document.whole(node, "mesh")
        mesh_name = document.name(document.item("meshes", number))
        name = document.name(node) or mesh_name or f"node {index}"
        posed = meshes.posed(node)
        if posed is not None:
            yield Placement(name, posed, np.eye(4), top)
        elif (mesh := meshes.plain(node)) is not None:
            copies = instance_transforms(document, node)
            if copies is None:
                yield Placement(name, mesh, world, top)
            for copy, transform in enumerate(copies or ()):
                with np.errstate(all="ignore"):
                    yield Placement(f"{name} {copy}", mesh, world @ transform, top)


class _Meshes:
    """The meshes of a file, each read when a node first asks for it."""

    def __init__(self, document: GltfDocument) -> None:
        self._document = document
        self._frames = NodeFrames(document)
        self._read: dict[tuple[Any, ...], SceneMesh | None] = {}

    def plain(self, node: dict[str, Any]) -> LocalMesh | None:
        """The mesh of a node in its own frame; None where there is nothing in it."""
        mesh = self._mesh(node, posed=False)
        return mesh and mesh.local

    def posed(self, node: dict[str, Any]) -> LocalMesh | None:
        """The mesh of a node as its skeleton poses it in the world; None where none does.

        glTF 2.0, 3.7.3.3: the transform of a node with a skin is not looked at.
        """
        if node.get("skin") is None:
            return None
        try:
            skin = self._document.whole(node, "skin")
            matrices = joint_matrices(self._document, skin, self._frames.world)
            mesh = self._mesh(node, posed=True)
            if mesh is None or mesh.bones is None:
                return None
            return pose_mesh(mesh.local, mesh.bones, matrices)
        except ShapeError:
            self._document.note(
                "a skeleton cannot be read; its meshes were read as they are without it"
            )
            return None

    def joints(self, node: dict[str, Any]) -> NDArray[np.int64]:
        """(F,) numbers of the nodes that move the faces of a posed mesh most, -1 for none."""
        mesh = self._mesh(node, posed=True)
        assert mesh is not None and mesh.bones is not None and mesh.local.faces is not None
        skin = self._document.item("skins", self._document.whole(node, "skin"))
        listed = np.array(self._document.indices(skin, "joints"), np.int64)
        strongest = strongest_joints(mesh.bones, mesh.local.faces)
        return np.where(strongest < 0, -1, listed[strongest])

    def _mesh(self, node: dict[str, Any], *, posed: bool) -> SceneMesh | None:
        number = self._document.whole(node, "mesh")
        mesh = self._document.item("meshes", number)
        key = (number, posed, weights := self._weights(node, mesh))
        if key not in self._read:
            self._read[key] = read_mesh(self._document, mesh, weights, posed=posed)
        return self._read[key]

    def _weights(self, node: dict[str, Any], mesh: dict[str, Any]) -> tuple[float, ...]:
        """Of the morph targets: a node's own, or else its mesh's."""
        values = node.get("weights", mesh.get("weights"))
        if not isinstance(values, list):
            return ()
        try:
            numbers = self._document.numbers({"weights": values}, "weights", np.zeros(len(values)))
        except ShapeError:
            self._document.note("weights of morph targets are no numbers; they were left out")
            return ()
        return tuple(numbers.tolist())


def _roots(document: GltfDocument) -> list[int]:
    """Root nodes of the default scene; of a file without scenes, the nodes without a parent."""
    if document.items("scenes"):
        scene = document.item("scenes", document.whole(document.content, "scene", 0))
        return document.indices(scene, "nodes")
    nodes = document.items("nodes")
    children = {child for node in nodes for child in document.indices(node, "children")}
    return [index for index in range(len(nodes)) if index not in children]
