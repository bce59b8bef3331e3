"""Taking results apart, on a table of boxes whose answers are known."""

from dataclasses import replace

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces import absorb_small, capped, exploded, extract, split
from patchalign3d_cli.pieces.adjacency import connected_faces
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.welding import weld_vertices

PARTS = ("top", "leg", "nothing")


def labelled(mesh: trimesh.Trimesh, labels: np.ndarray, loose: bool = False) -> PartSegmentation:
    vertices, faces = np.array(mesh.vertices, float), np.array(mesh.faces, np.int64)
    if loose:  # as STL stores it
        vertices, faces = vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)
    labels = np.asarray(labels, np.int32)
    scores = np.zeros((len(labels), len(PARTS)), np.float32)
    scores[np.arange(len(labels)), labels] = 2.0
    confidence = np.full(len(labels), 0.75, np.float32)
    identity = ModelIdentity("m", "00", "t", "MIT")
    return PartSegmentation(Shape(vertices, faces), PARTS, labels, confidence, scores, identity, {})


def table(loose: bool = False) -> PartSegmentation:
    """A board and four legs, apart from each other; the legs stand ahead of it in the file."""
    legs = [
        trimesh.creation.box((1, 4, 1), trimesh.transformations.translation_matrix((x, -2.5, z)))
        for x in (-4, 4)
        for z in (-4, 4)
    ]
    mesh = trimesh.util.concatenate([*legs, trimesh.creation.box((10, 1, 10))])
    return labelled(mesh, np.repeat([1, 1, 1, 1, 0], 12), loose)


def bar(loose: bool = False, cut: float = 0.2) -> PartSegmentation:
    """A closed bar along x of 1 x 1, a leg beyond x = `cut`."""
    mesh = trimesh.creation.box((4, 1, 1)).subdivide().subdivide().subdivide()
    return labelled(mesh, np.where(mesh.triangles_center[:, 0] > cut, 1, 0), loose)


@pytest.mark.parametrize("loose", [False, True])
def test_four_legs_are_four_pieces_in_the_order_of_the_file(loose):
    result = split(table(loose), "instances")
    assert result.pieces.names == ("top", "leg_0", "leg_1", "leg_2", "leg_3")
    assert result.pieces.parts.tolist() == [0, 1, 1, 1, 1]
    assert result.pieces.labels.tolist() == np.repeat([1, 2, 3, 4, 0], 12).tolist()
    assert [piece.count for piece in result.piece_summary()] == [12] * 5


def test_copies_of_corners_that_differ_by_rounding_hold_a_piece_together():
    result = table(loose=True)
    noise = np.random.default_rng(0).uniform(-1e-6, 1e-6, result.source.vertices.shape)
    moved = replace(result, source=replace(result.source, vertices=result.source.vertices + noise))
    apart = split(moved, "instances")
    assert apart.pieces.names == ("top", "leg_0", "leg_1", "leg_2", "leg_3")
    assert absorb_small(moved, 0.5).labels.tolist() == absorb_small(result, 0.5).labels.tolist()


def test_lids_close_holes_where_corners_differ_by_rounding():
    result = bar(loose=True)
    noise = np.random.default_rng(0).uniform(-1e-7, 1e-7, result.source.vertices.shape)
    moved = replace(result, source=replace(result.source, vertices=result.source.vertices + noise))
    both = split(moved, "instances")
    for number in range(2):
        source = capped(extract(both, number), both).source
        mesh = trimesh.Trimesh(source.vertices, source.faces, process=False)
        mesh.merge_vertices(digits_vertex=5)
        assert mesh.is_watertight and mesh.volume == pytest.approx(2, abs=0.05)


def test_too_many_pieces_are_refused_in_one_line():
    count = 30
    corners = np.random.default_rng(0).random((count * 3, 3))
    faces = np.arange(count * 3).reshape(-1, 3)
    mesh = trimesh.Trimesh(corners, faces, process=False)
    result = labelled(mesh, np.zeros(count))
    assert len(split(result, "instances", gap=0).pieces.names) == count
    with pytest.raises(ConfigError, match="30 pieces, more than 20.*--split parts"):
        split(result, "instances", gap=0, most=20)


def test_parts_are_pieces_and_unlabelled_faces_are_none():
    result = table()
    labels = result.labels.copy()
    labels[:5] = -1
    result = replace(result, labels=labels)
    apart = split(result, "parts")
    assert apart.pieces.names == ("top", "leg")
    assert np.array_equal(apart.pieces.labels, result.labels)
    assert split(result, "instances").pieces.labels[:5].tolist() == [-1] * 5


def test_names_of_pieces_never_meet_those_of_parts():
    result = replace(table(), parts=("leg_1", "leg", "leg_0"))
    names = split(result, "instances").pieces.names
    assert len(set(names)) == 5 and names[0] == "leg_1" and "leg_0" not in names


def test_wrong_wishes_are_refused():
    with pytest.raises(ConfigError, match=r"unknown split 'halves'; choose one of parts, inst"):
        split(table(), "halves")
    with pytest.raises(ConfigError, match="0 to 1, not 1"):
        absorb_small(table(), 1.0)


