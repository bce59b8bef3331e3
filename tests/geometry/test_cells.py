"""Points joined into cells: a partition, whatever the cloud."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.geometry.cells import join_points


def slow_cells(points: np.ndarray, bounds: np.ndarray, side: int) -> list[set[int]]:
    """The points of each occupied cell of a grid, one by one."""
    cells: dict[tuple[int, ...], set[int]] = {}
    extent = (bounds[1] - bounds[0]).max()
    for number, point in enumerate(points):
        steps = np.floor((point - bounds[0]) * (side / extent)).clip(0, side - 1)
        cells.setdefault(tuple(steps.astype(int)), set()).add(number)
    return [cells[key] for key in sorted(cells)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 400), st.sampled_from([1e-6, 1.0, 1e9]))
@settings(max_examples=30, deadline=None)
@pytest.mark.slow
def test_cells_are_those_of_the_grid(seed: int, count: int, scale: float):
    points = np.random.default_rng(seed).standard_normal((count, 3)) * scale
    bounds = np.stack([points.min(axis=0), points.max(axis=0)])
    cells = join_points(points, bounds, 1000)
    members = [set(np.flatnonzero(cells.cell_of == i)) for i in range(len(cells.counts))]
    extent = (bounds[1] - bounds[0]).max()
    if extent > 0:
        assert members == slow_cells(points, bounds, 256)
    assert cells.counts.sum() == count and (cells.counts > 0).all()
    means = np.stack([points[sorted(group)].mean(axis=0) for group in members])
    assert np.allclose(cells.centroids, means, rtol=1e-9, atol=1e-9 * scale)
    assert np.allclose(cells.means(points), cells.centroids)


def test_there_are_never_too_many():
    rng = np.random.default_rng(0)
    for points in (rng.random((50_000, 3)), np.c_[rng.random((50_000, 2)), np.zeros(50_000)]):
        bounds = np.stack([points.min(axis=0), points.max(axis=0)])
        cells = join_points(points, bounds, 5_000)
        assert 1_000 < len(cells.counts) <= 5_000


def test_a_point_outside_of_the_box_belongs_to_its_border():
    points = np.array([[0.0, 0, 0], [1, 1, 1], [50, 1, 1], [-50, 0, 0]])
    cells = join_points(points, np.array([[0.0, 0, 0], [1, 1, 1]]), 1000)
    assert cells.cell_of.tolist() == [0, 1, 1, 0]


def test_points_at_one_position_are_one_cell():
    cells = join_points(np.ones((10, 3)), np.ones((2, 3)), 1000)
    assert cells.counts.tolist() == [10] and cells.centroids == pytest.approx(1.0)


def test_divided_cells_keep_groups_to_themselves():
    random = np.random.default_rng(5)
    points, groups = random.random((900, 3)), random.integers(0, 3, 900)
    cells = join_points(points, np.array([[0.0] * 3, [1.0] * 3]), 1000)
    cells = cells._replace(cell_of=cells.cell_of // 40)
    divided = cells.divided(points, groups)
    pairs = {*zip(cells.cell_of.tolist(), groups.tolist(), strict=True)}
    assert len(divided.counts) == len(pairs) and divided.counts.sum() == 900
    for number in range(len(pairs)):
        mine = divided.cell_of == number
        assert len({*zip(cells.cell_of[mine].tolist(), groups[mine].tolist(), strict=True)}) == 1
        assert np.allclose(divided.centroids[number], points[mine].mean(axis=0))
