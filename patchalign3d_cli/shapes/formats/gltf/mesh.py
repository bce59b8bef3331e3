"""One mesh of a glTF file: its primitives as one geometry."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import join_appearances
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.formats.gltf.pose import Bones, join_bones
from patchalign3d_cli.shapes.formats.gltf.primitive import (
    LINES,
    POINTS,
    TRIANGLES,
    Primitive,
    read_primitive,
)
from patchalign3d_cli.shapes.instances import LocalMesh


class SceneMesh(NamedTuple):
    """A mesh, and what its vertices hang on.

    Attributes:
        local: The geometry.
        bones: Of its vertices; None where no skeleton poses it.
    """

    local: LocalMesh
    bones: Bones | None


def read_mesh(
    document: GltfDocument,
    mesh: dict[str, Any],
    weights: tuple[float, ...] = (),
    *,
    posed: bool = False,
) -> SceneMesh | None:
    """Triangles of all primitives in their order, or else their points; None for neither.

    Primitives that share an accessor of positions share its vertices. Where there are triangles,
    points are left out; lines always are.

    Args:
        document: The file.
        mesh: Its object.
        weights: Of its morph targets.
        posed: Whether a skeleton will pose it.

    Raises:
        ShapeError: A primitive is damaged, or compressed with Draco while DracoPy is missing.
    """
    listed = mesh.get("primitives", [])
    if not isinstance(listed, list):
        raise document.damaged("the primitives of a mesh of its glTF are not a list")
    if not listed:
        document.note("a mesh without primitives was left out")
    items = [document.object(item, "a primitive") for item in listed]
    modes = [document.whole(item, "mode", TRIANGLES) for item in items]
    if any(mode in LINES for mode in modes):
        document.note("its lines were left out")
    solid = [item for item, mode in zip(items, modes, strict=True) if mode >= TRIANGLES]
    clouds = [item for item, mode in zip(items, modes, strict=True) if mode == POINTS]
    for chosen in (solid, clouds):
        read = (read_primitive(document, item, weights, posed=posed) for item in chosen)
        parts = [part for part in read if part is not None]
        if parts:
            return _joined(parts, chosen is clouds)
    return None


def _joined(parts: Sequence[Primitive], cloud: bool) -> SceneMesh:
    """One mesh; parts with the same key have the same vertices."""
    if cloud:  # points that several primitives list are points once
        first: dict[Any, Primitive] = {}
        for number, part in enumerate(parts):
            first.setdefault(part.key or number, part)
        parts = list(first.values())
    vertices: list[NDArray[np.float64]] = []
    faces: list[NDArray[np.int64]] = []
    bones: list[Bones | None] = []
    starts: dict[tuple[Any, ...], int] = {}
    count = 0
    for part in parts:
        start = starts.get(part.key) if part.key is not None else None
        if start is None:
            start = count
            if part.key is not None:
                starts[part.key] = start
            vertices.append(part.mesh.vertices)
            bones.append(part.bones)
            count += len(part.mesh.vertices)
        if part.mesh.faces is not None:
            faces.append(part.mesh.faces + start)
    shapes = [
        (len(part.mesh.vertices),) if part.mesh.faces is None else part.mesh.faces.shape
        for part in parts
    ]
    elements = join_appearances([part.mesh.appearance for part in parts], shapes)
    local = LocalMesh(np.concatenate(vertices), np.concatenate(faces) if faces else None, elements)
    return SceneMesh(local, join_bones(bones, [len(some) for some in vertices]))
