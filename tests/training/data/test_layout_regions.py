"""Regions of points in the published layout: optional, and refused where they do not fit."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import DataError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.batches import collate, load_sample
from patchalign3d_training.data.layout import ItemFiles, PublishedLayout
from support.training_sets import LABELS, write_set

SIZE = 300
TEXT = {name: np.eye(3, dtype=np.float32)[row] for row, name in enumerate(LABELS)}


@pytest.fixture
def items(tmp_path: Path) -> tuple[str, ...]:
    return write_set(tmp_path, 3)


def write_regions(root: Path, item: str, values: object) -> None:
    torch.save(values, root / ItemFiles(item).regions)


def test_they_come_with_the_points_and_may_be_absent(tmp_path: Path, items):
    numbers = torch.arange(SIZE, dtype=torch.int32) % 7
    before = PublishedLayout(tmp_path, "train").stamp()
    write_regions(tmp_path, items[1], numbers)
    source = PublishedLayout(tmp_path, "train")
    assert source.stamp() != before
    assert source.load(0).regions is None
    regions = source.load(1).regions
    assert regions is not None and regions.dtype == np.int32
    assert np.array_equal(regions, numbers.numpy())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (torch.zeros(SIZE - 1, dtype=torch.int32), r"int32 of shape \(299,\), not int32 of shape"),
        (torch.zeros(SIZE), r"float32 of shape \(300,\), not int32"),
        (torch.zeros(SIZE, 1, dtype=torch.int32), r"shape \(300, 1\), not int32 of shape \(300,\)"),
        ([0] * SIZE, "holds no tensor; make the item again"),
    ],
)
def test_what_does_not_fit_is_one_line(tmp_path: Path, items, values: object, message: str):
    write_regions(tmp_path, items[0], values)
    with pytest.raises(DataError, match=message) as error:
        PublishedLayout(tmp_path, "train").load(0)
    assert items[0] in str(error.value) and "\n" not in str(error.value)


def test_a_damaged_file_is_one_line(tmp_path: Path, items):
    (tmp_path / ItemFiles(items[0]).regions).write_bytes(b"PK damaged")
    with pytest.raises(DataError, match=r"regions\.pt"):
        PublishedLayout(tmp_path, "train").load(0)


def test_batches_keep_them_with_their_points(tmp_path: Path, items):
    """Points above and below a height are two regions; shapes without regions are one."""
    points = PublishedLayout(tmp_path, "train").load(1).points
    write_regions(tmp_path, items[1], torch.from_numpy(5 + 9 * (points[:, 1] > 0)).int())
    source = PublishedLayout(tmp_path, "train")
    options = BatchOptions(points=100, exclude_category_label=False)
    random = np.random.default_rng(0)
    batch = collate([load_sample(source, index, TEXT, options, random) for index in (0, 1)])
    assert batch.regions.dtype == torch.int64 and batch.regions.shape == (2, 100)
    assert not batch.regions[0].any()
    assert torch.equal(batch.regions[1], (batch.points[1, :, 2] > 0).long())  # y and z exchanged
