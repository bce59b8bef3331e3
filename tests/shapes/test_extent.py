"""The size of a shape, whatever lies far away from it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.shapes import Shape, sample_surface
from patchalign3d_cli.shapes.extent import core_elements
from support.box_chairs import box_chair, chair_points

RADIUS = 0.5 * np.linalg.norm([0.5, 0.95, 0.5])


def with_far(points: np.ndarray, count: int, distance: float, seed: int = 0) -> np.ndarray:
    """The points, and `count` others that lie all around, up to a distance."""
    rng = np.random.default_rng(seed)
    directions = rng.standard_normal((count, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    strays = points.mean(axis=0) + directions * rng.uniform(3, distance, (count, 1))
    return np.concatenate([points, strays])


@pytest.mark.parametrize("name", ["mesh", "cloud"])
def test_all_of_a_plain_shape_counts(name: str) -> None:
    vertices, faces = box_chair()
    shape = Shape(vertices, faces) if name == "mesh" else Shape(chair_points(3000))
    assert shape.core is None
    assert shape.radius == pytest.approx(RADIUS, rel=1e-2)


def test_a_vertex_that_no_face_uses_changes_nothing() -> None:
    vertices, faces = box_chair()
    far = Shape(np.vstack([vertices, [0, 1000, 0]]), faces)
    assert np.array_equal(far.bounds, Shape(vertices, faces).bounds)
    drawn = sample_surface(far, 500, 0).points
    assert np.array_equal(drawn, sample_surface(Shape(vertices, faces), 500, 0).points)


@pytest.mark.parametrize("count, distance", [(1, 1e3), (20, 6.0), (100, 8.0), (400, 50.0)])
def test_a_few_far_points_do_not_count(count: int, distance: float) -> None:
    points = chair_points(20_000)
    shape = Shape(with_far(points, count, distance))
    assert shape.core is not None
    assert np.array_equal(np.flatnonzero(~shape.core), np.arange(20_000, 20_000 + count))
    assert shape.radius == Shape(points).radius


def test_strays_that_are_a_tight_group_do_not_count() -> None:
    points = chair_points(5000)
    group = np.random.default_rng(0).normal(8, 0.01, (60, 3))
    core = core_elements(np.concatenate([points, group]), None)
    assert core is not None and core.sum() == 5000


def test_a_part_that_is_no_handful_counts() -> None:
    points = chair_points(5000)
    group = np.random.default_rng(0).normal(8, 0.3, (500, 3))
    assert core_elements(np.concatenate([points, group]), None) is None


@pytest.mark.parametrize("steps", [1, 40])
def test_a_thin_antenna_counts(steps: int) -> None:
    vertices, faces = box_chair()
    heights = np.linspace(0.9, 7.0, steps + 1)
    strip = np.array([[x, y, -0.23] for y in heights for x in (-0.0005, 0.0005)])
    ladder = np.array([[2 * i, 2 * i + 1, 2 * i + 2] for i in range(steps)]) + len(vertices)
    shape = Shape(np.concatenate([vertices, strip]), np.concatenate([faces, ladder]))
    assert shape.core is None
    assert shape.bounds[1, 1] == 7.0


def test_the_points_of_an_antenna_count() -> None:
    points = chair_points(5000)
    antenna = np.stack([np.zeros(60), np.linspace(0.9, 6.0, 60), np.zeros(60)], axis=1)
    assert core_elements(np.concatenate([points, antenna]), None) is None


@pytest.mark.parametrize("size", [0.0, 1e-6, 0.01])
def test_a_triangle_far_away_does_not_count(size: float) -> None:
    vertices, faces = box_chair()
    floater = np.array([[0, 500, 0], [size, 500, 0], [0, 500 + size, 0]])
    shape = Shape(
        np.concatenate([vertices, floater]),
        np.vstack([faces, len(vertices) + faces[:0], np.arange(3) + len(vertices)]),
    )
    assert shape.core is not None and np.flatnonzero(~shape.core).tolist() == [len(faces)]
    assert np.array_equal(shape.bounds, Shape(vertices, faces).bounds)


def test_a_hidden_copy_without_size_does_not_count() -> None:
    vertices, faces = box_chair()
    hidden = np.full_like(vertices, 0) + [0, 0, 500]
    shape = Shape(
        np.concatenate([vertices, hidden]), np.concatenate([faces, faces + len(vertices)])
    )
    assert np.array_equal(shape.bounds, Shape(vertices, faces).bounds)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-200, 200),
    st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3),
    st.integers(0, 30),
)
def test_scale_and_position_do_not_matter(power: float, shift: list[float], strays: int) -> None:
    points = with_far(chair_points(2000), strays, 9.0)
    expected = core_elements(points, None)
    scale = float(f"1e{power:.0f}")
    core = core_elements((points + shift) * scale, None)
    assert (core is None) == (expected is None)
    assert core is None or np.array_equal(core, expected)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_numbers_give_a_mask(data: st.DataObject) -> None:
    number = st.floats(allow_nan=False, allow_infinity=False)
    points = np.array(data.draw(st.lists(st.tuples(number, number, number), min_size=1)))
    core = core_elements(points, None)
    assert core is None or (len(core) == len(points) and core.mean() >= 0.98)
    faces = np.array(data.draw(st.lists(st.tuples(*[st.integers(0, len(points) - 1)] * 3))), int)
    core = core_elements(points, faces.reshape(-1, 3))
    assert core is None or len(core) == len(faces)
