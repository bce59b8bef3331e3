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

from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument, open_document
from patchalign3d_cli.shapes.formats.gltf.materials import read_appearance
from patchalign3d_cli.shapes.formats.gltf.mesh import LINES, read_mesh
from patchalign3d_cli.shapes.instances import LocalMesh, Placement, place_meshes
from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, unreadable
from patchalign3d_cli.shapes.rotation import quaternion_rotation

_READABLE = (
    "KHR_draco_mesh_compression",
    "KHR_mesh_quantization",
    "KHR_materials_",
    "KHR_texture_",
    "KHR_lights_",
    "KHR_animation_",
    "KHR_xmp",
    "EXT_texture_",
    "EXT_lights_",
    "MSFT_texture_",
    "VRM",
)
"""Beginnings of the extensions that may be required: they leave geometry alone, or are read."""
_INSTANCING = "EXT_mesh_gpu_instancing"


def read_gltf(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read the default scene; every node with a mesh becomes a node, depth first.

    Primitives of points are read where there are no triangles; lines are left alone. Skeletons,
    morph targets and animations are not applied.

    Raises:
        ShapeError: The file is damaged, needs an extension or a reader that is not there, or is
            of glTF 1.0.
    """
    document = open_document(data, path)
    required = document.content.get("extensionsRequired", [])
    for name in required if isinstance(required, list) else [required]:
        if not str(name).startswith(_READABLE):
            raise unreadable(
                path,
                f"it needs the glTF extension {name}, which pa3d does not read (export it without"
                " that extension)",
            )
    warnings = tuple(dict.fromkeys(_notices(document)))
    raw, elements = place_meshes(_placements(document), path)
    if not len(raw.vertices):
        raise unreadable(path, "its scene places no triangles and no points")
    appearance = elements and read_appearance(document, elements)
    return raw._replace(warnings=(*warnings, *raw.warnings), appearance=appearance)


def _notices(document: GltfDocument) -> Iterator[str]:
    for node in document.items("nodes"):
        if "skin" in node:
            yield "a skeleton poses some of its meshes; they were read as they are without it"
        extensions = node.get("extensions")
        if isinstance(extensions, dict) and _INSTANCING in extensions:
            yield f"{_INSTANCING} repeats some of its meshes; each was read once"
    for mesh in document.items("meshes"):
        primitives = mesh.get("primitives")
        for primitive in primitives if isinstance(primitives, list) else []:
            if isinstance(primitive, dict) and primitive.get("mode") in LINES:
                yield "its lines were left out"


def _placements(document: GltfDocument) -> Iterator[Placement]:
    """Meshes with their world transforms, depth first, children in the file's order."""
    meshes: dict[int, tuple[str, LocalMesh]] = {}
    visited: set[int] = set()
    stack = [(index, np.eye(4)) for index in reversed(_roots(document))]
    while stack:
        index, outer = stack.pop()
        if index in visited:
            raise unreadable(document.path, f"node {index} stands in its scene more than once")
        visited.add(index)
        node = document.item("nodes", index)
        with np.errstate(all="ignore"):
            world = outer @ _local_transform(document, node)
        if "mesh" in node:
            place = document.whole(node, "mesh")
            if place not in meshes:
                mesh = document.item("meshes", place)
                meshes[place] = (document.name(mesh), read_mesh(document, mesh))
            mesh_name, geometry = meshes[place]
            name = document.name(node) or mesh_name or f"node {index}"
            if len(geometry.vertices):
                yield Placement(name, geometry, world)
        children = document.indices(node, "children")
        stack.extend((child, world) for child in reversed(children))


def _roots(document: GltfDocument) -> list[int]:
    """Root nodes of the default scene; of a file without scenes, the nodes without a parent."""
    if document.items("scenes"):
        scene = document.item("scenes", document.whole(document.content, "scene", 0))
        return document.indices(scene, "nodes")
    nodes = document.items("nodes")
    children = {child for node in nodes for child in document.indices(node, "children")}
    return [index for index in range(len(nodes)) if index not in children]


def _local_transform(document: GltfDocument, node: dict[str, Any]) -> NDArray[np.float64]:
    """(4, 4) of a node: its matrix (column by column in the file), or T * R * S."""
    if "matrix" in node:
        return document.numbers(node, "matrix", np.eye(4).ravel()).reshape(4, 4).T
    quaternion = document.numbers(node, "rotation", np.array([0.0, 0.0, 0.0, 1.0]))
    transform = np.eye(4)
    with np.errstate(all="ignore"):
        scale = document.numbers(node, "scale", np.ones(3))
        transform[:3, :3] = quaternion_rotation(quaternion) * scale
    transform[:3, 3] = document.numbers(node, "translation", np.zeros(3))
    return transform
