import numpy as np
import pytest

from patchalign3d_cli.pictures import shadow
from patchalign3d_cli.pictures.camera import Viewpoint, aim
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.raycast import RayCaster
from patchalign3d_cli.pictures.shadow import _blurred, cloud_shadow, mesh_shadow


def small_box(box):
    vertices, faces = box
    return (vertices * [0.3, 0.1, 0.3]).astype(np.float32), faces


def test_mesh_and_cloud_of_one_thing_cast_the_same_shadow(box):
    vertices, faces = small_box(box)
    mesh = mesh_shadow(RayCaster(vertices, faces), vertices)
    dense = np.random.default_rng(0).uniform(-0.3, 0.3, (20_000, 3)).astype(np.float32)
    dense[:, 1] = np.where(np.arange(20_000) % 2, -0.1, 0.1)
    cloud = cloud_shadow(dense, 0.01)
    assert mesh.level == pytest.approx(-0.1)
    assert cloud.level == pytest.approx(-0.11)
    assert np.abs(mesh.darkness - cloud.darkness).max() < 0.12
    assert mesh.darkness[80, 80] > 0.4
    assert mesh.darkness[0].max() < 0.01
    assert 0 <= mesh.darkness.min() <= mesh.darkness.max() <= 1


def test_what_hangs_high_darkens_less(box):
    low, faces = small_box(box)
    high = low + np.array([0, 0.6, 0], dtype=np.float32)
    foot = np.array([[1, -0.1, 1], [1.01, -0.1, 1], [1, -0.1, 1.01]], dtype=np.float32)
    feet = np.arange(3)[None] + len(low)
    darkness = []
    for body in (low, high):
        vertices = np.concatenate([body, foot])
        cast = mesh_shadow(RayCaster(vertices, np.concatenate([faces, feet])), vertices)
        darkness.append(cast.darkness[80, 80])
    assert 0 < darkness[1] < darkness[0] / 2


def test_the_ground_is_seen_below_the_horizon_only(box):
    vertices, faces = small_box(box)
    cast = mesh_shadow(RayCaster(vertices, faces), vertices)
    viewport = Viewport(0, 0, 90, 60)
    camera = aim(vertices, viewport, Viewpoint(elevation=20))
    darkness = cast.on_ground(camera, viewport)
    assert darkness.shape == (60, 90)
    x, y, _ = camera.project(np.array([[0, -0.1, 0]], dtype=np.float32))
    assert darkness[int(y[0]), int(x[0])] == pytest.approx(
        cast.darkness[79:81, 79:81].mean(), abs=0.02
    )
    level = aim(vertices, viewport, Viewpoint(elevation=0))
    assert not cast.on_ground(level, viewport)[:20].any()


@pytest.mark.parametrize("size", [(801, 602), (400, 403)])
def test_looking_at_every_fourth_pixel_is_enough(box, monkeypatch, size):
    vertices, faces = small_box(box)
    cast = mesh_shadow(RayCaster(vertices, faces), vertices)
    viewport = Viewport(3, 5, size[0] + 3, size[1] + 5)
    camera = aim(vertices, viewport, Viewpoint(elevation=20))
    blended = cast.on_ground(camera, viewport)
    monkeypatch.setattr(shadow, "_COARSEST", 1)
    exact = cast.on_ground(camera, viewport)
    assert blended.shape == exact.shape == size[::-1]
    assert exact.max() > 0.4
    assert np.abs(blended - exact).max() < 0.01


def test_blurring_keeps_the_sum_and_spreads_evenly():
    values = np.zeros((41, 41), dtype=np.float32)
    values[20, 20] = 1
    blurred = _blurred(values, 3)
    assert blurred.sum() == pytest.approx(1, abs=1e-5)
    assert blurred == pytest.approx(blurred[::-1])
    assert blurred == pytest.approx(blurred.T)
    assert blurred.argmax() == 20 * 41 + 20
    assert blurred[20, 10] == 0
    assert blurred[20, 11] > 0
