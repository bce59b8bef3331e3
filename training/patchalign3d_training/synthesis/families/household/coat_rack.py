"""Coat racks: standing ones and boards with hooks."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    beam,
    box,
    cylinder,
    join,
    knob,
    lathe,
    ring,
    rod,
    strip,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A post with arms on a foot, or a board for the wall that looks along +z."""
    if dice.chance(0.35):
        _board(model, dice)
    else:
        _stand(model, dice)


def _hook(dice: Dice, reach: float) -> Mesh:
    """A hook that leaves the origin along +x and bends up: a peg, a curve, or a double one."""
    kind = dice.pick({"peg": 3, "curve": 4, "double": 2})
    thick = dice.between(0.007, 0.014)
    if kind == "peg":
        end = (reach, 0.5 * reach, 0)
        return join(rod((0, 0, 0), end, thick), ball(1.8 * thick).moved(*end))
    bow = [
        (0, 0, 0),
        (0.6 * reach, -0.2 * reach, 0),
        (reach, 0.1 * reach, 0),
        (reach, 0.6 * reach, 0),
    ]
    curve = join(tube(bow, thick, 14, 7), ball(1.5 * thick).moved(reach, 0.6 * reach))
    if kind == "curve":
        return curve
    low = tube(
        [(0, -0.8 * reach, 0), (0.5 * reach, -1.0 * reach, 0), (0.6 * reach, -0.6 * reach, 0)],
        thick,
        10,
        7,
    )
    return join(curve, low)


def _stand(model: Assembly, dice: Dice) -> None:
    height, thick = dice.between(1.5, 1.95), dice.between(0.015, 0.03)
    if dice.chance(0.7):
        model.add("pole", cylinder(thick, height, sides=dice.pick({14: 3, 6: 1})).on(0.03))
    else:
        model.add("pole", box(2 * thick, height, 2 * thick).on(0.03))
    count, reach = dice.count(3, 6), dice.between(0.1, 0.22)
    hook = _hook(dice, reach)
    level = height - dice.between(0.05, 0.2)
    model.add("hook", hook.around(count).moved(y=level))
    if dice.chance(0.45):
        lower = hook.scaled(0.8).around(count, start=180.0 / count)
        model.add("hook", lower.moved(y=level - dice.between(0.15, 0.4)))
    if dice.chance(0.6):
        model.add("top", ball(dice.between(1.2, 2.0) * thick).moved(y=height + 0.04))
    kind = dice.pick({"disc": 3, "legs": 5, "ring": 1})
    wide = dice.between(0.2, 0.3)
    if kind == "disc":
        model.add("base", cylinder(wide, 0.03, top=0.9 * wide, sides=24).on(0.0))
    else:
        legs = dice.count(3, 5)
        rise = dice.between(0.1, 0.35)
        if dice.chance(0.5):
            leg = tube(
                [(0, rise, 0), (0.4 * wide, 0.9 * rise, 0), (wide, 0.0, 0)], 0.8 * thick, 10, 7
            )
        else:
            leg = beam((0, rise, 0), (wide, 0.01, 0), 1.2 * thick, 1.5 * thick)
        model.add("base", leg.around(legs))
        if kind == "ring":
            model.add("base", ring(0.7 * wide, 0.4 * thick).moved(y=0.3 * rise))
    if dice.chance(0.25):
        side = np.array([(0.0, 0.0), (0.06, -0.1), (0.08, -0.5), (0.1, -0.9)])
        coat = strip(side, np.array([0.1, 0.3, 0.34, 0.42]), 0.05, 0.05)
        model.add("coat", coat.turned("y", 90.0).moved(reach, level - 0.02))


def _board(model: Assembly, dice: Dice) -> None:
    width, tall = dice.between(0.5, 1.2), dice.between(0.08, 0.3)
    board = box(width, tall, 0.02, dice.one_of(0.0, 0.006))
    model.add("pole", board)
    count = dice.count(3, 7)
    if dice.chance(0.6):
        hook = _hook(dice, dice.between(0.06, 0.1)).turned("y", -90.0)
    else:
        hook = knob(0.022, 0.06)
    model.add("hook", hook.in_row(count, 0.9 * width / count).moved(y=-0.15 * tall, z=0.01))
    if dice.chance(0.75):
        model.add("shelf", box(width, 0.02, 0.2).moved(z=0.09).on(board))
        bracket = lathe([(0.0, 0), (0.02, 0), (0.02, 0.01), (0, 0.01)], 8)
        model.add("shelf", bracket.moved(0.4 * width, 0.3 * tall, 0.05).both())
