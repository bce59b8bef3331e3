import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import ConvexHull
from scipy.spatial.transform import Rotation

from patchalign3d_cli.geometry.oriented_box import OrientedBox, oriented_box

CORNERS = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))


def surface(halves: np.ndarray) -> float:
    return float((halves * np.roll(halves, 1)).sum())


def best_surface(points: np.ndarray) -> float:
    """Twin: every side of the exact hull with every edge of it."""
    hull = ConvexHull(points)
    edges = {tuple(sorted(pair)) for t in hull.simplices for pair in itertools.combinations(t, 2)}
    best = np.inf
    for normal in hull.equations[:, :3]:
        for one, two in edges:
            edge = points[two] - points[one]
            edge = edge - (edge @ normal) * normal
            if (length := np.linalg.norm(edge)) < 1e-9:
                continue
            frame = np.stack([normal, edge / length, np.cross(normal, edge / length)])
            best = min(best, surface(np.ptp(points @ frame.T, axis=0) / 2))
    return best


def check_contains(box: OrientedBox, points: np.ndarray) -> None:
    size = float(np.abs(points).max()) or 1.0
    offsets = (points - box.center) @ box.axes.T
    assert (np.abs(offsets) <= box.half_sizes + 1e-9 * size).all()
    assert box.axes @ box.axes.T == pytest.approx(np.eye(3), abs=1e-9)
    assert np.linalg.det(box.axes) == pytest.approx(1)
    assert (np.diff(box.half_sizes) <= 1e-8 * size).all()
    turned = Rotation.from_quat(box.quaternion).as_matrix()
    assert turned == pytest.approx(box.axes.T, abs=1e-9) and box.quaternion[3] >= 0


@given(
    st.integers(0, 10_000),
    st.tuples(*[st.floats(0.02, 50)] * 3),
    st.sampled_from([1e-6, 1.0, 1e4]),
)
@settings(deadline=None)
def test_a_tilted_box_is_found_exactly(seed, halves, unit):
    halves = np.sort(halves)[::-1] * unit
    turn = Rotation.random(random_state=seed).as_matrix()
    inside = np.random.default_rng(seed).uniform(-1, 1, (200, 3))
    center = np.array([3.0, -400.0, 7.0]) * unit
    points = (np.concatenate([CORNERS, inside]) * halves) @ turn.T + center
    box = oriented_box(points)
    check_contains(box, points)
    assert box.half_sizes == pytest.approx(halves, rel=1e-6)
    assert box.center == pytest.approx(center, abs=1e-6 * halves[0])


@pytest.mark.slow
@given(st.integers(0, 10_000), st.integers(4, 60))
@settings(deadline=None, max_examples=30)
def test_it_holds_all_points_and_is_nearly_as_small_as_the_exact_search_finds(seed, count):
    points = np.random.default_rng(seed).normal(size=(count, 3)) * [3, 1, 0.5]
    box = oriented_box(points)
    check_contains(box, points)
    assert surface(box.half_sizes) <= 1.25 * best_surface(points)


def test_what_stands_along_the_axes_stays_along_the_axes():
    for points in (CORNERS, CORNERS * [1, 2, 3]):
        box = oriented_box(points)
        assert sorted(np.abs(box.axes).argmax(axis=1).tolist()) == [0, 1, 2]
        assert np.abs(box.axes).max(axis=1).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("points", "halves"),
    [
        ([[1, 2, 3]], [0, 0, 0]),
        ([[1, 2, 3]] * 5, [0, 0, 0]),
        ([[0, 0, 0], [3, 4, 12]], [6.5, 0, 0]),
        ([[0, 0, 0], [3, 4, 12], [6, 8, 24]], [13, 0, 0]),
        ([[0, 0, 0], [3, 3, 0], [2, 4, 0], [-1, 1, 0]], [1.5 * 2**0.5, 0.5 * 2**0.5, 0]),
    ],
)
def test_points_lines_and_planes(points, halves):
    points = np.array(points, dtype=float)
    box = oriented_box(points)
    check_contains(box, points)
    assert box.half_sizes == pytest.approx(halves, abs=1e-9)


@pytest.mark.parametrize("angle", [0, 90, 120, 180, 240])
@pytest.mark.parametrize("axis", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -1, 0]])
def test_every_form_of_the_quaternion(angle, axis):
    turn = Rotation.from_rotvec(np.radians(angle) * np.array(axis) / np.linalg.norm(axis))
    box = OrientedBox(np.zeros(3), turn.as_matrix().T, np.ones(3))
    assert Rotation.from_quat(box.quaternion).as_matrix() == pytest.approx(turn.as_matrix())
