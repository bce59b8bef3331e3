"""From a result file back to a result: one reader a format."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb.reader import is_glb, read_glb
from patchalign3d_cli.results_io.json.reader import is_json, read_json
from patchalign3d_cli.results_io.npz.reader import is_npz, read_npz
from patchalign3d_cli.results_io.ply.reader import is_ply, read_ply
from patchalign3d_cli.results_io.result_file import ResultFile
from patchalign3d_cli.shapes.raw import READ_OPTIONS, ReadOptions
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import parse_up


class _Format(NamedTuple):
    """How a format is known and read, and whether it holds the shape."""

    knows: Callable[[bytes], bool]
    read: Callable[[ResultFile], PartSegmentation]
    holds_shape: bool


_FORMATS = {
    ".json": _Format(is_json, read_json, False),
    ".npz": _Format(is_npz, read_npz, False),
    ".ply": _Format(is_ply, read_ply, True),
    ".glb": _Format(is_glb, read_glb, True),
}
RESULT_SUFFIXES: tuple[str, ...] = tuple(_FORMATS)
"""Endings of the result files that can be read back."""


def load_segmentation(
    path: str | Path,
    *,
    shape: str | Path | Shape | None = None,
    up: UpDirection | None = None,
    reading: ReadOptions = READ_OPTIONS,
) -> PartSegmentation:
    """Read a result that pa3d wrote: the same parts, labels and pieces for the same elements.

    GLB and PLY hold their shape. JSON and NPZ do not: the shape's file is looked for beside them,
    by its name. Refined faces are in them; then the shape's file adds materials and colours alone,
    and may be missing (a warning of the shape says so).

    What a file does not hold is left open: `scores` is (E, 0) from anything but an NPZ; JSON has
    four digits of each confidence and GLB 16 bits, which are NaN where they were unknown. A GLB
    holds 32-bit coordinates with y up, and its vertices stand in the order of its parts.

    Args:
        path: The result; one of `RESULT_SUFFIXES`.
        shape: The shape, or its file, where that does not lie beside a JSON or NPZ.
        up: The axis that points up in the shape, in place of what the result says.
        reading: How the file of a shape beside a JSON or NPZ is read; the same as in the run.

    Raises:
        OutputError: The file is missing, damaged, no result of pa3d, or does not fit its shape.
        ShapeError: The shape beside it cannot be read.
        ConfigError: `up` is not an axis.
    """
    if up is not None:
        up = parse_up(up)
    given = Path(shape) if isinstance(shape, str) else shape
    file = ResultFile(Path(path), _bytes(Path(path)), given, up, reading)
    form = _format_of(file)
    if form is None:
        raise OutputError(
            f"{path} is not a result of pa3d; give a file that `pa3d segment` wrote"
            f" ({', '.join(RESULT_SUFFIXES)})"
        )
    if form.holds_shape and shape is not None:
        raise OutputError(f"{path} holds its shape; leave out the other one")
    try:
        return form.read(file)
    except MemoryError as error:
        raise OutputError(f"{path} needs more memory than this machine has") from error


def is_result(path: str | Path) -> bool:
    """Whether a file is a result of pa3d that `load_segmentation` reads.

    Raises:
        OutputError: It cannot be opened.
    """
    path = Path(path)
    if path.suffix.lower() not in RESULT_SUFFIXES:
        return False
    return _format_of(ResultFile(path, _bytes(path))) is not None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot open {path}: {reason}; check the path") from error


def _format_of(file: ResultFile) -> _Format | None:
    """The format of a result, or None for what is none."""
    form = _FORMATS.get(file.path.suffix.lower())
    return form if form is not None and form.knows(file.data) else None
