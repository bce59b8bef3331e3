"""Metrics against the official numbers and by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.metrics import category_means, shape_iou

# Global labels of ShapeNetPart's categories, as the data set numbers them.
LABELS = {
    "Airplane": range(4),
    "Bag": range(4, 6),
    "Cap": range(6, 8),
    "Car": range(8, 12),
    "Chair": range(12, 16),
    "Earphone": range(16, 19),
    "Guitar": range(19, 22),
    "Knife": range(22, 24),
    "Lamp": range(24, 28),
    "Laptop": range(28, 30),
    "Motorbike": range(30, 36),
    "Mug": range(36, 38),
    "Pistol": range(38, 41),
    "Rocket": range(41, 44),
    "Skateboard": range(44, 47),
    "Table": range(47, 50),
}


def test_the_official_numbers(data_directory: Path):
    with np.load(data_directory / "training.npz") as file:
        golden = {k.removeprefix("metrics/"): v for k, v in file.items() if "metrics/" in k}
    categories = golden["category"].tolist()
    rows = zip(golden["prediction"], golden["target"], categories, strict=True)
    ious = [shape_iou(found, true, LABELS[category]) for found, true, category in rows]
    assert np.allclose(ious, golden["instance_iou"], atol=1e-6)
    assert np.mean(ious) == pytest.approx(float(golden["instance_miou"]), abs=1e-6)
    means = category_means(ious, categories)
    official = json.loads(str(golden["category_iou"]))
    assert means == pytest.approx(official, abs=1e-6)
    mean = np.mean(list(means.values()))
    assert mean == pytest.approx(float(golden["category_miou"]), abs=1e-6)


def test_absent_parts_by_hand():
    target, wrong = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    assert shape_iou(target, target, range(4)) == 1
    assert shape_iou(wrong, target, range(4)) == pytest.approx((1 + 0.5) / 2)
    assert shape_iou(wrong, target, range(4), absent_counts=True) == pytest.approx(2.5 / 4)
    assert np.isnan(shape_iou(target, target, [7]))
