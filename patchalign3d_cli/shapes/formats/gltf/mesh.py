"""One mesh of a glTF file: its primitives as one geometry."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import join_appearances
from patchalign3d_cli.shapes.formats.gltf.accessor import fit_components, read_accessor
from patchalign3d_cli.shapes.formats.gltf.appearance import read_element_appearance
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.instances import LocalMesh
from patchalign3d_cli.shapes.raw import coordinates
from patchalign3d_cli.shapes.triangulation import strip_triangles

# glTF 2.0, 5.24: primitive.mode
_POINTS, LINES, _TRIANGLES, _STRIP, _FAN = 0, (1, 2, 3), 4, 5, 6
_DRACO = "KHR_draco_mesh_compression"


def read_mesh(document: GltfDocument, mesh: dict[str, Any]) -> LocalMesh:
    """Triangles of all primitives in their order, or else their points.

    Primitives that share an accessor of positions share its vertices. Where there are triangles,
    points are left out; lines always are.

    Raises:
        ShapeError: A primitive is damaged, or compressed with Draco while DracoPy is missing.
    """
    primitives = mesh.get("primitives")
    if not isinstance(primitives, list):
        raise document.damaged("a mesh of its glTF has no primitives")
    listed = [document.object(item, "a primitive") for item in primitives]
    solid = [item for item in listed if document.whole(item, "mode", _TRIANGLES) >= _TRIANGLES]
    if solid:
        return _join([_key_and_mesh(document, item) for item in solid])
    clouds = [item for item in listed if document.whole(item, "mode", _TRIANGLES) == _POINTS]
    keyed: dict[int, dict[str, Any]] = {}
    for item in clouds:
        keyed.setdefault(_position(document, item), item)
    points, appearances = [np.empty((0, 3))], []
    for key, item in keyed.items():
        points.append(coordinates(read_accessor(document, key, "VEC3")))
        count = len(points[-1])
        appearances.append(read_element_appearance(document, item, np.arange(count), count))
    appearance = join_appearances(appearances, [(len(some),) for some in points[1:]])
    return LocalMesh(np.concatenate(points), None, appearance)


def _join(parts: list[tuple[int | None, LocalMesh]]) -> LocalMesh:
    """One mesh; parts with the same key have the same vertices."""
    vertices: list[NDArray[np.float64]] = []
    faces: list[NDArray[np.int64]] = []
    starts: dict[int | None, int] = {}
    count = 0
    for key, (points, triangles, _) in parts:
        start = starts.get(key) if key is not None else None
        if start is None:
            start = starts[key] = count
            vertices.append(points)
            count += len(points)
        assert triangles is not None
        faces.append(triangles + start)
    appearance = join_appearances(
        [mesh.appearance for _, mesh in parts], [some.shape for some in faces]
    )
    return LocalMesh(np.concatenate(vertices), np.concatenate(faces), appearance)


def _key_and_mesh(
    document: GltfDocument, primitive: dict[str, Any]
) -> tuple[int | None, LocalMesh]:
    """The accessor of a primitive's vertices (None where they are its own), and its triangles."""
    extensions = primitive.get("extensions")
    if isinstance(extensions, dict) and _DRACO in extensions:
        draco = document.object(extensions[_DRACO], _DRACO)
        return None, _decode_draco(document, primitive, draco)
    key = _position(document, primitive)
    vertices = coordinates(read_accessor(document, key, "VEC3"))
    if "indices" in primitive:
        place = document.whole(primitive, "indices")
        corners = read_accessor(document, place, "SCALAR").reshape(-1)
        if corners.dtype.kind == "f":
            raise document.damaged("the corners of a primitive are not whole numbers")
        corners = corners.astype(np.int64)
    else:
        corners = np.arange(len(vertices))
    if len(corners) and corners.max() >= len(vertices):
        raise document.damaged(
            f"a face points at vertex {corners.max()}, but there are {len(vertices)} vertices"
        )
    mode = document.whole(primitive, "mode", _TRIANGLES)
    triangles = _triangles(document, corners, mode)
    appearance = read_element_appearance(document, primitive, triangles, len(vertices))
    return key, LocalMesh(vertices, triangles, appearance)


def _position(document: GltfDocument, primitive: dict[str, Any]) -> int:
    attributes = document.object(primitive.get("attributes"), "attributes of a primitive")
    return document.whole(attributes, "POSITION")


def _triangles(document: GltfDocument, corners: NDArray[np.int64], mode: int) -> NDArray[np.int64]:
    if mode == _STRIP:
        return strip_triangles(corners)
    if mode == _FAN:
        ring = corners[1:]
        first = np.full(max(len(ring) - 1, 0), corners[0] if len(corners) else 0)
        return np.stack([first, ring[:-1], ring[1:]], axis=1)  # (F, 3)
    if mode != _TRIANGLES or len(corners) % 3:
        raise document.damaged(
            f"a primitive of mode {mode} has {len(corners)} corners, which makes no triangles"
        )
    return corners.reshape(-1, 3)


def _decode_draco(
    document: GltfDocument, primitive: dict[str, Any], draco: dict[str, Any]
) -> LocalMesh:
    try:
        import DracoPy
    except ImportError as error:
        raise ShapeError(
            f"{document.path} is compressed with Draco and needs the optional reader DracoPy; run:"
            " pip install DracoPy"
        ) from error
    packed, _ = document.view(document.whole(draco, "bufferView"))
    try:
        decoded = DracoPy.decode(bytes(packed))
    except (DracoPy.FileTypeException, ValueError, RuntimeError, TypeError) as error:
        raise document.damaged("its Draco data is damaged") from error
    accessor = document.item("accessors", _position(document, primitive))
    points = fit_components(np.asarray(decoded.points), accessor.get("normalized") is True)
    faces = np.asarray(getattr(decoded, "faces", np.empty((0, 3)))).astype(np.int64)
    if points.ndim != 2 or points.shape[1] != 3 or not len(points) or faces.shape[1:] != (3,):
        raise document.damaged("its Draco data holds no triangles")
    if len(faces) and (faces.min() < 0 or faces.max() >= len(points)):
        raise document.damaged("its Draco data has a face that points at no vertex")
    numbers = draco.get("attributes")

    def read(name: str) -> NDArray[Any]:
        number = numbers.get(name) if isinstance(numbers, dict) else None
        found = None if number is None else decoded.get_attribute_by_unique_id(number)
        values = None if found is None else np.asarray(found["data"])
        if values is None or values.ndim != 2:
            raise document.damaged(f"its Draco data has no {name}")
        return fit_components(values, values.dtype.kind in "iu")

    appearance = read_element_appearance(document, primitive, faces, len(points), read)
    return LocalMesh(coordinates(points), faces, appearance)
