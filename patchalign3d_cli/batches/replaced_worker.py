"""A worker process that another one follows when it ends."""

import tempfile
import threading
from pathlib import Path

from patchalign3d_cli.batches.planning import pieces_folder
from patchalign3d_cli.batches.staging import ShapeCopy, is_staged
from patchalign3d_cli.batches.task import Outcome, ShapeTask
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.batches.worker_process import Watch, WorkerProcess
from patchalign3d_cli.errors import Pa3dError
from patchalign3d_cli.machine.leftovers import remove_leftovers


class ReplacedWorker:
    """A worker that is replaced when it has died or was ended for what it took.

    It may be stopped from another thread than the one that gives it tasks.

    Args:
        setup: What a worker needs to begin.
        threads: How many threads it may use.
        watch: What holds it to its limits.
    """

    def __init__(self, setup: WorkerSetup, threads: int, watch: Watch) -> None:
        self._setup, self._threads, self._watch = setup, threads, watch
        self._worker: WorkerProcess | None = None
        self._mutex = threading.Lock()
        self._stopped = False
        self._folders: tuple[Path, ...] = ()  # that the current task is written into

    def label(self, task: ShapeTask, copy: ShapeCopy | None = None) -> Outcome:
        """Have a shape labelled.

        Args:
            task: The shape.
            copy: Its file, where somebody has fetched it already.

        Raises:
            Pa3dError: No worker can begin.
        """
        self._folders = written_folders(task)
        worker = self._ready()
        outcome = worker.label(task, copy)
        if not worker.is_alive:
            self._watch.remove(worker)
            worker.stop()
            self.remove_leftovers()
        return outcome

    def finish(self) -> None:
        """Let the worker end; it has nothing to do."""
        if self._worker is not None:
            self._watch.remove(self._worker)
            self._worker.finish()

    def stop(self) -> None:
        """End the worker, whatever it does; none follows."""
        with self._mutex:
            self._stopped = True
            if self._worker is not None:
                self._worker.stop()

    def remove_leftovers(self) -> None:
        """Remove what a worker that has ended left of the last task."""
        if self._worker is not None:
            for folder in self._folders:
                remove_leftovers(folder, [self._worker.id])

    def _ready(self) -> WorkerProcess:
        worker = self._worker
        if worker is not None and worker.is_alive:
            return worker
        with self._mutex:
            if self._stopped:
                raise Pa3dError("the run has ended")
            if worker is not None:
                worker.stop()
            worker = self._worker = WorkerProcess(self._setup, self._threads)
        worker.begin()
        self._watch.add(worker)
        return worker


def written_folders(task: ShapeTask) -> tuple[Path, ...]:
    """Folders of this machine that temporary files of a task stand in."""
    folders = (task.results[0].parent, pieces_folder(task.results))
    return (*folders, Path(tempfile.gettempdir())) if is_staged(task) else folders
