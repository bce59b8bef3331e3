"""Lines of a table as words and numbers."""

import csv
from collections.abc import Sequence
from typing import NamedTuple

from patchalign3d_cli.shapes.formats.numbers import read_number

_MISSING = frozenset(("", "-", "--", "na", "n/a", "#n/a", "null", "none", "nil", "missing"))
"""What programs write where a table has no value."""


class Row(NamedTuple):
    """A line of a table.

    Attributes:
        words: Its columns.
        delimiter: What stands between them; None for blanks.
        decimal_comma: Whether numbers have a comma in place of the point.
        numeric: Which columns are numbers.
    """

    words: list[str]
    delimiter: str | None
    decimal_comma: bool
    numeric: list[int]


def read_row(line: str) -> Row:
    """A line split where its numbers are best told apart."""
    best = None
    for delimiter, comma in _splits(line):
        words = split_row(line, delimiter)
        row = Row(words, delimiter, comma, _numeric(words, comma))
        if len(row.numeric) >= 3:
            return row
        best = best or row
    assert best is not None
    return best


def _splits(line: str) -> list[tuple[str | None, bool]]:
    if ";" in line:
        return [(";", "," in line)]
    if "\t" in line and not any(" " in word.strip() for word in line.split("\t")):
        return [("\t", False), ("\t", True)] if "," in line else [("\t", False)]
    if "," in line:
        return [(",", False), (None, True)]
    return [(None, False)]


def split_row(line: str, delimiter: str | None) -> list[str]:
    """The columns of a line, without quotes."""
    if delimiter is None:
        return [word.strip('"') for word in line.split()]
    if '"' in line:
        return [word.strip() for word in next(csv.reader([line.strip()], delimiter=delimiter))]
    return [word.strip() for word in line.strip(" \r\n").split(delimiter)]


def _numeric(words: Sequence[str], comma: bool) -> list[int]:
    return [i for i, word in enumerate(words) if is_number(word, comma)]


def is_number(word: str, comma: bool = False) -> bool:
    """Whether a word is a number, NaN included; with `comma`, one with a decimal comma."""
    try:
        read_number((word.replace(",", ".") if comma else word).encode())
    except ValueError:
        return False
    return True


def number_of(word: str, comma: bool) -> float:
    """The number of a word, with `comma` one with a decimal comma; NaN for a missing value.

    Raises:
        ValueError: It is no number.
    """
    if word.lower() in _MISSING:
        return float("nan")
    return read_number((word.replace(",", ".") if comma else word).encode())
