"""A worker as its parent sees it: started, given tasks, watched, replaced."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from patchalign3d_cli.batches.staging import ShapeCopy
from patchalign3d_cli.batches.task import Outcome, ShapeTask, failed
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.resources import resident_memory, thread_limits

_GRACE = 3.0  # seconds that a worker has to tidy up
# What a pipe raises whose other end is gone, or that was closed meanwhile.
_LOST = (OSError, EOFError, ValueError, pickle.UnpicklingError)
_COMMAND = "from patchalign3d_cli.batches.worker import main; main()"


@dataclass(frozen=True)
class ShapeLimits:
    """What one shape may take.

    Attributes:
        seconds: Of time; None for any.
        memory: Bytes that its worker holds; None for any.
    """

    seconds: float | None = None
    memory: int | None = None


class WorkerProcess:
    """A process that labels shapes, one after the other.

    Args:
        setup: What it needs to begin.
        threads: How many threads its numerical libraries may use.

    Attributes:
        id: The number of the process.
    """

    def __init__(self, setup: WorkerSetup, threads: int) -> None:
        package = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("PA3D_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, **thread_limits(threads), "PYTHONPATH": path},
        )
        self.id = self._process.pid
        self._since: float | None = None  # when the shape that it works on was begun
        self._exceeded = ""
        self._setup = setup

    def begin(self) -> None:
        """Wait until it has loaded the model.

        Raises:
            ModelError: It cannot begin.
        """
        try:
            self._send(self._setup)
            reason = self._receive()
        except _LOST:
            reason = f"a worker process did not start ({self._end()}); try --jobs 0"
        if reason:
            raise ModelError(reason)

    def label(self, task: ShapeTask, copy: ShapeCopy | None = None) -> Outcome:
        """Have it label a shape; where it ends before it has, that is the outcome.

        Args:
            task: The shape.
            copy: Its file, where somebody has fetched it already.
        """
        self._since = time.monotonic()
        try:
            self._send((task, copy))
            outcome: Outcome = self._receive()
            return outcome
        except _LOST:
            reason = self._exceeded or f"its worker process ended ({self._end()})"
            return failed(task, f"{reason}; the others go on")
        finally:
            self._since = None

    @property
    def is_alive(self) -> bool:
        """Whether it can take another task."""
        return self._process.poll() is None and not self._exceeded

    def check(self, limits: ShapeLimits) -> None:
        """End it where the shape that it works on takes more than it may."""
        since = self._since
        if since is None or self._exceeded:
            return
        if limits.seconds is not None and time.monotonic() - since > limits.seconds:
            self._exceeded = f"it took longer than {limits.seconds:g} s (--time-limit)"
        elif limits.memory is not None and (resident_memory(self.id) or 0) > limits.memory:
            megabytes = limits.memory / 2**20
            self._exceeded = f"it took more than {megabytes:,.0f} MB (--memory-limit)"
        if self._exceeded:
            self._process.kill()

    def finish(self) -> None:
        """Let it end; it has nothing to do."""
        with contextlib.suppress(*_LOST):
            self._send(None)
        self._close()

    def stop(self) -> None:
        """End it, whatever it does; it may tidy up."""
        with contextlib.suppress(OSError):
            self._process.terminate()
        self._close()

    def _close(self) -> None:
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()

    def _end(self) -> str:
        """How it ended, in words."""
        try:
            code = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"{name}: memory may have run out" if name == "SIGKILL" else name

    def _send(self, value: Any) -> None:
        assert self._process.stdin is not None
        pickle.dump(value, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)


class Watch:
    """A thread that holds workers to their limits.

    Args:
        limits: What one shape may take.
    """

    _INTERVAL = 0.05  # seconds

    def __init__(self, limits: ShapeLimits) -> None:
        self._limits = limits
        self._workers: set[WorkerProcess] = set()
        self._ended = threading.Event()
        if limits != ShapeLimits():
            threading.Thread(target=self._run, daemon=True).start()

    def add(self, worker: WorkerProcess) -> None:
        """Watch a worker too."""
        self._workers = self._workers | {worker}

    def remove(self, worker: WorkerProcess) -> None:
        """Leave a worker alone."""
        self._workers = self._workers - {worker}

    def end(self) -> None:
        """Watch no more."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(self._INTERVAL):
            for worker in self._workers:
                worker.check(self._limits)
