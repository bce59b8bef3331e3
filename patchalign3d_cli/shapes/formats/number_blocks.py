"""Lines of plain numbers read all at once: what programs write, many times as fast as by words."""

import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST = 2**62
_BLANK, _BREAK, _SLASH = ord(" "), ord("\n"), ord("/")


class NumberBlock(NamedTuple):
    """The numbers of some lines.

    Attributes:
        numbers: Those of all lines, one line after the other: (N,), or (words, k) of words that
            are k numbers between slashes each.
        counts: (lines,) int64, how many words each line has.
    """

    numbers: NDArray[Any]
    counts: NDArray[np.int64]


def read_block(block: bytes, keyword: bytes, kind: type = np.float64) -> NumberBlock | None:
    """The numbers of lines that begin with one keyword; None where anything else stands in them.

    Args:
        block: The lines, each with its line break.
        keyword: What all of them begin with.
        kind: Of the numbers, float64 or int64; between slashes only int64.
    """
    if not block:
        return None
    text = (b"\n" + block).replace(b"\n" + keyword, b"\n" + b" " * len(keyword))[1:]
    symbols = np.frombuffer(text, np.uint8)
    inside = symbols > _BLANK
    begins = inside.copy()  # whether a word begins there
    begins[1:] &= ~inside[:-1]
    lines = np.flatnonzero(symbols == _BREAK)
    starts = np.concatenate([[0], lines[:-1] + 1])
    words = int(np.count_nonzero(begins))
    counts = np.add.reduceat(begins.view(np.uint8), starts, dtype=np.uint8).astype(np.int64)
    if counts.sum() != words:  # a line of more than 255 words
        counts = np.add.reduceat(begins.view(np.uint8), starts, dtype=np.int64)
    if not words:
        return None
    width = 1
    if b"/" in text:
        slashes = symbols == _SLASH
        inner = np.add.reduceat(slashes.view(np.uint8), np.flatnonzero(begins), dtype=np.int64)
        width = int(inner[0]) + 1
        if (inner != width - 1).any() or width > 3:
            return None
        text = text.replace(b"//", b"/0/").replace(b"/", b" ")
    numbers = _all_numbers(text, kind)
    if numbers is None or len(numbers) != width * words:
        return None
    return NumberBlock(numbers if width == 1 else numbers.reshape(-1, width), counts)


def _all_numbers(text: bytes, kind: type) -> NDArray[Any] | None:
    """The numbers between blanks; None where one is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # text that could not be read to its end
        try:
            numbers: NDArray[Any] = np.fromstring(text, kind, sep=" ")
        except (ValueError, DeprecationWarning):
            return None
    if kind is np.int64 and len(numbers) and max(-int(numbers.min()), int(numbers.max())) >= _MOST:
        return None  # what is beyond 64 bits was cut to them
    return numbers
