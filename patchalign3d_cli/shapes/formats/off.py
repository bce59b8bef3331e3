"""OFF, the Object File Format: vertices and polygons as text.

Own code because trimesh 5.2 puts all triangles before all quads, and forgets which polygon a
triangle was.
"""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.numbers import read_number, read_numbers
from patchalign3d_cli.shapes.formats.statements import show_line
from patchalign3d_cli.shapes.raw import RawShape, unreadable
from patchalign3d_cli.shapes.triangulation import triangulate

_HEADER = re.compile(rb"\s*(?:ST)?C?N?OFF", re.IGNORECASE)
_COMMENT = re.compile(rb"(?<!\S)#[^\n]*")  # but not within 1.#IND


class _Body(NamedTuple):
    lines: list[bytes]
    numbers: NDArray[np.int64]  # of these lines in the file, from 1
    path: Path

    def wrong(self, index: int, reason: str) -> Exception:
        shown = show_line(self.lines[index])
        return unreadable(self.path, f"line {self.numbers[index]}: {reason} ({shown})")


def read_off(data: bytes, path: Path) -> RawShape:
    """Read an OFF file, with or without normals, colours and texture coordinates.

    The counts may stand right behind the keyword (`OFF8 6 12`), as in parts of ModelNet.

    Raises:
        ShapeError: The header, a vertex or a face is not what the format asks for, or the file
            ends early.
    """
    data = as_utf8(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = _COMMENT.sub(b"", data)
    header = _HEADER.match(data)
    if header is None:
        raise unreadable(path, "it does not start with OFF, COFF, NOFF or STOFF")
    above = data[: header.end()].count(b"\n")
    lines = data[header.end() :].split(b"\n")
    kept = [i for i, line in enumerate(lines) if line and not line.isspace()]
    body = _Body([lines[i] for i in kept], np.array(kept, np.int64) + above + 1, path)
    try:
        vertex_count, polygon_count = (int(text) for text in body.lines[0].split()[:2])
    except (IndexError, ValueError) as error:
        raise unreadable(path, "its header does not count the vertices and faces") from error
    listed = len(body.lines) - 1
    if min(vertex_count, polygon_count) < 0 or listed < vertex_count + polygon_count:
        raise unreadable(
            path,
            f"its header promises {vertex_count} vertices and {polygon_count} faces, but"
            f" {listed} lines follow",
        )
    vertices = _vertices(body, vertex_count)
    corners, counts = _polygons(body, vertex_count, polygon_count)
    triangles = triangulate(corners, counts, vertices)
    return RawShape(vertices, triangles.faces, triangles.polygons, warnings=triangles.warnings)


def _vertices(body: _Body, count: int) -> NDArray[np.float64]:
    """(V, 3); normals and colours behind the position are left alone."""
    rows = [line.split(None, 3)[:3] for line in body.lines[1 : count + 1]]
    try:
        return read_numbers([word for row in rows for word in row]).reshape(count, 3)
    except ValueError:
        index = next((i for i, row in enumerate(rows) if not _is_position(row)), 0)
        raise body.wrong(index + 1, "a vertex does not have three numbers") from None


def _is_position(row: list[bytes]) -> bool:
    try:
        return len([read_number(word) for word in row]) == 3
    except ValueError:
        return False


def _polygons(
    body: _Body, vertex_count: int, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(M,) corners of all polygons and (Q,) how many each has; colours are left alone."""
    corners: list[int] = []
    counts: list[int] = []
    for number in range(count):
        line = 1 + vertex_count + number
        texts = body.lines[line].split()
        what = f"face {number} (counted from 0)"
        try:
            size = int(texts[0])
            ring = [int(text) for text in texts[1 : size + 1]]
        except ValueError:
            raise body.wrong(line, f"{what} is not numbers") from None
        if size < 0 or len(ring) < size:
            raise body.wrong(line, f"{what} is cut short")
        if ring and not 0 <= min(ring) <= max(ring) < vertex_count:
            wrong = next(corner for corner in ring if not 0 <= corner < vertex_count)
            reason = f"{what} points at vertex {str(wrong)[:20]}, but there are {vertex_count}"
            raise body.wrong(line, f"{reason} vertices")
        corners.extend(ring)
        counts.append(size)
    return np.array(corners, dtype=np.int64), np.array(counts, dtype=np.int64)
