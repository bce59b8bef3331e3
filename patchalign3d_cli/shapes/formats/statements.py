"""Lines of text that begin with a keyword, as in OBJ and text STL."""

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.numbers import read_number, read_numbers

_BATCH = 65536
"""Lines split at a time: bounds the memory that the pieces take."""
_SHOWN = 60  # characters of a wrong line in a message


class BadLine(Exception):
    """A line that does not say what its keyword asks for.

    Attributes:
        index: Which of the lines that were to be read.
        reason: What is wrong with it, as a clause behind "line 7: ".
    """

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index, self.reason = index, reason


class StatementWords(NamedTuple):
    """The words of some lines, without the keyword.

    Attributes:
        words: Those of all lines, one line after the other.
        counts: (lines,) int64, how many each line has.
    """

    words: list[bytes]
    counts: NDArray[np.int64]


def split_statements(lines: list[bytes]) -> Iterator[StatementWords]:
    """Split lines that begin with one keyword, a batch at a time."""
    for start in range(0, len(lines), _BATCH):
        yield _split(lines[start : start + _BATCH])


def read_rows(lines: list[bytes], width: int = 3, most: int | None = None) -> NDArray[np.float64]:
    """The first numbers of each line, (lines, `width` to `most`).

    Args:
        lines: A keyword, its numbers, and whatever follows them.
        width: How many numbers each line has to have.
        most: How many to read where a line has more; NaN stands for those that others lack. None
            for `width`.

    Raises:
        BadLine: A line has fewer numbers, or words that are none.
    """
    parts = [np.empty((0, width))]
    start = 0
    for words, counts in split_statements(lines):
        short = np.flatnonzero(counts < width)
        if len(short):
            raise _bad_line(lines, start + int(short[0]), width)
        columns = min(most or width, int(counts.max()))
        read = np.minimum(counts, columns)  # (lines,)
        if (counts > columns).any():
            firsts = (np.cumsum(counts) - counts).tolist()
            words = [
                word
                for first, count in zip(firsts, read.tolist(), strict=True)
                for word in words[first : first + count]
            ]
        try:
            numbers = read_numbers(words)
        except ValueError:
            index = next(i for i in range(start, len(lines)) if not _is_row(lines[i], columns))
            raise _bad_line(lines, index, width) from None
        rows = np.full((len(counts), columns), np.nan)
        rows[np.arange(columns) < read[:, None]] = numbers
        parts.append(rows)
        start += len(counts)
    columns = max(part.shape[1] for part in parts)
    return np.concatenate(
        [
            np.pad(part, ((0, 0), (0, columns - part.shape[1])), constant_values=np.nan)
            for part in parts
        ]
    )


def rows_of(
    numbers: NDArray[np.float64], counts: NDArray[np.int64], width: int, most: int | None = None
) -> NDArray[np.float64] | None:
    """What `read_rows` makes of lines whose words are all numbers; None where one is too short.

    Args:
        numbers: Of all lines.
        counts: (lines,) how many each has.
        width: As in `read_rows`.
        most: As in `read_rows`.
    """
    least, largest = int(counts.min()), int(counts.max())
    if least < width:
        return None
    columns = min(most or width, largest)
    if least == largest:
        return np.ascontiguousarray(numbers.reshape(-1, least)[:, :columns])
    rows = np.full((len(counts), columns), np.nan)
    mine = np.arange(columns) < counts[:, None]  # (lines, columns)
    starts = np.cumsum(counts) - counts
    rows[mine] = numbers[(starts[:, None] + np.arange(columns))[mine]]
    return rows


def read_values(lines: list[bytes], width: int) -> NDArray[np.float64]:
    """As `read_rows`, for what a shape can do without: NaN where a line says nothing useful."""
    try:
        return read_rows(lines, 1, width)
    except BadLine:
        rows = np.full((len(lines), width), np.nan)
        for row, line in zip(rows, lines, strict=True):
            for column, word in enumerate(line.split()[1 : width + 1]):
                with contextlib.suppress(ValueError):
                    row[column] = read_number(word)
        return rows


def _is_row(line: bytes, width: int) -> bool:
    try:
        read_numbers(line.split()[1 : width + 1])
    except ValueError:
        return False
    return True


def _bad_line(lines: list[bytes], index: int, width: int) -> BadLine:
    words = lines[index].split()[1:]
    shown = show_line(lines[index])
    for word in words[:width]:
        try:
            read_number(word)
        except ValueError:
            what = word[:20].decode("utf-8", "replace")
            return BadLine(index, f"{what!r} is not a number ({shown})")
    if len(words) < width:
        return BadLine(index, f"{len(words)} numbers where {width} are needed ({shown})")
    return BadLine(index, f"a word behind the coordinates is not a number ({shown})")


def show_line(line: bytes) -> str:
    """The beginning of a line, for messages."""
    text = " ".join(line.decode("utf-8", "replace").split())
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def _split(lines: list[bytes]) -> StatementWords:
    words = b" ".join(lines).split()
    width = len(words) // len(lines)
    keyword = words[0]
    # Where the keyword stands at every step of one width, all lines have that many words: split
    # at once, they take a third of the time.
    if width * len(lines) == len(words) and set(words[::width]) == {keyword}:
        del words[::width]
        return StatementWords(words, np.full(len(lines), width - 1))
    rows = [line.split()[1:] for line in lines]
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    return StatementWords([word for row in rows for word in row], counts)
