"""`pa3d segment` for many shapes: what they become, who works on them, what is said meanwhile."""

import contextlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from patchalign3d_cli.choices import RunEngine
from patchalign3d_cli.cli.console import FAILED, Messages
from patchalign3d_cli.cli.planning import check_engine, check_folder
from patchalign3d_cli.errors import ConfigError, PartsError

if TYPE_CHECKING:
    from patchalign3d_cli.batches.chosen_model import ModelChoice
    from patchalign3d_cli.batches.engine import Engine
    from patchalign3d_cli.batches.inputs import InputShape
    from patchalign3d_cli.batches.task import Outcome, ShapeTask

_WORKER_MEMORY = 2**30  # bytes that a worker takes with usual shapes, and room for larger ones
_TORCH_MEMORY = 3 * 2**30


@dataclass(frozen=True)
class BatchPolicy:
    """How a run over many shapes goes.

    Attributes:
        resume: Skip what is done.
        force: Replace what exists.
        jobs: Worker processes; 0 for the command's own process, None for what suits the machine.
        seconds: Time that a shape may take; None for any.
        megabytes: Memory that its worker may take; None for any.
        journal: The journal's file; None for the folder of the results.
        engine: What works on the shapes.
        address: Where Ray is; None for `RAY_ADDRESS`, or else this machine.
    """

    resume: bool = False
    force: bool = False
    jobs: int | None = None
    seconds: float | None = None
    megabytes: int | None = None
    journal: Path | None = None
    engine: RunEngine = "local"
    address: str | None = None

    def __post_init__(self) -> None:
        check_engine(self.engine, self.address)
        if self.engine == "ray" and self.jobs == 0:
            raise ConfigError("--jobs 0 works in this process, not on Ray; leave one out")
        if self.jobs == 0 and (self.seconds is not None or self.megabytes is not None):
            raise ConfigError("--jobs 0 has no worker that a limit could end; leave one out")


class BatchReport(NamedTuple):
    """What came of a run.

    Attributes:
        records: A record a task, in order, if they were asked for.
        failures: How many shapes failed.
        doubtful: How many results are doubtful.
    """

    records: list[dict[str, Any]]
    failures: int
    doubtful: int


def manifest_tasks(
    path: Path, template: "ShapeTask", output: Path | None, formats: Sequence[str]
) -> "list[ShapeTask]":
    """The tasks of a manifest: a row's own parts, category and up axis, else those of the command.

    Raises:
        Pa3dError: The manifest is wrong, or a row has no part names and the command neither.
    """
    from patchalign3d_cli.batches.manifest import read_manifest
    from patchalign3d_cli.batches.planning import result_paths

    rows = read_manifest(path)
    tasks = []
    paths = result_paths([row.shape for row in rows], output, formats)
    for number, (row, results) in enumerate(zip(rows, paths, strict=True), 1):
        parts = row.parts or template.parts
        if not parts:
            raise PartsError(f"row {number} of {path} names no parts; fill them in, or add --parts")
        category = row.category or template.request.category
        try:
            request = replace(template.request, category=category)
            if row.up is not None:
                request = replace(request, up=row.up)
        except ConfigError as error:
            raise ConfigError(f"row {number} of {path}: {error}") from error
        task = replace(template, shape=row.shape.path, results=results, parts=parts)
        tasks.append(replace(task, request=request))
    return tasks


def listed_tasks(
    shapes: "Sequence[InputShape]",
    template: "ShapeTask",
    output: Path | None,
    formats: Sequence[str],
) -> "list[ShapeTask]":
    """The tasks of shapes that are all asked for the same."""
    from patchalign3d_cli.batches.planning import result_paths

    paths = result_paths(shapes, output, formats)
    return [
        replace(template, shape=shape.path, results=results)
        for shape, results in zip(shapes, paths, strict=True)
    ]


