"""Shapes that other libraries hold in memory, by their public arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.raw import MEMORY, RawShape

_KINDS = (
    "a path, bytes or an open file with format=, points (N, 3), a pair of vertices (V, 3) and faces"
    " (F, 3), or a mesh or cloud of trimesh, Open3D or PyVista"
)


def raw_of_object(source: Any) -> RawShape:
    """The geometry of an object in memory; its arrays are copied.

    Args:
        source: An array or tensor (N, 3), or (H, W, 3) as depth cameras organise it; a pair of
            vertices and faces; or an object that has `vertices` and `faces` (trimesh), `vertices`
            and `triangles` or `points` (Open3D), or `points` and `regular_faces` (PyVista).

    Raises:
        ShapeError: It is none of these, or its arrays have other shapes.
    """
    if callable(getattr(source, "to_mesh", None)) and hasattr(source, "geometry"):
        source = source.to_mesh()  # a scene of trimesh, placed
    if isinstance(source, tuple | list) and len(source) == 2 and _rank(source[0]) == 2:
        return _mesh(source[0], source[1])
    for points, faces in (
        ("vertices", "faces"),
        ("vertices", "triangles"),
        ("points", "regular_faces"),
        ("points", None),
        ("vertices", None),
    ):
        held = getattr(source, points, None)
        if held is None or (faces is not None and not hasattr(source, faces)):
            continue
        triangles = None if faces is None else _faces_of(source, faces)
        return _mesh(held, triangles)
    return _mesh(source, None)


def _faces_of(source: Any, name: str) -> Any:
    try:
        return getattr(source, name)
    except ValueError as error:  # PyVista's, of a mesh with polygons
        raise ShapeError(f"{MEMORY}: its faces are not all triangles; triangulate it") from error


def _mesh(points: Any, faces: Any) -> RawShape:
    vertices = _numbers(points, "points")
    if vertices.ndim == 3 and vertices.shape[2] == 3:
        vertices = vertices.reshape(-1, 3)
    if vertices.ndim != 2 or vertices.shape[1] != 3:
        raise ShapeError(
            f"points of the shape {vertices.shape} in place of (N, 3); give three coordinates each"
        )
    vertices = vertices.astype(np.float64)  # a copy
    if faces is None:
        return RawShape(vertices)
    triangles = _numbers(faces, "faces")
    if not triangles.size:
        return RawShape(vertices)
    whole = triangles.dtype.kind in "iu" or bool((triangles == np.rint(triangles)).all())
    if triangles.ndim != 2 or triangles.shape[1] != 3 or not whole:
        raise ShapeError(
            f"faces of the shape {triangles.shape} and type {triangles.dtype} in place of whole"
            " numbers (F, 3); triangulate the mesh first"
        )
    return RawShape(vertices, triangles.astype(np.int64))


def _numbers(values: Any, what: str) -> NDArray[Any]:
    if hasattr(values, "detach"):
        values = values.detach().cpu()  # a tensor, wherever it is
    if np.ma.is_masked(values):
        filled: NDArray[Any] = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
        return filled  # what is masked has no place, and is dropped like it
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise ShapeError(f"the {what} are no array of numbers ({error}); give {_KINDS}") from error
    if array.dtype.kind not in "iuf" or array.ndim < 2:
        kind = type(values).__name__
        if kind == "ndarray":
            kind = f"an array {array.shape} of {array.dtype}"
        raise ShapeError(f"the {what} are no array of numbers (N, 3) but {kind}; give {_KINDS}")
    return array


def _rank(values: Any) -> int:
    shape = getattr(values, "shape", None)
    return len(shape) if shape is not None else int(np.ndim(values))
