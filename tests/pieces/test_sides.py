"""Pieces by side, on boxes whose places are known."""

from dataclasses import replace

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces import split
from patchalign3d_cli.pieces.object_frame import object_frame
from patchalign3d_cli.pieces.side_names import named_by_side
from patchalign3d_cli.pieces.sides import distribute_sides
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.up import up_rotation
from patchalign3d_cli.text.sides import bare_parts, parse_side

LEGS = {"front left": (4, 4), "front right": (-4, 4), "back left": (4, -4), "back right": (-4, -4)}


def solid(x: float, y: float, z: float, size=(1.0, 1.0, 1.0)) -> trimesh.Trimesh:
    return trimesh.creation.box(size, trimesh.transformations.translation_matrix((x, y, z)))


def labelled(solids: list[trimesh.Trimesh], labels: list[int], parts, up="y") -> PartSegmentation:
    mesh = trimesh.util.concatenate(solids)
    vertices = np.array(mesh.vertices, float) @ up_rotation(up)  # upright is y up
    shape = Shape(vertices, np.array(mesh.faces, np.int64), up=up)
    each = np.repeat(labels, [len(one.faces) for one in solids]).astype(np.int32)
    scores = np.zeros((len(each), len(parts)), np.float32)
    confidence = np.full(len(each), 0.75, np.float32)
    identity = ModelIdentity("m", "00", "t", "MIT")
    return PartSegmentation(shape, tuple(parts), each, confidence, scores, identity, {})


def table(up="y") -> PartSegmentation:
    legs = [solid(x, -2.5, z, (1, 4, 1)) for x, z in LEGS.values()]
    return labelled([*legs, solid(0, 0, 0, (10, 1, 10))], [0, 0, 0, 0, 1], ("leg", "top"), up)


def chest(count: int) -> PartSegmentation:
    drawers = [solid(0, 2.0 * i, 0, (4, 1, 1)) for i in range(count)]
    return labelled(drawers, [0] * count, ("drawer",))


def asked(result: PartSegmentation, *names: str, front=None) -> PartSegmentation:
    sides = [parse_side(name) for name in names]
    bare = bare_parts(names, sides)
    labels = np.full(len(result.labels), -1, np.int32)
    for number, part in enumerate(bare):
        labels[result.labels == result.parts.index(part)] = number
    scores = np.zeros((len(labels), len(bare)), np.float32)
    known = replace(result, parts=bare, labels=labels, scores=scores)
    return distribute_sides(known, names, sides, front)


def pieces(result: PartSegmentation, faces: int = 12) -> list[str]:
    """The name of each box, in order."""
    names = [*result.parts, "-"]
    return [names[label] for label in result.labels[::faces]]


@pytest.mark.parametrize("up", ["y", "z", "-x"])
def test_left_and_right_are_the_objects_own(up):
    result = asked(table(up), "left leg", "right leg", "top")
    assert pieces(result) == ["left leg", "right leg", "left leg", "right leg", "top"]
    assert ["front was taken" in warning for warning in result.warnings] == [True]


def test_a_front_that_is_told():
    told = asked(table(), "front leg", "rear left leg", front="-z")
    assert pieces(told) == ["-", "rear left leg", "front leg", "front leg", "-"]
    assert told.warnings == ()
    with pytest.raises(ConfigError, match="y cannot be the front where y is up"):
        asked(table(), "front leg", front="y")


def test_the_side_that_says_most_wins_and_the_part_keeps_the_others():
    result = asked(table(), "leg", "left leg", "front left leg")
    assert pieces(result) == ["front left leg", "leg", "left leg", "leg", "-"]


def test_drawers_by_level_and_number():
    names = ("top drawer", "second drawer from the top", "lowest drawer", "drawer")
    got = pieces(asked(chest(5), *names))
    assert got == [names[2], "drawer", "drawer", names[1], names[0]]
    assert pieces(asked(chest(3), "upper drawer", "middle drawer", "lower drawer")) == [
        "lower drawer",
        "middle drawer",
        "upper drawer",
    ]
    assert asked(chest(3), "upper drawer").warnings == ()  # up is known


def test_what_cannot_be_told_is_said_in_a_line():
    one = asked(chest(1), "left drawer", "drawer", front="z")
    assert pieces(one) == ["drawer"]
    (line,) = one.warnings
    assert line == "'left drawer' cannot be told: 'drawer' is in one piece here; ask for 'drawer'"
    (line,) = asked(chest(4), "left drawer", front="z").warnings
    assert "in 4 pieces at one level" in line


def test_pieces_at_one_level_are_not_taken_in_silence():
    """Two legs stand level, and a brace above them is called a leg too."""
    legs = [solid(-4, 0, 0), solid(4, 0, 0), solid(0, 5, 0)]
    result = asked(labelled(legs, [0, 0, 0], ("leg",)), "second leg from the top")
    assert pieces(result) == ["second leg from the top"] * 2 + ["-"]
    (line,) = result.warnings
    assert line == (
        "'second leg from the top' is 2 pieces at one level, which cannot be told from each other;"
        ' ask for one side of them, such as "left leg"'
    )
    level = asked(labelled(legs[:2], [0, 0], ("leg",)), "second leg from the top")
    (line,) = level.warnings
    assert pieces(level) == ["-", "-"] and "in 2 pieces at one level" in line
    many = asked(labelled(legs, [0, 0, 0], ("legs",)), "bottom legs")
    assert pieces(many) == ["bottom legs", "bottom legs", "-"] and many.warnings == ()


def test_a_single_piece_clearly_at_a_side_is_that_side():
    arm = labelled([solid(0, 0, 0, (10, 1, 10)), solid(4, 2, 0)], [0, 1], ("seat", "armrest"))
    result = asked(arm, "left armrest", "right armrest", "seat", front="z")
    assert pieces(result) == ["seat", "left armrest"] and result.warnings == ()


def test_specks_follow_the_piece_that_they_are_near():
    legs = [solid(x, 0, 0, (1, 4, 1)) for x in (-4, 4)]
    speck = solid(-5.2, 0, 0, (0.1, 0.1, 0.1))
    result = labelled([*legs, speck], [0, 0, 0], ("leg",))
    assert pieces(asked(result, "left leg", "right leg")) == ["right leg", "left leg", "right leg"]


def test_pieces_are_named_by_the_fewest_sides_that_tell_them_apart():
    four = named_by_side(split(table(), "instances"), "z")
    wanted = tuple(f"leg_{side.replace(' ', '_')}" for side in LEGS)
    assert four.pieces.names == (*wanted, "top")
    assert four.warnings == ()
    three = named_by_side(split(chest(3), "instances"))
    assert three.pieces.names == ("drawer_0", "drawer_1", "drawer_2") and three.warnings == ()
    speck = [solid(0, 0, 0, (4, 4, 4)), solid(5, 0, 0, (0.2, 0.2, 0.2))]
    uneven = named_by_side(split(labelled(speck, [0, 0], ("seat",)), "instances"))
    assert uneven.pieces.names == ("seat_0", "seat_1")
    two = named_by_side(split(chest(2), "instances"))
    assert two.pieces.names == ("drawer_lower", "drawer_upper")


def test_the_frame_is_right_handed_for_every_axis():
    for up in ("x", "y", "z", "-x", "-y", "-z"):
        frame = object_frame(Shape(np.eye(3), up=up))
        assert np.allclose(np.cross(frame.front, frame.left), frame.top)
        assert np.allclose(up_rotation(up) @ frame.left, [1, 0, 0])
