"""Point clouds in NumPy's own files."""

import ast
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.colors import color_shares, colored
from patchalign3d_cli.shapes.formats.archive import Archive
from patchalign3d_cli.shapes.raw import Budget, RawShape, coordinates, unreadable

_KEYS = ("points", "xyz")
_COLOR_KEYS = ("colors", "rgb")
_MAGIC = b"\x93NUMPY"
_MAX_HEADER = 10_000
_MOST_COLUMNS = 32  # more a point has no file; a depth image has hundreds
_NUMBERS = re.compile("[<>|=]?(?:f[248]|[iu][1248])")
_SAVE_POINTS = "save the points as an array of numbers, (N, 3)"
_FROM_DEPTH = (
    "make points of it with the camera's focal lengths and centre (x = (u - cx) z / fx,"
    " y = (v - cy) z / fy) and save them as (N, 3)"
)
_PYTHON_2_LONG = re.compile(r"(\d)L\b")


def read_npy(data: bytes, path: Path) -> RawShape:
    """Read an array (N, 3 or more), or (H, W, 3 or more): its first three columns are the points.

    Raises:
        ShapeError: The array has another shape, is not of numbers, or the file ends early.
    """
    return _cloud(_parse(data, path), path)


def read_npz(data: bytes, path: Path) -> RawShape:
    """Read the array `points`, or else `xyz`, (N, 3 or more), of an archive, and its `colors`.

    Raises:
        ShapeError: There is no such array, or what `read_npy` raises.
    """
    archive = Archive(data, path)
    names = [name.removesuffix(".npy") for name in archive.names if name.endswith(".npy")]
    key = next((key for key in _KEYS if key in names), None)
    if key is None:
        listed = ", ".join(names[:10]) or "none"
        reason = f"it has no array `points` or `xyz` (its arrays: {listed})"
        raise unreadable(path, reason, "name the array of the points so")
    points = _parse(archive.read(f"{key}.npy"), path)
    Budget(path, len(data)).spend(len(points))
    cloud = _cloud(points, path)
    color = next((key for key in _COLOR_KEYS if key in names), None)
    if color is None:
        return cloud
    values = _parse(archive.read(f"{color}.npy"), path)
    if len(values) != len(cloud.vertices) or values.shape[1] < 3:
        return cloud
    shares = color_shares(values[:, :3].astype(np.float64), values.dtype.kind in "iu")
    return cloud._replace(appearance=colored(shares, np.arange(len(shares))))


def _parse(data: bytes, path: Path) -> NDArray[Any]:
    """The array of a .npy file; nothing pickled is read, and no more than there is."""
    # NumPy enhancement proposal 1: magic, version, length of the header, a dictionary as text.
    wide = data[6:7] > b"\1"
    start = 12 if wide else 10
    length = int.from_bytes(data[8:start], "little")
    if not data.startswith(_MAGIC) or length > min(_MAX_HEADER, len(data) - start):
        raise unreadable(path, "its array has no complete header")
    try:
        text = data[start : start + length].decode("latin-1").strip()
        header = ast.literal_eval(_PYTHON_2_LONG.sub(r"\1", text))
        kind, shape = header["descr"], tuple(header["shape"])
        fortran = bool(header["fortran_order"])
    except (ValueError, TypeError, LookupError, SyntaxError, RecursionError) as error:
        raise unreadable(path, "its array has a damaged header") from error
    if not _NUMBERS.fullmatch(str(kind)):
        reason = f"its array is of the type {str(kind)[:40]!r}, not of numbers"
        raise unreadable(path, reason, _SAVE_POINTS)
    if len(shape) == 2 and shape[1] > _MOST_COLUMNS:
        reason = f"its array of shape {shape} looks like a depth image, not like points"
        raise unreadable(path, reason, _FROM_DEPTH)
    if len(shape) not in (2, 3) or not all(isinstance(size, int) and size >= 0 for size in shape):
        reason = f"its array has the shape {str(shape)[:40]} in place of (N, 3)"
        raise unreadable(path, reason, _SAVE_POINTS)
    start, size = start + length, math.prod(shape)
    if len(data) - start < size * np.dtype(kind).itemsize or not size:
        raise unreadable(path, f"its array of shape {str(shape)[:40]} is empty or cut short")
    array = np.frombuffer(data, kind, size, start).reshape(shape, order="F" if fortran else "C")
    return array.reshape(-1, shape[-1])  # an organised cloud (H, W, 3) in the order of its pixels


def _cloud(values: NDArray[Any], path: Path) -> RawShape:
    if values.shape[1] < 3:
        reason = f"its array has the shape {values.shape} in place of (N, 3)"
        raise unreadable(path, reason, _SAVE_POINTS)
    return RawShape(coordinates(values[:, :3]))
