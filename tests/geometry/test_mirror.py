"""The mirror plane of points."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from patchalign3d_cli.geometry.mirror import Mirror, find_mirror, mirror_images


def a_pair_of_wings(count: int = 1500, seed: int = 0) -> np.ndarray:
    """Points of a shape that x = 0 mirrors and no other plane: two wings and a tail."""
    random = np.random.default_rng(seed)
    wing = random.random((count // 3, 3)) * [1.0, 0.05, 0.3] + [0.1, 0.0, 0.0]
    tail = random.random((count // 3, 3)) * [0.1, 0.5, 0.2] + [-0.05, 0.0, -0.9]
    other = random.random((count // 3, 3)) * [1.0, 0.05, 0.3] + [0.1, 0.0, 0.0]
    return np.concatenate([wing, other * [-1, 1, 1], tail])


@pytest.mark.parametrize("angle", [0.0, 17.0, 63.0, 135.0])
def test_the_plane_between_two_sides_is_found_however_the_shape_stands(angle: float):
    turn = Rotation.from_euler("y", angle, degrees=True).as_matrix()
    shift = np.array([3.0, -1.0, 2.0])
    mirror = find_mirror(a_pair_of_wings() @ turn.T + shift)
    assert mirror is not None
    normal = turn @ [1.0, 0.0, 0.0]
    assert abs(mirror.normal @ normal) > np.cos(np.radians(1.5))
    assert mirror.offset == pytest.approx(mirror.normal @ shift, abs=0.02)


def test_images_are_on_the_other_side_at_the_same_distance():
    mirror = find_mirror(a_pair_of_wings())
    assert mirror is not None
    points = np.random.default_rng(1).standard_normal((50, 3))
    images = mirror.apply(points)
    heights = points @ mirror.normal - mirror.offset
    assert np.allclose(images @ mirror.normal - mirror.offset, -heights)
    assert np.allclose(np.cross(images - points, mirror.normal), 0)
    assert np.allclose(mirror.apply(images), points)


def test_a_shape_of_one_wing_has_no_plane():
    points = a_pair_of_wings()
    assert find_mirror(points[points[:, 0] > -0.06]) is None


def test_nothing_is_said_of_a_few_points_or_of_points_that_are_one():
    assert find_mirror(a_pair_of_wings(60)) is None
    assert find_mirror(np.zeros((500, 3))) is None


def test_an_image_counts_in_the_region_that_mirrors_its_own():
    random = np.random.default_rng(3)
    knob = random.random((8, 3)) * [0.04, 0.04, 0.02] + [0.3, 0.2, 0.1]
    panel = random.random((200, 3)) * [2.0, 1.0, 0.0] - [1.0, 0.5, 0.0]
    lone = random.random((8, 3)) * [0.04, 0.04, 0.02] + [0.7, -0.3, 0.05]
    centers = np.concatenate([knob, knob * [-1, 1, 1], panel, lone])
    regions = np.repeat([4, 2, 9, 5], [8, 8, 200, 8])
    mirror = Mirror(np.array([1.0, 0.0, 0.0]), 0.0, 0.1)
    images = mirror_images(mirror, centers, centers, regions)
    one_hot = (regions[:, None] == [4, 2, 9, 5]).astype(np.float32)
    mixed = images.mix(one_hot)
    assert np.allclose(mixed[:8], [0.5, 0.5, 0, 0]) and np.allclose(mixed[8:16], [0.5, 0.5, 0, 0])
    assert np.allclose(mixed[16:216], [0, 0, 1, 0])  # the panel is its own image
    assert (images.votes[16:216] > 0.25).mean() > 0.9
    assert (images.votes[216:] == 0).all()  # nothing mirrors the lone one
    blurred = mirror_images(mirror, centers, centers).mix(one_hot)
    assert blurred[216:, 2].min() > 0.05  # where nothing is known, the panel speaks
