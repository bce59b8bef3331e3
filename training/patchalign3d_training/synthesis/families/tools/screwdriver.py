"""A screwdriver or chisel along y, its tip up."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, Points, cylinder, sweep

WAVE = (0.75, 1.0, 1.0, 0.85, 0.95, 0.7, 0.5)  # a handle's thickness from its end to the shaft


def build(driver: Assembly, dice: Dice) -> None:
    """A screwdriver or chisel along y, its tip up."""
    length, radius = dice.between(0.7, 1.1), dice.between(0.1, 0.2)  # of the handle
    handle = _handle(dice, length, radius)
    driver.add("handle", handle)
    thin, reach = radius * dice.between(0.22, 0.4), dice.between(0.5, 1.8)
    sunk = 0.03
    shaft = cylinder(thin, reach + sunk, sides=8).on(length - sunk)
    driver.add("shaft", shaft)
    if dice.chance(0.5):
        flat = cylinder(thin, 0.15, sides=8).stretched(x=dice.between(1.0, 1.8), z=0.4)
        driver.add("tip", flat.on(shaft))
    else:
        driver.add("tip", cylinder(thin, 0.12, top=0.2 * thin, sides=8).on(shaft))


def _handle(dice: Dice, length: float, radius: float) -> Mesh:
    wave = np.array(WAVE) * dice.many(0.85, 1.1, len(WAVE))
    levels = np.linspace(0, length, len(WAVE))
    path = np.stack([0 * levels, levels, 0 * levels], axis=1)
    return sweep(path, wave * radius, _lobed(dice))


def _lobed(dice: Dice) -> Points:
    """A circle of radius 1 with three to eight ridges."""
    lobes = dice.count(3, 8)
    angle = np.linspace(0, 2 * np.pi, 6 * lobes, endpoint=False)
    ripple = 1.0 + dice.between(0.0, 0.12) * np.cos(lobes * angle)
    return np.stack([ripple * np.cos(angle), ripple * np.sin(angle)], axis=1)