@pytest.mark.parametrize("loose", [False, True])
def test_specks_go_to_what_surrounds_them_and_islands_to_what_is_near(loose):
    result = bar(loose)
    speck = int(np.argmin(result.source.vertices[result.source.faces].mean(axis=1)[:, 0]))
    labels = result.labels.copy()
    labels[speck] = 1
    result = replace(result, labels=labels)
    absorbed = absorb_small(result, 0.01)
    assert absorbed.labels[speck] == 0
    assert np.array_equal(np.delete(absorbed.labels, speck), np.delete(result.labels, speck))
    odds = np.exp([0.0, 2.0, 0.0])
    odds[:] = np.exp(result.scores[speck])
    assert absorbed.confidence[speck] == pytest.approx(odds[0] / odds.sum())
    board = absorb_small(table(loose), 0.5)
    assert set(board.labels.tolist()) == {0}


def test_no_share_changes_nothing():
    result = table()
    assert absorb_small(result, 0.0) is result
    assert np.array_equal(absorb_small(result, 1e-6).labels, result.labels)


def test_a_piece_is_a_mesh_of_its_own_that_knows_the_whole():
    result = split(table(), "instances")
    piece = extract(result, 2)
    assert len(piece.source.vertices) == 8 and len(piece.source.faces) == 12
    assert piece.source_faces.tolist() == list(range(12, 24))
    found = piece.source.vertices[piece.source.faces]
    assert np.array_equal(found, result.source.vertices[result.source.faces[12:24]])
    assert piece.pieces.names == ("leg_1",) and set(piece.labels.tolist()) == {1}


@pytest.mark.parametrize("loose", [False, True])
@pytest.mark.parametrize("cut", [0.2, -1.1])
def test_a_cap_makes_a_cut_piece_watertight(loose, cut):
    result = split(bar(loose, cut), "instances")
    volumes = []
    for number in range(2):
        piece = capped(extract(result, number), result)
        mesh = trimesh.Trimesh(piece.source.vertices, piece.source.faces)  # merges vertices
        assert mesh.is_watertight and mesh.is_winding_consistent
        volumes.append(mesh.volume)
        added = piece.source_faces < 0
        assert added.sum() >= 2 and not added[: -added.sum()].any()
        assert piece.confidence[added] == pytest.approx(0.75)
    assert sum(volumes) == pytest.approx(4)


def test_a_cap_of_a_tube_is_a_ring():
    tube = trimesh.creation.annulus(r_min=0.5, r_max=1, height=4, sections=16)
    tube = tube.subdivide().subdivide()
    result = split(labelled(tube, np.where(tube.triangles_center[:, 2] > 0, 1, 0)), "instances")
    for number in range(2):
        piece = capped(extract(result, number), result)
        mesh = trimesh.Trimesh(piece.source.vertices, piece.source.faces)
        assert mesh.is_watertight and mesh.is_winding_consistent
        assert mesh.volume == pytest.approx(tube.volume / 2, rel=0.05)


def test_openings_of_the_shape_itself_stay_open():
    mesh = trimesh.creation.box((4, 1, 1)).subdivide().subdivide()
    mesh.update_faces(mesh.triangles_center[:, 0] < 1.9)  # without its right end
    result = split(labelled(mesh, np.where(mesh.triangles_center[:, 0] > 0, 1, 0)), "instances")
    left, right = (capped(extract(result, number), result) for number in range(2))
    assert trimesh.Trimesh(left.source.vertices, left.source.faces).is_watertight
    assert not trimesh.Trimesh(right.source.vertices, right.source.faces).is_watertight


def test_parts_move_apart_and_keep_their_form():
    result = split(bar(), "instances")
    moved = exploded(result, 0.5)
    faces, vertices = moved.source.faces, moved.source.vertices
    shifts = []
    for number in range(2):
        mine = moved.pieces.labels == number
        shift = vertices[faces[mine]] - result.source.vertices[result.source.faces[mine]]
        assert shift == pytest.approx(np.broadcast_to(shift[0, 0], shift.shape))
        shifts.append(shift[0, 0])
    assert shifts[1][0] - shifts[0][0] > 0.5
    assert exploded(result, 0) is result


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.data())
def test_connected_faces_are_those_of_a_plain_search(count, data):
    corner = st.integers(0, 8)
    faces = np.array(
        data.draw(st.lists(st.tuples(corner, corner, corner), min_size=count, max_size=count))
    )
    labels = np.array(data.draw(st.lists(st.integers(-1, 1), min_size=count, max_size=count)))
    points = np.arange(27.0).reshape(9, 3)
    expected = list(range(count))
    for _ in range(count):
        for a in range(count):
            for b in range(count):
                if labels[a] == labels[b] and set(faces[a]) & set(faces[b]):
                    expected[a] = expected[b] = min(expected[a], expected[b])
    found = connected_faces(weld_vertices(points), faces, labels.astype(np.int32))
    assert found.tolist() == expected
