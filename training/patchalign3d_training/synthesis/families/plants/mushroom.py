"""Mushrooms."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, ball, lathe, pipe


def build(model: Assembly, dice: Dice) -> None:
    """A cap on a stem, often with gills, a ring and spots."""
    sides = dice.pick({8: 1, 16: 2, 28: 3})
    height = dice.between(0.5, 1.2)
    stout = dice.between(0.08, 0.2)
    cap = dice.between(0.3, 0.6)  # its radius
    tall = cap * dice.between(0.4, 1.1)
    foot_width = dice.between(0.8, 1.6) * stout
    stem = lathe([(0, 0), (foot_width, 0), (stout, 0.4 * height), (stout, 1.05 * height)], sides)
    model.add("stem", stem)

    lip, power = 0.12 * tall, dice.between(0.5, 1.2)
    angle = np.linspace(0.0, 0.5 * np.pi, 7)
    profile = np.stack([cap * np.cos(angle) ** power, tall * np.sin(angle)], axis=1)
    profile[-1, 0] = 0.0
    has_gills = dice.chance(0.6)
    under = [] if has_gills else [(0.0, 0.0)]
    shell = lathe([*under, (0.9 * cap, -lip), *profile], sides).moved(y=height)
    model.add("cap", shell)
    if has_gills:
        gills = lathe([(0.9 * cap, -lip), (0.5 * cap, 0.0), (0.0, 0.05 * tall)], sides)
        model.add("gills", gills.moved(y=height))
    if dice.chance(0.4):
        skirt = pipe(1.6 * stout, 0.9 * stout, 0.03).moved(y=dice.between(0.6, 0.85) * height)
        model.add("ring", skirt)
    if dice.chance(0.6):
        for _ in range(dice.count(5, 12)):
            up, turn = dice.between(0.25, 1.4), dice.between(0.0, 360.0)
            spot = ball(dice.between(0.08, 0.16) * cap, sides=8).stretched(1.0, 0.5, 1.0)
            at = (cap * np.cos(up) ** power, height + tall * np.sin(up), 0.0)
            model.add("spot", spot.moved(*at).turned("y", turn))