def run_tasks(
    tasks: "Sequence[ShapeTask]",
    output: Path | None,
    choice: "ModelChoice",
    options: BatchPolicy,
    messages: Messages,
    *,
    keep_records: bool,
) -> BatchReport:
    """Do all tasks, show how it goes, and say how it ended.

    Args:
        tasks: The tasks.
        output: The folder of the results; None for beside each shape.
        choice: The model.
        options: How the run goes.
        messages: Where failures are said.
        keep_records: Whether the records are asked for.

    Raises:
        Pa3dError: The run cannot begin.
        typer.Exit: The disk is full or the like.
    """
    from patchalign3d_cli.batches.destination import Destination
    from patchalign3d_cli.batches.engine import Ledger
    from patchalign3d_cli.batches.identity import model_digest, run_key
    from patchalign3d_cli.batches.planning import check_pieces_format
    from patchalign3d_cli.batches.urls import check_schemes, is_url, shown
    from patchalign3d_cli.batches.worker import WorkerSetup
    from patchalign3d_cli.cli.segment.progress import BatchProgress
    from patchalign3d_cli.machine.leftovers import remove_leftovers

    if any(task.request.split is not None for task in tasks):
        check_pieces_format(tasks[0].results)
    check_schemes(path for task in tasks for path in (task.shape, task.results[0]))
    destination = Destination(tasks, output, options.journal)
    for folder in {task.results[0].parent for task in tasks}:
        # Where a folder beside a shape is missing, so is the shape: its reader's line.
        if not is_url(folder) and (output is not None or folder.is_dir()):
            check_folder(folder)
    destination.remove_leftovers()
    remove_leftovers(Path(tempfile.gettempdir()))  # of shapes that were fetched
    key = run_key(model_digest(choice), destination.folder)
    with destination.opened_journal(resume=options.resume, force=options.force) as journal:
        engine = _engine(WorkerSetup(choice, key), len(tasks), options, messages)
        earlier = journal.earlier_files(tasks)
        ledger = Ledger(journal, key, resume=options.resume, earlier=earlier)
        progress = BatchProgress(len(tasks), messages)
        records: dict[Path, dict[str, Any]] = {}
        with progress, contextlib.closing(engine.run(tasks, ledger)) as outcomes:
            for outcome in outcomes:
                progress.add(outcome)
                if keep_records:
                    records[outcome.task.results[0]] = _record(outcome)
                if outcome.ends_run:
                    break
                destination.keep_up()
        progress.say_end(shown(destination.journal_path))
        if outcome.ends_run:
            raise typer.Exit(FAILED)
    ordered = [records[task.results[0]] for task in tasks if task.results[0] in records]
    return BatchReport(ordered, progress.failures, progress.doubtful)


def _engine(setup: Any, count: int, options: BatchPolicy, messages: Messages) -> "Engine":
    from patchalign3d_cli.batches.engine import LocalEngine, OwnProcessEngine
    from patchalign3d_cli.batches.worker_process import ShapeLimits
    from patchalign3d_cli.light.backends import choose_backend
    from patchalign3d_cli.machine.resources import available_memory, usable_cores

    memory = None if options.megabytes is None else options.megabytes * 2**20
    limits = ShapeLimits(options.seconds, memory)
    if options.engine == "ray":
        from patchalign3d_cli.batches.cluster.engine import RayEngine

        return RayEngine(setup, options.address, options.jobs, limits)
    if options.jobs == 0:
        return OwnProcessEngine(setup)
    cores, jobs = usable_cores(), options.jobs
    if jobs is None:
        backend = choose_backend(setup.choice.backend, setup.choice.device)
        free = available_memory()
        most = _TORCH_MEMORY if backend == "torch" else _WORKER_MEMORY
        jobs = cores if free is None else max(1, min(cores, free // most))
    jobs = min(jobs, count)
    threads = max(1, cores // jobs) if options.jobs is not None else 1
    messages.detail(f"{jobs} worker processes of {threads} threads each")
    return LocalEngine(setup, jobs, threads, limits)


def _record(outcome: "Outcome") -> dict[str, Any]:
    """One shape of the JSON report."""
    from patchalign3d_cli.batches.urls import shown

    path = shown(outcome.task.shape)
    if outcome.state == "failed":
        return {"path": path, "error": outcome.error}
    files = [shown(file) for file in outcome.sizes]
    return {
        "path": path,
        "files": files,
        "warnings": list(outcome.warnings),
        **outcome.record,
    }
