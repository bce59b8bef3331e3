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


class ObjText:
    """An OBJ file as lines, without comments, indents, tabs and continuations.

    Attributes:
        lines: The lines.
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
        self.lines = data.split(b"\n")
        if b"#" in data:
            self.lines = [_without_comment(line) if b"#" in line else line for line in self.lines]
        self.kinds: NDArray[np.int8] = np.fromiter(
            (_KINDS.get(line[:2], 0) for line in self.lines), np.int8, len(self.lines)
        )

    def of(self, kind: int) -> list[bytes]:
        """The lines of one kind."""
        return [self.lines[i] for i in self.positions(kind)]

    def positions(self, kind: int) -> NDArray[np.int64]:
        """Where the lines of one kind stand in `lines`."""
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
