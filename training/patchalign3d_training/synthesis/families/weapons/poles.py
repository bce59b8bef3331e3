"""Poles that spears and staffs share."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, sweep


def pole(weapon: Assembly, dice: Dice, length: float, radius: float) -> None:
    """A shaft from the origin up, straight or grown crooked."""
    stations = 10
    levels = np.linspace(0.0, length, stations)
    crooked = radius * dice.between(0.3, 1.2) if dice.chance(0.2) else 0.0
    aside = crooked * dice.many(-1.0, 1.0, stations)
    aside[[0, -1]] = 0.0
    path = np.stack([aside, levels, 0.5 * aside[::-1]], axis=1)
    swell = np.linspace(dice.between(0.85, 1.1), 1.0, stations)
    sides = dice.pick({5: 1, 8: 2, 14: 1})
    weapon.add("shaft", sweep(path, radius * swell, sides=sides))
