import numpy as np
import pytest

from patchalign3d_cli.pictures.frame import picture_frame
from patchalign3d_cli.shapes import Shape


def staged(vertices, faces, up):
    return picture_frame(Shape(vertices, faces, up=up)).apply(vertices)


def test_by_hand():
    # Box from (0, 0, 0) to (2, 4, 4): center (1, 2, 2), half-diagonal 3; z up: (x, z, -y).
    positions = staged(np.array([[0, 0, 0], [2, 4, 4.0]]), None, "z")
    assert positions == pytest.approx(np.array([[-1, -2, 2], [1, 2, -2]]) / 3)
    assert positions.dtype == np.float32


def test_unused_vertices_do_not_count():
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [9, 9, 9.0]])
    positions = staged(vertices, np.array([[0, 1, 2]]), "y")
    assert np.linalg.norm(positions[:3].max(axis=0) - positions[:3].min(axis=0)) == pytest.approx(2)


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1e12, 1e300])
def test_scale_does_not_matter(scale):
    vertices = np.random.default_rng(0).uniform(-1, 1, (20, 3))
    assert staged(vertices * scale, None, "x") == pytest.approx(staged(vertices, None, "x"))


def test_no_extent_stays_at_the_origin():
    assert not staged(np.full((3, 3), 7.0), None, "y").any()
    assert not staged(np.zeros((3, 3)), None, "y").any()


def test_strays_do_not_count():
    points = np.random.default_rng(0).uniform(-1, 1, (400, 3))
    far = np.array([[0, 500.0, 0]])
    with_stray = staged(np.concatenate([points, far]), None, "y")
    np.testing.assert_allclose(with_stray[:-1], staged(points, None, "y"), atol=1e-6)
