import numpy as np
import pytest

from patchalign3d_cli.pictures import mesh
from patchalign3d_cli.pictures.camera import Viewpoint, aim
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.mesh import mesh_layer
from patchalign3d_cli.pictures.raycast import RayCaster

FRAME = Viewport(0, 0, 60, 60)


def square(turn=0.3):
    """A square that looks to the front, turned in its plane so that edges cross pixels."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * 0.7
    across = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    vertices = np.zeros((4, 3), dtype=np.float32)
    vertices[:, :2] = corners @ across
    return vertices, np.array([[0, 1, 2], [0, 2, 3]])


def drawn(vertices, faces, colors):
    viewpoint = Viewpoint(azimuth=0, elevation=0, field_of_view=5)
    camera = aim(vertices, FRAME, viewpoint)
    light = np.asarray(colors, dtype=np.float32)
    return mesh_layer(RayCaster(vertices, faces), light, camera, FRAME), camera


def test_cover_is_the_area_that_the_square_has_in_each_pixel():
    vertices, faces = square()
    layer, camera = drawn(vertices, faces, np.ones((2, 3)))
    x, y, _ = camera.project(vertices)
    area = 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))
    assert layer.cover.sum() == pytest.approx(area, rel=0.005)
    assert len(np.unique(layer.cover)) > 8  # 16 samples in the pixels of the outline
    assert layer.cover.min() == 0
    assert layer.cover.max() == 1
    assert (layer.light[layer.cover == 0] == 0).all()


def test_colors_meet_softly_at_the_border_of_two_parts():
    vertices, faces = square()
    layer, _ = drawn(vertices, faces, [[1, 0, 0], [0, 0, 1]])
    inside = layer.cover == 1
    red, blue = layer.light[..., 0], layer.light[..., 2]
    mixed = inside & (red > 0.2) & (blue > 0.2)
    assert 20 < mixed.sum() < 200
    assert ((red > 0.5) & ~mixed).sum() > 300
    assert ((blue > 0.5) & ~mixed).sum() > 300


def test_chunks_of_fine_pixels_do_not_show(monkeypatch):
    vertices, faces = square()
    whole, _ = drawn(vertices, faces, [[1, 0, 0], [0, 0, 1]])
    monkeypatch.setattr(mesh, "_CHUNK", 7)
    pieces, _ = drawn(vertices, faces, [[1, 0, 0], [0, 0, 1]])
    assert np.array_equal(whole.light, pieces.light)
    assert np.array_equal(whole.cover, pieces.cover)


def test_faces_without_area_draw_nothing():
    vertices = np.zeros((3, 3), dtype=np.float32)
    layer, _ = drawn(vertices, np.array([[0, 1, 2]]), np.ones((1, 3)))
    assert not layer.cover.any()
