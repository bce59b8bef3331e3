"""Files that appear whole or not at all, and the folders for them."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from patchalign3d_cli.errors import OutputError


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(
            f"cannot make the folder {folder}: {reason}; choose another one with -o"
        ) from error


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success it takes `path`'s place, else it goes.

    Args:
        path: Where the finished file shall stand. Its folder must exist.

    Yields:
        A path in the same folder with the same suffix, for the block to write.

    Raises:
        OutputError: The folder is missing, cannot be written, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem[:64]}.", suffix=path.suffix
        )
        os.close(handle)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(
            f"cannot write into {path.parent}: {reason}; choose another folder with -o"
        ) from error
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)
