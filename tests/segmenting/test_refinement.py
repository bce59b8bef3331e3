"""Faces that span two parts come apart along the boundary, and nothing else changes."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.results_io.refined import corner_weights
from patchalign3d_cli.segmenting.refinement import (
    FINEST,
    Scored,
    refine_borders,
    subdivide_mixed,
)
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.subdivide import cut_edges, subdivide
from support.border_curves import border_curves
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


def distances(shape: Shape, direction=(1.0, 0.3, 0.1), offset: float = 0.21) -> Scored:
    """Scores of two classes that are equal on a plane."""
    depth = shape.centroids() @ direction - offset
    scores = np.stack([-depth, depth], axis=1).astype(np.float32)
    return Scored(scores, scores)


@pytest.mark.parametrize("loose", [False, True])
def test_a_box_of_twelve_triangles_comes_apart_along_a_plane(loose):
    shape = box(loose)
    refined = refine_borders(shape, beyond, lambda mesh, _: distances(mesh))
    finer = refined.shape
    # What lies on the wrong side of the plane is thinner than a four hundredth of the diagonal.
    side = finer.vertices[finer.faces] @ [1.0, 0.3, 0.1] - 0.21
    wrong = np.where(refined.labels[:, None] == 1, -side, side).max(axis=1)
    assert wrong.max() < FINEST * np.linalg.norm([2, 1, 1]) / 4
    mesh = trimesh.Trimesh(finer.vertices, finer.faces)  # merges equal vertices
    assert mesh.is_watertight and mesh.is_winding_consistent and mesh.volume == pytest.approx(2)
    assert len(finer.faces) < 10_000


def test_every_face_knows_its_original():
    shape = box()
    refined = refine_borders(shape, beyond, lambda mesh, _: distances(mesh))
    assert (np.diff(refined.source_faces) >= 0).all()
    areas = np.bincount(refined.source_faces, weights=refined.shape.element_areas(), minlength=12)
    assert areas == pytest.approx(shape.element_areas())
    assert np.array_equal(refined.shape.face_index, refined.source_faces)
    assert np.array_equal(refined.shape.vertices[: len(shape.vertices)], shape.vertices)


def test_one_label_changes_nothing():
    shape = box()
    scores = np.tile(np.float32([0, 1]), (12, 1))
    refined = refine_borders(
        shape,
        lambda points: np.zeros(len(points), np.int64),
        lambda mesh, _: Scored(scores, scores),
    )
    assert np.array_equal(refined.shape.faces, shape.faces)
    assert np.array_equal(refined.source_faces, np.arange(12))
    assert (refined.labels == 1).all() and np.array_equal(refined.scores, scores)


def test_a_small_region_in_the_middle_of_a_big_face_is_found():
    def spot(points: np.ndarray) -> np.ndarray:
        return (np.linalg.norm(points - [0.3, 0.5, 0.1], axis=1) < 0.08).astype(np.int64)

    def near(shape: Shape, _: object) -> Scored:
        depth = 0.08 - np.linalg.norm(shape.centroids() - [0.3, 0.5, 0.1], axis=1)
        scores = np.stack([-depth, depth], axis=1).astype(np.float32)
        return Scored(scores, scores)

    refined = refine_borders(box(), spot, near)
    inside = refined.labels == 1
    assert refined.shape.element_areas()[inside].sum() == pytest.approx(np.pi * 0.08**2, rel=0.1)


def by_sides(shape: Shape, _: object = None) -> Scored:
    """Each side of a box prefers a class of its own, evenly: borders are its edges."""
    mesh = trimesh.Trimesh(shape.vertices, shape.faces, process=False)
    axis = np.abs(mesh.face_normals).argmax(axis=1)
    scores = np.eye(3, dtype=np.float32)[axis] * np.float32([1, 2, 3])
    return Scored(scores, scores)


def test_a_border_on_a_crease_stays_there():
    mesh = trimesh.creation.box((2, 1, 1)).subdivide().subdivide().subdivide()
    shape = Shape(np.array(mesh.vertices, float), np.array(mesh.faces, np.int64))
    scored = by_sides(shape)
    refined = refine_borders(
        shape, lambda points: np.zeros(len(points), np.int64), by_sides, finest=0.2
    )
    assert np.array_equal(refined.shape.faces, shape.faces)
    assert np.array_equal(refined.labels, scored.classes.argmax(axis=1))


@pytest.mark.parametrize("told", [True, False])
def test_a_border_of_the_file_stays_where_the_file_has_it(told):
    """A flat sheet of two regions that differ: its border zigzags, and is kept as it is."""
    x, y = np.meshgrid(np.arange(21.0), np.arange(21.0))
    vertices = np.stack([x, y, 0 * x], axis=2).reshape(-1, 3)
    base = (np.arange(20)[:, None] * 21 + np.arange(20)).reshape(-1)
    faces = np.concatenate(
        [np.stack([base, base + 1, base + 22], 1), np.stack([base, base + 22, base + 21], 1)]
    )
    shape = Shape(vertices, faces)
    regions = (shape.centroids()[:, 0] + shape.centroids()[:, 1] % 2 > 10).astype(np.int64)
    scores = np.stack([1 - regions, 2 * regions], axis=1).astype(np.float32)
    refined = refine_borders(
        shape,
        lambda points: np.zeros(len(points), np.int64),
        lambda mesh, _: Scored(scores, scores, regions if told else None),
        finest=0.1,
    )
    assert (len(refined.labels) == len(faces)) == told


def ring(sections: int) -> Shape:
    """The wall of a mug as CAD files have it: rings of uneven heights, one turned to the next."""
    heights = np.cumsum(np.random.default_rng(4).uniform(0.6, 1.4, 30))
    heights = 2 * (heights - heights[0]) / (heights[-1] - heights[0])
    angles = np.linspace(0, 2 * np.pi, sections, endpoint=False)
    turns = np.arange(30)[:, None] * 0.37 * 2 * np.pi / sections + angles
    height = np.broadcast_to(heights[:, None], turns.shape)
    vertices = np.stack([np.cos(turns), height, np.sin(turns)], axis=2).reshape(-1, 3)
    base = np.arange(29)[:, None] * sections + np.arange(sections)
    after = np.arange(29)[:, None] * sections + (np.arange(sections) + 1) % sections
    lower = np.stack([base, base + sections, after], axis=2).reshape(-1, 3)
    upper = np.stack([after, base + sections, after + sections], axis=2).reshape(-1, 3)
    return Shape(vertices, np.concatenate([lower, upper]))


@pytest.mark.parametrize("sections", [24, 60])
def test_a_tilted_border_around_a_cylinder_is_a_smooth_curve(sections):
    tilted = (0.4, 1.0, -0.2)

    def noisy(shape: Shape, _: object) -> Scored:  # as scores that samples carried are
        scored = distances(shape, tilted, 1.0)
        noise = np.random.default_rng(1).normal(0, 0.01, scored.scores.shape)
        return Scored(scored.scores + noise.astype(np.float32), scored.scores)

    shape = ring(sections)
    refined = refine_borders(
        shape, lambda points: (points @ tilted > 1).astype(int), noisy, finest=0.02
    )
    curves = border_curves(refined.shape, refined.labels)
    assert curves.turning < 8 and curves.roughness < 1.01
    # Whole faces, as small as they are, have teeth.
    whole, _ = subdivide_mixed(shape, lambda points: (points @ tilted > 1).astype(int), 0.02)
    toothed = border_curves(whole, distances(whole, tilted, 1.0).scores.argmax(axis=1))
    assert toothed.turning > 25 and toothed.roughness > 1.1


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    mesh=st.sampled_from(["sphere", "box", "torus", "cylinder"]),
    classes=st.integers(2, 5),
    seed=st.integers(0, 2**16),
    noise=st.sampled_from([0.0, 0.05, 0.5]),
    loose=st.booleans(),
)
def test_refinement_keeps_the_surface_and_ends_faces_at_borders(mesh, classes, seed, noise, loose):
    made = {
        "sphere": lambda: trimesh.creation.icosphere(2),
        "box": lambda: trimesh.creation.box((2, 1, 1)),
        "torus": lambda: trimesh.creation.torus(1, 0.4, major_sections=16, minor_sections=9),
        "cylinder": lambda: trimesh.creation.cylinder(0.5, 2, sections=12),
    }[mesh]()
    vertices, faces = np.array(made.vertices, float), np.array(made.faces, np.int64)
    if loose:
        vertices, faces = vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)
    shape = Shape(vertices, faces)
    draw = np.random.default_rng(seed)
    directions, levels = draw.normal(size=(3, classes)), 0.3 * draw.normal(size=classes)

    def score(finer: Shape, _: object) -> Scored:
        exact = finer.centroids() @ directions + levels
        scores = exact + np.random.default_rng(seed).normal(0, noise, exact.shape)
        return Scored(scores.astype(np.float32)[:, :1], scores.astype(np.float32))

    def label(points: np.ndarray) -> np.ndarray:
        return (points @ directions + levels).argmax(axis=1)

    refined = refine_borders(shape, label, score, finest=0.05)
    again = refine_borders(shape, label, score, finest=0.05)
    assert refined.shape.vertices.tobytes() == again.shape.vertices.tobytes()
    assert np.array_equal(refined.labels, again.labels)
    finer, origins = refined.shape, refined.source_faces
    areas = finer.element_areas()
    assert areas.min() > 0
    assert np.bincount(origins, areas, len(faces)) == pytest.approx(shape.element_areas(), rel=1e-6)
    assert np.isfinite(refined.scores).all() and refined.labels.max() < classes
    normals = made.face_normals[origins]
    corners = finer.vertices[finer.faces]
    crossed = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (np.einsum("fk,fk->f", crossed, normals) > 0).all()
    inside = corner_weights(shape.vertices[faces[origins]], corners)
    assert inside.min() > -1e-9  # each face lies in the face that it is said to be of
    joined = trimesh.Trimesh(finer.vertices, finer.faces)
    assert joined.is_watertight and joined.is_winding_consistent
    # Of a closed mesh each border edge has two faces, of different labels.
    keys, counts = np.unique(np.sort(joined.edges, axis=1), axis=0, return_counts=True)
    assert (counts == 2).all()
    if noise == 0:
        truth = (finer.centroids() @ directions + levels)[np.arange(len(areas))]
        gap = truth.max(axis=1) - truth[np.arange(len(areas)), refined.labels]
        slope = np.linalg.norm(directions, axis=0).max() * 2
        assert gap.max() < slope * 0.05 * 2 * shape.radius


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


@pytest.mark.slow
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
