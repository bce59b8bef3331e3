"""A worker process: it loads the model once, then takes shapes from its parent, one by one.

Both ends send pickled values: the parent a `WorkerSetup`, then tasks, then None; the worker first
a text (empty when it is ready, else why it cannot begin), then an `Outcome` for every task. A task
comes with a fetched copy of the shape, or None. Where the parent is no more, the worker
ends at once.
"""

import logging
import os
import pickle
import queue
import signal
import threading
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.staging import ShapeCopy
from patchalign3d_cli.batches.task import Outcome, ShapeTask
from patchalign3d_cli.errors import describe
from patchalign3d_cli.machine.interruption import Interrupted, exit_code, raise_on_signals

Request = tuple[ShapeTask, ShapeCopy | None] | None


@dataclass(frozen=True)
class WorkerSetup:
    """What a worker needs to begin.

    Attributes:
        choice: The model.
        run_key: See `identity.run_key`.
    """

    choice: ModelChoice
    run_key: str


class LogWarnings(logging.Handler):
    """Collects what the library logs while a shape is worked on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.texts.append(record.getMessage())

    def added_to(self, outcome: Outcome) -> Outcome:
        """The outcome with what was logged since the last call."""
        texts, self.texts = self.texts, []
        return replace(outcome, warnings=[*outcome.warnings, *texts]) if texts else outcome


def main() -> None:
    """Work until the parent says that there is no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    raise_on_signals(*_terminal_signals())  # it is the parent that they are for
    requests = os.fdopen(os.dup(0), "rb")  # never closed: that would wait for who listens
    try:
        _work(requests, answers)
        code = 0
    except Interrupted as error:
        code = exit_code(error)
    except BrokenPipeError:
        code = 1
    os._exit(code)  # the thread that listens would hold up the interpreter's end


def _work(requests: BinaryIO, answers: BinaryIO) -> None:
    setup: WorkerSetup = pickle.load(requests)
    tasks: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, tasks), daemon=True).start()
    logged = LogWarnings()
    logging.getLogger("patchalign3d_cli").addHandler(logged)
    try:
        from patchalign3d_cli.batches.labeller import load_labeller
        from patchalign3d_cli.batches.work import try_to_label

        labeller = load_labeller(setup.choice)
    except Exception as error:
        _send(answers, describe(error) or type(error).__name__)
        return
    _send(answers, "")
    while (request := tasks.get()) is not None:
        task, copy = request
        _send(answers, logged.added_to(try_to_label(labeller, task, setup.run_key, copy)))


def _listen(requests: BinaryIO, tasks: "queue.SimpleQueue[Request]") -> None:
    """Take tasks while another is worked on, so that the end of the parent is noticed."""
    try:
        while True:
            tasks.put(pickle.load(requests))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(1)


def _send(answers: BinaryIO, value: Any) -> None:
    pickle.dump(value, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _terminal_signals() -> list[int]:
    return [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
