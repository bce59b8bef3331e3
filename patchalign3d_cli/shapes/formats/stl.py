"""STL, binary and text: three vertices a face, in the file's order."""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.statements import BadLine, read_rows
from patchalign3d_cli.shapes.raw import RawShape, coordinates, unreadable
from patchalign3d_cli.shapes.shape import ShapeNode
from patchalign3d_cli.shapes.srgb import srgb_to_linear

# Binary STL: 80 bytes of comment, a face count, and 50 bytes a face, all little-endian.
_HEADER_SIZE = 84
_FACE = np.dtype([("normal", "<f4", 3), ("vertices", "<f4", (3, 3)), ("attributes", "<u2")])
_KEYWORDS = re.compile(rb"(?i)\b(?:facet|vertex|endsolid)\b")
_ONE_VERTEX = re.compile(rb"(?i)\bvertex\s+\S+\s+\S+\s+\S+")
_IMPLAUSIBLE = 100  # a count so many times what the file has room for is no count


def read_stl(data: bytes, path: Path) -> RawShape:
    """Read a binary or a text STL file.

    Vertices are not merged: face i has the vertices 3i, 3i + 1 and 3i + 2. Where a text file
    holds several solids, they become nodes. Where the count in a binary header is not what the
    file has room for, the file's size decides.

    Raises:
        ShapeError: The file ends early or is no STL.
    """
    count = int.from_bytes(data[80:_HEADER_SIZE], "little")
    if len(data) != _HEADER_SIZE + count * _FACE.itemsize:
        text = as_utf8(data)
        if _is_text(text):
            return _read_text(text, path)
    return _read_binary(data, count, path)


def _read_binary(data: bytes, count: int, path: Path) -> RawShape:
    size = _HEADER_SIZE + count * _FACE.itemsize
    room, beyond = divmod(max(len(data) - _HEADER_SIZE, 0), _FACE.itemsize)
    warnings: tuple[str, ...] = ()
    if room and (count == 0 or count > _IMPLAUSIBLE * room or (count != room and not beyond)):
        warnings = (
            f"its header counts {count:,} faces, but the file has room for {room:,}, which were"
            " read" + ("; it may be cut short" if room < count <= _IMPLAUSIBLE * room else ""),
        )
        count = room
    elif len(data) < max(size, _HEADER_SIZE):
        raise unreadable(
            path, f"a binary STL of {count} faces has {size} bytes, but this file has {len(data)}"
        )
    elif extra := len(data) - size:
        warnings = (f"{extra} bytes behind the last face were left alone",)
    rows = np.frombuffer(data, _FACE, count, _HEADER_SIZE)
    return RawShape(
        coordinates(rows["vertices"]),
        _own_faces(count),
        warnings=warnings,
        appearance=_face_colors(rows["attributes"], data[:80]),
    )


def _face_colors(attributes: NDArray[np.uint16], comment: bytes) -> Appearance | None:
    """Colours in the two bytes behind each face, by either convention; None where there are none.

    Five bits a channel. Magics writes `COLOR=` into the comment, red lowest, bit 15 clear where the
    face has its own; others write blue lowest, bit 15 set where there is a colour.
    """
    magics = comment.find(b"COLOR=")
    valid = (attributes & 0x8000 == 0) if magics >= 0 else (attributes & 0x8000 != 0)  # (F,)
    if not valid.any() or (magics >= 0 and not attributes.any()):
        return None
    shifts = (0, 5, 10) if magics >= 0 else (10, 5, 0)
    channels = np.stack([attributes >> shift & 31 for shift in shifts], axis=1) / 31.0 * 255
    default = comment[magics + 6 : magics + 9] if magics >= 0 else b"\xff\xff\xff"
    if len(default) == 3:
        channels[~valid] = list(default)
    light = np.ones((len(channels), 4), np.float32)
    light[:, :3] = srgb_to_linear(channels)
    corners = np.repeat(np.arange(len(light))[:, None], 3, axis=1)
    materials = np.full(len(light), -1, np.int32)
    return Appearance(ElementAppearance(materials, {"COLOR_0": CornerValues(light, corners)}))


def _is_text(data: bytes) -> bool:
    start = data.lstrip()[:512]
    return b"\0" not in start and _KEYWORDS.search(data) is not None


def _read_text(data: bytes, path: Path) -> RawShape:
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = data.split(b"\n")
    numbers = [i for i, line in enumerate(lines) if line.lstrip()[:6].lower() == b"vertex"]
    corners = [lines[i] for i in numbers]
    if len(lines) < len(_ONE_VERTEX.findall(data)):  # several statements stand on one line
        corners, numbers = _ONE_VERTEX.findall(data), []
    try:
        vertices = read_rows(corners)
    except BadLine as error:
        where = f"line {numbers[error.index] + 1}" if numbers else f"vertex {error.index}"
        raise unreadable(path, f"{where}: {error.reason}") from error
    if len(vertices) % 3:
        raise unreadable(path, "its last facet is cut short")
    ended = re.search(rb"(?i)\bendsolid\b", data[-4096:]) is not None
    warnings = () if ended else ("the file ends without `endsolid` and may be cut short",)
    count = len(vertices) // 3
    return RawShape(vertices, _own_faces(count), None, _solids(data, count), warnings)


def _solids(data: bytes, face_count: int) -> tuple[ShapeNode, ...]:
    """The solids of a text file; none where it has but one."""
    solids = list(re.finditer(rb"(?mi)^[ \t]*solid\b[ \t]*([^\n]*)", data))
    if len(solids) < 2:
        return ()
    facets = [facet.start() for facet in re.finditer(rb"(?mi)^[ \t]*endfacet\b", data)]
    starts = np.searchsorted(facets, [solid.start() for solid in solids])
    bounds = [0, *np.minimum(starts[1:], face_count).tolist(), face_count]
    return tuple(
        ShapeNode(solid[1].strip().decode("utf-8", "replace"), start, stop - start, np.eye(4))
        for solid, start, stop in zip(solids, bounds[:-1], bounds[1:], strict=True)
    )


def _own_faces(count: int) -> NDArray[np.int64]:
    return np.arange(3 * count, dtype=np.int64).reshape(-1, 3)
