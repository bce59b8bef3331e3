"""Nearest neighbours against a full sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.geometry import nearest as module
from patchalign3d_cli.geometry.nearest import nearest


@pytest.mark.parametrize("most_pairs", [0, module.MOST_PAIRS], ids=["tree", "comparison"])
@given(
    queries=st.integers(1, 700),
    points=st.integers(1, 60),
    count=st.integers(1, 5),
    far=st.sampled_from([0.0, 1.0, 100.0]),
)
@settings(deadline=None, max_examples=20)
def test_equal_to_a_full_sort(most_pairs: int, queries: int, points: int, count: int, far: float):
    random = np.random.default_rng(queries * 61 + points)
    asked = (random.standard_normal((queries, 3)) + far).astype(np.float32)
    known = (random.standard_normal((points, 3)) + far).astype(np.float32)
    count = min(count, points)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_PAIRS", most_pairs)
        result = nearest(asked, known, count)
    squared = ((asked[:, None].astype(np.float64) - known) ** 2).sum(axis=2)
    order = squared.argsort(axis=1, kind="stable")[:, :count]
    assert np.array_equal(result.indices, order)
    assert np.allclose(result.squared, np.take_along_axis(squared, order, axis=1), rtol=1e-12)


def test_points_in_one_place_are_all_found():
    result = nearest(np.zeros((1, 3)), np.ones((4, 3)), 4)
    assert sorted(result.indices[0]) == [0, 1, 2, 3]
    assert np.allclose(result.squared, 3)
