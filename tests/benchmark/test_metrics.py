"""Metrics against the official numbers and by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.benchmark.metrics import (
    bootstrap_intervals,
    category_means,
    confusion_shares,
    paired_differences,
    part_ious,
    patch_hits,
    shape_iou,
)

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


def test_the_official_accuracy_comes_out_of_the_confusion(data_directory: Path):
    with np.load(data_directory / "training.npz") as file:
        golden = {k.removeprefix("metrics/"): v for k, v in file.items() if "metrics/" in k}
    rows = zip(golden["prediction"], golden["target"], strict=True)
    shares = [confusion_shares(found, true, 50) for found, true in rows]
    accuracies = [float(np.trace(share[:, :50])) for share in shares]
    assert np.mean(accuracies) == pytest.approx(float(golden["accuracy"]), abs=1e-6)


def test_weights_stand_for_areas():
    target, found = np.array([0, 0, 1]), np.array([0, 1, 1])
    weights = np.array([1.0, 2.0, 3.0])
    assert part_ious(found, target, [0, 1, 2], weights=weights) == {0: 1 / 3, 1: 3 / 5}
    twice = np.repeat(np.arange(3), [1, 2, 3])
    assert shape_iou(found, target, [0, 1], weights=weights) == pytest.approx(
        shape_iou(found[twice], target[twice], [0, 1])
    )


def test_confusion_by_hand():
    target, found = np.array([0, 0, 1, 1]), np.array([0, 1, 1, -1])
    expected = [[0.25, 0.25, 0.0], [0.0, 0.25, 0.25]]
    assert confusion_shares(found, target, 2).tolist() == expected
    assert not confusion_shares(found, target, 2, np.zeros(4)).any()


def test_patches_take_the_label_of_most_of_their_points():
    target = np.array([0, 0, 1, -1, -1])
    members = np.array([[0, 1, 2], [2, 2, 0], [3, 4, 4], [0, 2, 3]])
    assert patch_hits(np.array([0, 1, 0, 1]), members, target, 2) == (2, 3)
    assert patch_hits(np.array([0, 1, 0, 0]), members, target, 2) == (3, 3)  # a tie: the first


def test_intervals_hold_the_mean_and_shrink_with_more_shapes():
    random = np.random.default_rng(0)
    values = np.clip(random.normal(0.5, 0.1, 400), 0, 1)
    wide, _ = bootstrap_intervals(values[:40].tolist(), ["chair"] * 40)
    narrow, same = bootstrap_intervals(values.tolist(), ["chair"] * 400)
    assert narrow == pytest.approx(same)
    assert narrow.low < values.mean() < narrow.high
    # A normal mean's interval is 3.92 deviations over the root of n wide.
    assert narrow.high - narrow.low == pytest.approx(0.392 / 20, rel=0.15)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert bootstrap_intervals(values.tolist(), ["chair"] * 400)[0] == narrow


def test_categories_weigh_alike_in_the_second_mean():
    values, groups = [0.0] * 9 + [1.0], ["a"] * 9 + ["b"]
    over_shapes, over_groups = bootstrap_intervals(values, groups)
    assert over_shapes == pytest.approx((0.0, 0.3))
    assert over_groups == pytest.approx((0.0, 0.5))  # a third of the draws lack the lone "b"
    even = bootstrap_intervals([0.0] * 90 + [1.0] * 10, ["a"] * 90 + ["b"] * 10)
    assert even[0].high < 0.2 and even[1] == pytest.approx((0.5, 0.5))


def test_paired_differences_see_what_spread_hides():
    random = np.random.default_rng(0)
    first = random.random(200)
    groups = ["a", "b"] * 100
    better = paired_differences(first.tolist(), (first + 0.01).tolist(), groups)[0]
    assert better.mean == pytest.approx(0.01) and better.p_value < 0.01
    noise = paired_differences(first.tolist(), random.permutation(first).tolist(), groups)[0]
    assert noise.interval.low < 0 < noise.interval.high and noise.p_value > 0.05
    nothing = paired_differences(first.tolist(), first.tolist(), groups)[1]
    assert nothing.mean == 0 and nothing.p_value == 1
    few = paired_differences([0.1, 0.2], [0.3, 0.3], ["a", "a"])[0]
    assert few.mean == pytest.approx(0.15) and few.p_value == 0.5  # two coins
