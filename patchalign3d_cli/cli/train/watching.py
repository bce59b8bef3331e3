"""What a run shows: a live line on a terminal, plain lines elsewhere."""

import time
from collections.abc import Mapping

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from patchalign3d_cli.cli.console import Messages, err
from patchalign3d_training.loop.stage import Stage, StepProgress, Watcher

_LINES_EVERY = 20  # steps


class LineWatcher(Watcher):
    """Writes a line every so often.

    Args:
        messages: Where to.
    """

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.began, self.first, self.measure = 0.0, 0, ""

    def started(self, stage: Stage, done: int, steps: int) -> None:
        """Remember when the run began, to tell how long it takes."""
        self.began, self.first, self.measure = time.monotonic(), done, stage.measure
        if done:
            self.messages.say(f"going on after step {done} of {steps}")

    def step(self, progress: StepProgress) -> None:
        """Report every twentieth step and the last."""
        if progress.step % _LINES_EVERY and progress.step != progress.steps:
            return
        seconds = (time.monotonic() - self.began) / max(1, progress.step - self.first)
        left = seconds * (progress.steps - progress.step)
        self.messages.say(
            f"step {progress.step}/{progress.steps} {described(progress, self.measure)}"
            f" about {left / 60:.0f} min left"
        )

    def scored(self, kind: str, step: int, values: Mapping[str, float]) -> None:
        """Report scores."""
        listed = " ".join(
            f"{name} {value:.4f}" for name, value in values.items() if "/" not in name
        )
        self.messages.say(f"{kind} after step {step}: {listed}")

    def note(self, text: str) -> None:
        """Pass it on."""
        self.messages.warn(text)


class LiveWatcher(LineWatcher):
    """Keeps one line up to date on a terminal; scores and notes stand above it.

    Args:
        messages: Where lines of their own go.
    """

    def __init__(self, messages: Messages) -> None:
        super().__init__(messages)
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[numbers]}"),
            TimeRemainingColumn(),
            console=err,
        )

    def started(self, stage: Stage, done: int, steps: int) -> None:
        """Show the line."""
        super().started(stage, done, steps)
        self.task = self.bar.add_task(stage.name, total=steps, completed=done, numbers="")
        self.bar.start()

    def step(self, progress: StepProgress) -> None:
        """Bring the line up to date."""
        self.bar.update(
            self.task, completed=progress.step, numbers=described(progress, self.measure)
        )

    def close(self) -> None:
        """Leave the line as it is."""
        self.bar.stop()


def described(progress: StepProgress, measure: str) -> str:
    """A step's numbers in words."""
    gauges = "".join(f" {name} {value:.1f}" for name, value in progress.gauges.items())
    return (
        f"epoch {progress.epoch} loss {progress.loss:.4f} {measure} {progress.measure:.3f}{gauges}"
        f" {progress.samples_per_second:.1f} shapes/s"
    ).replace("_", " ")
