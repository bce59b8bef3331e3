"""Fountains of squares and gardens."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    cylinder,
    join,
    lathe,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A basin, a column with one to three bowls, water in them and jets of water."""
    sides = dice.pick({4: 1, 6: 1, 8: 2, 28: 4})
    radius, wall = dice.between(1.2, 2.0), dice.between(0.35, 0.7)
    rim = dice.between(0.06, 0.2) * radius
    lip = dice.between(0.0, 0.08) * radius
    outside = [(0.95 * radius, 0.0), (0.95 * radius, 0.8 * wall), (radius + lip, 0.85 * wall)]
    inside = [(radius + lip, wall), (radius - rim, wall), (radius - rim, 0.1), (0.0, 0.1)]
    turn = 90.0 - 180.0 / sides
    model.add("basin", lathe([(0.0, 0.0), *outside, *inside], sides).turned("y", turn))
    wet = dice.chance(0.75)
    if wet:
        pool = cylinder(0.98 * (radius - rim), 0.02, sides=sides).turned("y", turn)
        model.add("water", pool.moved(y=0.75 * wall))
    level, size = 0.1, dice.between(0.35, 0.6) * radius
    for tier in range(dice.pick({0: 1, 1: 3, 2: 3, 3: 1})):
        tall = dice.between(0.6, 1.0) * (1.0 if tier == 0 else 0.6)
        fat = 0.22 * size
        post = [(2.0, 0.0), (1.8, 0.12), (0.8, 0.25), (1.2, 0.5), (0.7, 0.85), (1.6, 1.0)]
        column = lathe(np.array([(0.0, 0.0), *post, (0.0, 1.0)]) * (fat, tall), 16)
        model.add("column", column.on(level))
        level += tall
        deep = dice.between(0.25, 0.5) * size
        cup = [(0.0, 0.0), (0.4, 0.05), (0.85, 0.5), (1.0, 1.0), (0.93, 1.0), (0.75, 0.55)]
        bowl = lathe(np.array([*cup, (0.0, 0.3)]) * (size, deep), 24)
        model.add("bowl", bowl.on(level - 0.03))
        if wet:
            model.add("water", cylinder(0.9 * size, 0.015).moved(y=level + 0.8 * deep))
            if dice.chance(0.5):
                start, middle = (
                    (0.97 * size, level + deep, 0.0),
                    (1.2 * size, level + 0.8 * deep, 0.0),
                )
                fall = tube([start, middle, (1.35 * size, 0.75 * wall, 0.0)], 0.025, 10, 5)
                model.add("water", fall.around(dice.count(4, 10)))
        level += 0.25 * deep
        size *= dice.between(0.5, 0.7)
    if dice.chance(0.6):
        knob = join(ball(0.12), cylinder(0.05, 0.3).moved(y=-0.15)).on(level)
        model.add("column", knob)
        level += 0.35
    if wet and dice.chance(0.6):
        high, away = dice.between(0.4, 1.0), dice.between(0.3, 0.7)
        jet = tube(
            [(0.02, level, 0.0), (0.4 * away, level + high, 0.0), (away, level, 0.0)], 0.022, 12, 5
        )
        upright = rod((0.0, level, 0.0), (0.0, level + high, 0.0), 0.03)
        model.add("water", jet.around(dice.count(4, 8)) if dice.chance(0.6) else upright)
    if dice.chance(0.4):
        step = cylinder(1.25 * radius, 0.15, sides=sides).turned("y", turn)
        model.add("base", step.under(0.02))
