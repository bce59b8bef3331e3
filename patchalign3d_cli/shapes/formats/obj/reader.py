"""Wavefront OBJ: positions, faces and what is on them, in the file's order.

Own code because trimesh 5.2 splits a file by material, orders the pieces by their names, copies
vertices for each texture coordinate, leaves out unused ones and forgets groups.
"""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.obj.appearance import ObjCorners, ObjLines, read_appearance
from patchalign3d_cli.shapes.formats.statements import read_positions, split_statements
from patchalign3d_cli.shapes.raw import RawShape, unreadable
from patchalign3d_cli.shapes.shape import ShapeNode
from patchalign3d_cli.shapes.triangulation import fan_triangles

_VERTEX, _FACE, _GROUP, _OBJECT, _COORDINATE, _NORMAL, _MATERIAL, _LIBRARY = range(1, 9)
_KINDS = {
    b"v ": _VERTEX,
    b"f ": _FACE,
    b"g ": _GROUP,
    b"g": _GROUP,
    b"o ": _OBJECT,
    b"o": _OBJECT,
    b"vt": _COORDINATE,
    b"vn": _NORMAL,
    b"us": _MATERIAL,
    b"mt": _LIBRARY,
}
_APPEARANCE_KINDS = (_COORDINATE, _NORMAL, _LIBRARY, _MATERIAL)
_UNNAMED = "default"
"""What OBJ calls the group of faces that stand under no name."""


class _Faces(NamedTuple):
    corners: NDArray[np.int64]  # (M, 3) v/vt/vn as written: from 1, negative from the end, 0 none
    counts: NDArray[np.int64]  # (Q,)


def read_obj(data: bytes, path: Path) -> RawShape:
    """Read an OBJ file, and the materials and textures that it names.

    Its objects (its groups, where it has no objects) become nodes where each of them is one run
    of faces. Lines and curves are left alone.

    Raises:
        ShapeError: A vertex or a face is not numbers, or there is no vertex.
    """
    lines = _statements(data)
    kinds = np.fromiter((_KINDS.get(line[:2], 0) for line in lines), np.int8, len(lines))
    vertices = read_positions([lines[i] for i in np.flatnonzero(kinds == _VERTEX)], path)
    if not len(vertices):
        raise unreadable(path, "it holds no line `v x y z`, so it is no OBJ file with a shape")
    faces = _faces([lines[i] for i in np.flatnonzero(kinds == _FACE)], path)
    corners, coordinates, normals = (
        _from_zero(faces.corners[:, place], faces.counts, kinds, kind)
        for place, kind in enumerate((_VERTEX, _COORDINATE, _NORMAL))
    )
    triangles = fan_triangles(corners, faces.counts)
    nodes = _nodes(lines, kinds, triangles.polygons, len(triangles.faces))
    listed = [[lines[i] for i in np.flatnonzero(kinds == kind)] for kind in _APPEARANCE_KINDS]
    appearance = read_appearance(
        ObjLines(np.cumsum(kinds == _FACE)[kinds == _MATERIAL], *listed),
        ObjCorners(coordinates, normals, faces.counts),
        triangles.polygons,
        path,
    )
    return RawShape(
        vertices,
        triangles.faces,
        triangles.polygons,
        nodes,
        triangles.warnings,
        appearance,
    )


def _from_zero(
    numbers: NDArray[np.int64],
    counts: NDArray[np.int64],
    kinds: NDArray[np.int8],
    kind: int,
) -> NDArray[np.int64]:
    """Numbers of corners as indices, (M,): negative ones count back from their own line."""
    if not (numbers < 0).any():
        return numbers - 1
    seen = np.cumsum(kinds == kind)[kinds == _FACE]  # (Q,) lines of the kind above each face
    above = np.repeat(seen, counts)  # (M,)
    return np.where(numbers < 0, above + numbers, numbers - 1)


def _statements(data: bytes) -> list[bytes]:
    """Lines without comments, indents, tabs and continuations."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\t", b" ")
    if b"\\\n" in data:
        data = data.replace(b"\\\n", b" ")
    if b"#" in data:
        data = re.sub(rb"#[^\n]*", b"", data)
    if b"\n " in data or data.startswith(b" "):
        data = re.sub(rb"(?m)^ +", b"", data)
    return data.split(b"\n")


def _faces(lines: list[bytes], path: Path) -> _Faces:
    corners, counts = [np.empty((0, 3), np.int64)], [np.empty(0, np.int64)]
    try:
        for statements in split_statements(lines):
            corners.append(_corner_numbers(statements.words))
            counts.append(statements.counts)
    except (ValueError, OverflowError) as error:
        raise unreadable(path, "a face has a corner that is not a vertex number") from error
    return _Faces(np.concatenate(corners), np.concatenate(counts))


def _corner_numbers(words: list[bytes]) -> NDArray[np.int64]:
    """The numbers of the words `v`, `v/vt`, `v//vn` or `v/vt/vn`, (words, 3); 0 for none."""
    numbers = np.zeros((len(words), 3), np.int64)
    slashes = words[0].count(b"/") if words else 0
    if slashes < 3 and all(word.count(b"/") == slashes for word in words):
        # All alike, as programs write them: split at once, they take a third of the time.
        joined = b" ".join(words).replace(b"//", b"/0/").replace(b"/", b" ")
        values = np.array(list(map(int, joined.split())), np.int64)
        if len(values) == len(words) * (slashes + 1):
            numbers[:, : slashes + 1] = values.reshape(len(words), -1)
            return numbers
    for row, word in zip(numbers, words, strict=True):
        for place, number in enumerate(word.split(b"/")[:3]):
            row[place] = int(number) if number or not place else 0
    return numbers


def _nodes(
    lines: list[bytes],
    kinds: NDArray[np.int8],
    polygons: NDArray[np.int64] | None,
    face_count: int,
) -> tuple[ShapeNode, ...]:
    """Runs of faces under one name; none where a name comes back after another."""
    kind = _OBJECT if (kinds == _OBJECT).any() else _GROUP
    places = np.flatnonzero(kinds == kind)
    above = np.cumsum(kinds == _FACE)[places]  # polygons above each name
    starts = above if polygons is None else np.searchsorted(polygons, above)
    names = [_UNNAMED]
    names += [lines[i][2:].strip().decode("utf-8", "replace") or _UNNAMED for i in places]
    bounds = [0, *(int(start) for start in starts), face_count]
    runs: list[tuple[str, int, int]] = []
    for name, start, stop in zip(names, bounds[:-1], bounds[1:], strict=True):
        if stop > start and runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1], stop)
        elif stop > start:
            runs.append((name, start, stop))
    if not len(places) or len({name for name, _, _ in runs}) < len(runs):
        return ()
    return tuple(ShapeNode(name, start, stop - start, np.eye(4)) for name, start, stop in runs)
