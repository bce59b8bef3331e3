"""PCD, the Point Cloud Library's format: text, binary and compressed."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.pcd.lzf import lzf_decompress
from patchalign3d_cli.shapes.raw import RawShape, coordinates, unreadable

_KINDS = {"F": "f", "I": "i", "U": "u"}
_SIZES = {"F": (4, 8), "I": (1, 2, 4, 8), "U": (1, 2, 4, 8)}


class _PcdHeader(NamedTuple):
    names: tuple[str, ...]
    kinds: tuple[str, ...]  # NumPy's codes, little-endian
    counts: tuple[int, ...]
    points: int
    encoding: str
    body: bytes


def read_pcd(data: bytes, path: Path) -> RawShape:
    """Read the x, y and z of a PCD file. Its viewpoint is not applied.

    Raises:
        ShapeError: The header is wrong, the file ends early, or there are no x, y and z.
    """
    header = _read_header(data, path)
    places = [header.names.index(axis) for axis in "xyz" if axis in header.names]
    if len(places) != 3 or any(header.counts[place] != 1 for place in places):
        raise unreadable(path, "its header names no fields x, y and z")
    if header.encoding == "ascii":
        return RawShape(_read_text(header, places, path))
    if header.encoding == "binary":
        return RawShape(_read_rows(header, places, path))
    if header.encoding == "binary_compressed":
        return RawShape(_read_compressed(header, places, path))
    raise unreadable(path, f"its encoding {header.encoding!r} is not known")


def _read_header(data: bytes, path: Path) -> _PcdHeader:
    words: dict[str, list[str]] = {}
    place = 0
    while "DATA" not in words:
        end = data.find(b"\n", place)
        if end < 0:
            raise unreadable(path, "its PCD header has no DATA line")
        line = data[place:end].decode("latin-1").partition("#")[0].split()
        if line:
            words[line[0].upper()] = line[1:]
        place = end + 1
    try:
        names = tuple(words["FIELDS"])
        counts = tuple(int(word) for word in words.get("COUNT", ["1"] * len(names)))
        kinds = tuple(_kind(*pair) for pair in zip(words["TYPE"], words["SIZE"], strict=True))
        claimed = words.get("POINTS") or [str(int(words["WIDTH"][0]) * int(words["HEIGHT"][0]))]
        points, encoding = int(claimed[0]), words["DATA"][0].lower()
    except (KeyError, IndexError, ValueError) as error:
        raise unreadable(path, "its PCD header is incomplete or wrong") from error
    if not len(names) == len(kinds) == len(counts) or min(*counts, points, 0) < 0:
        raise unreadable(path, "the lines of its PCD header do not match")
    return _PcdHeader(names, kinds, counts, points, encoding, data[place:])


def _kind(word: str, size: str) -> str:
    if int(size) not in _SIZES[word]:
        raise ValueError(size)
    return f"<{_KINDS[word]}{size}"


def _read_text(header: _PcdHeader, places: list[int], path: Path) -> NDArray[np.float64]:
    columns = [sum(header.counts[:place]) for place in places]
    lines = [line for line in header.body.decode("latin-1").splitlines() if line.strip()]
    lines = lines[: header.points]
    if len(lines) < header.points:
        raise _short(header, path)
    if not lines:
        return np.empty((0, 3))
    try:
        return coordinates(np.loadtxt(lines, comments=None, usecols=columns, ndmin=2))
    except ValueError as error:
        raise unreadable(path, "a point does not have three numbers") from error


def _read_rows(header: _PcdHeader, places: list[int], path: Path) -> NDArray[np.float64]:
    fields = list(zip(header.kinds, header.counts, strict=True))
    if any(count > len(header.body) for count in header.counts):
        raise _short(header, path)
    row = np.dtype([(f"field {i}", kind, count) for i, (kind, count) in enumerate(fields)])
    if row.itemsize * header.points > len(header.body):
        raise _short(header, path)
    rows = np.frombuffer(header.body, row, header.points)
    columns = [rows[f"field {place}"].reshape(-1) for place in places]
    return coordinates(np.stack(columns, axis=1))


def _read_compressed(header: _PcdHeader, places: list[int], path: Path) -> NDArray[np.float64]:
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
    columns = [
        np.frombuffer(body, header.kinds[place], header.points, sum(widths[:place]) * header.points)
        for place in places
    ]
    return coordinates(np.stack(columns, axis=1))


def _short(header: _PcdHeader, path: Path) -> Exception:
    return unreadable(path, f"its header promises {header.points} points, but the file ends early")
