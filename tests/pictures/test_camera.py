import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.pictures.camera import Viewpoint, aim
from patchalign3d_cli.pictures.layer import Viewport

FRAME = Viewport(10, 20, 310, 220)


@given(
    st.integers(0, 2**32 - 1),
    st.floats(-180, 180),
    st.floats(-85, 85),
    st.floats(5, 45),
)
def test_all_points_are_inside_the_margin_and_some_touch_it(seed, azimuth, elevation, field):
    points = np.random.default_rng(seed).uniform(-0.57, 0.57, (40, 3)).astype(np.float32)
    viewpoint = Viewpoint(azimuth, elevation, field)
    x, y, depth = aim(points, FRAME, viewpoint).project(points)
    assert (depth > 0).all()
    free_x, free_y = viewpoint.margin * FRAME.width, viewpoint.margin * FRAME.height
    rooms = [
        (x.min() - FRAME.left - free_x, FRAME.right - free_x - x.max()),
        (y.min() - FRAME.top - free_y, FRAME.bottom - free_y - y.max()),
    ]
    assert min(min(room) for room in rooms) > -1e-3
    assert any(max(np.abs(room)) < 1e-3 for room in rooms)


def test_a_ray_through_a_projected_point_meets_the_point():
    points = np.random.default_rng(0).uniform(-0.5, 0.5, (30, 3)).astype(np.float32)
    camera = aim(points, FRAME, Viewpoint())
    x, y, _ = camera.project(points)
    rays = camera.directions(x.astype(np.float32), y.astype(np.float32))
    assert np.linalg.norm(rays, axis=1) == pytest.approx(1, abs=1e-6)
    towards = points - camera.position
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    assert rays == pytest.approx(towards, abs=1e-5)


def test_from_the_front_x_is_right_and_y_is_up():
    points = np.array([[0.5, 0, 0], [0, 0.5, 0], [-0.5, -0.5, 0]], dtype=np.float32)
    camera = aim(points, FRAME, Viewpoint(azimuth=0, elevation=0))
    x, y, _ = camera.project(points)
    assert x[0] > x[1] > x[2]
    assert y[1] < y[0] < y[2]
    assert camera.position[2] > 0
    assert np.linalg.det(camera.axes * [[1], [1], [-1]]) == pytest.approx(1)


def test_a_single_point_has_a_camera():
    camera = aim(np.zeros((1, 3), dtype=np.float32), FRAME, Viewpoint())
    x, y, depth = camera.project(np.zeros((1, 3), dtype=np.float32))
    assert (x[0], y[0]) == pytest.approx((160, 120))
    assert depth[0] > 0
