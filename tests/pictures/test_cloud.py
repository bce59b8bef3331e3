import numpy as np
import pytest

from patchalign3d_cli.pictures import cloud
from patchalign3d_cli.pictures.camera import Viewpoint, aim
from patchalign3d_cli.pictures.cloud import cloud_layer, point_radius
from patchalign3d_cli.pictures.layer import Viewport

FRAME = Viewport(0, 0, 80, 80)


def camera_for(points):
    return aim(points, FRAME, Viewpoint(azimuth=0, elevation=0, margin=0.2))


def slow_nearest(points, radius, camera, viewport):
    """For each sample the point whose ball is nearest there, sample by sample."""
    x, y, depth = camera.project(points)
    x, y, reach = x * 2, y * 2, radius * camera.focal * 2 / depth
    expected = np.full((viewport.height * 2, viewport.width * 2), -1)
    for row in range(expected.shape[0]):
        for column in range(expected.shape[1]):
            off = ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2) / reach**2
            with np.errstate(invalid="ignore"):
                away = np.where(off < 1, depth - radius * np.sqrt(1 - off), np.inf)
            if np.isfinite(away.min()):
                expected[row, column] = away.astype(np.float32).argmin()
    return expected


@pytest.mark.many
@pytest.mark.parametrize("chunk", [1_000_000, 500])
def test_the_nearest_ball_is_that_of_the_slow_twin(chunk, monkeypatch):
    monkeypatch.setattr(cloud, "_CHUNK", chunk)
    points = np.random.default_rng(0).uniform(-0.5, 0.5, (60, 3)).astype(np.float32)
    camera = camera_for(points)
    nearest, depth, normals = cloud._splatted(points, 0.12, camera, FRAME, (160, 160))
    expected = slow_nearest(points, 0.12, camera, FRAME)
    assert np.array_equal(nearest.reshape(160, 160), expected)
    assert np.array_equal(np.isfinite(depth), nearest >= 0)
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1, abs=1e-5)
    assert (normals @ camera.axes[2] <= 0).all()


def test_points_have_their_colors_and_the_rest_is_free():
    points = np.array([[-0.5, 0, 0], [0.5, 0, 0]], dtype=np.float32)
    colors = np.array([[1, 0, 0], [0, 0, 1]], dtype=np.float32)
    camera = camera_for(points)
    layer = cloud_layer(points, colors, 0.1, camera, FRAME)
    x, y, _ = camera.project(points)
    left, right = (layer.light[int(y[i]), int(x[i])] for i in range(2))
    assert left[0] > 5 * left[2]
    assert right[2] > 5 * right[0]
    assert layer.cover[40, 40] == 0
    assert layer.cover[int(y[0]), int(x[0])] == 1


def test_balls_that_leave_the_frame_are_cut():
    points = np.array([[-0.5, 0, 0], [0.5, 0, 0]], dtype=np.float32)
    layer = cloud_layer(points, np.ones((2, 3), np.float32), 0.9, camera_for(points), FRAME)
    assert layer.cover.shape == (80, 80)
    assert layer.cover.any()


def test_radius_follows_the_spacing_of_a_grid():
    line = np.linspace(-0.5, 0.5, 51)  # spacing 0.02
    x, y = (grid.reshape(-1) for grid in np.meshgrid(line, line))
    points = np.stack([x, y, np.zeros_like(x)], axis=1).astype(np.float32)
    assert point_radius(points) == pytest.approx(0.7 * 0.02 * 2**0.5, rel=0.01)


def test_radius_closes_a_surface_of_random_points():
    random = np.random.default_rng(0).uniform(-0.5, 0.5, (2000, 3)).astype(np.float32)
    random[:, 2] = 0
    radius = point_radius(random)
    probes = np.random.default_rng(1).uniform(-0.45, 0.45, (500, 2))
    gaps = np.linalg.norm(probes[:, None] - random[None, :, :2], axis=2).min(axis=1)
    assert (gaps < radius).mean() > 0.93
    assert radius < 3 / 2000**0.5


def test_radius_of_many_points_is_measured_on_some(monkeypatch):
    random = np.random.default_rng(0).uniform(-0.5, 0.5, (30_000, 3)).astype(np.float32)
    random[:, 2] = 0
    full = point_radius(random)
    monkeypatch.setattr(cloud, "_PEERS", 3_000)
    assert point_radius(random) == pytest.approx(full, rel=0.15)


def test_radius_of_one_place_is_the_largest():
    assert point_radius(np.zeros((4, 3), dtype=np.float32)) == 0.05
