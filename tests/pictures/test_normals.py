import numpy as np
import pytest
import trimesh

from patchalign3d_cli.pictures.normals import corner_normals, face_normals


def test_a_box_keeps_its_edges(box):
    vertices, faces = box
    corners = corner_normals(vertices.astype(np.float32), faces)
    expected = np.repeat(face_normals(vertices.astype(np.float32), faces)[:, None], 3, axis=1)
    assert corners == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("split", [False, True])
def test_a_ball_is_smooth_even_where_its_triangles_share_no_vertices(split):
    ball = trimesh.creation.icosphere(subdivisions=3)
    vertices, faces = ball.vertices.astype(np.float32), np.asarray(ball.faces)
    if split:
        vertices, faces = vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)
    corners = corner_normals(vertices, faces)
    assert np.einsum("fkc,fkc->fk", corners, vertices[faces]).min() > 0.999


def test_a_tube_is_smooth_around_and_sharp_at_its_ends():
    tube = trimesh.creation.cylinder(radius=1, height=2, sections=32)
    vertices, faces = tube.vertices.astype(np.float32), np.asarray(tube.faces)
    corners = corner_normals(vertices, faces)
    cap = np.abs(tube.face_normals[:, 2]) > 0.9
    assert np.abs(corners[cap][..., 2]) == pytest.approx(1, abs=1e-5)
    around = vertices[faces[~cap]] * [1, 1, 0]
    assert np.einsum("fkc,fkc->fk", corners[~cap], around).min() > 0.999


def test_faces_of_opposite_winding_stay_flat():
    vertices = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.float32)
    corners = corner_normals(vertices, np.array([[0, 1, 2], [0, 3, 2]]))
    assert corners[0] == pytest.approx(np.array([[0, 0, 1]] * 3))
    assert corners[1] == pytest.approx(np.array([[0, 0, -1]] * 3))


def test_faces_without_area_do_no_harm():
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
    corners = corner_normals(vertices, np.array([[0, 1, 2], [0, 0, 1], [2, 2, 2]]))
    assert np.isfinite(corners).all()
    assert corners[0] == pytest.approx(np.array([[0, 0, 1]] * 3))
