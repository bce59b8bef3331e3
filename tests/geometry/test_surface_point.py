"""The nearest triangle, against a search by many samples of each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from patchalign3d_cli.geometry.surface_point import nearest_triangle


def sampled_distance(point: NDArray[np.float64], corners: NDArray[np.float64]) -> float:
    steps = np.linspace(0, 1, 60)
    u, v = (grid.reshape(-1) for grid in np.meshgrid(steps, steps))
    inside = u + v <= 1
    weights = np.stack([1 - u - v, u, v], axis=1)[inside]
    return float(np.linalg.norm(weights @ corners - point, axis=1).min())


@given(st.integers(0, 2**32 - 1))
def test_it_is_as_near_as_the_nearest_sample(seed: int):
    random = np.random.default_rng(seed)
    vertices = random.normal(size=(12, 3))
    triangles = np.arange(12).reshape(4, 3)
    point = random.normal(size=3) * 2
    nearest = nearest_triangle(point, vertices, triangles)
    distances = [sampled_distance(point, vertices[corners]) for corners in triangles]
    assert nearest.distance <= min(distances) + 1e-12
    assert nearest.distance == pytest.approx(distances[nearest.triangle], abs=0.1)
    assert distances[nearest.triangle] == pytest.approx(min(distances), abs=0.1)


def test_a_large_face_is_nearer_than_its_centroid_says():
    vertices = np.array([[0.0, 0, 0], [100, 0, 0], [0, 100, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1]])
    triangles = np.array([[0, 1, 2], [3, 4, 5]])
    assert nearest_triangle(np.array([2.0, 0.5, 0.1]), vertices, triangles).triangle == 0
    assert nearest_triangle(np.array([0.3, 0.3, 0.9]), vertices, triangles).triangle == 1


def test_a_triangle_without_area_counts_as_its_edges():
    vertices = np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0]])
    nearest = nearest_triangle(np.array([1.5, 1.0, 0]), vertices, np.array([[0, 1, 2]]))
    assert nearest == (0, pytest.approx(1.0))
