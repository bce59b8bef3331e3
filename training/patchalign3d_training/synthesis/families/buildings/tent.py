"""Tents: ridge tents, domes, tepees, pavilions."""

import numpy as np

from patchalign3d_training.synthesis.families.buildings.masonry import facing
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    centroids,
    cylinder,
    join,
    lathe,
    plane,
    polygon,
    prism,
    rod,
    sheet,
    skin,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """Cloth over poles, with an entrance that looks along +z."""
    kind = dice.pick({"ridge": 3, "dome": 2, "tepee": 2, "pavilion": 2})
    {"ridge": _ridge, "dome": _dome, "tepee": _tepee, "pavilion": _pavilion}[kind](model, dice)
    if dice.chance(0.25):
        size = model.whole.size
        model.add("floor", box(float(size[0]), 0.03, float(size[2])).on(0.0))


def _ridge(model: Assembly, dice: Dice) -> None:
    """Two slopes, closed behind, flaps in front that are shut or folded aside; guy ropes."""
    half, tall = dice.between(0.7, 1.3), dice.between(1.0, 1.9)
    long = dice.between(1.0, 2.0)  # half the length
    slope = [(half, 0.0, 0.0), (0.0, tall, 0.0)]
    grid = np.array([[(x, y, z) for x, y, _ in slope] for z in (-long, long)])
    model.add("canvas", skin(grid, closed=False))
    model.add("canvas", skin(grid * (-1.0, 1.0, 1.0), closed=False))
    end = np.array([(half, 0.0), (0.0, tall), (-half, 0.0)])
    model.add("canvas", sheet(end, "z", -long))
    aside = dice.between(0.0, 0.9)
    flap = sheet(np.array([(half, 0.0), (0.0, tall), (aside * half, 0.0)]), "z", long + 0.01)
    model.add("door", flap.both())
    pole = rod((0.0, 0.0, 0.0), (0.0, 1.05 * tall, 0.0), 0.025, sides=6)
    model.add("pole", pole.moved(z=long + 0.02).both("z"))
    if dice.chance(0.7):
        _guys(model, dice, [(0.0, tall, long), (0.0, tall, -long)], long)
    if dice.chance(0.5):
        _guys(model, dice, [(0.5 * half, 0.5 * tall, 0.6 * long)], 0.0)


def _guys(
    model: Assembly, dice: Dice, tops: list[tuple[float, float, float]], ahead: float
) -> None:
    """Ropes that run outwards to pegs, mirrored to both sides."""
    for x, y, z in tops:
        away = dice.between(0.7, 1.2)
        foot = (x + 0.8 * away, 0.0, z + np.sign(z) * 0.6 * away if ahead else z)
        peg = rod((foot[0], -0.05, foot[2]), (foot[0] + 0.05, 0.15, foot[2]), 0.02, sides=5)
        rope = join(rod((x, y, z), foot, 0.012, sides=4), peg).both()
        model.add("rope", rope if ahead else rope.both("z"))


def _dome(model: Assembly, dice: Dice) -> None:
    """A camper's tent over two bent poles."""
    width, tall, depth = dice.between(1.0, 1.6), dice.between(0.9, 1.5), dice.between(1.0, 1.8)
    angle = np.linspace(0.0, 0.5 * np.pi, 6)
    profile = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    profile[-1, 0] = 0.0
    cloth = lathe(profile, dice.pick({12: 1, 24: 1})).stretched(width, tall, depth)
    middle = centroids(cloth)
    wide, high = dice.between(0.3, 0.55) * width, dice.between(0.5, 0.8) * tall
    front = (middle[:, 2] > 0.0) & (np.abs(middle[:, 0]) < wide) & (middle[:, 1] < high)
    model.split(cloth, {"door": front}, rest="canvas")
    for turn in (45.0, -45.0):
        arc = np.stack([1.03 * np.cos(2 * angle), 1.03 * np.sin(2 * angle), 0 * angle], axis=1)
        pole = tube(arc, 0.02, 12, 5).turned("y", turn).stretched(width, tall, depth)
        model.add("pole", pole)
    if dice.chance(0.5):
        _guys(model, dice, [(0.6 * width, 0.6 * tall, 0.5 * depth)], 0.0)


def _tepee(model: Assembly, dice: Dice) -> None:
    """A cone of cloth whose poles cross above its tip."""
    radius, tall = dice.between(1.0, 1.7), dice.between(2.0, 3.5)
    sides = dice.pick({6: 1, 8: 2, 14: 2})
    cone = lathe([(radius, 0.0), (0.5 * radius, 0.5 * tall), (0.06 * radius, 0.95 * tall)], sides)
    model.add("canvas", cone.turned("y", facing(sides)))
    over = dice.between(1.1, 1.3)
    pole = rod((0.0, 0.0, radius), (0.0, over * tall, -(over - 0.95) * radius), 0.035, sides=6)
    model.add("pole", pole.around(dice.count(5, 9)))
    high, wide = dice.between(0.4, 0.6) * tall, dice.between(0.25, 0.45) * radius
    outline = np.array([(wide, 0.0), (0.0, high), (-wide, 0.0)])
    lean = -float(np.degrees(np.arctan2(radius, tall)))
    flat = float(np.cos(np.pi / sides))
    model.add("door", prism(outline, 0.05, "z").turned("x", lean).moved(z=flat * radius + 0.03))


def _pavilion(model: Assembly, dice: Dice) -> None:
    """A pointed roof on poles, with or without walls; a valance hangs from the eaves."""
    radius, wall, rise = dice.between(1.5, 2.5), dice.between(1.7, 2.4), dice.between(0.7, 1.6)
    sides = dice.pick({4: 3, 6: 1, 12: 1})
    turn = facing(sides)
    roof = lathe(
        [(1.03 * radius, wall), (0.4 * radius, wall + 0.45 * rise), (0.0, wall + rise)], sides
    )
    valance = lathe([(1.03 * radius, wall - 0.25), (1.03 * radius, wall)], sides)
    model.add("canvas", roof.turned("y", turn), valance.turned("y", turn))
    pole = cylinder(0.05, wall, sides=8).on(0.0)
    model.add("pole", pole.at(plane(polygon(sides, 0.98 * radius, turn), "y")))
    flat = float(np.cos(np.pi / sides))
    if dice.chance(0.6):
        wide = 2.0 * radius * float(np.sin(np.pi / sides))
        side = box(wide, wall, 0.03).on(0.0).moved(z=flat * radius)
        for i in range(1, sides):
            model.add("canvas", side.turned("y", 360.0 * i / sides))
        if dice.chance(0.7):
            curtain = box(0.25 * wide, wall, 0.08).on(0.0).moved(0.38 * wide, 0.0, flat * radius)
            model.add("door", curtain.both())
    if dice.chance(0.6):
        top = wall + rise
        cloth = sheet(np.array([(0.0, 0.0), (0.5, 0.12), (0.0, 0.3)]), "z").moved(y=top + 0.3)
        model.add("flag", rod((0.0, top - 0.1, 0.0), (0.0, top + 0.65, 0.0), 0.025), cloth)
    if dice.chance(0.5):
        _guys(model, dice, [(0.7 * radius, wall, 0.7 * radius)], 0.0)
