"""A power drill; its bit points along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, box, lathe, rod, superellipse, sweep


def build(drill: Assembly, dice: Dice) -> None:
    """A power drill; its bit points along +z."""
    radius, long = dice.between(0.18, 0.26), dice.between(0.8, 1.2)
    profile = [(0, 0), (0.8, 0.02), (1.0, 0.15), (1.0, 0.7), (0.75, 1.0), (0, 1.0)]
    drill.add("body", lathe(np.array(profile) * (radius, long), 18).turned("x", 90.0))
    chuck = np.array([(0, 0), (0.65, 0), (0.7, 0.5), (0.35, 1.0), (0, 1.0)]) * (radius, 0.3)
    drill.add("chuck", lathe(chuck, 14).turned("x", 90.0).moved(0, 0, long))
    if dice.chance(0.9):
        tip = dice.between(0.3, 0.9)
        drill.add("bit", rod((0, 0, long + 0.28), (0, 0, long + 0.28 + tip), 0.04, 0.02))
    back, drop = dice.between(0.15, 0.5) * long, dice.between(0.6, 0.9)
    path = [(0, 0, back), (0, -0.5 * drop, back - 0.05), (0, -drop, back - 0.1)]
    section = superellipse(0.3, 0.2, 3.0, 14)
    drill.add("handle", sweep(path, [1.1, 0.9, 1.05], section, normal=(0, 0, 1)))
    drill.add("trigger", box(0.08, 0.2, 0.12, 0.02).moved(0, -0.36, back + 0.16))
    if dice.chance(0.7):
        block = box(0.3, 0.18, dice.between(0.4, 0.6), 0.03)
        drill.add("battery", block.moved(0, -drop - 0.06, back - 0.02))
    if dice.chance(0.2):
        drill.add("handle", rod((0.2, 0, 0.8 * long), (0.9, 0, 0.8 * long), 0.07, 0.09))
