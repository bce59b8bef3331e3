"""Batches of both stages: what is drawn, where it stands, and that it never depends on luck."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import ConfigError, DataError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.batches import BatchLoader, load_sample
from patchalign3d_training.data.distill_batches import (
    DistillLoader,
    collate_distill,
    load_distill_sample,
)
from patchalign3d_training.data.drawing import draw_by_masks
from patchalign3d_training.data.layout import DistillItem, LabelledCloud
from patchalign3d_training.data.placement import augmented

NAMES = ("base", "top", "foot", "ball")
TEXT = {name: np.eye(6, dtype=np.float32)[i] for i, name in enumerate(NAMES)}
SMALL = BatchOptions(points=64)


class Balls:
    """Balls: the lower half is the `base` (also called `foot`), the upper the `top`, all `ball`."""

    def __len__(self) -> int:
        return 10

    def load(self, index: int) -> LabelledCloud:
        points = np.random.default_rng(index).standard_normal((200, 3)).astype(np.float32)
        low = points[:, 1] < 0
        masks = np.stack([low, ~low, low, low | ~low])
        return LabelledCloud(f"ball_{index}", points, masks, NAMES, "ball")

    def load_distill(self, index: int) -> DistillItem:
        points = self.load(index).points
        centers = points[: 5 + index % 3, [0, 2, 1]]
        features = np.full((len(centers), 7), index, dtype=np.float32)
        return DistillItem(f"ball_{index}", points, centers, features)


def test_the_published_draw_keeps_coordinates_and_leaves_the_category_out():
    sample = load_sample(Balls(), 3, TEXT, SMALL, np.random.default_rng(0))
    cloud = Balls().load(3)
    rows = {tuple(row): i for i, row in enumerate(cloud.points.tolist())}
    drawn = [rows[tuple(row)] for row in sample.points.tolist()]
    assert len(set(drawn)) == 64
    assert np.array_equal(sample.masks, cloud.masks[:3, drawn])
    assert sample.text.argmax(axis=1).tolist() == [0, 1, 2]
    whole = replace(SMALL, exclude_category_label=False)
    assert len(load_sample(Balls(), 3, TEXT, whole, np.random.default_rng(0)).masks) == 4


def test_normalising_reaches_the_unit_sphere():
    options = replace(SMALL, normalize=True, augment=True, yaw=True)
    points = load_sample(Balls(), 0, TEXT, options, np.random.default_rng(1)).points
    assert np.linalg.norm(points, axis=1).max() == pytest.approx(1, abs=1e-6)
    assert np.abs(points.mean(axis=0)).max() < 1e-6


def test_synonyms_share_one_place():
    random = np.random.default_rng(0)
    one = replace(SMALL, one_name_a_part=True)
    drawn = [load_sample(Balls(), 0, TEXT, one, random) for _ in range(20)]
    assert {len(sample.masks) for sample in drawn} == {2}
    assert {int(sample.text[0].argmax()) for sample in drawn} == {0, 2}


class Headless(Balls):
    """Balls that lack a part: the names of the top mark no point."""

    def load(self, index: int) -> LabelledCloud:
        cloud = super().load(index)
        low, _, foot, ball = cloud.masks
        return replace(cloud, masks=np.stack([low, low & False, foot, ball & False]))


@pytest.mark.parametrize(("absent", "blank"), [(None, 2), (2, 2), (1, 1), (0, 0)])
@pytest.mark.parametrize("one_name", [False, True])
def test_names_of_missing_parts_are_kept_by_number(absent, blank, one_name):
    options = replace(SMALL, exclude_category_label=False, absent=absent, one_name_a_part=one_name)
    seen = set()
    for seed in range(20):
        sample = load_sample(Headless(), 3, TEXT, options, np.random.default_rng(seed))
        empty = ~sample.masks.any(axis=1)
        assert empty.sum() == blank
        assert len(empty) - blank == (1 if one_name else 2)
        seen.update(sample.text.argmax(axis=1)[empty].tolist())
    assert seen == ({1, 3} if blank else set())


def test_labels_without_a_vector_stop_or_go():
    few = {name: TEXT[name] for name in ("base", "foot")}
    random = np.random.default_rng(0)
    with pytest.raises(DataError, match="no text vector for top"):
        load_sample(Balls(), 0, few, SMALL, random)
    drop = replace(SMALL, missing_text="drop")
    assert load_sample(Balls(), 0, few, drop, random).text.argmax(axis=1).tolist() == [0, 2]
    with pytest.raises(DataError, match="ball_0: none of its labels"):
        load_sample(Balls(), 0, {}, drop, random)


@pytest.mark.parametrize(
    "wrong",
    [{"sampling": "magic"}, {"missing_text": "guess"}, {"points": 0}, {"text_noise": -1.0}],
)
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        BatchOptions(**wrong)


@given(
    size=st.integers(1, 300),
    count=st.integers(1, 200),
    labels=st.integers(1, 6),
    seed=st.integers(0, 99),
)
def test_mask_aware_drawing_gives_every_label_its_share(size, count, labels, seed):
    random = np.random.default_rng(seed)
    masks = random.random((labels, size)) < random.random((labels, 1)) ** 3
    drawn = draw_by_masks(masks, count, random)
    assert len(drawn) == count
    if count < size:
        assert len(np.unique(drawn)) == count
        quota = count // (2 * labels)
        for mask in masks:
            assert mask[drawn].sum() >= min(quota, mask.sum())


def test_augmentation_stays_in_its_bounds_and_takes_companions_along():
    points = np.random.default_rng(0).standard_normal((500, 3))
    points /= np.linalg.norm(points, axis=1).max()
    still = 0
    for seed in range(40):
        moved, centers = augmented(points, np.random.default_rng(seed), points[:9])
        assert 0.75 < np.linalg.norm(moved, axis=1).max() < 1.25
        offset = np.abs(moved[:9] - centers).max()
        assert offset <= 0.05 + 1e-9
        still += offset == 0
    assert 0 < still < 12


def test_centres_stay_with_their_points():
    options = replace(SMALL, points=200, normalize=True, yaw=True)
    sample = load_distill_sample(Balls(), 4, options, np.random.default_rng(3))
    exchanged = sample.points[:, [0, 2, 1]]
    gaps = np.linalg.norm(exchanged[:, None] - sample.centers[None], axis=2).min(axis=0)
    assert gaps.max() < 1e-6
    assert np.abs(sample.centers).max() <= 1 + 1e-6


def test_distill_batches_are_padded():
    loader = DistillLoader(Balls(), SMALL, batch_size=4, seed=1, first_step=0, last_step=2)
    first, second = loader
    assert first.points.shape == (4, 64, 3)
    for batch in (first, second):
        for row, item in enumerate(batch.items):
            index = int(item.split("_")[1])
            raw = Balls().load_distill(index)
            assert batch.valid[row].sum() == len(raw.centers)
            assert torch.equal(batch.centers[row][batch.valid[row]], torch.from_numpy(raw.centers))
            assert (batch.features[row][batch.valid[row]] == index).all()
            assert not batch.features[row][~batch.valid[row]].any()
    assert len(set(first.items + second.items)) == 8


def test_features_of_two_widths_do_not_mix():
    item = Balls().load_distill(0)
    other = replace(item, item="ball_x", features=item.features[:, :3])
    with pytest.raises(DataError, match="3 in ball_x, 7 in ball_0"):
        collate_distill([item, other])


def _loader(first: int = 0, **share: int) -> BatchLoader:
    options = BatchOptions(points=32, augment=True, sampling="masks")
    return BatchLoader(
        Balls(), TEXT, options, batch_size=4, seed=5, first_step=first, last_step=6, **share
    )


def test_batches_do_not_depend_on_where_a_run_began():
    whole = list(_loader())
    assert len({batch.items for batch in whole}) > 1
    for early, late in zip(whole[3:], _loader(3), strict=True):
        assert early.items == late.items
        assert torch.equal(early.points, late.points) and torch.equal(early.masks, late.masks)


def test_two_processes_share_the_batches_of_one():
    halves = zip(_loader(rank=0, ranks=2), _loader(rank=1, ranks=2), strict=True)
    for whole, (left, right) in zip(_loader(), halves, strict=True):
        assert whole.items == left.items + right.items
        assert torch.equal(whole.points, torch.cat([left.points, right.points]))


def test_an_epoch_sees_each_shape_at_most_once():
    items = [item for batch in list(_loader())[:2] for item in batch.items]
    assert len(set(items)) == 8
