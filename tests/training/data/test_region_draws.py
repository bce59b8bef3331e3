"""Which regions a step keeps apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.model.region_sizes import CRUMB, MOST_REGIONS
from patchalign3d_training.data.region_draws import draw_regions


def grid(regions: int, each: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Regions in a row, `each` points at 0, 1, 2 ...: their numbers and points."""
    numbers = np.repeat(np.arange(regions, dtype=np.int32), each)
    points = np.zeros((len(numbers), 3), dtype=np.float32)
    points[:, 0] = numbers
    return numbers, points


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=15),
    vary=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_numbers_are_dense(numbers: list[int], vary: bool, seed: int):
    random = np.random.default_rng(seed)
    numbers = numbers * CRUMB  # none is a crumb
    given_numbers = np.array(numbers, dtype=np.int32)
    points = random.standard_normal((len(numbers), 3)).astype(np.float32)
    drawn = draw_regions(given_numbers, points, random, vary=vary)
    assert drawn.dtype == np.int64
    assert np.array_equal(np.unique(drawn), np.arange(drawn.max() + 1))
    if not vary:  # each old region is a new one
        pairs = {*zip(numbers, drawn.tolist(), strict=True)}
        assert len(pairs) == len(set(numbers)) == len(set(drawn.tolist()))


def test_no_more_than_the_decoder_takes():
    numbers, points = grid(300)
    for vary in (False, True):
        drawn = draw_regions(numbers, points, np.random.default_rng(1), vary=vary)
        assert drawn.max() < MOST_REGIONS


def test_a_shape_without_regions_is_one():
    points = np.zeros((5, 3), dtype=np.float32)
    assert draw_regions(None, points, np.random.default_rng(0), vary=True).tolist() == [0] * 5


def test_a_soup_of_crumbs_is_one_as_it_is_where_a_model_is_used():
    numbers, points = grid(40, each=CRUMB - 1)
    for vary in (False, True):
        drawn = draw_regions(numbers, points, np.random.default_rng(0), vary=vary)
        assert drawn.tolist() == [0] * len(points)
    some = np.r_[numbers, np.full(len(numbers), 99, dtype=np.int32)]  # crumbs are half of it
    drawn = draw_regions(some, np.r_[points, points], np.random.default_rng(0), vary=False)
    assert drawn.max() == 40


def test_without_varying_nothing_is_drawn():
    numbers, points = grid(4)
    random = np.random.default_rng(0)
    assert np.array_equal(draw_regions(numbers, points, random, vary=False), numbers)
    assert random.random() == np.random.default_rng(0).random()


def test_a_share_of_the_draws_joins_near_regions():
    """Of two clusters far from each other, none is joined with the other but when all are one."""
    numbers, points = grid(10)
    points[numbers >= 5] += 100
    random = np.random.default_rng(0)
    draws = [draw_regions(numbers, points, random, vary=True) for _ in range(600)]
    counts = np.array([draw.max() + 1 for draw in draws])
    assert 0.02 < (counts == 1).mean() < 0.09
    assert 0.45 < (counts == 10).mean() < 0.62
    assert {*range(3, 10)} <= {*counts.tolist()}
    for draw, count in zip(draws, counts, strict=True):
        if count > 1:
            assert {*draw[numbers < 5]}.isdisjoint({*draw[numbers >= 5]})


def test_some_draws_cut_regions_by_planes():
    numbers, points = grid(4, each=50)
    points += np.random.default_rng(3).normal(0, 0.05, points.shape).astype(np.float32)
    random = np.random.default_rng(0)
    draws = [draw_regions(numbers, points, random, vary=True) for _ in range(300)]
    cut = [draw for draw in draws if any(len(np.unique(draw[numbers == k])) > 1 for k in range(4))]
    assert 0.08 < len(cut) / len(draws) < 0.3
    for draw in cut:
        for region in range(4):
            mine = points[numbers == region]
            sides = draw[numbers == region]
            for one in np.unique(sides)[1:]:  # two sides of a plane: their hulls do not overlap
                first, second = mine[sides == one], mine[sides != one]
                weights = np.linalg.lstsq(
                    np.c_[mine, np.ones(len(mine))], np.where(sides == one, 1.0, -1.0), rcond=None
                )[0]
                right = (np.c_[mine, np.ones(len(mine))] @ weights > 0) == (sides == one)
                assert right.mean() > 0.8 or min(len(first), len(second)) < 8
