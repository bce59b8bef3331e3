"""A folder of small shapes, and `pa3d segment` as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """A tree of twelve small clouds in two folders."""
    folder = tmp_path / "shapes"
    (folder / "inner").mkdir(parents=True)
    for number in range(12):
        points = np.random.default_rng(number).standard_normal((300, 3))
        np.save(folder / ("inner" if number % 2 else ".") / f"s{number:02}.npy", points)
    return folder


@pytest.fixture
def start(tiny_model_directory: Path) -> Start:
    """Begin `pa3d segment` with arguments."""

    def begin(*arguments: object, **options: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "patchalign3d_cli", "segment", *map(str, arguments)]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PA3D_MODEL": str(tiny_model_directory)},
            **options,  # type: ignore[call-overload]
        )

    return begin
