"""PCD, the Point Cloud Library's format: text, binary and compressed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.colors import colored
from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.numbers import read_number
from patchalign3d_cli.shapes.formats.pcd.lzf import lzf_decompress
from patchalign3d_cli.shapes.formats.statements import show_line
from patchalign3d_cli.shapes.raw import RawShape, coordinates, unreadable

_COLORS = ("rgb", "rgba")
_KINDS = {"F": "f", "I": "i", "U": "u"}
_SIZES = {"F": (4, 8), "I": (1, 2, 4, 8), "U": (1, 2, 4, 8)}


class _PcdHeader(NamedTuple):
    names: tuple[str, ...]
    kinds: tuple[str, ...]  # NumPy's codes, little-endian
    counts: tuple[int, ...]
    points: int
    encoding: str
    body: bytes
    lines: int  # of the header


def read_pcd(data: bytes, path: Path) -> RawShape:
    """Read the x, y and z of a PCD file, and its `rgb` or `rgba`. Its viewpoint is not applied.

    Raises:
        ShapeError: The header is wrong, the file ends early, or there are no x, y and z.
    """
    header = _read_header(as_utf8(data), path)
    fields = [header.names.index(axis) for axis in "xyz" if axis in header.names]
    if len(fields) != 3 or any(header.counts[field] != 1 for field in fields):
        raise unreadable(path, "its header names no fields x, y and z")
    packed = [
        field
        for field, name in enumerate(header.names)
        if name in _COLORS and header.counts[field] == 1 and header.kinds[field][2:] == "4"
    ][:1]
    read = _READERS.get(header.encoding)
    if read is None:
        raise unreadable(path, f"its encoding {header.encoding[:20]!r} is not known")
    columns = read(header, fields + packed, path)
    points = coordinates(np.stack([column.astype(np.float64) for column in columns[:3]], axis=1))
    appearance = None
    if packed and header.points:
        shares = _unpacked(columns[3], header.kinds[packed[0]])
        appearance = colored(shares, np.arange(len(shares)))
    return RawShape(points, appearance=appearance)


def _unpacked(values: NDArray[Any], kind: str) -> NDArray[np.float64]:
    """Colours (N, 3) of 0 to 1 from 0x00RRGGBB, whose bits some files call a float."""
    with np.errstate(all="ignore"):
        bits = values.astype(kind).view("<u4")
    return np.stack([bits >> shift & 255 for shift in (16, 8, 0)], axis=1) / 255.0


def _read_header(data: bytes, path: Path) -> _PcdHeader:
    words: dict[str, list[str]] = {}
    start = 0
    lines = 0
    while "DATA" not in words:
        lines += 1
        end = data.find(b"\n", start)
        if end < 0:
            raise unreadable(path, "its PCD header has no DATA line")
        line = data[start:end].decode("latin-1").partition("#")[0].split()
        if line:
            words[line[0].upper()] = line[1:]
        start = end + 1
    try:
        names = tuple(words["FIELDS"])
        counts = tuple(int(word) for word in words.get("COUNT", ["1"] * len(names)))
        kinds = tuple(_kind(*pair) for pair in zip(words["TYPE"], words["SIZE"], strict=True))
        claimed = words.get("POINTS") or [str(int(words["WIDTH"][0]) * int(words["HEIGHT"][0]))]
        points, encoding = int(claimed[0]), words["DATA"][0].lower()
        if not points and {"WIDTH", "HEIGHT"} <= set(words):
            points = int(words["WIDTH"][0]) * int(words["HEIGHT"][0])
    except (KeyError, IndexError, ValueError) as error:
        raise unreadable(path, "its PCD header is incomplete or wrong") from error
    if not len(names) == len(kinds) == len(counts) or min(*counts, points, 0) < 0:
        raise unreadable(path, "the lines of its PCD header do not match")
    return _PcdHeader(names, kinds, counts, points, encoding, data[start:], lines)


def _kind(word: str, size: str) -> str:
    if int(size) not in _SIZES[word]:
        raise ValueError(size)
    return f"<{_KINDS[word]}{size}"


def _read_text(header: _PcdHeader, fields: list[int], path: Path) -> list[NDArray[Any]]:
    columns = [sum(header.counts[:field]) for field in fields]
    body = header.body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    numbers = [i for i, line in enumerate(body) if line.strip()][: header.points]
    if len(numbers) < header.points:
        raise _short(header, path)
    rows = np.empty((len(numbers), len(columns)))
    for row, number in zip(rows, numbers, strict=True):
        words = body[number].split()
        try:
            row[:] = [read_number(words[column]) for column in columns]
        except (ValueError, IndexError):
            where = f"line {header.lines + number + 1}"
            reason = f"{where}: a point does not have its numbers ({show_line(body[number])})"
            raise unreadable(path, reason) from None
    return list(rows.T)


def _read_rows(header: _PcdHeader, fields: list[int], path: Path) -> list[NDArray[Any]]:
    layout = list(zip(header.kinds, header.counts, strict=True))
    if any(count > len(header.body) for count in header.counts):
        raise _short(header, path)
    row = np.dtype([(f"field {i}", kind, count) for i, (kind, count) in enumerate(layout)])
    if row.itemsize * header.points > len(header.body):
        raise _short(header, path)
    rows = np.frombuffer(header.body, row, header.points)
    return [np.ascontiguousarray(rows[f"field {field}"].reshape(-1)) for field in fields]


def _read_compressed(header: _PcdHeader, fields: list[int], path: Path) -> list[NDArray[Any]]:
    """Fields stand one after the other, each with its values of all points."""
    packed, unpacked = (int.from_bytes(header.body[i : i + 4], "little") for i in (0, 4))
    widths = [
        np.dtype(kind).itemsize * count
        for kind, count in zip(header.kinds, header.counts, strict=True)
    ]
    if len(header.body) < 8 + packed or unpacked < sum(widths) * header.points:
        raise _short(header, path)
    try:
        body = lzf_decompress(header.body[8 : 8 + packed], unpacked)
    except ValueError as error:
        raise unreadable(path, "its compressed points are damaged") from error
    return [
        np.frombuffer(body, header.kinds[field], header.points, sum(widths[:field]) * header.points)
        for field in fields
    ]


def _short(header: _PcdHeader, path: Path) -> Exception:
    return unreadable(path, f"its header promises {header.points} points, but the file ends early")


_READERS: dict[str, Callable[[_PcdHeader, list[int], Path], list[NDArray[Any]]]] = {
    "ascii": _read_text,
    "binary": _read_rows,
    "binary_compressed": _read_compressed,
}
