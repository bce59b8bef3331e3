"""STL, binary and text: three vertices a face, in the file's order."""

import re
from pathlib import Path

import numpy as np

from patchalign3d_cli.shapes.formats.statements import read_positions
from patchalign3d_cli.shapes.raw import RawShape, coordinates, unreadable
from patchalign3d_cli.shapes.shape import ShapeNode

# Binary STL: 80 bytes of comment, a face count, and 50 bytes a face, all little-endian.
_HEADER_SIZE = 84
_FACE = np.dtype([("normal", "<f4", 3), ("vertices", "<f4", (3, 3)), ("attributes", "<u2")])


def read_stl(data: bytes, path: Path) -> RawShape:
    """Read a binary or a text STL file.

    Vertices are not merged: face i has the vertices 3i, 3i + 1 and 3i + 2. Where a text file
    holds several solids, they become nodes.

    Raises:
        ShapeError: The file ends early or is no STL.
    """
    count = int.from_bytes(data[80:_HEADER_SIZE], "little")
    size = _HEADER_SIZE + count * _FACE.itemsize
    if len(data) != size and _is_text(data):
        return _read_text(data, path)
    if len(data) < max(size, _HEADER_SIZE):
        raise unreadable(
            path, f"a binary STL of {count} faces has {size} bytes, but this file has {len(data)}"
        )
    vertices = np.frombuffer(data, _FACE, count, _HEADER_SIZE)["vertices"]  # (F, 3, 3)
    extra = len(data) - size
    warnings = (f"{extra} bytes behind the last face were left alone",) if extra else ()
    return RawShape(coordinates(vertices), _own_faces(count), warnings=warnings)


def _is_text(data: bytes) -> bool:
    starts = data[:512].lstrip()[:5].lower() == b"solid"
    return starts and re.search(rb"(?i)facet|endsolid", data) is not None


def _read_text(data: bytes, path: Path) -> RawShape:
    lines = data.splitlines()
    corners = [line for line in lines if line.lstrip()[:6].lower() == b"vertex"]
    vertices = read_positions(corners, path)
    if len(vertices) % 3:
        raise unreadable(path, "its last facet is cut short")
    ended = any(line.lstrip()[:8].lower() == b"endsolid" for line in lines[-100:])
    warnings = () if ended else ("the file ends without `endsolid` and may be cut short",)
    count = len(vertices) // 3
    return RawShape(vertices, _own_faces(count), None, _solids(data, count), warnings)


def _solids(data: bytes, face_count: int) -> tuple[ShapeNode, ...]:
    """The solids of a text file; none where it has but one."""
    solids = list(re.finditer(rb"(?mi)^[ \t]*solid\b[ \t]*([^\r\n]*)", data))
    if len(solids) < 2:
        return ()
    facets = [found.start() for found in re.finditer(rb"(?mi)^[ \t]*endfacet\b", data)]
    starts = np.searchsorted(facets, [solid.start() for solid in solids])
    bounds = [0, *np.minimum(starts[1:], face_count).tolist(), face_count]
    return tuple(
        ShapeNode(solid[1].strip().decode("utf-8", "replace"), start, stop - start, np.eye(4))
        for solid, start, stop in zip(solids, bounds[:-1], bounds[1:], strict=True)
    )


def _own_faces(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.arange(3 * count, dtype=np.int64).reshape(-1, 3)
