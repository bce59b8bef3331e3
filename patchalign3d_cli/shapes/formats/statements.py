"""Lines of text that begin with a keyword, as in OBJ and text STL."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.raw import unreadable

_BATCH = 65536
"""Lines split at a time: bounds the memory that the pieces take."""


class Words(NamedTuple):
    """The words of some lines, without the keyword.

    Attributes:
        words: Those of all lines, one line after the other.
        counts: (lines,) int64, how many each line has.
    """

    words: list[bytes]
    counts: NDArray[np.int64]


def split_statements(lines: list[bytes]) -> Iterator[Words]:
    """Split lines that begin with one keyword, a batch at a time."""
    for start in range(0, len(lines), _BATCH):
        yield _split(lines[start : start + _BATCH])


def read_positions(lines: list[bytes], path: Path, width: int = 3) -> NDArray[np.float64]:
    """The first numbers of each line, (lines, width).

    Args:
        lines: A keyword, its numbers, and whatever follows them.
        path: The file, for messages.
        width: How many numbers.

    Raises:
        ShapeError: A line has fewer numbers.
    """
    parts = [np.empty(0)]
    for words, counts in split_statements(lines):
        if (counts < width).any():
            few = {2: "two", 3: "three"}[width]
            raise unreadable(path, f"a vertex has fewer than {few} coordinates")
        if (counts > width).any():
            firsts = (np.cumsum(counts) - counts).tolist()
            words = [word for first in firsts for word in words[first : first + width]]
        try:
            parts.append(np.array([float(word) for word in words]))
        except ValueError as error:
            raise unreadable(path, "a vertex has a coordinate that is not a number") from error
    return np.concatenate(parts).reshape(-1, width)


def _split(lines: list[bytes]) -> Words:
    words = b" ".join(lines).split()
    width = len(words) // len(lines)
    keyword = words[0]
    # Where the keyword stands at every step of one width, all lines have that many words: split
    # at once, they take a third of the time.
    if width * len(lines) == len(words) and set(words[::width]) == {keyword}:
        del words[::width]
        return Words(words, np.full(len(lines), width - 1))
    rows = [line.split()[1:] for line in lines]
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    return Words([word for row in rows for word in row], counts)
