import numpy as np
import pytest

from patchalign3d_cli.pictures import occlusion
from patchalign3d_cli.pictures.occlusion import (
    _lamp_rays,
    _sky_rays,
    _tangents,
    light_reaching,
)
from patchalign3d_cli.pictures.raycast import RayCaster

DOWN = np.array([0, -1, 0], dtype=np.float32)
LAMP = np.array([0, 1, 0], dtype=np.float32)


def plate(y, half, *, flip=False):
    corners = np.array([[-half, y, -half], [-half, y, half], [half, y, half], [half, y, -half]])
    faces = np.array([[0, 1, 2], [0, 2, 3]])
    return corners.astype(np.float32), faces[:, ::-1] if flip else faces


def looking_down(caster, side=8):
    """What a grid of parallel-ish rays from just above the ground sees, and its light."""
    spots = (np.arange(side) + 0.5) / side * 0.2 - 0.1
    z, x = (grid.reshape(-1) for grid in np.meshgrid(spots, spots, indexing="ij"))
    eye = np.array([0, 0.05, 0], dtype=np.float32)
    directions = np.stack([x, np.full_like(x, -0.05), z], axis=1).astype(np.float32)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    hits = caster.first_hits(eye, directions)
    return hits, light_reaching(caster, hits, directions, eye, LAMP, (side, side))


def test_an_open_plate_gets_all_light():
    hits, lit = looking_down(RayCaster(*plate(0, 1)))
    assert (hits.element >= 0).all()
    assert (lit.sky == 1).all()
    assert (lit.key == 1).all()


def test_under_a_roof_it_is_dark():
    ground, faces = plate(0, 1)
    roof, roof_faces = plate(0.06, 1)
    caster = RayCaster(np.concatenate([ground, roof]), np.concatenate([faces, roof_faces + 4]))
    _, lit = looking_down(caster)
    assert lit.sky.max() < 0.05
    assert (lit.key == 0).all()


def test_a_half_space_is_half_open():
    # A wall without end along z beside the positions: half the cosine-weighted sky is hidden.
    ground, faces = plate(0, 1)
    wall = np.array([[0.11, 0, -9], [0.11, 9, -9], [0.11, 9, 9], [0.11, 0, 9]], dtype=np.float32)
    caster = RayCaster(np.concatenate([ground, wall]), np.concatenate([faces, faces + 4]))
    _, lit = looking_down(caster)
    assert 0.5 < lit.sky.mean() < 0.85
    assert lit.sky.reshape(8, 8)[:, -1].mean() < lit.sky.reshape(8, 8)[:, 0].mean()


def test_pixels_that_see_nothing_are_lit():
    side = 4
    caster = RayCaster(*plate(-5, 0.001))
    hits, lit = looking_down(caster, side)
    assert (hits.element < 0).any()
    assert (lit.sky[hits.element < 0] == 1).all()


def pile():
    """A plate with a smaller one over a part of it, and a wall at its side."""
    ground, faces = plate(0, 1)
    roof = plate(0.03, 0.05)[0] + np.array([0.03, 0, 0.02], dtype=np.float32)
    wall = np.array([[-0.09, 0, -9], [-0.09, 9, -9], [-0.09, 9, 9], [-0.09, 0, 9]])
    corners = np.concatenate([ground, roof, wall.astype(np.float32)])
    return RayCaster(corners, np.concatenate([faces, faces + 4, faces + 8]))


@pytest.mark.parametrize("side", [63, 64])
def test_rays_from_a_quarter_of_the_pixels_tell_the_same(monkeypatch, side):
    caster = pile()
    monkeypatch.setattr(occlusion, "_SPARSE_SIDE", side + 1)
    hits, dense = looking_down(caster, side)
    monkeypatch.setattr(occlusion, "_SPARSE_SIDE", side)
    _, sparse = looking_down(caster, side)
    assert np.abs(sparse.sky - dense.sky).mean() < 0.03
    assert np.abs(sparse.key - dense.key).mean() < 0.03
    for surface in (hits.element < 2, hits.element >= 2):  # nothing leaks to what lies above
        assert sparse.sky[surface].mean() == pytest.approx(dense.sky[surface].mean(), abs=0.02)
    assert (sparse.sky <= 1 + 1e-6).all() and (sparse.sky[hits.element >= 0] > 0.05).any()


def test_sky_rays_are_unit_and_cosine_weighted():
    rays = _sky_rays().reshape(-1, 3)
    assert np.linalg.norm(rays, axis=1) == pytest.approx(1, abs=1e-6)
    assert (rays[:, 2] > 0).all()
    assert rays.mean(axis=0) == pytest.approx([0, 0, 2 / 3], abs=0.02)  # E[cos] = 2/3


def test_lamp_rays_surround_the_lamp():
    rays = _lamp_rays(LAMP).reshape(-1, 3)
    assert np.linalg.norm(rays, axis=1) == pytest.approx(1, abs=1e-6)
    assert rays[:, 1].min() > 0.98
    assert len(np.unique(rays, axis=0)) == 32


def test_tangents_complete_a_right_angled_frame():
    normals = np.random.default_rng(0).normal(size=(50, 3))
    normals = np.vstack([normals, [[0, 0, 1], [0, 0, -1]]])
    normals = (normals / np.linalg.norm(normals, axis=1, keepdims=True)).astype(np.float32)
    frames = np.stack([*_tangents(normals), normals], axis=1).astype(np.float64)
    products = np.einsum("qac,qbc->qab", frames, frames)
    assert products == pytest.approx(np.broadcast_to(np.eye(3), products.shape), abs=1e-5)
