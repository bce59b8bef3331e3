"""From a result file back to a result: one reader a format."""

from collections.abc import Callable
from pathlib import Path

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb.reader import is_glb, read_glb
from patchalign3d_cli.results_io.json.reader import is_record, read_record
from patchalign3d_cli.results_io.npz.reader import is_archive, read_archive
from patchalign3d_cli.results_io.ply.reader import is_ply, read_ply
from patchalign3d_cli.results_io.request import ResultFile
from patchalign3d_cli.shapes.up import parse_up


def load_segmentation(
    path: str | Path, *, shape: str | Path | None = None, up: UpAxis | None = None
) -> PartSegmentation:
    """Read a result that pa3d wrote.

    GLB and PLY hold their shape. JSON and NPZ do not: the shape's file is looked for beside
    them, by the name in the JSON or, for an NPZ, by its own name. What a file does not hold is
    left open: `scores` is (E, 0) from anything but an NPZ, `confidence` is NaN where it was not
    written, and a GLB has its elements in the order of its parts.

    Args:
        path: The result; one of `RESULT_SUFFIXES`.
        shape: The shape's file, where it does not lie beside a JSON or NPZ.
        up: The axis that points up in the shape, where the result does not say (PLY, NPZ);
            y is assumed.

    Raises:
        OutputError: The file is missing, is no result of pa3d, or does not fit its shape.
        ShapeError: The shape cannot be read.
        ConfigError: `up` is not an axis.
    """
    if up is not None:
        up = parse_up(up)
    request = ResultFile(Path(path), _bytes(Path(path)), None if shape is None else Path(shape), up)
    kind = _kind_of(request)
    if kind is None:
        raise OutputError(
            f"{path} is not a result of pa3d; give a file that `pa3d segment` wrote"
            f" ({', '.join(RESULT_SUFFIXES)})"
        )
    return kind(request)


def is_result(path: str | Path) -> bool:
    """Whether a file is a result of pa3d that `load_segmentation` reads.

    Raises:
        OutputError: It cannot be opened.
    """
    path = Path(path)
    if path.suffix.lower() not in RESULT_SUFFIXES:
        return False
    return _kind_of(ResultFile(path, _bytes(path), None, None)) is not None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot open {path}: {reason}; check the path") from error


def _kind_of(request: ResultFile) -> Callable[[ResultFile], PartSegmentation] | None:
    """The reader of a result, or None for what is none."""
    known, reader = _READERS.get(request.path.suffix.lower(), (None, None))
    return reader if known is not None and known(request.data) else None


_READERS: dict[str, tuple[Callable[[bytes], bool], Callable[[ResultFile], PartSegmentation]]] = {
    ".json": (is_record, read_record),
    ".npz": (is_archive, read_archive),
    ".ply": (is_ply, read_ply),
    ".glb": (is_glb, read_glb),
}
RESULT_SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""Endings of the result files that can be read back."""
