"""Faces that span two parts come apart along the boundary, and nothing else changes."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.segmenting.refinement import FINEST, refine_boundaries
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.subdivide import cut_edges, subdivide
from support.textures import textured_glb


def box(loose: bool = False) -> Shape:
    mesh = trimesh.creation.box((2, 1, 1))
    vertices, faces = np.array(mesh.vertices, float), np.array(mesh.faces, np.int64)
    if loose:  # as STL stores it
        vertices, faces = vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)
    return Shape(vertices, faces)


def beyond(points: np.ndarray) -> np.ndarray:
    """Two labels with a slanted plane between them."""
    return (points @ [1.0, 0.3, 0.1] > 0.21).astype(np.int64)


@pytest.mark.parametrize("loose", [False, True])
def test_a_box_of_twelve_triangles_comes_apart_along_a_plane(loose):
    shape = box(loose)
    found = refine_boundaries(shape, beyond)
    finer = found.shape
    corners = finer.vertices[finer.faces]
    # What lies on the wrong side of the plane is thinner than a hundredth of the diagonal.
    side = corners @ [1.0, 0.3, 0.1] - 0.21
    labels = beyond(corners.mean(axis=1))
    wrong = np.where(labels[:, None] == 1, -side, side).max(axis=1)
    assert wrong.max() < FINEST * np.linalg.norm([2, 1, 1]) / 4
    mesh = trimesh.Trimesh(finer.vertices, finer.faces)  # merges equal vertices
    assert mesh.is_watertight and mesh.is_winding_consistent and mesh.volume == pytest.approx(2)
    assert len(finer.faces) < 10_000


def test_every_face_knows_its_original():
    shape = box()
    found = refine_boundaries(shape, beyond)
    assert (np.diff(found.source_faces) >= 0).all()
    areas = np.bincount(found.source_faces, weights=found.shape.element_areas(), minlength=12)
    assert areas == pytest.approx(shape.element_areas())
    assert np.array_equal(found.shape.face_index, found.source_faces)
    assert np.array_equal(found.shape.vertices[: len(shape.vertices)], shape.vertices)


def test_one_label_changes_nothing():
    shape = box()
    found = refine_boundaries(shape, lambda points: np.zeros(len(points), np.int64))
    assert np.array_equal(found.shape.faces, shape.faces)
    assert np.array_equal(found.source_faces, np.arange(12))


def test_a_small_region_in_the_middle_of_a_big_face_is_found():
    def spot(points: np.ndarray) -> np.ndarray:
        return (np.linalg.norm(points - [0.3, 0.5, 0.1], axis=1) < 0.08).astype(np.int64)

    found = refine_boundaries(box(), spot)
    inside = spot(found.shape.vertices[found.shape.faces].mean(axis=1)) == 1
    assert found.shape.element_areas()[inside].sum() == pytest.approx(np.pi * 0.08**2, rel=0.1)


def test_coordinates_colors_and_nodes_go_along(tmp_path):
    (tmp_path / "a.glb").write_bytes(textured_glb())
    shape = load_shape(tmp_path / "a.glb")
    finer, origins = subdivide(shape, np.array([[1, 0, 0], [1, 1, 1], [0, 1, 1], [0, 0, 0]], bool))
    assert origins.tolist() == [0, 0, 1, 1, 1, 1, 2, 2, 2, 3]
    assert [(node.name, node.start, node.count) for node in finer.nodes] == [
        ("Top", 0, 6),
        ("Base", 6, 4),
    ]
    elements, before = finer.appearance.elements, shape.appearance.elements
    assert elements.materials.tolist() == [1] * 6 + [2] * 4
    for name, (values, corners) in before.attributes.items():
        after = elements.attributes[name]
        first = values[corners[0]]
        halves = after.values[after.corners[:2]]
        assert halves[0] == pytest.approx(np.stack([first[0], (first[0] + first[1]) / 2, first[2]]))
        assert halves[1] == pytest.approx(np.stack([(first[0] + first[1]) / 2, first[1], first[2]]))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_cuts_keep_area_and_meet_on_both_sides(data):
    """Against the plain twin: shared edges get one vertex, areas add up, nothing flips."""
    mesh = trimesh.creation.icosahedron()
    faces = np.array(mesh.faces)
    edges = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=2), axis=2)
    marks = {
        tuple(edge): data.draw(st.booleans())
        for edge in sorted(map(tuple, edges.reshape(-1, 2).tolist()))
    }
    cut = np.array([[marks[tuple(edge)] for edge in three] for three in edges.tolist()])
    done = cut_edges(np.array(mesh.vertices), faces, cut)
    assert len(done.values) == 12 + sum(marks.values())
    finer = trimesh.Trimesh(done.values, done.corners, process=False)
    assert finer.is_watertight and finer.is_winding_consistent
    assert np.bincount(done.origins, finer.area_faces) == pytest.approx(mesh.area_faces)
    assert (np.einsum("fk,fk->f", finer.face_normals, mesh.face_normals[done.origins]) > 0.99).all()
