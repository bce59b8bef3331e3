"""PTX: the scans of a laser scanner, each a grid of points with its own place."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.colors import color_shares, colored
from patchalign3d_cli.shapes.formats.numbers import read_numbers
from patchalign3d_cli.shapes.formats.statements import show_line
from patchalign3d_cli.shapes.raw import MAX_ELEMENTS, RawShape, too_large, unreadable

_POSE = 4  # lines: the scanner's position and its three axes
_HEADER = 2 + _POSE + 4  # columns, rows, the pose, and the matrix into the common frame


def read_ptx(lines: Sequence[str], path: Path) -> RawShape:
    """Read all scans in their common frame; pixels without a return (0, 0, 0) become NaN.

    Raises:
        ShapeError: A header or a point is not numbers, or the file ends within a scan.
    """
    points = [np.empty((0, 3))]
    colors = [np.empty((0, 3))]
    index, total = 0, 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        header = [_numbers(lines, index + i, path) for i in range(_HEADER)]
        if [len(row) for row in header] != [1, 1, 3, 3, 3, 3, 4, 4, 4, 4]:
            raise unreadable(path, f"line {index + 1}: no complete header of a scan begins here")
        count = header[0][0] * header[1][0]
        if not 0 <= count <= MAX_ELEMENTS:
            raise too_large(path)
        total += int(count)
        if total > MAX_ELEMENTS:
            raise too_large(path)
        index += _HEADER
        rows = _rows(lines, index, int(count), path)
        index += int(count)
        points.append(_placed(rows[:, :3], np.array(header[2 + _POSE :])))
        colors.append(rows[:, 4:7] if rows.shape[1] >= 7 else np.full((len(rows), 3), np.nan))
    channels = np.concatenate(colors)
    appearance = colored(color_shares(channels, True), np.arange(len(channels)))
    return RawShape(np.concatenate(points), appearance=appearance)


def _placed(points: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points in the common frame; the file writes the matrix that rows are multiplied with."""
    with np.errstate(all="ignore"):
        moved: NDArray[np.float64] = points @ matrix[:3, :3] + matrix[3, :3]
    return np.where((points == 0).all(axis=1, keepdims=True), np.nan, moved)


def _rows(lines: Sequence[str], start: int, count: int, path: Path) -> NDArray[np.float64]:
    """(count, 4 or more) numbers of the points of a scan."""
    if not count:
        return np.empty((0, 4))
    body = lines[start : start + count]
    if len(body) < count or not body[-1].strip():
        raise unreadable(path, f"its scan of {count:,} points is cut short")
    try:
        table = np.loadtxt(body, comments=None, ndmin=2)
        if table.shape[0] == count and table.shape[1] >= 3:
            return table
    except ValueError:
        pass
    rows = [_numbers(lines, start + i, path) for i in range(count)]
    for i, row in enumerate(rows):
        if len(row) < 3 or len(row) != len(rows[0]):
            shown = show_line(body[i].encode())
            raise unreadable(path, f"line {start + i + 1}: {len(row)} numbers of a point ({shown})")
    return np.array(rows)


def _numbers(lines: Sequence[str], index: int, path: Path) -> list[float]:
    if index >= len(lines):
        raise unreadable(path, "it ends within the header of a scan")
    words = lines[index].encode().split()
    try:
        numbers: list[float] = read_numbers(words).tolist()
    except ValueError as error:
        shown = show_line(lines[index].encode())
        raise unreadable(path, f"line {index + 1}: not all of it is numbers ({shown})") from error
    return numbers
