import numpy as np
import pytest

from patchalign3d_cli.pictures.raycast import RayCaster


def slow_first_hit(vertices, faces, origin, direction):
    """The nearest face and its distance by solving for each face alone; (-1, inf) for none."""
    best = (-1, np.inf)
    for face, corners in enumerate(vertices[faces].astype(np.float64)):
        a, b, c = corners
        matrix = np.stack([b - a, c - a, -direction], axis=1)
        if abs(np.linalg.det(matrix)) < 1e-12:
            continue
        u, v, t = np.linalg.solve(matrix, origin - a)
        if u >= 0 and v >= 0 and u + v <= 1 and 0 < t < best[1]:
            best = (face, t)
    return best


def rays(count, seed):
    random = np.random.default_rng(seed)
    origins = random.normal(size=(count, 3))
    origins *= 3 / np.linalg.norm(origins, axis=1, keepdims=True)
    directions = random.uniform(-0.5, 0.5, (count, 3)) - origins
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return origins.astype(np.float32), directions.astype(np.float32)


def test_hits_are_those_of_the_slow_twin():
    random = np.random.default_rng(1)
    vertices = random.uniform(-0.7, 0.7, (60, 3)).astype(np.float32)
    faces = np.arange(60).reshape(-1, 3)
    origins, directions = rays(150, 2)
    hits = RayCaster(vertices, faces).first_hits(origins, directions)
    expected = [
        slow_first_hit(vertices, faces, origin.astype(np.float64), direction.astype(np.float64))
        for origin, direction in zip(origins, directions, strict=True)
    ]
    assert hits.element.tolist() == [face for face, _ in expected]
    assert hits.distance == pytest.approx(np.array([t for _, t in expected]), abs=1e-5)
    assert (hits.element >= 0).sum() > 50


def test_normals_look_back_along_the_ray_whatever_the_winding(box):
    vertices, faces = box
    half = (vertices / 2).astype(np.float32)
    origins, directions = rays(200, 3)
    for wound in (faces, faces[:, ::-1]):
        hits = RayCaster(half, wound).first_hits(origins, directions)
        visible = hits.element >= 0
        positions = origins[visible] + hits.distance[visible, None] * directions[visible]
        assert np.abs(positions).max(axis=1) == pytest.approx(0.5, abs=1e-5)
        outward = np.abs(positions) > 0.4999
        inside_a_side = outward.sum(axis=1) == 1
        expected = (np.sign(positions) * outward)[inside_a_side]
        for normals in (hits.normal, hits.facet):
            assert normals[visible][inside_a_side] == pytest.approx(expected, abs=1e-5)
        assert np.isinf(hits.distance[~visible]).all()


def test_one_origin_may_serve_all_rays(box):
    vertices, faces = box
    caster = RayCaster(vertices.astype(np.float32), faces)
    directions = np.array([[0, 0, -1], [0, 0, 1]], dtype=np.float32)
    hits = caster.first_hits(np.array([0.1, 0.2, 3], dtype=np.float32), directions)
    assert hits.distance.tolist() == [pytest.approx(2), np.inf]


def test_occlusion_has_a_reach(box):
    vertices, faces = box
    caster = RayCaster(vertices.astype(np.float32), faces)
    origins = np.array([[0.1, 0.2, 3]] * 2, dtype=np.float32)
    directions = np.array([[0, 0, -1], [0, 0, 1]], dtype=np.float32)
    assert caster.occluded(origins, directions, np.inf).tolist() == [True, False]
    assert caster.occluded(origins, directions, 1.9).tolist() == [False, False]
    assert caster.occluded(origins, directions, 2.1).tolist() == [True, False]
