"""Means over groups of faces, by samples of the surface."""

import numpy as np
import pytest

from patchalign3d_cli.segmenting.discovery.samples import draw_samples, group_means
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.transfer import element_carrier
from patchalign3d_cli.shapes import Shape


def strip(cells: int) -> Shape:
    """A square of 2 * cells by cells right triangles, one corner of it cut into 30 slivers."""
    x, y = np.meshgrid(np.arange(cells + 1.0), np.arange(cells + 1.0), indexing="ij")
    vertices = np.stack([x, y, 0.1 * x * y / cells], axis=-1).reshape(-1, 3)
    a = (np.arange(cells)[:, None] * (cells + 1) + np.arange(cells)).reshape(-1)
    b, c = a + cells + 1, a + cells + 2
    faces = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, a + 1], axis=1)])
    tip = vertices[0] + np.linspace(0, 1, 31)[:, None] * np.array([-1e-5, 1e-5, 0])
    slivers = len(vertices) + np.stack([np.arange(30), np.arange(1, 31)], axis=1)
    slivers = np.concatenate([np.zeros((30, 1), int), slivers], axis=1)
    return Shape(np.concatenate([vertices, tip]), np.concatenate([faces, slivers]))


@pytest.mark.slow
def test_means_are_close_to_those_of_values_carried_to_every_face():
    shape = strip(40)
    segmenter = load_segmenter("pa3d-mini", offline=True, backend="light")
    features = segmenter.encode(shape)
    centroids = shape.vertices[shape.faces].mean(axis=1)
    groups = (centroids[:, 0] // 8 * 5 + centroids[:, 1] // 8).astype(np.int64)
    groups[-30:] = 99  # too small for any sample
    groups = np.unique(groups, return_inverse=True)[1]
    samples = draw_samples(features, groups, 0)
    assert set(groups[samples.elements]) == set(range(int(groups.max()) + 1))
    fast = samples.means(groups, features.features)
    carried = element_carrier(features, shape, "interpolate", 0)(features.features)
    slow = group_means(groups, np.maximum(shape.element_areas(), 1e-12), carried)
    spread = np.abs(slow - slow.mean(axis=0)).mean()
    assert np.abs(fast - slow).mean() < 0.1 * spread


def test_a_group_mean_weighs_its_members():
    means = group_means(
        np.array([0, 1, 1]), np.array([5.0, 1.0, 3.0]), np.array([[2.0], [0.0], [4.0]])
    )
    assert means.tolist() == [[2.0], [3.0]]
