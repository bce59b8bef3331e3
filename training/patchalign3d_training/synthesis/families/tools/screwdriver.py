"""A screwdriver or chisel along y, its tip up."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, rod, sweep


def build(driver: Assembly, dice: Dice) -> None:
    """A screwdriver or chisel along y, its tip up."""
    long, radius = dice.between(0.7, 1.1), dice.between(0.1, 0.2)
    wave = np.array([0.75, 1.0, 1.0, 0.85, 0.95, 0.7, 0.5]) * dice.many(0.85, 1.1, 7)
    path = np.stack([np.zeros(7), np.linspace(0, long, 7), np.zeros(7)], axis=1)
    lobes = dice.count(3, 8)
    angle = np.linspace(0, 2 * np.pi, 6 * lobes, endpoint=False)
    ripple = 1.0 + dice.between(0.0, 0.12) * np.cos(lobes * angle)
    section = np.stack([np.cos(angle), np.sin(angle)], axis=1) * ripple[:, None]
    driver.add("handle", sweep(path, wave * radius, section))
    thin, reach = radius * dice.between(0.22, 0.4), dice.between(0.5, 1.8)
    end = long + reach
    driver.add("shaft", rod((0, long - 0.03, 0), (0, end, 0), thin))
    if dice.chance(0.5):
        flat = rod((0, end, 0), (0, end + 0.15, 0), thin).stretched(1.0, 1.0, 0.4)
        driver.add("tip", flat.stretched(x=dice.between(1.0, 1.8)))
    else:
        driver.add("tip", rod((0, end, 0), (0, end + 0.12, 0), thin, 0.2 * thin))
