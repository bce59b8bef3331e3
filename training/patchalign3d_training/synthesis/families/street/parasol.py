"""Parasols of beaches, gardens and cafes."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    plane,
    polygon,
    rod,
    skin,
    spokes,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A canopy of six to eight fields on a pole, in metres; tilted, folded or hung from an arm."""
    sides, radius = dice.pick({4: 2, 6: 3, 8: 5}), dice.between(0.9, 1.7)
    height, rise = dice.between(1.9, 2.5), dice.between(0.2, 0.5)
    thick = dice.between(0.018, 0.03)
    shade = model.group()
    is_folded = dice.chance(0.15)
    if is_folded:
        long = 0.9 * radius
        rows = [(0.02, 0.0), (0.1, -0.3 * long), (0.13, -0.7 * long), (0.09, -long)]
        cloth = lathe([(r, y) for r, y in rows], 2 * sides)
        shade.add("canopy", cloth)
    else:
        shade.add("canopy", _canopy(dice, sides, radius, rise))
        if dice.chance(0.7):
            end = (0.97 * radius, -rise + 0.01, 0.0)
            rib = rod((0.03, -0.03, 0), end, 0.008, sides=5)
            stretch = rod((0.02, -0.35 - rise, 0), (0.5 * radius, -0.55 * rise, 0), 0.007, sides=5)
            shade.add("rib", join(rib, stretch).around(sides))
    if dice.chance(0.7):
        shade.add("tip", ball(0.035, 0.06, 0.035, 10).moved(y=0.04))
    hangs = dice.chance(0.2)
    tilt = dice.between(5.0, 35.0) if not is_folded and dice.chance(0.3) else 0.0
    model.take(shade, lambda mesh: mesh.turned("z", tilt).moved(y=height))
    if hangs:  # from a mast beside it
        aside = radius + dice.between(0.1, 0.4)
        bow = [(aside, 0.05, 0), (aside, 0.8 * height, 0), (0.6 * aside, height + 0.25, 0)]
        model.add("pole", tube([*bow, (0.0, height + 0.12, 0.0)], 1.6 * thick, 24, 8))
        model.add("pole", rod((0, height + 0.14, 0), (0, height - 0.35, 0), thick))
        foot = aside
    else:
        model.add("pole", rod((0, 0.0, 0), (0, height - 0.03, 0), thick))
        foot = 0.0
    if dice.chance(0.8):
        model.add("base", _base(dice, thick).moved(foot))
    if dice.chance(0.35):
        arm = rod((0, 0, 0), (0, 0, 0.1), 0.008)
        crank = join(cylinder(0.04, 0.06, "z"), arm, rod((0, 0, 0.1), (0.08, 0, 0.1), 0.008))
        model.add("crank", crank.moved(foot, 1.0, thick))
    if not hangs and dice.chance(0.25):
        board = cylinder(dice.between(0.35, 0.6), 0.03, sides=28).moved(y=0.72)
        model.add("table", board, spokes(4, 0.0, 0.3, 0.03, 0.03).moved(y=0.68))


def _canopy(dice: Dice, sides: int, radius: float, rise: float) -> Mesh:
    """Cloth from the tip down to the rim, its fields flat or sagging, perhaps with a valance."""
    turn = dice.between(0.0, 90.0)
    fine = 4 * sides
    sag = dice.between(0.0, 0.12)
    corner = np.cos(np.pi / sides)
    angle = 2.0 * np.pi * np.arange(fine) / fine
    off = (angle + np.pi / sides) % (2.0 * np.pi / sides) - np.pi / sides
    edge = corner / np.cos(np.abs(off) - np.pi / sides)  # of a polygon of radius 1
    rings = []
    for share in (0.0, 0.35, 0.7, 1.0):
        ring = plane(polygon(fine, radius * max(share, 0.01)) * edge[:, None], "y", 0.0)
        between = np.sin(np.abs(off) * 0.5 * sides) * share
        ring[:, 1] = -rise * share**1.3 - sag * between * 0.4
        rings.append(ring)
    if dice.chance(0.45):
        rings.append(rings[-1] * (1.01, 1.0, 1.01) - (0.0, dice.between(0.08, 0.16), 0.0))
    return skin(np.stack(rings), caps=False).turned("y", turn)


def _base(dice: Dice, thick: float) -> Mesh:
    """A disc, a block or a cross on the floor, with a sleeve for the pole."""
    sleeve = cylinder(1.6 * thick, 0.3).on(0.0)
    kind = dice.pick({"disc": 4, "block": 2, "cross": 2})
    if kind == "cross":
        return join(spokes(4, 0.0, 0.45, 0.06, 0.04).on(0.0), sleeve)
    wide = dice.between(0.2, 0.32)
    if kind == "block":
        return join(box(2 * wide, 0.08, 2 * wide, 0.02).on(0.0), sleeve)
    return join(cylinder(wide, 0.08, top=0.85 * wide).on(0.0), sleeve)
