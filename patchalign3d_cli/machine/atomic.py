"""Files that appear whole or not at all, and the folders for them."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from patchalign3d_cli.errors import FullDiskError, OutputError
from patchalign3d_cli.machine.interruption import signals_held
from patchalign3d_cli.machine.leftovers import temporary_mark

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise _failure(error)(
            f"cannot make the folder {folder}: {reason}; choose another one with -o"
        ) from error


class AtomicFile:
    """A file that is written under a temporary name beside it, and then takes its place.

    Args:
        path: Where the finished file shall stand. Its folder must exist.

    Attributes:
        path: The same.
        temporary: What is to be written: a path in the same folder with the same suffix.

    Raises:
        OutputError: The folder is missing or cannot be written, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            handle, name = tempfile.mkstemp(
                dir=path.parent,
                prefix=f".{path.stem[:64]}.{temporary_mark()}.",
                suffix=path.suffix,
            )
            os.close(handle)
        except OSError as error:
            reason = error.strerror or error
            raise _failure(error)(
                f"cannot write into {path.parent}: {reason}; choose another folder with -o"
            ) from error
        self.temporary = Path(name)

    def finish(self) -> None:
        """Put the temporary file into its place, with the permissions of any new file.

        Raises:
            OutputError: It cannot be put there.
        """
        try:
            umask = os.umask(0)
            os.umask(umask)
            self.temporary.chmod(0o666 & ~umask)
            self.temporary.replace(self.path)
        except OSError as error:
            raise write_failure(self.path, error) from error

    def discard(self) -> None:
        """Remove the temporary file, where it has not taken its place."""
        self.temporary.unlink(missing_ok=True)


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
    file: AtomicFile | None = None
    try:
        with signals_held():  # a signal between making the file and knowing its name would leave it
            file = AtomicFile(path)
        try:
            yield file.temporary
        except OSError as error:
            raise write_failure(path, error) from error
        file.finish()
    finally:
        if file is not None:
            file.discard()


def write_failure(path: Path, error: OSError) -> OutputError:
    """The error that names a file which could not be written, and why."""
    return _failure(error)(f"cannot write {path}: {error.strerror or error}")


def _failure(error: OSError) -> type[OutputError]:
    return FullDiskError if error.errno in _FULL else OutputError
