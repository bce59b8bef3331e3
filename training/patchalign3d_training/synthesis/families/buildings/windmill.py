"""Windmills of the Dutch and the Spanish kind."""

from patchalign3d_training.synthesis.families.buildings.masonry import (
    arched,
    facing,
    opening,
    spire,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    dome,
    grid_bars,
    join,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tapering tower with a cap; four sails on a shaft that looks along +z."""
    sides = dice.pick({4: 1, 6: 1, 8: 3, 18: 2})
    height, foot = dice.between(4.0, 8.0), dice.between(1.4, 2.4)
    top = foot * dice.between(0.5, 0.9)
    tower = cylinder(foot, height, top=top, sides=sides).on(0.0).turned("y", facing(sides))
    model.add("wall", tower)
    if dice.chance(0.5):
        cap = spire(1.15 * top, dice.between(0.8, 2.0), max(sides, 8)).on(height)
    else:
        cap = dome(1.12 * top, dice.between(0.8, 1.4)).on(height)
    model.add("roof", cap)
    reach = dice.between(0.55, 0.85) * height
    hub_y = height + dice.between(-0.3, 0.4)
    front = 1.3 * top + 0.3
    shaft = rod((0.0, hub_y, 0.0), (0.0, hub_y, front + 0.15), 0.14)
    model.add("shaft", shaft, cylinder(0.3, 0.3, "z").moved(0.0, hub_y, front))
    sails = _sail(dice, reach).around(dice.pick({4: 5, 6: 1}), "z", dice.between(0.0, 90.0))
    model.add("sail", sails.moved(0.0, hub_y, front))
    model.add("door", arched(0.9, 1.8, 0.4).moved(z=foot - 0.35))
    window = opening(dice, 0.5, 0.7, 0.35)
    for share in (0.4, 0.65)[: dice.count(1, 2)]:
        out = foot + (top - foot) * share - 0.25
        model.add("window", window.moved(0.0, share * height, out).around(4, start=45.0))
    if dice.chance(0.35):
        level = 0.35 * height
        out = foot + (top - foot) * 0.35
        floor = cylinder(1.5 * out, 0.12).moved(y=level)
        post = rod((0.0, level, 1.45 * out), (0.0, level + 0.6, 1.45 * out), 0.04, sides=5)
        rail = ring(1.45 * out, 0.05).moved(y=level + 0.6)
        model.add("gallery", floor, post.around(12), rail)


def _sail(dice: Dice, reach: float) -> Mesh:
    """One sail along +y: a stock with a lattice or a board on one side, or on both."""
    wide = dice.between(0.12, 0.2) * reach
    stock = box(0.12, reach, 0.12).moved(y=0.5 * reach)
    long, start = 0.75 * reach, 0.22 * reach
    lattice = dice.chance(0.6)
    field = grid_bars(wide, long, 3, 9, 0.03) if lattice else box(wide, long, 0.05)
    x = 0.0 if dice.chance(0.3) else 0.5 * wide
    return join(stock, field.moved(x, start + 0.5 * long, 0.05))
