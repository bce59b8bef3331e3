"""Uploaded files, for as long as they are read: in a folder of their own, with nothing around."""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from patchalign3d_cli.errors import Pa3dError
from patchalign3d_cli.serving.failures import RequestRefused

_LONGEST = 200  # bytes of a name on every file system, with room for suffixes of results


class UploadedFile(NamedTuple):
    """One file of a request.

    Attributes:
        name: Its plain name.
        content: Its bytes, to be read once; large ones lie on disk until then.
        size: How many.
    """

    name: str
    content: BinaryIO
    size: int


class Upload(NamedTuple):
    """A shape's file and the files that it names.

    Attributes:
        shape: The shape.
        beside: Materials, textures and buffers.
    """

    shape: UploadedFile
    beside: tuple[UploadedFile, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in (self.shape, *self.beside))


def plain_name(name: str | None) -> str:
    """The last component of a file's name as a client sent it.

    Raises:
        RequestRefused: Nothing is left of it, or no file system takes it.
    """
    last = PurePosixPath((name or "").replace("\\", "/")).name.strip()
    if not last or last in (".", "..") or not last.isprintable():
        raise _bad_name("the file has no usable name; its suffix says how to read it")
    try:
        size = len(last.encode("utf-8"))
    except UnicodeEncodeError:
        raise _bad_name("the file's name is not UTF-8; rename it") from None
    if size > _LONGEST:
        raise _bad_name(f"the file's name is longer than {_LONGEST} bytes; rename it")
    return last


@contextlib.contextmanager
def written(upload: Upload) -> Iterator[Path]:
    """The shape's file on disk, alone with those beside it, until the block ends.

    What the shape names is looked for in its folder and the folder around it; both hold nothing
    but the upload, so no file of this machine can be read. Failures name no folder either.

    Args:
        upload: The files.

    Yields:
        The path of the shape's file.

    Raises:
        RequestRefused: Two files have one name.
    """
    files = (upload.shape, *upload.beside)
    if len({file.name.lower() for file in files}) < len(files):
        raise _bad_name("two files have the same name; rename one of them")
    with scratch_folder() as outer:
        folder = outer / "upload"
        folder.mkdir()
        for file in files:
            with (folder / file.name).open("wb") as copy:
                shutil.copyfileobj(file.content, copy)
        yield folder / upload.shape.name


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder until the block ends; failures in the block do not say where it was."""
    with tempfile.TemporaryDirectory(prefix="pa3d-") as name:
        folder = Path(name)
        try:
            yield folder
        except Pa3dError as error:
            raise type(error)(without_folder(str(error), folder)) from None


def without_folder(text: str, folder: Path) -> str:
    """A message without a folder of this machine; names of files in it stay."""
    below = re.escape(str(folder)) + r"(?:[/\\]upload)?[/\\]?"
    return re.sub(below, "", text)


def _bad_name(message: str) -> RequestRefused:
    return RequestRefused(400, "bad_request", message)
