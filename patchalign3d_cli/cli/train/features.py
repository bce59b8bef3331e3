"""`pa3d train features`: what an image model sees at the patches of a training set."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import SOME_FAILED, Messages, err, guarded
from patchalign3d_cli.cli.hub_client import calm_client
from patchalign3d_cli.cli.train.arguments import Config, Data, Set
from patchalign3d_cli.cli.train.running import read_options

Report = Callable[[int, int, str], None]
_LINES_EVERY = 20  # items


@guarded
def features(
    data: Data,
    config: Config = None,
    changes: Set = None,
    teacher: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Any vision transformer of timm, or hf-hub:org/repo (DINOv2 base)."
        ),
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The teacher's weights, instead of the Hub's."),
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes that draw pictures ahead.")] = 2,
    device: shared.Device = "auto",
    force: Annotated[
        bool, typer.Option("--force", help="Make features anew where they are.")
    ] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Make the targets of stage 1. The same command again goes on with a stopped run."""
    from dataclasses import replace

    from patchalign3d_cli.machine.devices import find_device
    from patchalign3d_training.features.run import listed_items, make_features
    from patchalign3d_training.features.target_options import FeatureOptions
    from patchalign3d_training.features.teacher import load_teacher

    messages = Messages(quiet=quiet)
    options = read_options(FeatureOptions, config, changes)
    if teacher is not None:
        options = replace(options, teacher=teacher)
    items = listed_items(data)
    with calm_client(quiet):
        model = load_teacher(options.teacher, options.size, find_device(device), weights=weights)
    with _progress(messages) as report:
        done = make_features(
            data, items, model, options, workers=workers, force=force, report=report
        )
    for problem in done.problems:
        messages.warn(f"{problem.item}: {problem.reason}")
    kept = f", {done.kept:,} had them" if done.kept else ""
    left = f", {len(done.problems):,} cannot have any" if done.problems else ""
    messages.say(f"{done.written:,} shapes got features{kept}{left}, in {data}")
    if done.problems:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _progress(messages: Messages) -> Iterator[Report]:
    """A live bar on a terminal, a line now and then elsewhere."""
    from rich.progress import Progress, TimeRemainingColumn

    if messages.quiet or not err.is_terminal:
        yield _lines(messages)
        return
    with Progress(*Progress.get_default_columns()[:3], TimeRemainingColumn(), console=err) as bar:
        task = bar.add_task("features", total=None)

        def report(done: int, total: int, item: str) -> None:
            bar.update(task, completed=done, total=total, description=item)

        yield report


def _lines(messages: Messages) -> Report:
    began, first = time.monotonic(), 0

    def report(done: int, total: int, item: str) -> None:
        nonlocal began, first
        if not first:  # what stood there before takes no time, the first has started the teacher
            began, first = time.monotonic(), done
        if (done - first) % _LINES_EVERY in (0, 1) or done == total:
            seconds = (time.monotonic() - began) / max(1, done - first)
            left = f", about {seconds * (total - done) / 60:.0f} min left" if done > first else ""
            messages.say(f"{done:,}/{total:,} shapes, last {item}{left}")

    return report
