"""Cacti."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    cylinder,
    lathe,
    rod,
    spokes,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A column with arms, or a round one, with spines, in a pot or on the ground."""
    is_round, sides = dice.chance(0.3), dice.pick({8: 1, 12: 2, 20: 2})
    stout = dice.between(0.1, 0.16)
    height = dice.between(0.3, 0.4) if is_round else dice.between(0.7, 1.2)
    radius = 0.5 * height if is_round else stout
    if is_round:
        model.add("body", ball(radius, 0.5 * height, radius, sides).on(0.0))
    else:
        model.add("body", cylinder(0.9 * stout, height, top=stout, sides=sides).on(0.0))
        model.add("body", ball(stout, sides=sides).moved(y=height))
        for turn in dice.many(0.0, 360.0, dice.count(1, 4)):
            low, out = dice.between(0.3, 0.6) * height, dice.between(2.0, 2.8) * stout
            end = low + dice.between(0.2, 0.5) * height
            thick = dice.between(0.5, 0.75) * stout
            arm = tube([(0, low, 0), (out, low, 0), (out, end, 0)], thick, 10, sides)
            tip = ball(thick, sides=sides).moved(out, end)
            model.add("arm", arm.turned("y", turn), tip.turned("y", turn))
    if dice.chance(0.6):
        needle = rod((0, 0, 0), (1.3 * radius, 0.03, 0), 0.006, 0.001, 4)
        levels = np.linspace(0.3, 0.85, 6) * height
        for level in levels:
            slim = np.sqrt(max(0.0, 1.0 - (2.0 * level / height - 1.0) ** 2)) if is_round else 1.0
            ring_of_needles = needle.stretched(slim, 1.0, 1.0).around(10)
            model.add("spine", ring_of_needles.moved(y=level))
    if dice.chance(0.35):
        bloom = spokes(6, 0.0, 0.08, 0.04, 0.02).moved(y=height + (0.0 if is_round else stout))
        model.add("flower", bloom, ball(0.03).on(bloom))
    if dice.chance(0.6):
        pot, deep = 1.4 * radius + 0.05, dice.between(0.2, 0.35)
        wall = [(0, -deep), (0.7, -deep), (1.0, 0.02), (0.9, 0.02), (0.85, -0.03), (0, -0.03)]
        model.add("pot", lathe([(pot * r, y) for r, y in wall]))
