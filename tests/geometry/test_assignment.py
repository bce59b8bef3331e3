"""From patches to points: by hand, and against loops."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.geometry.assignment import (
    interpolation,
    interpolation_within,
    membership_scores,
    nearest_scores,
)

CENTERS = np.float32([[0, 0, 0], [1, 0, 0], [3, 0, 0]])
SCORES = np.float32([[1, 0], [0, 1], [4, 8]])


def test_nearest_by_hand():
    points = np.float32([[0.2, 0, 0], [0.8, 0, 0], [9, 0, 0]])
    assert nearest_scores(points, CENTERS, SCORES).tolist() == [[1, 0], [0, 1], [4, 8]]


def test_interpolation_by_hand():
    points = np.float32([[0.5, 0, 0], [1, 0, 0]])
    result = interpolation(points, CENTERS, neighbors=2).apply(SCORES)
    assert np.allclose(result, [[0.5, 0.5], [0, 1]], atol=1e-6)
    weights = np.array([4, 4, 1 / 6.25])
    three = interpolation(points[:1], CENTERS).apply(SCORES)
    assert np.allclose(three[0], (weights / weights.sum()) @ SCORES)
    assert three.dtype == np.float32


def test_membership_by_hand():
    points = np.float32([[0, 0, 0], [1, 0, 0], [2.8, 0, 0]])
    indices = np.array([[0, 1], [1, 1], [0, 0]])
    result = membership_scores(points, CENTERS, indices, SCORES)
    # Point 0 is in patches 0 and 2, point 1 in 0 and 1 (once each), point 2 in none.
    assert result.tolist() == [[2.5, 4], [0.5, 0.5], [4, 8]]


@given(seed=st.integers(0, 1000), patches=st.integers(1, 9), parts=st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_interpolation_equals_a_loop(seed: int, patches: int, parts: int):
    random = np.random.default_rng(seed)
    points, centers = (random.standard_normal((n, 3)).astype(np.float32) for n in (12, patches))
    scores = random.standard_normal((patches, parts)).astype(np.float32)
    expected = []
    for point in points.astype(np.float64):
        squared = ((centers - point) ** 2).sum(axis=1)
        near = squared.argsort()[:3]
        weights = 1 / np.maximum(squared[near], 1e-10)
        expected.append((weights[:, None] * scores[near]).sum(axis=0) / weights.sum())
    assert np.allclose(interpolation(points, centers).apply(scores), expected, atol=1e-5)


@given(seed=st.integers(0, 1000), patches=st.integers(1, 12), groups=st.integers(1, 5))
@settings(deadline=None, max_examples=30)
def test_a_point_listens_to_centres_of_its_group_alone(seed: int, patches: int, groups: int):
    random = np.random.default_rng(seed)
    points, centers = (random.standard_normal((n, 3)).astype(np.float32) for n in (15, patches))
    scores = random.standard_normal((patches, 2)).astype(np.float32)
    of_points, of_centers = (random.integers(0, groups, n) * 7 - 3 for n in (15, patches))
    expected = []
    for point, group in zip(points, of_points, strict=True):
        same = np.flatnonzero(of_centers == group)
        same = same if len(same) else np.arange(patches)
        expected.append(interpolation(point[None], centers[same]).apply(scores[same])[0])
    result = interpolation_within(points, centers, of_points, of_centers).apply(scores)
    assert np.allclose(result, expected, atol=1e-5)
