"""Castles: towers joined by walls about a yard."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from patchalign3d_training.synthesis.families.buildings.masonry import (
    arched,
    facing,
    merlons,
    opening,
    round_wall,
    spire,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    polygon,
    rectangle,
    rod,
    sheet,
)


@dataclass(frozen=True)
class Turret:
    """Sizes of one tower; `roofed` towers have a spire, the others battlements."""

    radius: float
    height: float
    sides: int
    roofed: bool
    roof: float  # its height


def build(model: Assembly, dice: Dice) -> None:
    """Four corner towers and walls with battlements, a gate in front, mostly a keep inside."""
    width, depth = dice.between(6.0, 10.0), dice.between(6.0, 9.0)
    wall, thick = dice.between(1.6, 3.0), dice.between(0.4, 0.8)
    tooth = dice.between(0.25, 0.45)
    for side, z in ((width, 0.5 * depth), (width, -0.5 * depth)):
        model.add("wall", box(side, wall, thick).on(0.0).moved(z=z))
    model.add("wall", box(thick, wall, depth).on(0.0).moved(0.5 * width).both())
    teeth = merlons(rectangle(width, depth), tooth, 0.5 * thick, wall)
    model.add("battlement", teeth)
    turret = Turret(
        radius=dice.between(0.7, 1.2),
        height=wall * dice.between(1.2, 2.0),
        sides=dice.pick({4: 2, 8: 1, 14: 3}),
        roofed=dice.chance(0.5),
        roof=dice.between(1.0, 3.0),
    )
    group = model.group()
    _tower(group, dice, turret, tooth)
    for x in (0.5 * width, -0.5 * width):
        for z in (0.5 * depth, -0.5 * depth):
            model.take(group, partial(Mesh.moved, x=x, z=z))
    _gate(model, dice, 0.5 * depth, wall, thick, turret)
    if dice.chance(0.75):
        _keep(model, dice, min(width, depth), wall, tooth)
    if dice.chance(0.4):
        model.add("ground", box(1.5 * width, 0.2, 1.5 * depth).under(0.0))


def _tower(model: Assembly, dice: Dice, turret: Turret, tooth: float) -> None:
    """One tower about the origin."""
    sides, turn = turret.sides, facing(turret.sides)
    shaft = round_wall(turret.radius, turret.height, turret.radius, sides, not turret.roofed)
    model.add("tower", shaft.turned("y", turn))
    if turret.roofed:
        roof = spire(1.15 * turret.radius, turret.roof, sides, dice.between(0.0, 0.2))
        model.add("roof", roof.turned("y", turn).on(turret.height))
    else:
        outline = polygon(sides, 0.9 * turret.radius, turn)
        model.add("battlement", merlons(outline, 0.9 * tooth, 0.2, turret.height))
    if dice.chance(0.7):
        window = opening(dice, 0.3, dice.between(0.4, 0.8), 0.1)
        out = turret.radius * np.cos(np.pi / sides) - 0.04
        count = dice.pick({2: 1, 4: 3})
        model.add("window", window.moved(0.0, 0.75 * turret.height, out).around(count))
    if dice.chance(0.3):
        tip = turret.height + (turret.roof if turret.roofed else 0.0)
        cloth = sheet(np.array([(0.0, 0.0), (0.9, 0.2), (0.0, 0.5)]), "z").moved(y=tip + 0.6)
        model.add("flag", rod((0.0, tip - 0.3, 0.0), (0.0, tip + 1.2, 0.0), 0.04), cloth)


def _gate(
    model: Assembly, dice: Dice, front: float, wall: float, thick: float, turret: Turret
) -> None:
    """An arched gate, perhaps in a gate house, perhaps with a bridge before it."""
    wide = dice.between(1.0, 1.8)
    tall = min(1.4 * wide, 0.85 * wall)
    out = 0.5 * thick
    if dice.chance(0.5):
        house = box(1.8 * wide, 1.25 * wall, 2.0 * thick).on(0.0).moved(z=front)
        model.add("tower", house)
        model.add(
            "battlement",
            merlons(rectangle(1.7 * wide, 1.8 * thick), 0.3, 0.2, 1.25 * wall).moved(z=front),
        )
        out = thick
    leaf = arched(wide, tall, 0.16) if dice.chance(0.7) else box(wide, tall, 0.16).on(0.0)
    model.add("door", leaf.moved(z=front + out - 0.05))
    if dice.chance(0.35):
        bridge = box(wide, 0.15, dice.between(1.5, 3.0)).on(0.0)
        model.add("door", bridge.moved(z=front + out + 0.5 * float(bridge.size[2])))


def _keep(model: Assembly, dice: Dice, yard: float, wall: float, tooth: float) -> None:
    """A high house in the yard."""
    size, height = dice.between(0.25, 0.45) * yard, wall * dice.between(1.5, 2.6)
    model.add("tower", box(size, height, size).on(0.0))
    if dice.chance(0.5):
        roof = spire(0.8 * size, dice.between(0.6, 1.2) * size, 4).turned("y", 45.0)
        model.add("roof", roof.on(height))
    else:
        model.add("battlement", merlons(rectangle(0.92 * size, 0.92 * size), tooth, 0.2, height))
    window = opening(dice, 0.12 * size, 0.25 * size, 0.1)
    grid = window.in_grid(2, dice.count(1, 2), (0.4 * size, 0.25 * height))
    model.add("window", grid.moved(0.0, 0.7 * height, 0.5 * size).around(4))
