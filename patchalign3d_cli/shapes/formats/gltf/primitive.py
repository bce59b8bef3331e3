"""One primitive of a glTF mesh: its triangles or points, and what is on them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.gltf.accessor import read_accessor
from patchalign3d_cli.shapes.formats.gltf.appearance import accessor_reader, read_elements
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.formats.gltf.draco import DRACO, decode_draco
from patchalign3d_cli.shapes.formats.gltf.pose import Bones, add_targets, read_bones
from patchalign3d_cli.shapes.instances import LocalMesh
from patchalign3d_cli.shapes.raw import coordinates
from patchalign3d_cli.shapes.triangulation import strip_triangles

# glTF 2.0, 5.24: primitive.mode
POINTS, LINES, TRIANGLES, _STRIP, _FAN = 0, (1, 2, 3), 4, 5, 6


class Primitive(NamedTuple):
    """A primitive that was read.

    Attributes:
        key: The same for primitives that have the same vertices; None for vertices of its own.
        mesh: Its geometry.
        bones: What its vertices hang on; None where they hang on nothing.
    """

    key: tuple[Any, ...] | None
    mesh: LocalMesh
    bones: Bones | None


def read_primitive(
    document: GltfDocument,
    primitive: dict[str, Any],
    weights: tuple[float, ...] = (),
    *,
    posed: bool = False,
) -> Primitive | None:
    """Read a primitive of triangles or points; None where it holds none, which is noted.

    Args:
        document: The file.
        primitive: Its object.
        weights: Of its morph targets.
        posed: Whether a skeleton will pose it.

    Raises:
        ShapeError: It is damaged, or compressed with Draco while DracoPy is missing.
    """
    attributes = primitive.get("attributes", {})
    attributes = document.object(attributes, "attributes of a primitive")
    if "POSITION" not in attributes:
        document.note("a primitive without positions was left out")
        return None
    draco = document.extension(primitive, DRACO)
    if draco is not None:
        packed = decode_draco(document, primitive, document.object(draco, DRACO))
        bones = read_bones(packed.read, attributes, len(packed.mesh.vertices)) if posed else None
        return Primitive(None, packed.mesh, bones)
    read = accessor_reader(document, attributes)
    vertices = coordinates(read_accessor(document, document.whole(attributes, "POSITION"), "VEC3"))
    key: list[Any] = [attributes["POSITION"], weights if "targets" in primitive else ()]
    if any(weights) and "targets" in primitive:
        vertices = add_targets(document, primitive["targets"], weights, vertices)
        key.append(str(primitive["targets"]))
    bones = None
    if posed:
        bones = read_bones(read, attributes, len(vertices))
        key += [str(attributes.get(name)) for name in ("JOINTS_0", "WEIGHTS_0", "JOINTS_1")]
    mode = document.whole(primitive, "mode", TRIANGLES)
    corners = _corners(document, primitive, len(vertices))
    faces = None if mode == POINTS else _triangles(document, corners, mode)
    index = np.arange(len(vertices)) if faces is None else faces
    if not len(index):
        document.note("an empty primitive was left out")
        return None
    elements = read_elements(document, primitive, index, vertices, faces, read)
    return Primitive(tuple(key), LocalMesh(vertices, faces, elements), bones)


def _corners(document: GltfDocument, primitive: dict[str, Any], count: int) -> NDArray[np.int64]:
    if primitive.get("indices") is None:
        return np.arange(count)
    corners = read_accessor(document, document.whole(primitive, "indices"), "SCALAR").reshape(-1)
    if corners.dtype.kind == "f":
        raise document.damaged("the corners of a primitive are not whole numbers")
    corners = corners.astype(np.int64)
    if len(corners) and not 0 <= corners.min() <= corners.max() < count:
        wrong = corners.max() if corners.max() >= count else corners.min()
        raise document.damaged(f"a face points at vertex {wrong}, but there are {count} vertices")
    return corners


def _triangles(document: GltfDocument, corners: NDArray[np.int64], mode: int) -> NDArray[np.int64]:
    if mode == _STRIP:
        return strip_triangles(corners)
    if mode == _FAN:
        ring = corners[1:]
        first = np.full(max(len(ring) - 1, 0), corners[0] if len(corners) else 0)
        return np.stack([first, ring[:-1], ring[1:]], axis=1)  # (F, 3)
    if mode != TRIANGLES:
        raise document.damaged(f"a primitive is of mode {mode}, which glTF does not know")
    beyond = len(corners) % 3
    if beyond:
        document.note("a primitive has corners beyond its last triangle, which were left out")
    return corners[: len(corners) - beyond].reshape(-1, 3)
