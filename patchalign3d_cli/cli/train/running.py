"""What the commands of both stages have in common: options, words, the run and its end."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from patchalign3d_cli.cli.console import Messages, err, out
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.interruption import exit_code

if TYPE_CHECKING:
    from patchalign3d_training.data.splits import Split
    from patchalign3d_training.loop.run_options import RunOptions
    from patchalign3d_training.loop.stage import Stage

T = TypeVar("T")
_LOOKED_EVERY = 2000  # items


def printed_config(stage: str) -> Callable[[bool], None]:
    """A callback of `--print-config`: prints a stage's defaults as commented TOML and ends.

    Args:
        stage: `align` or `distill`.
    """

    def show(asked: bool) -> None:
        if asked:
            from patchalign3d_training.loop.configuration import commented_toml

            out.print(commented_toml(_options_of(stage)()), end="", markup=False)
            raise typer.Exit

    return show


def _options_of(stage: str) -> "type[RunOptions]":
    from patchalign3d_training.stages.align_options import AlignOptions
    from patchalign3d_training.stages.distill_options import DistillOptions

    return AlignOptions if stage == "align" else DistillOptions


def read_options(kind: type[T], config: Path | None, changes: Sequence[str] | None) -> T:
    """The options of a run.

    Raises:
        ConfigError: The file or a change is wrong.
    """
    from patchalign3d_training.loop.configuration import load_options

    if config is not None and config.suffix == ".json":
        raise ConfigError(f"{config} is no TOML; a model's config.json goes to --fresh")
    return load_options(kind, config, changes or ())


def run_messages(quiet: bool) -> Messages:
    """Messages of a run: of several processes only the first speaks."""
    return Messages(quiet=quiet or os.environ.get("RANK", "0") != "0")


def tell_looking(messages: Messages) -> Callable[[int, int], None]:
    """What to call while the items of a large set are looked at: a line now and then."""

    def report(done: int, total: int) -> None:
        if done % _LOOKED_EVERY == 0:
            messages.say(f"looked at {done:,} of {total:,} items")

    return report


def tell_unusable(splits: "Sequence[Split | None]", messages: Messages) -> str:
    """Warn of items that cannot be used; returns all of them, a line each."""
    listing = ""
    for split in splits:
        if split is not None and split.survey.problems:
            messages.warn(split.survey.summary())
            listing += split.survey.listing()
    return listing


def run_stage(
    stage: "Stage",
    folder: Path,
    options: "RunOptions",
    messages: Messages,
    *,
    resume: bool,
    device: str,
    unusable: str,
) -> None:
    """Train a stage, show how it goes, and say how it ended.

    Raises:
        Pa3dError: The run cannot begin or go on.
        typer.Exit: The run was interrupted; all is saved.
    """
    from patchalign3d_cli.cli.train.watching import LineWatcher, LiveWatcher
    from patchalign3d_training.loop.engine import BEST, MODEL, fit

    live = err.is_terminal and not messages.quiet
    watcher = LiveWatcher(messages) if live else LineWatcher(messages)
    try:
        report = fit(
            stage,
            folder,
            options,
            resume=resume,
            device=device,
            watcher=watcher,
            unusable=unusable,
        )
    finally:
        if isinstance(watcher, LiveWatcher):
            watcher.close()
    if report.interrupted:
        messages.say(
            f"stopped after step {report.step} of {report.steps}, all saved; the same command with"
            " --resume goes on"
        )
        raise typer.Exit(exit_code(KeyboardInterrupt()))
    messages.say(f"the trained model stands in {folder / MODEL}")
    if report.best is not None:
        messages.say(f"the best on the validation split ({report.best:.3f}) in {folder / BEST}")
