"""Runs killed with SIGKILL at random moments and resumed end with the very same weights."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

PROGRAM = Path(__file__).parents[2] / "support" / "tiny_runs.py"
STEPS = 12


def start(stage: str, out: Path, *more: object) -> "subprocess.Popen[str]":
    command = [sys.executable, PROGRAM, stage, out, *more]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment
    )


def finished(stage: str, out: Path, *more: object) -> dict[str, torch.Tensor]:
    weights = out.with_suffix(".pt")
    with start(stage, out, "--weights", weights, *more) as process:
        process.communicate()
    assert process.returncode == 0
    return torch.load(weights, weights_only=True)


def killed_after(process: "subprocess.Popen[str]", step: int, delay: float) -> bool:
    """Kill a run some time after a step; whether it was still running."""
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            if line.startswith("step ") and int(line.split()[1]) >= step:
                break
        time.sleep(delay)  # anywhere: in a step, in a save, between a save's files
        process.send_signal(signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["align", "distill"])
def test_killed_at_random_moments_and_resumed(tmp_path: Path, stage: str):
    whole = finished(stage, tmp_path / "whole")
    seed = random.randrange(10**6)
    draw = random.Random(seed)
    kills, more = 0, ()
    for step in sorted(draw.sample(range(1, STEPS), 3)):
        process = start(stage, tmp_path / "cut", "--set", "save_every=2", *more)
        kills += killed_after(process, step, draw.uniform(0, 0.05))
        more = ("--resume",)
    again = finished(stage, tmp_path / "cut", "--set", "save_every=2", *more)
    assert kills >= 1
    differing = [key for key, value in whole.items() if not torch.equal(value, again[key])]
    assert not differing, f"seed {seed}: {differing}"
    assert not list((tmp_path / "cut").rglob(".*")), "half-written files are cleared away"
