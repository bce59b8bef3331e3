"""The sphere about points, and the model's reflection."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.geometry.frames import bounding_sphere, exchange_yz


@given(
    seed=st.integers(0, 1000),
    scale=st.sampled_from([1e-200, 1e-12, 1e-3, 1.0, 1e6, 1e12, 1e200]),
    shift=st.floats(-1e3, 1e3),
)
@settings(deadline=None, max_examples=60)
def test_the_farthest_point_is_on_the_sphere(seed: int, scale: float, shift: float):
    points = (np.random.default_rng(seed).standard_normal((50, 3)) + shift) * scale
    sphere = bounding_sphere(points)
    inside = (points - sphere.center) / sphere.radius
    assert np.linalg.norm(inside, axis=1).max() == pytest.approx(1, abs=1e-9)
    assert np.abs(inside.mean(axis=0)).max() < 1e-9


def test_points_in_one_place_have_a_radius_of_one():
    sphere = bounding_sphere(np.full((4, 3), 7.0))
    assert sphere.center.tolist() == [7, 7, 7] and sphere.radius == 1


def test_the_exchange_is_its_own_inverse_for_arrays_and_tensors():
    points = np.random.default_rng(9).standard_normal((2, 5, 3))
    assert exchange_yz(np.array([1.0, 2.0, 3.0])).tolist() == [1, 3, 2]
    assert np.array_equal(exchange_yz(exchange_yz(points)), points)
    assert np.array_equal(exchange_yz(torch.from_numpy(points)).numpy(), exchange_yz(points))
