"""Where the files of a training set lie: in a folder, or packed."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from patchalign3d_cli.errors import DataError


class Store(Protocol):
    """The files of a training set by their names, `labeled/split/train.txt` and so on."""

    def read(self, name: str) -> bytes:
        """All of a file.

        Raises:
            DataError: It is missing or cannot be read.
        """
        ...

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        ...

    def where(self, name: str) -> str:
        """The file's place, for messages."""
        ...

    def stamp(self, names: Iterable[str]) -> str:
        """A digest that changes when any of the files does, without reading them."""
        ...

    def groups(self, names: Sequence[str]) -> Sequence[int] | None:
        """Which files are read fast one after another: a number for each; None for all."""
        ...


class Folder:
    """Files in a folder.

    Args:
        root: The folder that holds `labeled/`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes:
        """All of a file.

        Raises:
            DataError: It is missing or cannot be read.
        """
        path = self.root / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise DataError(
                f"cannot read {path}: {error.strerror or error}; check that the training set is"
                " complete"
            ) from error

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.root / name).exists()

    def where(self, name: str) -> str:
        """The file's path."""
        return str(self.root / name)

    def stamp(self, names: Iterable[str]) -> str:
        """A digest of the files' sizes and times."""
        digest = hashlib.sha256()
        for name in names:
            try:
                file = (self.root / name).stat()
                digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
            except OSError:
                digest.update(f"{name} none\n".encode())
        return digest.hexdigest()

    def groups(self, names: Sequence[str]) -> Sequence[int] | None:
        """None: a folder's files are read in any order."""
        return None
