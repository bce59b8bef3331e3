"""From a file's numbers to a shape that the rest can trust."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.raw import MAX_ELEMENTS, MEMORY, RawShape, too_large, unreadable
from patchalign3d_cli.shapes.shape import Shape, ShapeNode

_FEWEST_ZEROS = 3
"""So many points of a cloud at exactly (0, 0, 0) are no measurements."""


def clean_shape(
    raw: RawShape,
    *,
    path: Path,
    sha256: str | None,
    up: UpDirection | None,
    usual_up: UpDirection = "y",
) -> Shape:
    """Check what a reader found, and leave out what has no place in space.

    Points whose coordinates are not all finite are dropped, and the faces that touch them; of a
    cloud the points at (0, 0, 0) too, where there are several: depth cameras write them for
    pixels without depth. The shape keeps the mapping to the file and a warning. Degenerate faces
    stay.

    Args:
        raw: The file's geometry.
        path: The file.
        sha256: Hex digest of its bytes, if it has any.
        up: The axis that points up, where it was told.
        usual_up: The axis that is assumed where it is not.

    Raises:
        ShapeError: There is no point, none is finite, all are the same, or a face points at a
            vertex that does not exist.
    """
    if not len(raw.vertices):
        if path == MEMORY:
            raise ShapeError("the array holds no points; give (N, 3) with N at least 1")
        raise ShapeError(f"{path} holds no points and no faces; export the shape again")
    faces = raw.faces if raw.faces is not None and len(raw.faces) else None
    if len(raw.vertices) + (0 if faces is None else len(faces)) > MAX_ELEMENTS:
        raise too_large(path)
    raw = raw._replace(faces=faces, face_index=raw.face_index if faces is not None else None)
    size = len(raw.vertices) if faces is None else len(faces)
    if raw.appearance is not None and len(raw.appearance.elements.materials) != size:
        raw = raw._replace(appearance=None)  # of faces, where only points are left
    _check_range(raw, path)
    raw, vertex_index = _drop_points(raw, path)
    _check_extent(raw, path)
    shape = Shape(
        vertices=raw.vertices,
        faces=raw.faces,
        up=up or usual_up,
        up_assumed=up is None,
        path=path,
        sha256=sha256,
        nodes=tuple(node for node in raw.nodes if node.count),
        face_index=raw.face_index,
        vertex_index=vertex_index,
        warnings=raw.warnings,
        appearance=raw.appearance,
    )
    if shape.core is None:
        return shape
    stray_warning = _stray_warning(shape.core, f"{shape.element}s")
    return shape.changed(warnings=(*shape.warnings, stray_warning))


def _stray_warning(core: NDArray[np.bool_], kind: str) -> str:
    strays = int((~core).sum())
    return (
        f"{strays:,} of {len(core):,} {kind} lie far away from everything else; the size of the"
        " shape was taken without them (remove them if they are noise)"
    )


def _check_range(raw: RawShape, path: Path) -> None:
    if raw.faces is None:
        return
    wrong = (raw.faces < 0) | (raw.faces >= len(raw.vertices))  # (F, 3)
    if not wrong.any():
        return
    face, corner = np.argwhere(wrong)[0]
    polygon = face if raw.face_index is None else raw.face_index[face]
    raise unreadable(
        path,
        f"face {polygon} (counted from 0) points at vertex {raw.faces[face, corner]}, but there"
        f" are {len(raw.vertices)} vertices",
    )


def _drop_points(raw: RawShape, path: Path) -> tuple[RawShape, NDArray[np.int64] | None]:
    """The shape without the points that are nowhere, and the (V,) indices of the others."""
    finite: NDArray[np.bool_] = np.all(np.isfinite(raw.vertices), axis=1)  # (V,)
    if not finite.any():
        raise unreadable(path, "none of its points has finite coordinates")
    if raw.faces is None:
        return _drop_cloud_points(raw, finite)
    if finite.all():
        return raw, None
    vertex_index = np.flatnonzero(finite)
    lost = len(finite) - len(vertex_index)
    warning = f"{lost:,} points without finite coordinates were dropped"
    face_index = raw.face_index
    keep: NDArray[np.bool_] = np.all(finite[raw.faces], axis=1)  # (F,)
    if not keep.any():
        raise unreadable(path, "every face touches a point without finite coordinates")
    renumbered = np.cumsum(finite) - 1  # (V,)
    if not keep.all():
        warning += f", and {len(keep) - int(keep.sum()):,} faces that touch them"
        face_index = np.flatnonzero(keep) if face_index is None else face_index[keep]
    shape = RawShape(
        raw.vertices[finite],
        renumbered[raw.faces[keep]],
        face_index,
        _renumber_nodes(raw.nodes, keep),
        (*raw.warnings, warning),
        raw.appearance and replace(raw.appearance, elements=raw.appearance.elements.take(keep)),
    )
    return shape, vertex_index


def _drop_cloud_points(
    raw: RawShape, finite: NDArray[np.bool_]
) -> tuple[RawShape, NDArray[np.int64] | None]:
    """A cloud without the points that are nowhere or mark missing depth."""
    zero: NDArray[np.bool_] = (raw.vertices == 0).all(axis=1)  # (V,)
    missing = int(zero.sum())
    if missing < _FEWEST_ZEROS or not (finite & ~zero).any():
        missing, zero = 0, np.zeros(len(zero), dtype=bool)
    keep: NDArray[np.bool_] = finite & ~zero
    if keep.all():
        return raw, None
    warnings = list(raw.warnings)
    if lost := len(finite) - int(finite.sum()):
        warnings.append(f"{lost:,} points without finite coordinates were dropped")
    if missing:
        warnings.append(
            f"{missing:,} points at exactly (0, 0, 0) were dropped: depth cameras write them where"
            " they measure nothing"
        )
    appearance = raw.appearance
    cloud = RawShape(
        raw.vertices[keep],
        None,
        None,
        _renumber_nodes(raw.nodes, keep),
        tuple(warnings),
        appearance and replace(appearance, elements=appearance.elements.take(keep)),
    )
    return cloud, np.flatnonzero(keep)


def _renumber_nodes(nodes: tuple[ShapeNode, ...], keep: NDArray[np.bool_]) -> tuple[ShapeNode, ...]:
    before = np.concatenate([[0], np.cumsum(keep)])  # elements kept ahead of each place
    return tuple(
        node.with_run(
            int(before[node.start]),
            int(before[node.start + node.count] - before[node.start]),
        )
        for node in nodes
    )


def _check_extent(raw: RawShape, path: Path) -> None:
    used = raw.vertices
    if raw.faces is not None:
        mask = np.zeros(len(used), dtype=bool)
        mask[raw.faces.ravel()] = True
        used = used[mask]
    if (used == used[0]).all():
        position = ", ".join(f"{value:g}" for value in used[0])
        raise ShapeError(
            f"{path}: all points are the same ({position}), so there is no shape to segment; export"
            " it again"
        )
