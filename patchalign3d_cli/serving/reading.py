"""Uploads read in processes of their own, which end where a file takes too long or too much.

A thread cannot be ended, and a decoder that crashes takes its process along. So nothing that a
stranger made is read in the process that serves.
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.files import read_encoded
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.serving.failures import too_large, too_slow
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.shapes import Shape, load_shape

READER_BYTES = 4 * 2**30
"""What a reader may take for one file: far more than any within the limits needs."""


class ShapeReaders:
    """Processes that read files, one a request; each starts when it is first needed.

    Args:
        limits: How many there are, how large a shape may be, and how long reading may take.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._readers = [_ReaderProcess() for _ in range(limits.running)]
        self._idle: queue.LifoQueue[_ReaderProcess] = queue.LifoQueue()
        for reader in reversed(self._readers):
            self._idle.put(reader)

    def warm_up(self) -> None:
        """Start one of them."""
        with self._idle_reader() as reader:
            reader.start()

    def load_shape(self, path: Path, **options: Any) -> Shape:
        """What `load_shape` gives for a file.

        Raises:
            ShapeError: It cannot be read.
            RequestRefused: It takes too long, or is larger than the limits allow.
        """
        shape = self._read(path, load_shape, options)
        assert isinstance(shape, Shape)
        return replace(shape)  # what was sent is read-only again

    def read_encoded(self, path: Path, request: SegmentRequest) -> ShapeFeatures:
        """What `read_encoded` gives for a file.

        Raises:
            Pa3dError: It cannot be read, or not in the way that is asked for.
            RequestRefused: It takes too long, or is larger than the limits allow.
        """
        features = self._read(path, read_encoded, {"request": request})
        assert isinstance(features, ShapeFeatures)
        return replace(features)

    def close(self) -> None:
        """End them; they start again where they are asked."""
        for reader in self._readers:
            reader.stop()

    def _read(self, path: Path, read: Callable[..., Any], options: dict[str, Any]) -> Any:
        limits = self._limits
        with self._idle_reader() as reader:
            answer = reader.ask(_Job(read, path, options, limits.elements), limits.seconds)
        if isinstance(answer, _TooMany):
            raise too_large(
                f"the shape has {answer.elements:,} faces, points or vertices, this server takes up"
                f" to {limits.elements:,}; simplify it"
            )
        if isinstance(answer, TimeoutError):
            raise too_slow(limits.seconds)
        if isinstance(answer, EOFError):
            raise ShapeError(
                f"cannot read {path}: its reader crashed or ran out of memory; simplify the shape,"
                " or export it again"
            )
        if isinstance(answer, Exception):
            raise answer
        return answer

    @contextlib.contextmanager
    def _idle_reader(self) -> "Iterator[_ReaderProcess]":
        reader = self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)


class _Job(NamedTuple):
    read: Callable[..., Any]
    path: Path
    options: dict[str, Any]
    most: int


class _TooMany(NamedTuple):
    elements: int


class _ReaderProcess:
    """One process, and the pipes to it: pickled jobs go in, pickled answers come out."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from {__name__} import answer_jobs; answer_jobs()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # the terminal's Ctrl+C is for the server
            )
        return self._process

    def ask(self, job: _Job, seconds: float) -> Any:
        """The answer; a TimeoutError or an EOFError where there is none."""
        process = self.start()
        assert process.stdin is not None and process.stdout is not None
        clock = threading.Timer(seconds, process.kill)
        began = time.monotonic()
        clock.start()
        try:
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.stop()
            return TimeoutError() if time.monotonic() - began >= seconds else EOFError()
        finally:
            clock.cancel()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(OSError):  # what was not sent any more
                self._process.communicate()
        self._process = None


def answer_jobs() -> None:
    """What the process does: read what it is told to, until nobody tells it any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit_memory()
    with contextlib.suppress(EOFError, OSError):
        while True:
            pickle.dump(_answer(pickle.load(sys.stdin.buffer)), answers)
            answers.flush()


def _answer(job: _Job) -> Any:
    try:
        answer = job.read(job.path, **job.options)
    except Exception as error:
        return error
    shape = answer.source if isinstance(answer, ShapeFeatures) else answer
    count = max(shape.element_count, len(shape.vertices))
    return _TooMany(count) if count > job.most else answer


def _limit_memory() -> None:
    """Let this process grow by `READER_BYTES` and no more, where the system can do that."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + READER_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return
