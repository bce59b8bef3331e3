"""Large clouds are labelled by cells, as if every point had been looked at."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli import load_segmenter, load_shape
from patchalign3d_cli.machine.resources import resident_memory
from patchalign3d_cli.shapes import Shape, sample_surface
from patchalign3d_cli.shapes import shape as shape_module

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


@pytest.mark.slow
def test_cells_give_the_labels_of_single_points(monkeypatch: pytest.MonkeyPatch):
    chair = load_shape(CHAIR)
    points = sample_surface(chair, 100_000, 0).points
    segmenter = load_segmenter(backend="light")
    labels = []
    for most in (10**9, 50_000):
        monkeypatch.setattr(shape_module, "MOST_SINGLE_POINTS", most)
        cloud = Shape(points, up=chair.up)
        assert (cloud.cells is None) == (most == 10**9)
        labels.append(segmenter.segment(cloud, ["seat", "leg", "back", "armrest"]).labels)
    assert (labels[0] == labels[1]).mean() >= 0.99


def test_points_of_a_cell_share_scores(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shape_module, "MOST_SINGLE_POINTS", 1_000)
    monkeypatch.setattr(shape_module, "MOST_CELLS", 1_000)
    points = np.random.default_rng(0).standard_normal((4_000, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    cloud = Shape(points)
    assert cloud.cells is not None
    result = load_segmenter(backend="light").segment(cloud, ["seat", "leg"])
    for cell in range(0, len(cloud.cells.counts), 50):
        scores = result.scores[cloud.cells.cell_of == cell]
        assert (scores == scores[0]).all()
    assert result.labels.shape == (4_000,)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="nobody says what a process took")
def test_ten_million_points_fit_into_three_gigabytes(tmp_path: Path):
    u, v = np.random.default_rng(0).uniform(0, 2 * np.pi, (2, 10_000_000)).astype(np.float32)
    out = 1 + 0.3 * np.cos(v)
    points = np.stack([out * np.cos(u), 0.3 * np.sin(v), out * np.sin(u)], axis=1)
    np.save(tmp_path / "cloud.npy", points)
    del u, v, out, points
    command = [sys.executable, "-m", "patchalign3d_cli", "segment", str(tmp_path / "cloud.npy")]
    process = subprocess.Popen([*command, "-p", "seat,leg", "-f", "npz", "-q"])
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident_memory(process.pid) or 0)
        time.sleep(0.02)
    assert process.returncode == 0
    assert 2**28 < peak < 3 * 2**30
    with np.load(tmp_path / "cloud.parts.npz") as result:
        assert result["labels"].shape == (10_000_000,)
