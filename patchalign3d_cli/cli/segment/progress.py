"""What people see of a run over many shapes: a bar where there is a terminal, failures always."""

import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.cli.console import Messages, err

if TYPE_CHECKING:
    from patchalign3d_cli.batches.task import Outcome

_SHOWN_WARNINGS = 8  # kinds of them
_NAMED = 2  # shapes that a warning names


class BatchProgress:
    """Counts outcomes and shows them.

    Args:
        total: How many shapes there are.
        messages: Where failures are said.

    Attributes:
        failures: How many shapes failed.
        doubtful: How many results are doubtful.
    """

    def __init__(self, total: int, messages: Messages) -> None:
        self.failures = self.doubtful = 0
        self._total, self._messages = total, messages
        self._done = self._skipped = 0
        self._assumed: Counter[str] = Counter()
        self._warnings: dict[str, list[str]] = {}  # the shapes of each
        self._began = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> "BatchProgress":
        if err.is_terminal and not self._messages.quiet:
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bar = Progress(
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]} shapes/s"),
                TextColumn("{task.fields[failures]} failed"),
                TimeRemainingColumn(),
                console=err,
                transient=True,
            )
            self._bar.start()
            self._bar.add_task("", total=self._total, rate="-", failures=0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if isinstance(error, KeyboardInterrupt):
            error.args = (
                f"{str(error) or 'interrupted'}; {self._finished:,} of {self._total:,} shapes are"
                " through, the same command with --resume goes on",
            )

    def add(self, outcome: "Outcome") -> None:
        """Count an outcome, and say what went wrong."""
        from patchalign3d_cli.batches.urls import shown

        path = shown(outcome.task.shape)
        self.doubtful += bool(outcome.record.get("doubts"))
        if outcome.state == "failed":
            line = outcome.error
            self.failures += not outcome.ends_run
            named = path in line or outcome.ends_run
            self._messages.fail(line if named else f"{path}: {line}")
        elif outcome.state == "skipped":
            self._skipped += 1
            self._messages.detail(f"{path}: done before")
        else:
            self._done += 1
            for warning in dict.fromkeys(outcome.warnings):
                self._warnings.setdefault(warning, []).append(path)
            source = outcome.record.get("source", {})
            if source.get("up_assumed"):
                self._assumed[source["up"]] += 1
            self._messages.detail(f"{path}: {outcome.seconds:.2f} s, {_shares(outcome)}")
            for warning in outcome.warnings:
                self._messages.detail(f"{path}: warning: {warning}")
        if self._bar is not None:
            rate = f"{self._done / max(time.monotonic() - self._began, 1e-3):.1f}"
            self._bar.update(
                self._bar.task_ids[0], completed=self._finished, rate=rate, failures=self.failures
            )

    def say_end(self, journal: str) -> None:
        """Say what became of the shapes, and where that stands."""
        seconds = time.monotonic() - self._began
        counts = [f"{_shapes(self._done)} labelled in {seconds:.1f} s"]
        if self._skipped:
            counts.append(f"{self._skipped:,} done before")
        self._messages.say(f"{', '.join(counts)}; the report is {journal}")
        common = sorted(self._warnings.items(), key=lambda item: -len(item[1]))
        for warning, paths in common[:_SHOWN_WARNINGS]:
            if 1 < len(paths) == self._done:
                self._messages.warn(f"{warning} ({_shapes(len(paths))})")
                continue
            more = len(paths) - _NAMED
            others = f" and {_shapes(more)} more" if more > 0 else ""
            self._messages.warn(f"{', '.join(paths[:_NAMED])}{others}: {warning}")
        if len(self._warnings) > _SHOWN_WARNINGS:
            more = len(self._warnings) - _SHOWN_WARNINGS
            self._messages.warn(f"{more:,} more kinds of warnings stand in the report")
        if self._assumed:
            axes = sorted(self._assumed.items())
            said = ", ".join(f"{axis} is up was assumed for {count:,}" for axis, count in axes)
            turned = {"y": "--up z or ", "z": "--up y or "}
            other = turned.get(axes[0][0], "") if len(axes) == 1 else ""
            self._messages.say(f"{said} of them; if it is not, try {other}--up auto")
        if self.failures:
            err.print(f"{self.failures} of {self._total} shapes failed")

    @property
    def _finished(self) -> int:
        return self._done + self._skipped + self.failures


def _shapes(count: int) -> str:
    return f"{count:,} shape{'' if count == 1 else 's'}"


def _shares(outcome: "Outcome") -> str:
    """`seat 40 %, leg 60 %`."""
    parts = outcome.record.get("parts", [])
    return ", ".join(f"{part['name']} {part['area_share'] or 0:.0%}" for part in parts)
