"""A shape of a store while it is worked on: fetched into a folder of this machine, written there.

What a shape becomes is uploaded when all of it is whole. The folder's name holds the mark of
temporary files, so a run that was killed leaves nothing that the next one does not remove.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.urls import content_version, fetch, is_url, shown, upload
from patchalign3d_cli.errors import Pa3dError, describe
from patchalign3d_cli.machine.atomic import write_failure
from patchalign3d_cli.machine.interruption import signals_held
from patchalign3d_cli.machine.leftovers import temporary_mark


class ShapeCopy(NamedTuple):
    """A shape's file, brought to this machine.

    Attributes:
        path: The copy, called as the shape is; what it names lies beside it.
        content: See `identity.task_key`.
    """

    path: Path
    content: str


def fetch_shape(url: Path, folder: Path) -> ShapeCopy:
    """Copy a shape of a store into a folder, with what it names (`urls.fetch`).

    Raises:
        Pa3dError: It is not there or cannot be read.
    """
    content = content_version(url)  # first: a file that changes meanwhile is another next time
    return ShapeCopy(fetch(url, folder), content)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for a while, which a later run removes where this process is killed.

    Raises:
        OutputError: The disk of temporary files is full or cannot be written.
    """
    folder: Path | None = None
    try:
        with signals_held():  # no folder without a name
            try:
                folder = Path(tempfile.mkdtemp(prefix=f".files.{temporary_mark()}."))
            except OSError as error:
                raise write_failure(Path(tempfile.gettempdir()), error) from error
        yield folder
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def is_staged(task: ShapeTask) -> bool:
    """Whether a task has to do with a store."""
    return is_url(task.shape) or is_url(task.results[0])


class Staging:
    """A folder with the copies of one task.

    Args:
        task: The task as it was asked for.
        folder: An empty folder of this machine.
        copy: The shape's file, where somebody has fetched it already.

    Attributes:
        task: The task as it is worked on.
        content: See `identity.task_key`; None where nobody knows it yet.

    Raises:
        Pa3dError: The shape cannot be fetched.
    """

    def __init__(self, task: ShapeTask, folder: Path, copy: ShapeCopy | None = None) -> None:
        self._task, self._written = task, folder / "written"
        if copy is None and is_url(task.shape):
            (folder / "read").mkdir()
            copy = fetch_shape(task.shape, folder / "read")
        shape = task.shape if copy is None else copy.path
        self.content = None if copy is None else copy.content
        self._folders = {f"{shape.parent}/": f"{shown(task.shape.parent)}/"}
        results = task.results
        if is_url(results[0]):
            results = tuple(self._written / path.name for path in results)
            self._folders[f"{self._written}/"] = f"{shown(task.results[0].parent)}/"
        self.task = replace(task, shape=shape, results=results)

    def place(self, path: Path) -> Path:
        """Upload a file that was written here; where it stands then."""
        if not path.is_relative_to(self._written):
            return path
        target = self._task.results[0].parent / path.relative_to(self._written)
        upload(path, target)
        return target

    def renamed(self, text: str) -> str:
        """A message about the copies, as one about what they are copies of."""
        for copies, originals in self._folders.items():
            text = text.replace(copies, originals)
        return text


@contextlib.contextmanager
def staged(task: ShapeTask, copy: ShapeCopy | None = None) -> Iterator[Staging]:
    """Stage a task; what fails meanwhile is said of the files themselves, not of their copies.

    Args:
        task: The task.
        copy: The shape's file, where somebody has fetched it already.

    Raises:
        Pa3dError: The shape cannot be fetched, read, asked or written.
    """
    with temporary_folder() as folder:
        staging = Staging(task, folder, copy)
        try:
            yield staging
        except Exception as error:
            line = describe(error)
            kind = type(error) if isinstance(error, Pa3dError) else Pa3dError
            raise kind(staging.renamed(line)) from error
