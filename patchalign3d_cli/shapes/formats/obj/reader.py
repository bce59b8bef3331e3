"""Wavefront OBJ: positions, faces and what is on them, in the file's order.

Own code because trimesh 5.2 splits a file by material, orders the pieces by their names, copies
vertices for each texture coordinate, leaves out unused ones and forgets groups.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.number_blocks import read_block
from patchalign3d_cli.shapes.formats.obj.appearance import ObjCorners, read_appearance
from patchalign3d_cli.shapes.formats.obj.faces import check_range, from_zero, read_faces
from patchalign3d_cli.shapes.formats.obj.lines import (
    COORDINATE,
    FACE,
    GROUP,
    NORMAL,
    OBJECT,
    VERTEX,
    ObjText,
)
from patchalign3d_cli.shapes.formats.statements import BadLine, read_rows, rows_of
from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, unreadable
from patchalign3d_cli.shapes.references import References
from patchalign3d_cli.shapes.shape import ShapeNode, TopNode
from patchalign3d_cli.shapes.triangulation import triangulate

_UNNAMED = "default"
"""What OBJ calls the group of faces that stand under no name."""
_COLORED = 7  # numbers of a vertex: x y z, perhaps w, and r g b


def read_obj(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read an OBJ file, and the materials and textures that it names.

    Its objects (its groups, where it has no objects) become nodes where each of them is one run
    of faces. Lines and curves are left alone.

    Raises:
        ShapeError: A vertex or a face is not numbers, or there is no vertex.
    """
    text = ObjText(as_utf8(data))
    kind = VERTEX
    try:
        rows = _vertices(text)
        if not len(rows):
            raise unreadable(path, "it holds no line `v x y z`, so it is no OBJ file with a shape")
        kind = FACE
        faces = read_faces(text)
        corners, coordinates, normals = (
            from_zero(faces.corners[:, column], faces.counts, text, listed)
            for column, listed in enumerate((VERTEX, COORDINATE, NORMAL))
        )
        check_range(faces, corners, len(rows))
    except BadLine as error:
        number = text.number(kind, error.index)
        raise unreadable(path, f"line {number}: {error.reason}") from error
    vertices = np.ascontiguousarray(rows[:, :3])
    triangles = triangulate(corners, faces.counts, vertices)
    appearance = read_appearance(
        text,
        ObjCorners(coordinates, normals, triangles),
        rows,
        References(path, options.trust_references),
    )
    return RawShape(
        vertices,
        triangles.faces,
        triangles.polygons,
        _nodes(text, triangles.polygons, len(triangles.faces)),
        triangles.warnings,
        appearance,
    )


def _vertices(text: ObjText) -> NDArray[np.float64]:
    """(V, 3) positions, and behind them colours where all words behind them are numbers."""
    block = read_block(text.block(VERTEX), b"v")
    rows = None if block is None else rows_of(block.numbers, block.counts, 3, _COLORED)
    if rows is not None:
        return rows
    lines = text.of(VERTEX)
    try:
        return read_rows(lines, 3, _COLORED)
    except BadLine:
        return read_rows(lines, 3)


def _nodes(
    text: ObjText, polygons: NDArray[np.int64] | None, face_count: int
) -> tuple[ShapeNode, ...]:
    """Runs of faces under one name; none where a name comes back after another."""
    kind = OBJECT if (text.kinds == OBJECT).any() else GROUP
    lines = text.of(kind)
    above = np.cumsum(text.kinds == FACE)[text.positions(kind)]  # polygons above each name
    starts = above if polygons is None else np.searchsorted(polygons, above)
    names = [_UNNAMED]
    names += [line[2:].strip().decode("utf-8", "replace") or _UNNAMED for line in lines]
    bounds = [0, *(int(start) for start in starts), face_count]
    runs: list[tuple[str, int, int]] = []
    for name, start, stop in zip(names, bounds[:-1], bounds[1:], strict=True):
        if stop > start and runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1], stop)
        elif stop > start:
            runs.append((name, start, stop))
    if not lines or len({name for name, _, _ in runs}) < len(runs):
        return ()
    return tuple(
        ShapeNode(
            name,
            start,
            stop - start,
            np.eye(4),
            TopNode(number, name) if kind == OBJECT else None,  # groups are parts of objects
        )
        for number, (name, start, stop) in enumerate(runs)
    )
