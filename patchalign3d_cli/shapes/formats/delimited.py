"""Point clouds as text: XYZ, PTS, TXT and CSV."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, coordinates, unreadable

_COMMENTS = ("#", "//", "%")


class _Layout(NamedTuple):
    first: int  # the line of the first point
    columns: list[int]
    delimiter: str | None
    claimed: int | None  # what a count line says


def read_delimited(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read one point a line, its numbers apart by spaces, tabs, commas or semicolons.

    Lines of words above the points are left alone; where one of them (or a comment) names columns
    x, y and z, these are the coordinates, else the first three columns of numbers are. A lone
    whole number above the points is their count, as in PTS. Between semicolons a comma is a
    decimal point.

    Raises:
        ShapeError: The file is not text, has no points, or a line does not match the first one.
    """
    if b"\0" in data:
        raise unreadable(path, "it holds binary data in place of text")
    text = data.decode("utf-8-sig", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    layout = _find_layout(lines, path)
    body = [line for line in lines[layout.first :] if not line.lstrip().startswith(_COMMENTS)]
    if layout.delimiter == ";":
        body = [line.replace(",", ".") for line in body]
    try:
        points = np.loadtxt(
            body,
            comments="#",
            delimiter=layout.delimiter,
            usecols=layout.columns,
            quotechar='"',
            ndmin=2,
        )
    except ValueError as error:
        raise unreadable(
            path,
            f"below line {layout.first + 1}, a line does not have three numbers in the columns of"
            " that line",
        ) from error
    if layout.claimed is not None and len(points) < layout.claimed:
        raise unreadable(path, f"it announces {layout.claimed} points, but {len(points)} follow")
    return RawShape(coordinates(points))


def _find_layout(lines: list[str], path: Path) -> _Layout:
    """Where the points begin, and which of their columns are coordinates."""
    named: list[int] = []
    claimed = None
    for number, line in enumerate(lines):
        words, delimiter = _split(line.strip().lstrip("#%/"))
        names = [word.strip().strip('"').lower() for word in words]
        if {"x", "y", "z"} <= set(names):
            named = [names.index(axis) for axis in "xyz"]
            continue
        if not names or line.lstrip().startswith(_COMMENTS):
            continue
        numeric = [place for place, word in enumerate(names) if _is_number(word, delimiter)]
        if len(numeric) >= 3:
            return _Layout(number, named or numeric[:3], delimiter, claimed)
        if claimed is None and len(names) == 1 and names[0].isdecimal():
            claimed = int(names[0])
    raise unreadable(path, "no line of it has three numbers")


def _split(line: str) -> tuple[list[str], str | None]:
    delimiter = next((mark for mark in (";", ",") if mark in line), None)
    return line.split(delimiter), delimiter


def _is_number(word: str, delimiter: str | None) -> bool:
    try:
        float(word.replace(",", ".") if delimiter == ";" else word)
    except ValueError:
        return False
    return True
