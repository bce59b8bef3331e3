"""Groups of points by number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.geometry.groups import largest_groups, mostly_crumbs


@given(
    numbers=st.lists(st.integers(-50, 50), min_size=1, max_size=60),
    most=st.integers(1, 12),
)
def test_the_largest_stay_and_the_rest_is_one(numbers: list[int], most: int):
    given_ = np.array(numbers)
    groups = largest_groups(given_, most)
    assert np.array_equal(np.unique(groups), np.arange(groups.max() + 1))  # dense
    old, sizes = np.unique(given_, return_counts=True)
    assert groups.max() + 1 == min(most, len(old))
    for number in old:
        assert len(np.unique(groups[given_ == number])) == 1  # none is split
    if len(old) <= most:
        assert np.array_equal(groups, np.searchsorted(old, given_))
        return
    members = [set(given_[groups == group]) for group in range(most)]
    left = members.pop()
    assert all(len(whole) == 1 for whole in members)
    smallest = min((sizes[old == number][0] for (number,) in members), default=np.inf)
    assert max(sizes[np.isin(old, list(left))]) <= smallest


@given(numbers=st.lists(st.integers(-3, 3), min_size=1, max_size=30), crumb=st.integers(1, 6))
def test_crumbs_are_counted_by_their_points(numbers: list[int], crumb: int):
    small = sum(numbers.count(number) < crumb for number in numbers)
    assert mostly_crumbs(np.array(numbers), crumb) == (small > len(numbers) - small)
