"""Files of an earlier run that a new one does not replace."""

import contextlib
from collections.abc import Collection
from pathlib import Path

_HEAD = 256  # bytes of a file in which pa3d names itself
_MARKS = (b"pa3d ", b"# pa3d ", b"generator pa3d ", b'"generator":"pa3d ')


def remove_stale(folder: Path, suffixes: Collection[str], kept: Collection[Path]) -> None:
    """Remove the files that pa3d wrote into a folder, of some formats, but for those to be kept.

    Files of other programs stay, and folders within.

    Args:
        folder: The folder.
        suffixes: Of the formats, in small letters.
        kept: Files that stay.
    """
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in suffixes and path not in kept and _is_ours(path):
            with contextlib.suppress(OSError):
                path.unlink()


def _is_ours(path: Path) -> bool:
    """Whether pa3d names itself in the head of a file: STL and OBJ begin so, PLY and GLB soon."""
    if path.name.startswith(".") or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(_MARKS[:2]) or any(mark in head for mark in _MARKS[2:])
