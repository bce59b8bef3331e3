"""Wooden and sleeved shafts, which tools and axes share."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, prism, rod, superellipse, sweep


def shaft(tool: Assembly, dice: Dice, long: float, radius: float) -> None:
    """A shaft from the origin up; it is the handle."""
    levels = np.linspace(0.0, long, 8)
    swell = radius * np.array([1.25, 1.2, 1.3, 1.15, 0.9, 0.8, 0.85, 0.9])
    if dice.chance(0.4):
        swell = np.full(8, radius)
    section = superellipse(2.0, 2.0 * dice.between(0.65, 1.0), dice.between(2.0, 3.5), 14)
    path = np.stack([0 * levels, levels, 0 * levels], axis=1)
    tool.add("handle", sweep(path, swell, section, normal=(0, 0, 1)))
    if dice.chance(0.5):
        sleeve = long * dice.between(0.3, 0.5)
        thick = radius * dice.between(1.3, 1.7)
        cover = prism(superellipse(2 * thick, 2.3 * thick, 2.6, 16), sleeve, "y", 0.3 * thick)
        tool.add("handle", cover.moved(0, 0.5 * sleeve))
    if dice.chance(0.2):
        tool.add("handle", rod((-radius, 0.08, 0), (radius, 0.08, 0), 0.012, sides=6))
