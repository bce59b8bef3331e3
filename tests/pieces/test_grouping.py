"""Which pieces are one thing, on boxes and points whose distances are known."""

from dataclasses import replace

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.geometry.spreading import spread_over, thinned
from patchalign3d_cli.pieces import absorb_small, split
from patchalign3d_cli.pieces.grouping import connected_blocks, near_groups
from patchalign3d_cli.results import ModelIdentity, PartSegmentation, SceneObjects
from patchalign3d_cli.shapes import Shape, sample_surface

IDENTITY = ModelIdentity("m", "00", "t", "MIT")


def labelled(shape: Shape, labels: np.ndarray, parts: tuple[str, ...]) -> PartSegmentation:
    labels = np.asarray(labels, np.int32)
    scores = np.zeros((len(labels), len(parts)), np.float32)
    scores[np.arange(len(labels)), np.maximum(labels, 0)] = 2.0
    confidence = np.full(len(labels), 0.75, np.float32)
    return PartSegmentation(shape, parts, labels, confidence, scores, IDENTITY, {})


def meshed(*solids: trimesh.Trimesh) -> Shape:
    mesh = trimesh.util.concatenate(solids)
    return Shape(np.array(mesh.vertices, float), np.array(mesh.faces, np.int64))


def box(x: float, size: tuple[float, float, float] = (1, 1, 1)) -> trimesh.Trimesh:
    return trimesh.creation.box(size, trimesh.transformations.translation_matrix((x, 0, 0)))


def names(shape: Shape, gap: float) -> tuple[str, ...]:
    result = labelled(shape, np.zeros(shape.element_count), ("slat",))
    return split(result, "instances", gap=gap).pieces.names


def test_slats_that_nearly_touch_are_one_thing_and_others_are_not():
    shape = meshed(box(0), box(1.02), box(4))
    near = 0.02 / shape.radius
    assert names(shape, 0.0) == ("slat_0", "slat_1", "slat_2")
    assert names(shape, near * 0.8) == ("slat_0", "slat_1", "slat_2")
    assert names(shape, near * 1.2) == ("slat_0", "slat_1")
    assert names(shape, 2.1 / shape.radius) == ("slat",)


def test_what_lies_inside_the_box_around_a_piece_belongs_to_it():
    """The hub of a wheel, and the inner wall of a cup, are apart from what is around them."""
    tyre = trimesh.creation.annulus(0.8, 1.0, 0.2)
    hub = trimesh.creation.cylinder(0.1, 0.1)
    shape = meshed(tyre, hub, box(5))
    assert names(shape, 0.001) == ("slat_0", "slat_1")
    assert names(shape, 0.0) == ("slat_0", "slat_1", "slat_2")


@pytest.mark.slow
def test_objects_of_a_scene_share_no_piece():
    shape = meshed(box(0), box(1.001), box(2.002))
    result = labelled(shape, np.zeros(36), ("slat",))
    objects = SceneObjects(("one", "two"), np.repeat([0, 0, 1], 12).astype(np.int32), "nodes")
    pieces = split(replace(result, objects=objects), "instances").pieces
    assert pieces.labels.tolist() == np.repeat([0, 0, 1], 12).tolist()


def test_other_parts_between_two_pieces_do_not_join_them():
    shape = meshed(box(0), box(1), box(2))
    result = labelled(shape, np.repeat([0, 1, 0], 12), ("slat", "gap filler"))
    assert split(result, "instances").pieces.names == ("slat_0", "slat_1", "gap filler")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=2, max_size=12, unique=True),
    st.sampled_from([0.3, 0.6, 1.2, 2.3]),
)
def test_near_boxes_are_those_of_the_slow_twin(cells, distance):
    """Boxes of side 0.4 on a grid of step 0.5 and more: distances of boxes are exact."""
    centers = np.array(cells, float) * 0.5
    solids = [
        trimesh.creation.box((0.4, 0.4, 0.4), trimesh.transformations.translation_matrix(at))
        for at in centers
    ]
    shape = meshed(*solids)
    blocks = connected_blocks(shape, np.zeros(len(shape.faces), np.int32))
    gap = (distance + 0.03) / shape.radius  # no distance of two boxes is near it
    groups = near_groups(shape, blocks, min(gap, 1e9))
    apart = np.maximum(np.abs(centers[:, None] - centers[None]) - 0.4, 0)
    linked = np.linalg.norm(apart, axis=2) <= distance + 0.03
    closest = np.abs(np.linalg.norm(apart, axis=2) - distance - 0.03).min()
    slow = np.arange(len(cells))
    for _ in cells:
        slow = np.array([slow[linked[i]].min() for i in range(len(cells))])
    if closest > 0.2 * distance:  # points on the surface are about that near to each other
        assert groups.tolist() == slow.tolist()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.05, 2.0))
