import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes import Shape, sample_surface

# Areas 8, 0 and 2: two triangles and a line between them.
VERTICES = np.array([[0, 0, 0], [4, 0, 0], [0, 4, 0], [9, 0, 5], [11, 0, 5], [9, 2, 5]], float)
FACES = np.array([[0, 1, 2], [0, 0, 3], [3, 4, 5]])


def test_faces_are_drawn_by_area_and_points_lie_on_them() -> None:
    points, faces = sample_surface(Shape(VERTICES, FACES), 20_000, 0)
    assert points.shape == (20_000, 3)
    assert (points.dtype, faces.dtype) == (np.float64, np.int64)
    assert np.bincount(faces, minlength=3)[1] == 0
    assert abs((faces == 0).mean() - 0.8) < 0.015
    local = (points - VERTICES[FACES[faces, 0]]) / np.where(faces == 0, 4.0, 2.0)[:, None]
    np.testing.assert_allclose(local[:, 2], 0, atol=1e-12)
    assert local.min() >= -1e-12
    assert local.sum(axis=1).max() <= 1 + 1e-12
    # The mean of a uniform draw is the centroid, its variance 1/18 (a unit right triangle).
    np.testing.assert_allclose(local[:, :2].mean(axis=0), 1 / 3, atol=0.01)
    np.testing.assert_allclose(local[:, :2].var(axis=0), 1 / 18, atol=0.003)


def test_the_seed_decides() -> None:
    shape = Shape(VERTICES, FACES)
    first, again, other = (sample_surface(shape, 50, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.points, again.points)
    np.testing.assert_array_equal(first.faces, again.faces)
    assert not np.array_equal(first.points, other.points)


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e-12, 1e12, 1e150, 1e300])
def test_size_does_not_matter(scale: float) -> None:
    plain = sample_surface(Shape(VERTICES, FACES), 500, 0)
    scaled = sample_surface(Shape(VERTICES * scale, FACES), 500, 0)
    np.testing.assert_array_equal(scaled.faces, plain.faces)
    np.testing.assert_allclose(scaled.points / scale, plain.points, rtol=1e-9, atol=1e-9)


def test_a_small_shape_far_from_the_origin() -> None:
    offset = np.array([1e6, -1e6, 1e6])
    shape = Shape(VERTICES * 1e-6 + offset, FACES)
    faces = sample_surface(shape, 5_000, 0).faces
    assert abs((faces == 0).mean() - 0.8) < 0.03
    assert not (faces == 1).any()


def test_faces_without_area_are_equally_likely() -> None:
    line = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [5, 0, 0]], float)
    shape = Shape(line, np.array([[0, 1, 2], [1, 1, 3], [3, 3, 3]]))
    points, faces = sample_surface(shape, 3_000, 0)
    assert (np.abs(np.bincount(faces) / 3_000 - 1 / 3) < 0.05).all()
    assert (points[faces == 2] == [5, 0, 0]).all()


def test_a_cloud_is_drawn_without_replacement() -> None:
    cloud = Shape(np.random.default_rng(0).random((100, 3)))
    points, indices = sample_surface(cloud, 60, 0)
    assert len(set(indices.tolist())) == 60
    np.testing.assert_array_equal(points, cloud.vertices[indices])
    assert sorted(sample_surface(cloud, 100, 1).faces.tolist()) == list(range(100))


def test_a_small_cloud_is_repeated_evenly() -> None:
    cloud = Shape(np.random.default_rng(0).random((7, 3)))
    indices = sample_surface(cloud, 20, 0).faces
    assert sorted(indices[:7].tolist()) == list(range(7))
    assert set(np.bincount(indices, minlength=7)) == {2, 3}


@pytest.mark.parametrize(("count", "seed"), [(0, 0), (-1, 0), (5, -1)])
def test_count_and_seed_are_checked(count: int, seed: int) -> None:
    with pytest.raises(ConfigError):
        sample_surface(Shape(VERTICES, FACES), count, seed)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 40), size=st.integers(1, 30))
def test_points_lie_in_their_faces(seed: int, count: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    vertices = rng.normal(size=(12, 3))
    faces = rng.integers(0, 12, (size, 3))
    points, chosen = sample_surface(Shape(vertices, faces), count, seed)
    for point, face in zip(points, chosen, strict=True):
        a, b, c = vertices[faces[face]]
        weights = np.linalg.lstsq(
            np.vstack([np.stack([a, b, c], axis=1), np.ones(3)]), np.append(point, 1), rcond=None
        )[0]
        rebuilt = weights @ np.stack([a, b, c])
        np.testing.assert_allclose(rebuilt, point, atol=1e-9)
        assert weights.min() > -1e-6
