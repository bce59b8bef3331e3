"""OFF, the Object File Format: vertices and polygons as text.

Own code because trimesh 5.2 puts all triangles before all quads, and forgets which polygon a
triangle was.
"""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.raw import RawShape, unreadable
from patchalign3d_cli.shapes.triangulation import fan_triangles

_HEADER = re.compile(rb"\s*(?:ST)?C?N?OFF", re.IGNORECASE)


def read_off(data: bytes, path: Path) -> RawShape:
    """Read an OFF file, with or without normals, colours and texture coordinates.

    The counts may stand right behind the keyword (`OFF8 6 12`), as in parts of ModelNet.

    Raises:
        ShapeError: The header, a vertex or a face is not what the format asks for, or the file
            ends early.
    """
    data = re.sub(rb"#[^\n\r]*", b"", data)
    header = _HEADER.match(data)
    if header is None:
        raise unreadable(path, "it does not start with OFF, COFF, NOFF or STOFF")
    lines = [line for line in data[header.end() :].splitlines() if line and not line.isspace()]
    try:
        vertex_count, polygon_count = (int(text) for text in lines[0].split()[:2])
    except (IndexError, ValueError) as error:
        raise unreadable(path, "its header does not count the vertices and faces") from error
    body = lines[1:]
    if min(vertex_count, polygon_count) < 0 or len(body) < vertex_count + polygon_count:
        raise unreadable(
            path,
            f"its header promises {vertex_count} vertices and {polygon_count} faces, but"
            f" {len(body)} lines follow",
        )
    vertices = _vertices(body[:vertex_count], path)
    corners, counts = _polygons(body[vertex_count : vertex_count + polygon_count], path)
    triangles = fan_triangles(corners, counts)
    return RawShape(vertices, triangles.faces, triangles.polygons, warnings=triangles.warnings)


def _vertices(lines: list[bytes], path: Path) -> NDArray[np.float64]:
    """(V, 3); normals and colours behind the position are left alone."""
    try:
        values = [float(text) for line in lines for text in line.split(None, 3)[:3]]
        return np.array(values, dtype=np.float64).reshape(len(lines), 3)
    except ValueError as error:
        raise unreadable(path, "a vertex does not have three numbers") from error


def _polygons(lines: list[bytes], path: Path) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(M,) corners of all polygons and (Q,) how many each has; colours are left alone."""
    corners: list[int] = []
    counts: list[int] = []
    try:
        for line in lines:
            texts = line.split()
            count = int(texts[0])
            if not 0 <= count < len(texts):
                raise unreadable(path, f"face {len(counts)} (counted from 0) is cut short")
            corners.extend(map(int, texts[1 : count + 1]))
            counts.append(count)
        return np.array(corners, dtype=np.int64), np.array(counts, dtype=np.int64)
    except (ValueError, OverflowError) as error:
        raise unreadable(path, f"face {len(counts)} (counted from 0) is not numbers") from error
