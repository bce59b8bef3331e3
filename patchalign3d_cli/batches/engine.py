"""What does the work of a run: worker processes of this machine, or the program's own process.

An engine is given tasks and a ledger and yields an outcome for each task, in any order. The ledger
is told of every beginning and end where they happen, so an interrupted run has lost nothing that
was done.
"""

import contextlib
import queue
import threading
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from patchalign3d_cli.batches.identity import task_key
from patchalign3d_cli.batches.journal import BatchJournal
from patchalign3d_cli.batches.replaced_worker import ReplacedWorker
from patchalign3d_cli.batches.task import Outcome, ShapeTask, failed
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.batches.worker_process import ShapeLimits, Watch
from patchalign3d_cli.errors import describe

Outcomes = Generator[Outcome, None, None]


class Ledger:
    """What of a run is done, begun and ended.

    Args:
        journal: Where it is written.
        run_key: See `identity.run_key`.
        resume: Whether shapes that are done already are skipped.
        earlier: Files that go once a shape is done (`BatchJournal.earlier_files`).
    """

    def __init__(
        self,
        journal: BatchJournal,
        run_key: str,
        *,
        resume: bool,
        earlier: Mapping[Path, Sequence[Path]] | None = None,
    ) -> None:
        self._journal, self._run_key, self._resume = journal, run_key, resume
        self._earlier = earlier or {}

    def begin(self, task: ShapeTask) -> Outcome | None:
        """The outcome of a task that is done already; None where it is begun now.

        Raises:
            OutputError: The journal cannot be written.
        """
        if self._resume and self._journal.knows(task):
            try:
                known = self._journal.result_of(task, task_key(task, self._run_key))
            except OSError:
                known = None  # whoever reads the shape says what is wrong with it
            if known is not None:
                return known
        self._journal.begin(task)
        return None

    def end(self, outcome: Outcome) -> None:
        """Note an outcome.

        Raises:
            OutputError: The journal cannot be written.
        """
        self._journal.end(outcome)
        if outcome.state == "done":
            for file in self._earlier.get(outcome.task.shape, ()):
                with contextlib.suppress(OSError):
                    file.unlink()


class Engine(Protocol):
    """What does the work of a run."""

    def run(self, tasks: Sequence[ShapeTask], ledger: Ledger) -> Outcomes:
        """Do tasks; the outcome of each as it comes.

        An outcome that ends the run is the last one. When the generator is closed, work that is
        not done is given up and leaves no temporary file.
        """


class LocalEngine:
    """Worker processes of this machine.

    Args:
        setup: What a worker needs to begin.
        jobs: How many work at a time.
        threads: How many threads each may use.
        limits: What one shape may take.
    """

    def __init__(
        self, setup: WorkerSetup, jobs: int, threads: int, limits: ShapeLimits | None = None
    ) -> None:
        self._setup, self._jobs, self._threads = setup, jobs, threads
        self._limits = limits or ShapeLimits()

    def run(self, tasks: Sequence[ShapeTask], ledger: Ledger) -> Outcomes:
        """See `Engine.run`."""
        watch = Watch(self._limits)
        shared = _Shared(tasks, ledger)
        lanes = [
            _Lane(shared, self._setup, self._threads, watch)
            for _ in range(min(self._jobs, len(tasks)))
        ]
        try:
            for lane in lanes:
                lane.start()
            for _ in tasks:
                outcome = shared.outcomes.get()
                yield outcome
                if outcome.ends_run:
                    break
        finally:
            shared.stopping.set()
            for lane in lanes:
                lane.stop()
            for lane in lanes:
                lane.join()
            watch.end()
            for lane in lanes:
                lane.remove_leftovers()


class OwnProcessEngine:
    """The program's own process: one shape after the other, no limits, nothing isolated.

    Args:
        setup: The model, and what keys depend on.
    """

    def __init__(self, setup: WorkerSetup) -> None:
        self._setup = setup

    def run(self, tasks: Sequence[ShapeTask], ledger: Ledger) -> Outcomes:
        """See `Engine.run`."""
        from patchalign3d_cli.batches.labeller import load_labeller
        from patchalign3d_cli.batches.work import try_to_label

        labeller = load_labeller(self._setup.choice)
        for task in tasks:
            outcome = ledger.begin(task)
            if outcome is None:
                outcome = try_to_label(labeller, task, self._setup.run_key)
                ledger.end(outcome)
            yield outcome
            if outcome.ends_run:
                return


class _Shared:
    """What the lanes of a run share."""

    def __init__(self, tasks: Sequence[ShapeTask], ledger: Ledger) -> None:
        self._tasks = iter(tasks)
        self._mutex = threading.Lock()
        self.ledger = ledger
        self.stopping = threading.Event()
        self.outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()

    def next_task(self) -> ShapeTask | None:
        with self._mutex:
            return None if self.stopping.is_set() else next(self._tasks, None)


class _Lane(threading.Thread):
    """A thread with a worker: it hands tasks over and takes answers."""

    def __init__(self, shared: _Shared, setup: WorkerSetup, threads: int, watch: Watch) -> None:
        super().__init__(daemon=True)
        self._shared, self._worker = shared, ReplacedWorker(setup, threads, watch)

    def run(self) -> None:
        while (task := self._shared.next_task()) is not None:
            outcome = self._do(task)
            if outcome is not None:
                self._shared.outcomes.put(outcome)
        self._worker.finish()

    def stop(self) -> None:
        """End the worker, if it is at work."""
        if self.is_alive():
            self._worker.stop()

    def remove_leftovers(self) -> None:
        """Remove what a worker that has ended left of the last task."""
        self._worker.remove_leftovers()

    def _do(self, task: ShapeTask) -> Outcome | None:
        """The outcome of a task; None where the run ends before it has one."""
        try:
            outcome = self._shared.ledger.begin(task)
            if outcome is not None:
                return outcome
            outcome = self._worker.label(task)
            if outcome.state == "failed" and self._shared.stopping.is_set():
                return None
            self._shared.ledger.end(outcome)
            return outcome
        except Exception as error:  # no worker can begin, or the journal cannot be written
            self._shared.stopping.set()
            return failed(task, describe(error), ends_run=True)
