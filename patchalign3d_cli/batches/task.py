"""One shape of a run: what is to be done, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.segmenting.request import SegmentRequest


@dataclass(frozen=True)
class ShapeTask:
    """A shape to be labelled.

    Attributes:
        shape: Its file.
        results: The files that it becomes; the suffix of each names its format.
        parts: The part names.
        request: How it is segmented.
        output: How the files look that show the result.
    """

    shape: Path
    results: tuple[Path, ...]
    parts: tuple[str, ...]
    request: SegmentRequest = field(default_factory=SegmentRequest)
    output: OutputOptions = field(default_factory=OutputOptions)


@dataclass(frozen=True)
class Outcome:
    """What came of a shape.

    Attributes:
        task: The shape.
        state: `done`; `skipped`, for it was done before; or `failed`.
        key: What its result depends on (`identity.task_key`); empty where that is unknown.
        seconds: How long it took from its file to its results.
        sizes: Bytes of every file that was written, pieces included.
        record: The result in words and figures, as in its JSON file.
        warnings: What the user should look at, a sentence each.
        error: What went wrong, in one line; empty where nothing did.
        ends_run: Whether no other shape could fare better: the disk is full, the model is missing.
        digests: Of the files of `sizes`, where they are known: the SHA-256 of their bytes, and
            when they were written, in nanoseconds.
    """

    task: ShapeTask
    state: Literal["done", "skipped", "failed"]
    key: str = ""
    seconds: float = 0.0
    sizes: Mapping[Path, int] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    error: str = ""
    ends_run: bool = False
    digests: Mapping[Path, tuple[str, int]] = field(default_factory=dict)


def failed(task: ShapeTask, error: str, *, ends_run: bool = False) -> Outcome:
    """The outcome of a shape that failed."""
    return Outcome(task, "failed", error=error, ends_run=ends_run)
