"""Files that a shape's file names: which of them may be read.

A downloaded shape can name any file of this machine, and what it names would end up in results
that people pass on. So a file is read only where the shape's own folder holds it; images may also
lie in the folder around it (`../textures/`).
"""

import re
from pathlib import Path, PurePosixPath

OPTION = "--trust-references"
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 4096  # characters of a path on any system
_SHOWN = 80


class ReferenceFault(Exception):
    """A file that is not there, or may not be read; the message is a clause behind its name."""


class References:
    """The files around one shape.

    Attributes:
        folder: Of the shape.
        warnings: What people should know about the files that were read, a sentence each.
    """

    def __init__(self, path: Path, trusted: bool = False) -> None:
        """Take the folder of a shape for its own.

        Args:
            path: The shape's file; it need not exist.
            trusted: Whether files anywhere may be read.
        """
        self.folder = path.parent
        self._trusted = trusted
        self.warnings: list[str] = []

    def locate(
        self, name: str, *, image: bool = False, near: Path | None = None, anywhere: bool = False
    ) -> Path:
        """The file of a name.

        Separators of Windows, and letters of the other case, are no obstacle.

        Args:
            name: A path as the shape's file writes it.
            image: Whether it shall be an image, which may lie in the folder around the shape's.
            near: The folder that it is relative to; None for the shape's own, which comes second.
            anywhere: Whether its last component alone will do, for paths of other machines.

        Raises:
            ReferenceFault: There is no such file, or it lies where shapes may not reach.
        """
        text = name.strip().strip('"').replace("\\", "/")
        if not text or "\0" in text or len(text) > _LONGEST:
            raise ReferenceFault("is no name of a file")
        folders = [self.folder] if near is None else list(dict.fromkeys([near, self.folder]))
        rooted = text.startswith(("/", "~")) or _DRIVE.match(text) is not None
        refused = False
        if not rooted or self._trusted:
            for folder in folders:
                file = _match(folder, text)
                if file is not None and self._may_read(file, text, image):
                    return file
                refused |= file is not None
        if anywhere:
            for folder in folders:
                file = _match(folder, PurePosixPath(text).name)
                if file is not None and self._may_read(file, text, image):
                    return file
        if refused or (rooted and not anywhere):
            raise ReferenceFault(
                f"lies outside of the shape's folder and was not read; copy it there, or add"
                f" {OPTION}"
            )
        raise ReferenceFault("is missing beside it")

    def _may_read(self, file: Path, text: str, image: bool) -> bool:
        if self._trusted:
            return True
        try:
            real, folder = file.resolve(), self.folder.resolve()
        except (OSError, RuntimeError):  # a link that leads to itself
            return False
        if real.is_relative_to(folder):
            return True
        if not image or not real.is_relative_to(folder.parent) or folder.parent == folder:
            return False
        notice = "images were read from the folder above the shape's own"
        if notice not in self.warnings:
            self.warnings.append(notice)
        return True


def _match(folder: Path, text: str) -> Path | None:
    """The regular file of a name below a folder, also under letters of the other case."""
    try:
        file = folder / text
        if file.is_file():
            return file
        current = folder
        for part in PurePosixPath(text).parts:
            step = current / part
            if part not in ("/", "..") and not step.exists():
                alike = [entry for entry in current.iterdir() if entry.name.lower() == part.lower()]
                if len(alike) != 1:
                    return None
                step = alike[0]
            current = step
        return current if current.is_file() else None
    except (OSError, ValueError):
        return None


def shown_name(name: str) -> str:
    """A name as messages show it."""
    return name if len(name) <= _SHOWN else name[:_SHOWN] + "..."
