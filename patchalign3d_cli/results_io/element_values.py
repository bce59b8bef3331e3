"""What a result file holds for each face or point, checked before anything is made of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation, Pieces, SceneObjects
from patchalign3d_cli.results_io.json.parsing import Record
from patchalign3d_cli.shapes.raw import MAX_ELEMENTS
from patchalign3d_cli.shapes.shape import Shape

_STALE = "the pieces do not fit the labels, so they were left out; split the result again"


class ElementValues(NamedTuple):
    """One value for each element, and the geometry where the shape's own file lacks it.

    Attributes:
        labels: (E,) int32 index of the part, -1 for unlabelled.
        confidence: (E,) float32, NaN where unknown.
        scores: (E, L) float32, or (E, 0) where unknown.
        pieces: (E,) int32 index of the piece, -1 for unlabelled; None where there are no pieces.
        objects: (E,) int32 index of the object of a scene, -1 for none; None where there are none.
        source_faces: (E,) int64 face of the original mesh, -1 for none; None where face i is face
            i.
        vertices: (V, 3) float64 of a shape that is not in its file; None for others.
        faces: (E, 3) int64 of such a mesh.
        face_index: (E,) int64 polygon in the shape's file; None where polygon i is face i.
        vertex_index: (V,) int64 vertex in the shape's file; None where vertex i is vertex i.
    """

    labels: NDArray[np.int32]
    confidence: NDArray[np.float32]
    scores: NDArray[np.float32]
    pieces: NDArray[np.int32] | None = None
    objects: NDArray[np.int32] | None = None
    source_faces: NDArray[np.int64] | None = None
    vertices: NDArray[np.float64] | None = None
    faces: NDArray[np.int64] | None = None
    face_index: NDArray[np.int64] | None = None
    vertex_index: NDArray[np.int64] | None = None


def integers(values: Any, what: str, low: int, high: int) -> NDArray[np.int64]:
    """Whole numbers from `low` to below `high`.

    Args:
        values: An array, or lists of numbers.
        what: What they are, for the message.
        low: The smallest that may be.
        high: One more than the largest.

    Raises:
        ValueError: They are something else.
    """
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"its {what} are no whole numbers")
    if array.size and not (low <= int(array.min()) and int(array.max()) < high):
        raise ValueError(f"one of its {what} is not from {low} to {high - 1}")
    return array.astype(np.int64)


def optional_integers(
    holder: Mapping[str, Any], key: str, high: int = MAX_ELEMENTS
) -> NDArray[np.int64] | None:
    """Whole numbers from -1 to below `high` under a key; None where there are none.

    Raises:
        ValueError: They are something else.
    """
    values = holder.get(key)
    return None if values is None else integers(values, key, -1, high)


def doubles(values: Any, what: str) -> NDArray[np.float64]:
    """Numbers as float64; None stands for NaN.

    Args:
        values: An array, or lists of numbers.
        what: What they are, for the message.

    Raises:
        ValueError: They are something else.
    """
    try:
        return np.asarray(values, dtype=np.float64)
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"its {what} are no numbers") from error


def floats(values: Any, what: str) -> NDArray[np.float32]:
    """Numbers as float32; see `doubles`."""
    if isinstance(values, np.ndarray) and values.dtype == np.float32:
        return values
    with np.errstate(all="ignore"):
        return doubles(values, what).astype(np.float32)


def unknown_scores(count: int) -> NDArray[np.float32]:
    """(E, 0): the scores of a format that holds none."""
    return np.empty((count, 0), dtype=np.float32)


def check_values(values: ElementValues, record: Record) -> None:
    """Make sure that arrays belong together and point at what there is.

    Raises:
        ValueError: They do not; the message is one clause.
    """
    count, parts = len(values.labels), len(record.parts)
    if values.labels.ndim != 1 or values.confidence.shape != (count,):
        raise ValueError("its labels and confidences are not one list each of equal length")
    if values.scores.shape not in ((count, parts), (count, 0)):
        raise ValueError("its scores do not belong to its labels")
    integers(values.labels, "labels", -1, parts)
    if (values.pieces is None) != (record.pieces is None):
        raise ValueError("it has pieces without names, or names without pieces")
    if values.pieces is not None:
        if values.pieces.shape != values.labels.shape:
            raise ValueError("its pieces do not belong to its labels")
        integers(values.pieces, "pieces", -1, len(record.pieces or ()))
    if values.objects is not None:
        if values.objects.shape != values.labels.shape or record.objects is None:
            raise ValueError("its objects do not belong to its labels")
        integers(values.objects, "objects", -1, len(record.objects.names))
    for array in (values.source_faces, values.face_index):
        if array is not None and array.shape != (count,):
            raise ValueError("it does not say for each face which one of its source it is")
    if values.vertices is not None:
        _check_geometry(values.vertices, values.faces, count)


def _check_geometry(
    vertices: NDArray[np.float64], faces: NDArray[np.int64] | None, count: int
) -> None:
    if vertices.ndim != 2 or vertices.shape[1] != 3 or not np.isfinite(vertices).all():
        raise ValueError("its vertices are not three finite numbers each")
    if len(vertices if faces is None else faces) != count:
        raise ValueError("it has not one label for each of its faces")
    if faces is not None:
        if faces.shape != (count, 3):
            raise ValueError("its faces are not three vertices each")
        integers(faces, "faces", 0, len(vertices))


def segmentation(shape: Shape, record: Record, values: ElementValues) -> PartSegmentation:
    """The result, of a shape that the values fit.

    Pieces of a result whose labels were corrected by hand no longer fit them; they are left out
    with a warning.
    """
    pieces = _pieces(record, values)
    stale = pieces is None and record.pieces is not None
    return PartSegmentation(
        source=shape,
        parts=record.parts,
        labels=values.labels,
        confidence=values.confidence,
        scores=values.scores,
        model=record.model,
        options=record.options,
        source_faces=values.source_faces,
        pieces=pieces,
        objects=_scene_objects(record, values),
        warnings=(*shape.warnings, _STALE) if stale else shape.warnings,
        doubts=record.doubts,
    )


def _scene_objects(record: Record, values: ElementValues) -> SceneObjects | None:
    if record.objects is None or values.objects is None:
        return None
    return SceneObjects(record.objects.names, values.objects, record.objects.source)


def _pieces(record: Record, values: ElementValues) -> Pieces | None:
    if record.pieces is None or values.pieces is None:
        return None
    owners = np.array([part for _, part in record.pieces], dtype=np.int32)
    if (np.append(owners, -1)[values.pieces] != values.labels).any():
        return None
    return Pieces(tuple(name for name, _ in record.pieces), owners, values.pieces)
