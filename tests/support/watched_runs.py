"""Runs of tiny stages within a test, watched."""

import json
from pathlib import Path
from typing import NamedTuple

import torch

from patchalign3d_training.loop.engine import fit
from patchalign3d_training.loop.stage import RunReport, StepProgress, Watcher
from support.tiny_runs import tiny_stage


class Recorder(Watcher):
    """Keeps what it is told, and may do something after a step."""

    def __init__(self, at: int = 0, do: "object" = None) -> None:
        self.steps: list[StepProgress] = []
        self.notes: list[str] = []
        self.kinds: list[str] = []
        self.at, self.do = at, do

    def step(self, progress: StepProgress) -> None:
        self.steps.append(progress)
        if progress.step == self.at:
            assert callable(self.do)
            self.do()

    def scored(self, kind, step, values) -> None:
        self.kinds.append(kind)

    def note(self, text: str) -> None:
        self.notes.append(text)


def run(name: str, out: Path, *changes: str, **more: object) -> tuple[dict, RunReport]:
    stage, options = tiny_stage(name, changes, source=more.pop("source", None))  # type: ignore[arg-type]
    report = fit(stage, out, options, device="cpu", **more)  # type: ignore[arg-type]
    return stage.module.state_dict(), report


class UncutRun(NamedTuple):
    """What a run that nothing cut off ended with: weights, and its log without the clock."""

    state: dict
    lines: list[dict]


def uncut_run(name: str, out: Path) -> UncutRun:
    state, _ = run(name, out)
    lines = log(out)
    for line in lines:
        line.pop("samples_per_second", None)
    return UncutRun(state, lines)


def log(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def assert_equal(one: dict, other: dict) -> None:
    assert one.keys() == other.keys()
    for key, value in one.items():
        assert torch.equal(value, other[key]), key
