"""Anchors against answers worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    case,
    chain,
    hanging,
    opened,
    panel,
    tray,
)

PLACE = st.tuples(*[st.floats(-5.0, 5.0)] * 3)


def extent(mesh):
    return np.stack([mesh.low, mesh.high])


@given(place=PLACE, height=st.floats(-3.0, 3.0))
@settings(max_examples=20, deadline=None)
def test_on_and_under_touch_and_leave_the_rest(place, height):
    cup = box(1.0, 2.0, 3.0).moved(*place)
    table = box(4.0, 0.5, 4.0).moved(0.0, height, 0.0)
    standing, hanging_from = cup.on(table), cup.under(table)
    assert standing.low[1] == pytest.approx(height + 0.25)
    assert hanging_from.high[1] == pytest.approx(height - 0.25)
    for moved in (standing, hanging_from, cup.on(7.0)):
        assert np.allclose(moved.middle[[0, 2]], cup.middle[[0, 2]])
    assert cup.on(7.0).low[1] == pytest.approx(7.0)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("+x", [[2.5, -1, -1], [4.5, 1, 1]]),
        ("-x", [[-4.5, -1, -1], [-2.5, 1, 1]]),
        ("+y", [[-1, 3.5, -1], [1, 5.5, 1]]),
        ("-y", [[-1, -5.5, -1], [1, -3.5, 1]]),
        ("+z", [[-1, -1, 4.5], [1, 1, 6.5]]),
        ("-z", [[-1, -1, -6.5], [1, 1, -4.5]]),
    ],
)
def test_beside_leaves_the_gap_on_the_named_side(side, expected):
    assert np.allclose(extent(box(2, 2, 2).beside(box(4, 6, 8), side, gap=0.5)), expected)


def test_corners_rows_grids_and_middles():
    leg = box(0.2, 1.0, 0.2)
    legs = leg.at_corners(2.0, 4.0, inset=0.1)
    assert len(legs.faces) == 4 * len(leg.faces)
    assert np.allclose(extent(legs), [[-1.0, -0.5, -2.0], [1.0, 0.5, 2.0]])
    row = leg.moved(5.0).in_row(3, 2.0)
    assert np.allclose(extent(row), [[2.9, -0.5, -0.1], [7.1, 0.5, 0.1]])
    grid = box(0.2, 0.2, 0.2).in_grid(2, 4, (1.0, 0.5))
    assert np.allclose(extent(grid), [[-0.6, -0.85, -0.1], [0.6, 0.85, 0.1]])
    assert np.allclose(leg.moved(1, 2, 3).centred().middle, [0, 2, 0])
    assert np.allclose(leg.centred(box(1, 1, 1).moved(1, 2, 3), "yz").middle, [0, 2, 3])


def test_pointing_brings_up_to_the_direction():
    arrow = box(0.1, 2.0, 0.1).on(0.0)
    for way in ([1, 0, 0], [0, -1, 0], [0.3, 0.4, -1.2]):
        tip = arrow.pointing(way).vertices[arrow.vertices[:, 1] > 1.0].mean(axis=0)
        assert np.allclose(tip, 2.0 * np.array(way) / np.linalg.norm(way))


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_an_opened_door_comes_forward_and_keeps_its_hinge(side):
    door = box(2.0, 4.0, 0.0)
    move = opened(side, 2.0, 4.0, 90.0, at=(10.0, 0.0, 1.0))
    hinge = {"left": (9, 0, 1), "right": (11, 0, 1), "top": (10, 2, 1), "bottom": (10, -2, 1)}
    low, high = extent(move(door))
    assert low[2] == pytest.approx(1.0) and high[2] == pytest.approx(1.0 + 2 * abs(
        10 - hinge[side][0] if side in ("left", "right") else hinge[side][1]))  # fmt: skip
    flat = [0] if side in ("left", "right") else [1]
    assert np.allclose(low[flat], np.array(hinge[side])[flat])
    assert np.allclose(high[flat], np.array(hinge[side])[flat])


def test_a_group_moves_as_a_whole_with_its_names():
    model = Assembly({"door": ("door",), "handle": ("handle",)}, {"glass": ("glass",)})
    door = model.group()
    door.add("door", box(1, 1, 1), detail="glass")
    door.add("handle", box(0.1, 0.1, 0.1).moved(z=0.55))
    model.add("door", box(1, 1, 1).moved(5))
    model.take(door, lambda mesh: mesh.moved(0, 3, 0))
    mesh = model.finish()
    assert mesh.face_part.tolist() == [0] * 24 + [1] * 12
    assert mesh.face_detail.tolist() == [-1] * 12 + [0] * 12 + [-1] * 12
    handle = mesh.vertices[mesh.faces[mesh.face_part == 1]].reshape(-1, 3)
    assert np.allclose(handle.mean(axis=0), [0, 3, 0.55])


def test_boards_have_the_size_that_was_asked_for():
    for mesh in (case(1.0, 2.0, 0.5, 0.02), tray(1.0, 2.0, 0.5, 0.02), panel(1.0, 2.0, 0.5)):
        assert np.allclose(mesh.size, [1.0, 2.0, 0.5])
    for kind in ("framed", "raised", "slats"):
        assert np.allclose(panel(1.0, 2.0, 0.05, kind).size[:2], [1.0, 2.0])
    middle = case(1.0, 2.0, 0.5, 0.02).vertices
    assert not ((np.abs(middle[:, :2]) < 0.4).all(axis=1) & (middle[:, 2] > 0.0)).any()


def test_bones_add_up():
    down, ahead, out = hanging(), hanging(90.0), hanging(0.0, 90.0)
    assert np.allclose([down, ahead, out], [[0, -1, 0], [0, 0, 1], [1, 0, 0]], atol=1e-12)
    joints = chain((1, 2, 3), (0.5, down), (0.25, 4 * ahead))
    assert np.allclose(joints, [[1, 2, 3], [1, 1.5, 3], [1, 1.5, 3.25]])


def test_facets_are_fewer_and_stay_within_the_box():
    smooth = ball(1.0)
    rough = smooth.faceted(3)
    assert 4 < len(rough.faces) < len(smooth.faces)
    assert (rough.low >= smooth.low - 1e-9).all() and (rough.high <= smooth.high + 1e-9).all()


def test_dice_weigh_their_sides():
    dice = Dice(0)
    drawn = [dice.pick({"a": 3, "b": 1}) for _ in range(2000)]
    assert 0.7 < drawn.count("a") / 2000 < 0.8
    counts = {dice.count(2, 4) for _ in range(200)}
    assert counts == {2, 3, 4}
    assert all(1.0 <= dice.between(1.0, 2.0) <= 2.0 for _ in range(50))
