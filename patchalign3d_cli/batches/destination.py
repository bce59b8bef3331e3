"""Where the results of a run go: what stands there already, and the journal of it."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from patchalign3d_cli.batches.journal import JOURNAL_FILE, BatchJournal
from patchalign3d_cli.batches.planning import pieces_folder, written_files
from patchalign3d_cli.batches.stored_journal import StoredJournal
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.urls import SizeOf, file_size, is_url, shown, sizes_below
from patchalign3d_cli.errors import ConfigError, OutputError, Pa3dError
from patchalign3d_cli.machine.leftovers import remove_leftovers

_NAMED = 3  # existing results that a message names


class Destination:
    """The folder of a run's results, of this machine or of a store.

    Args:
        tasks: The tasks of the run.
        output: The folder; None for beside each shape.
        journal: The journal's file; None for the folder of the results.

    Attributes:
        folder: What results are named from in the journal.
        journal_path: The journal's file, for people.

    Raises:
        ConfigError: The journal's file is of a store.
        Pa3dError: The store cannot be listed.
    """

    def __init__(
        self, tasks: Sequence[ShapeTask], output: Path | None, journal: Path | None
    ) -> None:
        if journal is not None and is_url(journal):
            raise ConfigError(
                f"a journal grows, and files of a store do not; leave out --journal"
                f" {shown(journal)} (results of a store have a copy beside them), or name a file"
            )
        self._tasks = tasks
        folder = output or common_folder(tasks)
        self._stored = StoredJournal(folder) if is_url(folder) and journal is None else None
        self.folder = folder if journal is None or is_url(folder) else journal.parent
        self._path = journal or (self._stored.path if self._stored else folder / JOURNAL_FILE)
        self.journal_path = self._stored.url if self._stored else self._path
        in_store = is_url(tasks[0].results[0])
        self._size_of: SizeOf = sizes_below(folder) if in_store else file_size

    def remove_leftovers(self) -> None:
        """Remove what killed runs left of temporary files."""
        folders = {task.results[0].parent for task in self._tasks}
        if self._tasks[0].request.split is not None:
            folders |= {pieces_folder(task.results) for task in self._tasks}
        for folder in folders:
            if not is_url(folder):
                remove_leftovers(folder)

    def check_free(
        self, journal: BatchJournal | None = None, *, resume: bool = False, force: bool = False
    ) -> None:
        """Make sure that nothing is replaced that nobody allowed to.

        Args:
            journal: The journal; None where nobody has read it yet.
            resume: Whether results of the journal's runs may be replaced.
            force: Whether all may be.

        Raises:
            OutputError: Something stands where a result shall.
        """
        existing = []
        for task in self._tasks:
            taken = next((file for file in written_files(task) if self._is_taken(task, file)), None)
            if taken is not None:
                existing.append((task, taken))
        if resume and journal is not None:
            existing = [(task, file) for task, file in existing if not journal.knows(task)]
        if force or not existing:
            return
        named = ", ".join(shown(file) for _, file in existing[:_NAMED])
        more = ", ..." if len(existing) > _NAMED else ""
        count = f"results of {len(existing):,} of {len(self._tasks):,} shapes exist"
        if resume:
            raise OutputError(
                f"{count} that no run of this journal wrote ({named}{more}); replace them with"
                " --force, or choose another folder with -o"
            )
        raise OutputError(
            f"{count} ({named}{more}); add --resume to skip what is done, or --force to replace"
            " them"
        )

    @contextlib.contextmanager
    def opened_journal(self, *, resume: bool, force: bool) -> Iterator[BatchJournal]:
        """The journal, when nothing is replaced that may not be.

        Args:
            resume: See `check_free`.
            force: See `check_free`.

        Raises:
            OutputError: The journal cannot be written, or something stands where a result shall.
            ShapeError: The store cannot be read.
            ConfigError: A package is missing.
        """
        if self._stored is not None:
            self._stored.fetch()
        if not self._path.exists():
            self.check_free(resume=resume, force=force)
        with contextlib.closing(BatchJournal(self._path, self.folder, self._size_of)) as journal:
            self.check_free(journal, resume=resume, force=force)
            if self._stored is not None:
                self._stored.copy()  # a store that cannot be written is told before any work
            try:
                yield journal
            except BaseException:
                if self._stored is not None:
                    with contextlib.suppress(Pa3dError):  # what ends the run is told instead
                        self._stored.copy()
                raise
            if self._stored is not None:
                self._stored.copy()

    def keep_up(self) -> None:
        """Let the copy of a journal follow, where there is one."""
        if self._stored is not None:
            self._stored.keep_up()

    def _is_taken(self, task: ShapeTask, file: Path) -> bool:
        if is_url(file):
            if file == task.shape:
                raise OutputError(f"{shown(file)} is the shape itself; choose another with -o")
            return self._size_of(file) is not None
        if not file.exists():
            return False
        if task.shape.exists() and file.samefile(task.shape):
            raise OutputError(f"{file} is the shape itself; choose another path with -o")
        if file.is_dir():
            raise OutputError(f"{file} is a folder; choose another path with -o")
        return True


def common_folder(tasks: Sequence[ShapeTask]) -> Path:
    """The folder that holds all shapes that are there.

    Raises:
        OutputError: Some are of a store and some of this machine, or of several stores.
    """
    parents = {task.shape.parent for task in tasks}
    if stores := {parent.parts[0] for parent in parents if is_url(parent)}:
        if len(stores) > 1 or not all(map(is_url, parents)):
            raise OutputError(
                "the shapes stand on this machine and in stores; say with -o where results go"
            )
        common = Path(os.path.commonpath(parents))
        if len(common.parts) < 2:
            raise OutputError("the shapes stand in several buckets; say with -o where results go")
        return common
    folders = {parent for parent in parents if parent.is_dir()}
    if len(folders) == 1:
        return folders.pop()
    try:
        return Path(os.path.commonpath([folder.absolute() for folder in folders]))
    except ValueError:  # none, or on several drives
        return Path()
