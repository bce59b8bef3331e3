"""Several shapes, one after the other: a failing one costs itself alone."""

import os
from collections.abc import Callable, Sequence
from typing import Any

import typer

from patchalign3d_cli.cli.console import SOME_FAILED, Messages, err
from patchalign3d_cli.cli.planning import Job
from patchalign3d_cli.errors import describe


def run_batch(
    jobs: Sequence[Job], work: Callable[[Job], dict[str, Any]], messages: Messages
) -> tuple[list[dict[str, Any]], int]:
    """Do the work of every job; what fails is said and counted, unless it is the only one.

    Args:
        jobs: The shapes.
        work: What to do with one; what it returns goes into the report.
        messages: Where failures are said.

    Returns:
        A record a job, in order (`path` and `error` for one that failed), and how many failed.
    """
    records: list[dict[str, Any]] = []
    failed = 0
    for job in jobs:
        try:
            records.append(work(job))
        except Exception as error:  # one failure does not end the batch
            if len(jobs) == 1 or os.environ.get("PA3D_DEBUG"):
                raise
            failed += 1
            line, path = describe(error), str(job.shape)
            messages.fail(line if path in line else f"{path}: {line}")
            records.append({"path": path, "error": line})
    return records, failed


def end_batch(failed: int, jobs: Sequence[Job]) -> None:
    """Leave with the exit code for a batch of which some failed; nothing where none did."""
    if failed:
        err.print(f"{failed} of {len(jobs)} shapes failed")
        raise typer.Exit(SOME_FAILED)
