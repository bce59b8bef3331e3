"""The engine whose workers are actors of a Ray cluster, each with a worker process of its own.

A shape's file is read on any processor and travels to the actor that labels it. The actor hands it
to the same worker process that the local engine has: the same isolation, limits and bytes.
"""

import contextlib
import platform
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.batches.cluster.pipeline import process
from patchalign3d_cli.batches.cluster.session import RaySession, check_address, load_ray
from patchalign3d_cli.batches.engine import Ledger, Outcomes
from patchalign3d_cli.batches.replaced_worker import ReplacedWorker, written_folders
from patchalign3d_cli.batches.staging import ShapeCopy, fetch_shape, temporary_folder
from patchalign3d_cli.batches.task import Outcome, ShapeTask, failed
from patchalign3d_cli.batches.urls import is_url
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.batches.worker_process import ShapeLimits, Watch
from patchalign3d_cli.errors import ConfigError, describe
from patchalign3d_cli.machine.atomic import make_folder
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.machine.leftovers import remove_leftovers, temporary_mark
from patchalign3d_cli.version import __version__

_WINDOW = 10_000  # shapes that Ray is given at a time
_LARGEST_COPY = 256 * 2**20  # bytes of a shape that travels; larger ones are read where labelled
_NAMING_FILES = (".obj", ".gltf")  # of this machine: read in place, with the files that they name


class RayEngine:
    """Actors of a Ray cluster.

    Args:
        setup: What a worker needs to begin.
        address: See `RaySession`.
        jobs: How many actors work at a time; None for one a GPU where there are any and the model
            may use them, else one a processor.
        limits: What one shape may take.

    Raises:
        ConfigError: Ray is not installed, nobody answers at the address, or a server has the model.
    """

    def __init__(
        self,
        setup: WorkerSetup,
        address: str | None = None,
        jobs: int | None = None,
        limits: ShapeLimits | None = None,
    ) -> None:
        if setup.choice.server is not None:
            raise ConfigError("--server has a model of its own; leave out --engine ray")
        if address is not None:
            check_address(address)
        load_ray()
        self._setup, self._address, self._jobs = setup, address, jobs
        self._limits = limits or ShapeLimits()

    def run(self, tasks: Sequence[ShapeTask], ledger: Ledger) -> Outcomes:
        """See `Engine.run`; the shapes of a window all begin before the first of them ends."""
        try:
            with contextlib.ExitStack() as stack:
                session: RaySession | None = None
                probe: Path | None = None
                for start in range(0, len(tasks), _WINDOW):
                    waiting = []
                    for task in tasks[start : start + _WINDOW]:
                        known = ledger.begin(task)
                        if known is not None:
                            yield known
                        else:
                            waiting.append(task)
                    if waiting and session is None:
                        probe = stack.enter_context(_probe(waiting[0]))
                        session = stack.enter_context(RaySession(self._address, self._jobs))
                    for outcome in self._label(session, waiting, probe) if session else ():
                        ledger.end(outcome)
                        yield outcome
                        if outcome.ends_run:
                            return
        finally:
            folders = {folder for task in tasks for folder in written_folders(task)}
            for folder in {*folders, Path(tempfile.gettempdir())}:
                if not is_url(folder):
                    remove_leftovers(folder)

    def _label(
        self, session: RaySession, tasks: Sequence[ShapeTask], probe: Path | None
    ) -> Iterator[Outcome]:
        choice = self._setup.choice
        may_use_gpu = choice.backend != "light" and choice.device.partition(":")[0] != "cpu"
        with_gpu = bool(session.gpus) and may_use_gpu
        usual = session.gpus if with_gpu else session.processors
        return process(
            session,
            tasks,
            read_task,
            LabelActor,
            (self._setup, self._limits, __version__, probe),
            actors=self._jobs or usual,
            with_gpu=with_gpu,
        )


class ReadTask(NamedTuple):
    """A task with the shape's file.

    Attributes:
        task: The task.
        files: The bytes of the file and of those it names, by name; none where the actor reads it.
        content: See `identity.task_key`.
        error: Why it cannot be read; empty where it can.
    """

    task: ShapeTask
    files: dict[str, bytes]
    content: str = ""
    error: str = ""


def read_task(task: ShapeTask) -> ReadTask:
    """Read a task's shape, on whatever machine: the file alone, without a look at it."""
    try:
        if is_url(task.shape):
            with temporary_folder() as folder:
                copy = fetch_shape(task.shape, folder)
                files = {path.name: path.read_bytes() for path in folder.iterdir()}
            return ReadTask(task, files, copy.content)
        if task.shape.suffix.lower() in _NAMING_FILES or not task.shape.is_file():
            return ReadTask(task, {})
        if task.shape.stat().st_size > _LARGEST_COPY:
            return ReadTask(task, {})
        return ReadTask(task, {task.shape.name: task.shape.read_bytes()}, file_sha256(task.shape))
    except Exception as error:
        return ReadTask(task, {}, error=describe(error))


class LabelActor:
    """What labels shapes on one machine of the cluster.

    Args:
        setup: What a worker needs to begin.
        limits: What one shape may take.
        version: The version of pa3d that gave the tasks.
        probe: A file beside the results that every machine must see; None for results in a store.
    """

    def __init__(
        self, setup: WorkerSetup, limits: ShapeLimits, version: str, probe: Path | None
    ) -> None:
        self._worker = ReplacedWorker(setup, 1, Watch(limits))
        self._refusal = ""
        if version != __version__:
            self._refusal = (
                f"{platform.node()} has pa3d {__version__} and this is {version}; install one"
                " version on all machines"
            )
        elif probe is not None and not probe.exists():
            self._refusal = (
                f"{platform.node()} does not see {probe.parent}, where the results go; give with -o"
                " a folder that all machines share, or a URL (s3://...)"
            )

    def __call__(self, read: ReadTask) -> Outcome:
        """Label a shape and write its results, whatever happens to it."""
        task = read.task
        if self._refusal:
            return failed(task, self._refusal, ends_run=True)
        if read.error:
            return failed(task, read.error)
        try:
            if not read.files:
                if not is_url(task.shape) and not task.shape.exists():
                    return failed(
                        task,
                        f"{task.shape} is not there on {platform.node()}; check the path, and that"
                        " all machines share its folder, or give a URL (s3://...)",
                    )
                return self._worker.label(task)
            with temporary_folder() as folder:
                for name, data in read.files.items():
                    (folder / name).write_bytes(data)
                return self._worker.label(task, ShapeCopy(folder / task.shape.name, read.content))
        except Exception as error:  # no worker can begin
            return failed(task, describe(error), ends_run=True)

    def __del__(self) -> None:
        """End the worker process: Ray has no more to do here."""
        self._worker.stop()


@contextlib.contextmanager
def _probe(task: ShapeTask) -> Iterator[Path | None]:
    """A file in the folder of a task's results; None where they go to a store."""
    folder = task.results[0].parent
    if is_url(folder):
        yield None
        return
    make_folder(folder)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".probe.{temporary_mark()}.") as file:
        yield Path(file.name)