def test_points_leave_no_hole_larger_than_their_spacing(seed, spacing):
    corners = np.random.default_rng(seed).normal(size=(3, 3, 3))
    points, faces = spread_over(corners, spacing)
    weights = np.random.default_rng(seed).dirichlet((1, 1, 1), 50)
    for number in range(3):
        asked = weights @ corners[number]
        mine = points[faces == number]
        assert np.linalg.norm(asked[:, None] - mine[None], axis=2).min(axis=1).max() <= spacing


def test_thinned_points_are_one_a_cell_and_owner():
    points = np.random.default_rng(0).random((500, 3))
    owners = np.random.default_rng(1).integers(0, 3, 500)
    kept, rows = thinned(points, owners, 0.25)
    cells = np.floor((points - points.min(axis=0)) / 0.25).astype(int)
    slow = {(*cell, owner) for cell, owner in zip(cells.tolist(), owners.tolist(), strict=True)}
    assert len(kept) == len(slow)
    assert (cells[kept][rows] == cells).all() and (owners[kept][rows] == owners).all()


def cloud(count: int = 3000) -> PartSegmentation:
    """A board and four legs as points, the legs labelled 1."""
    legs = [
        trimesh.creation.box((1, 4, 1), trimesh.transformations.translation_matrix((x, -2.5, z)))
        for x in (-4, 4)
        for z in (-4, 4)
    ]
    shape = meshed(*legs, trimesh.creation.box((10, 1, 10)))
    drawn = sample_surface(shape, count, 0)
    return labelled(Shape(drawn.points), np.where(drawn.faces < 48, 1, 0), ("top", "leg"))


def test_pieces_of_a_cloud_are_clusters_of_its_points():
    result = split(cloud(), "instances")
    assert result.pieces.names == ("top", "leg_0", "leg_1", "leg_2", "leg_3")
    legs = result.pieces.labels > 0
    corners = np.sign(result.source.vertices[legs][:, [0, 2]])
    for number in range(1, 5):
        assert len(np.unique(corners[result.pieces.labels[legs] == number], axis=0)) == 1


def test_specks_of_a_cloud_go_to_the_points_around_them():
    clean = cloud()
    labels = clean.labels.copy()
    middle = np.argsort(np.linalg.norm(clean.source.vertices - [0, 0.5, 0], axis=1))[:5]
    labels[middle] = 1
    result = absorb_small(replace(clean, labels=labels), 0.005)
    assert result.labels.tolist() == clean.labels.tolist()


def test_a_loose_piece_counts_with_the_thing_that_it_belongs_to():
    """Each of ten plates is small, what they are together is not; a speck of one label is."""
    plates = [box(i * 0.11, (0.1, 1, 1)) for i in range(10)]
    shape = meshed(*plates, box(8, (10, 10, 10)))
    labels = np.repeat([0] * 10 + [1], 12)
    result = absorb_small(labelled(shape, labels, ("stack", "block")), 0.01, gap=0.01)
    assert result.labels.tolist() == labels.tolist()
    speck = labels.copy()
    speck[-1] = 0
    result = absorb_small(labelled(shape, speck, ("stack", "block")), 0.1, gap=10.0)
    assert result.labels.tolist() == labels.tolist()


@pytest.mark.parametrize("loose", [100, 1000])
def test_a_mesh_of_loose_faces_is_the_things_that_it_looks_like(loose):
    corners = np.random.default_rng(0).random((loose, 1, 3)) * [1, 0.1, 0.1]
    corners = corners + np.random.default_rng(1).normal(0, 0.05, (loose, 3, 3))
    two = np.concatenate([corners, corners + [10, 0, 0]]).reshape(-1, 3)
    shape = Shape(two, np.arange(len(two)).reshape(-1, 3))
    assert names(shape, 0.05) == ("slat_0", "slat_1")
