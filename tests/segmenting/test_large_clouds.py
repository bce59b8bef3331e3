"""Large clouds are labelled by cells, as if every point had been looked at."""

from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli import load_segmenter, load_shape
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
