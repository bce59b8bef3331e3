"""Point clouds as text: XYZ, ASC, PTS, PTX, TXT and CSV."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.colors import color_shares, colored
from patchalign3d_cli.shapes.formats.delimited.layout import COMMENTS, Layout, find_layout
from patchalign3d_cli.shapes.formats.delimited.ptx import read_ptx
from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.statements import show_line
from patchalign3d_cli.shapes.raw import (
    READ_OPTIONS,
    RawShape,
    ReadOptions,
    coordinates,
    unreadable,
)


def read_delimited(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read one point a line, its numbers apart by blanks, tabs, commas or semicolons.

    Where a line above the points names columns, those that are called as programs call
    coordinates are x, y and z; else the first three columns of numbers are. A lone whole number is
    the count of the points below it, as in PTS. Between semicolons, and between blanks, a comma is
    a decimal point. Values that are missing or no number are NaN.

    Raises:
        ShapeError: The file is not text, has no points, a line does not match the first one, or a
            header names no coordinates.
    """
    data = as_utf8(data)
    if b"\0" in data:
        raise unreadable(path, "it holds binary data in place of text")
    text = data.decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if path.suffix.lower() == ".ptx":
        return read_ptx(lines, path)
    layout = find_layout(lines, options.columns, path)
    columns = [*layout.columns, *(layout.colors or ())]
    values = _fast_rows(lines, layout, columns)
    if values is None:
        values = _careful_rows(lines, layout, columns, path)
    elif layout.claimed is not None and len(values) < layout.claimed:
        raise _announced(layout.claimed, len(values), path)
    appearance = None
    if layout.colors is not None:
        channels = values[:, 3:6]
        whole = bool((channels[np.isfinite(channels)] % 1 == 0).all())
        shares = color_shares(channels, whole and float(np.nanmax(channels, initial=0.0)) > 1)
        appearance = colored(shares, np.arange(len(values)))
    return RawShape(coordinates(values[:, :3]), warnings=layout.warnings, appearance=appearance)


def _fast_rows(
    lines: Sequence[str], layout: Layout, columns: list[int]
) -> NDArray[np.float64] | None:
    """The numbers in the columns of all rows; None where a row holds something else."""
    body = [line for line in lines[layout.first :] if not line.lstrip().startswith(COMMENTS)]
    if layout.decimal_comma:
        body = [line.replace(",", ".") for line in body]
    try:
        return np.loadtxt(
            body,
            comments=None,
            delimiter=layout.delimiter,
            usecols=columns,
            quotechar='"',
            ndmin=2,
        )
    except ValueError:
        return None


def _careful_rows(
    lines: Sequence[str], layout: Layout, columns: list[int], path: Path
) -> NDArray[np.float64]:
    """The same, row by row: missing values, NaN of any spelling, and a count ahead of each scan."""
    rows: list[list[float]] = []
    claimed = layout.claimed or 0
    for number, line in enumerate(lines[layout.first :], layout.first + 1):
        if not line.strip() or line.lstrip().startswith(COMMENTS):
            continue
        words = layout.words(line)
        if layout.claimed is not None and len(words) == 1 and words[0].isdecimal():
            claimed += int(words[0])
            continue
        if len(words) <= max(layout.columns):
            reason = f"{len(words)} columns, where {max(layout.columns) + 1} are needed"
            raise unreadable(path, f"line {number}: {reason} ({show_line(line.encode())})")
        row = []
        for column in columns:
            try:
                row.append(layout.number(words[column]))
            except (ValueError, IndexError):
                if len(row) >= len(layout.columns):  # a colour, which the point can do without
                    row.append(np.nan)
                    continue
                wrong = f"{words[column][:40]!r} is not a number"
                raise unreadable(
                    path, f"line {number}: {wrong} ({show_line(line.encode())})"
                ) from None
        rows.append(row)
    if len(rows) < claimed:
        raise _announced(claimed, len(rows), path)
    return np.array(rows)


def _announced(claimed: int, listed: int, path: Path) -> Exception:
    return unreadable(path, f"it announces {claimed:,} points, but {listed:,} follow")
