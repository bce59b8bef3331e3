"""LAS point clouds, and LAZ ones through the optional lazrs.

Own reading of the header and the records, because laspy 2.7 believes a damaged header: it reads
billions of records that are not there, and lazrs below it reserves memory for as many chunks and
ends the process where there is none.
"""

import io
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.colors import color_shares, colored
from patchalign3d_cli.shapes.raw import Budget, RawShape, unreadable

_BATCH_BYTES = 2**24
"""Points unpacked at a time, so that a header's claim alone takes no memory."""
# LAS 1.4, table 7: a variable length record has 54 bytes ahead of its content. LASzip keeps its
# own under this user and number.
_RECORD_SIZE, _LASZIP_USER, _LASZIP_ID = 54, b"laszip encoded", 22204
# LAS 1.4, 2.6: of each point format with colours, how many bytes stand ahead of them.
_COLORS = {2: 20, 3: 28, 5: 28, 7: 30, 8: 30, 10: 30}


class _LasHeader(NamedTuple):
    size: int
    start: int  # of the points
    records: int  # variable length ones
    compressed: bool
    width: int  # bytes of a point
    color: int | None  # where in a point its red, green and blue stand
    points: int
    scale: NDArray[np.float64]  # (3,)
    offset: NDArray[np.float64]  # (3,)


def read_las(data: bytes, path: Path) -> RawShape:
    """Read the points of a LAS or LAZ file, scaled and offset as its header says.

    Raises:
        ShapeError: The file is damaged, or compressed while lazrs is not installed.
    """
    header = _read_header(data, path)
    Budget(path, len(data)).spend(header.points)
    if header.compressed:
        rows = _unpack(data, header, path)
    else:
        if len(data) - header.start < header.width * header.points:
            raise unreadable(path, f"its {header.points} points are cut short")
        rows = _rows(data[header.start :], header.points, header)
    with np.errstate(all="ignore"):
        points = rows["xyz"] * header.scale + header.offset
    appearance = None
    if header.color is not None and rows["rgb"].any():
        shares = color_shares(rows["rgb"].astype(np.float64), True)
        appearance = colored(shares, np.arange(len(shares)))
    return RawShape(points, appearance=appearance)


def _read_header(data: bytes, path: Path) -> _LasHeader:
    """The fields that say where the points are (LAS 1.4, table 3; the same place since 1.0)."""
    try:
        size, start, records, kind, width, count = struct.unpack_from("<HIIBHI", data, 94)
        scaling = np.array(struct.unpack_from("<6d", data, 131)).reshape(2, 3)
        if data[25] >= 4:
            count = struct.unpack_from("<Q", data, 247)[0]
    except struct.error as error:
        raise unreadable(path, "its LAS header is cut short") from error
    is_las = data.startswith(b"LASF") and width >= 12  # x, y and z are the first 12 bytes
    if not is_las or not size + _RECORD_SIZE * records <= start <= len(data):
        raise unreadable(path, "its LAS header contradicts itself")
    color = _COLORS.get(kind & 63)
    color = color if color is not None and color + 6 <= width else None
    scale, offset = scaling
    return _LasHeader(size, start, records, kind >= 128, width, color, count, scale, offset)


def _rows(points: bytes | bytearray, count: int, header: _LasHeader) -> NDArray[np.void]:
    """(N,) points: coordinates as whole multiples of the scale, and colours where there are any."""
    names, kinds, offsets = ["xyz"], [("<i4", 3)], [0]
    if header.color is not None:
        names, kinds, offsets = ["xyz", "rgb"], [*kinds, ("<u2", 3)], [0, header.color]
    row = np.dtype({"names": names, "formats": kinds, "offsets": offsets, "itemsize": header.width})
    rows: NDArray[np.void] = np.frombuffer(points, row, count)
    return rows


def _unpack(data: bytes, header: _LasHeader, path: Path) -> NDArray[np.void]:
    try:
        import lazrs
    except ImportError as error:
        raise ShapeError(
            f"{path} needs the optional reader lazrs; run: pip install lazrs"
        ) from error
    settings = _laszip_settings(data, header, path)
    _check_chunk_table(data, header, path)
    stream = io.BytesIO(data)
    stream.seek(header.start)
    parts = [_rows(b"", 0, header)]
    left, batch = header.points, max(1, _BATCH_BYTES // header.width)
    try:
        if lazrs.LazVlr(settings).item_size() != header.width:
            raise unreadable(path, "the size of its LAZ points contradicts itself")
        unpacker = lazrs.LasZipDecompressor(stream, settings)
        while left:
            count = min(left, batch)
            points = bytearray(count * header.width)
            unpacker.decompress_many(points)
            parts.append(_rows(points, count, header).copy())
            left -= count
    except (lazrs.LazrsError, OSError, ValueError) as error:
        raise unreadable(path, "its LAZ points are damaged or cut short") from error
    return np.concatenate(parts)


def _laszip_settings(data: bytes, header: _LasHeader, path: Path) -> bytes:
    """The content of the record that says how the points were compressed."""
    position = header.size
    for _ in range(header.records):
        if position + _RECORD_SIZE > header.start:
            break
        user, number, length = struct.unpack_from("<16sHH", data, position + 2)
        position += _RECORD_SIZE
        if (user.rstrip(b"\0"), number) == (_LASZIP_USER, _LASZIP_ID):
            return data[position : position + length]
        position += length
    raise unreadable(path, "it does not say how its points were compressed")


def _check_chunk_table(data: bytes, header: _LasHeader, path: Path) -> None:
    """Make sure of the table's length: lazrs reserves what it claims, and aborts the process.

    The points begin with the place of the table (-1: the file ends with it), the table with its
    version and its length (LASzip). Every chunk begins with a point as it is.
    """
    try:
        position = struct.unpack_from("<q", data, header.start)[0]
        if position == -1:
            position = struct.unpack_from("<q", data, len(data) - 8)[0]
        length = struct.unpack_from("<I", data, position + 4)[0] if position >= 0 else 0
    except struct.error as error:
        raise unreadable(path, "its LAZ points are cut short") from error
    if position < 0 or length * header.width > len(data):
        raise unreadable(path, "its table of LAZ chunks is damaged")
