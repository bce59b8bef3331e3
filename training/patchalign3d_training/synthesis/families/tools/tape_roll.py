"""Rolls of adhesive tape, alone or in a dispenser; the roll turns about x."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    pipe,
    prism,
    strip,
)


def build(roll: Assembly, dice: Dice) -> None:
    """A roll of tape of radius 1 about the origin, mostly on a core."""
    bore = dice.between(0.4, 0.88)
    width = dice.between(0.2, 1.2)
    sides = dice.pick({10: 1, 20: 1, 36: 2})
    wound = dice.between(0.04, 0.12)  # the core's thickness
    has_core = dice.chance(0.8)
    roll.add("tape", pipe(1.0, bore, width, "x", sides))
    if has_core:
        roll.add("core", pipe(bore, bore - wound, width * dice.between(1.0, 1.06), "x", sides))
    if dice.chance(0.25):
        _dispenser(roll, dice, width, bore - wound)
    elif dice.chance(0.45):  # the loose end
        out = dice.between(0.2, 1.2)
        side = np.array([(0.0, 1.0), (0.6 * out, 1.0), (out, 1.0 - 0.3 * out)])
        roll.add("tape", strip(side, width, thick=0.012))
    if dice.chance(0.15):  # a second roll beside it
        gap = width + dice.between(0.02, 0.3)
        roll.add("tape", pipe(1.0, bore, width, "x", sides).moved(gap))
        if has_core:
            roll.add("core", pipe(bore, bore - wound, width, "x", sides).moved(gap))


def _dispenser(roll: Assembly, dice: Dice, width: float, bore: float) -> None:
    """A heavy foot with two cheeks, a hub in the roll and a toothed blade in front."""
    wall, front, rear = 0.15, dice.between(1.5, 2.2), -dice.between(1.0, 1.3)
    low, top = -1.25, dice.between(-0.1, 0.3)
    cheek = [(rear, low), (front, low), (front, low + 0.9), (0.3, top), (-0.3, top), (rear, -0.6)]
    side = prism(np.array(cheek), wall, "x").moved(0.5 * (width + wall) + 0.02)
    floor = box(width + 2 * wall, 0.25, front - rear).on(low).moved(z=0.5 * (front + rear))
    nose = box(width, 0.5, 0.3).on(low + 0.2).moved(z=front - 0.2)
    roll.add("base", side.both(), floor, nose)
    roll.add("core", cylinder(0.9 * bore, width + 0.1, "x", sides=16))
    lip = (0.0, low + 0.9, front)
    roll.add("blade", box(width, 0.05, 0.14).turned("x", -25.0).at([lip]))
    tooth = np.array([(0.0, 0.0), (0.12, 0.0), (0.06, 0.1)])
    count = max(int(width / 0.12), 2)
    comb = prism(tooth, 0.02, "z").in_row(count, width / count, "x").moved(x=-0.06)
    roll.add("blade", comb.turned("x", 65.0).at([lip]).moved(z=0.06))
    end = np.array([(0.0, 1.0), (0.7 * front, 0.5), (front, low + 0.92)])
    roll.add("tape", strip(end, 0.9 * width, thick=0.012))
