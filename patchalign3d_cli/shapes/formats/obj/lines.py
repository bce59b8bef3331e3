"""The lines of an OBJ file by what they are."""

import re

import numpy as np
from numpy.typing import NDArray

VERTEX, FACE, GROUP, OBJECT, COORDINATE, NORMAL, MATERIAL, LIBRARY = range(1, 9)
_KINDS = {
    b"v ": VERTEX,
    b"f ": FACE,
    b"g ": GROUP,
    b"g": GROUP,
    b"o ": OBJECT,
    b"o": OBJECT,
    b"vt": COORDINATE,
    b"vn": NORMAL,
    b"us": MATERIAL,
    b"mt": LIBRARY,
}
_NAMED = (b"g", b"o", b"us", b"mt")
"""Beginnings of lines that end with a name, which may hold a `#`."""


_BREAK = ord("\n")
_KIND_OF = np.zeros(1 << 16, np.int8)  # by the first two bytes of a line and its break
for _begin, _kind in _KINDS.items():
    _KIND_OF[int.from_bytes(_begin.ljust(2, b"\n"), "big")] = _kind


class ObjText:
    """An OBJ file as lines, without comments, indents, tabs and continuations.

    Attributes:
        kinds: (lines,) int8, one of `VERTEX` ... `LIBRARY`, 0 for others.
    """

    def __init__(self, data: bytes) -> None:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\t", b" ")
        self._original = data
        if b"\\\n" in data:
            data = data.replace(b"\\\n", b" ")
        if b"\n " in data or data.startswith(b" "):
            data = re.sub(rb"(?m)^ +", b"", data)
        if b"#" in data:
            data = re.sub(rb"(?m)^#[^\n]*", b"", data)
        if b" #" in data:
            data = b"\n".join(_without_comment(line) for line in data.split(b"\n"))
        self._data = data + b"\n"
        text = np.frombuffer(self._data + b"\n", np.uint8)
        breaks = np.flatnonzero(text[:-1] == _BREAK)
        self._starts = np.concatenate([[0], breaks + 1])  # (lines + 1,), where lines begin
        first = self._starts[:-1]
        self.kinds: NDArray[np.int8] = _KIND_OF[
            text[first].astype(np.uint16) << 8 | text[first + 1]
        ]

    def of(self, kind: int) -> list[bytes]:
        """The lines of one kind."""
        positions = self.positions(kind)
        starts, ends = self._starts[positions].tolist(), self._starts[positions + 1].tolist()
        return [self._data[a : b - 1] for a, b in zip(starts, ends, strict=True)]

    def block(self, kind: int) -> bytes:
        """The lines of one kind, one behind the other, each with its line break."""
        positions = self.positions(kind)
        if not len(positions):
            return b""
        gaps = np.flatnonzero(np.diff(positions) > 1)
        begins = self._starts[positions[np.r_[0, gaps + 1]]].tolist()
        ends = self._starts[positions[np.r_[gaps, len(positions) - 1]] + 1].tolist()
        return b"".join(self._data[a:b] for a, b in zip(begins, ends, strict=True))

    def positions(self, kind: int) -> NDArray[np.int64]:
        """The numbers of the lines of one kind, from 0."""
        return np.flatnonzero(self.kinds == kind)

    def number(self, kind: int, index: int) -> int:
        """The number in the file, from 1, of a line of a kind."""
        position = int(self.positions(kind)[index])
        if b"\\\n" not in self._original:
            return position + 1
        joined = [line.endswith(b"\\") for line in self._original.split(b"\n")]
        starts = [i for i in range(len(joined)) if not i or not joined[i - 1]]
        return starts[position] + 1


def operand(line: bytes) -> str:
    """What stands behind the keyword of a line."""
    return line.partition(b" ")[2].strip().decode("utf-8", "replace")


def _without_comment(line: bytes) -> bytes:
    if line.startswith(_NAMED):
        return line
    return line.partition(b" #")[0]
