"""The shapes in a folder, by what their names and first lines say."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.load import SHAPE_SUFFIXES
from patchalign3d_cli.shapes.text_files import TEXT_SUFFIXES, is_label_file, without_texts

RESULT_WORDS = frozenset(("parts", "heat", "features", "like"))
"""What stands between a shape's name and the suffix of its results."""
_NAMED = 3

_log = logging.getLogger(__name__)


def find_shapes(
    directory: str | Path,
    *,
    recursive: bool = False,
    columns: tuple[str, str, str] | None = None,
) -> tuple[Path, ...]:
    """The shape files of a directory by name; hidden files and folders are left alone.

    Files named `*.parts.*`, `*.heat.*`, `*.features.*` and `*.like.*` are results of an earlier
    run, and are left alone too, as are folders of pieces (`*.parts`). Texts that are no clouds and
    label files are passed over; what is logged names them.

    Args:
        directory: The directory.
        recursive: Whether to look into the folders within it, but for links to folders.
        columns: The columns of x, y and z in tables, where somebody named them.

    Raises:
        ShapeError: The directory cannot be listed, or holds no shape file.
    """
    directory = Path(directory)
    try:
        readable = [path for path in _walk(directory, recursive) if _is_shape(path)]
    except OSError as error:
        raise ShapeError(
            f"cannot list {error.filename or directory}: {error.strerror or error}; give a"
            " directory of shapes"
        ) from error
    shapes = without_texts((path for path in readable if not is_result(path)), columns)
    folders = () if recursive else _with_shapes(directory)
    if shapes and folders:
        _log.warning(left_in_folders(directory, folders))
    if not shapes:
        within = "`pa3d segment -r` also looks into the folders within it" if folders else ""
        left = f" ({len(readable)} are results of an earlier run or no shapes)" if readable else ""
        raise ShapeError(
            f"no shape file in {directory}{left}; "
            + (within or f"pa3d reads {', '.join(sorted(SHAPE_SUFFIXES))}")
        )
    return shapes


def left_in_folders(directory: Path | str, names: Sequence[str]) -> str:
    """The sentence that says which folders were left out though they hold shapes."""
    listed = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
    return (
        f"{directory}: left out the shapes in folders within it ({listed}); `pa3d segment -r` takes"
        " them too"
    )


def _with_shapes(directory: Path) -> tuple[str, ...]:
    """The folders right below a directory that hold shapes, by name."""
    with os.scandir(directory) as listed:
        folders = [Path(one.path) for one in listed if one.is_dir(follow_symlinks=False)]
    names = []
    for folder in sorted(folders):
        if folder.name.startswith(".") or is_pieces_folder(folder.name):
            continue
        with suppress(OSError):
            files = (path for path in _walk(folder, False) if not path.name.startswith("."))
            if any(is_sure_shape(path) for path in files):
                names.append(folder.name)
    return tuple(names)


def is_sure_shape(path: Path) -> bool:
    """Whether a name says that a file is a shape: no text of any kind, label file or result."""
    suffix = path.suffix.lower()
    sure = suffix in SHAPE_SUFFIXES and suffix not in TEXT_SUFFIXES
    return sure and not is_result(path) and not is_label_file(path)


def _walk(directory: Path, recursive: bool) -> Iterator[Path]:
    """The files of a directory, those of each folder by name, before those of its folders."""
    with os.scandir(directory) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    yield from (Path(entry.path) for entry in entries if entry.is_file())
    for entry in entries if recursive else ():
        left_out = entry.name.startswith(".") or is_pieces_folder(entry.name)
        if entry.is_dir(follow_symlinks=False) and not left_out:
            yield from _walk(Path(entry.path), recursive)


def _is_shape(path: Path) -> bool:
    return path.suffix.lower() in SHAPE_SUFFIXES and not path.name.startswith(".")


def is_result(path: Path) -> bool:
    """Whether a file is named as pa3d names what it writes: `chair.heat.seat.glb`."""
    return not RESULT_WORDS.isdisjoint(path.name.lower().split(".")[1:-1])


def is_pieces_folder(name: str) -> bool:
    """Whether a folder is named as pa3d names one of pieces: `chair.parts`."""
    return not RESULT_WORDS.isdisjoint(name.lower().split(".")[1:])
