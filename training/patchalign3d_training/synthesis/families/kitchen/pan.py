"""A frying pan, sauce pan, wok or cooking pot, with one or two handles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    lathe,
    rectangle,
    smooth,
    sweep,
    tube,
)


def build(pan: Assembly, dice: Dice) -> None:
    """A frying pan, sauce pan, wok or cooking pot, with one or two handles."""
    deep = dice.between(0.2, 0.5) if dice.chance(0.5) else dice.between(0.6, 1.5)
    foot, wall = dice.between(0.6, 1.0), dice.between(0.02, 0.06)
    outside = smooth([(foot, 0.0), (0.4 * foot + 0.6, 0.35 * deep), (1.0, deep)], 8)
    inside = outside[::-1] - (wall, 0.0)
    inside[-1, 1] = wall
    pan.add("body", lathe([(0, 0), *outside, *inside, (0, wall)], 30))
    if deep < 0.55 or dice.chance(0.4):
        long, rise = dice.between(1.0, 2.0), dice.between(-0.05, 0.4)
        y = 0.85 * deep
        path = smooth([(0.95, y, 0), (1.3, y + 0.6 * rise, 0), (1.0 + long, y + rise, 0)], 12)
        thick = dice.between(0.05, 0.1)
        section = rectangle(1.0, 2.0, 0.45, 3)
        swell = np.linspace(0.8, 1.3, 12) * thick
        pan.add("handle", sweep(path, swell, section, normal=(0, 1, 0)))
    else:
        ear = [(0.97, 0.8 * deep, 0.25), (1.3, 0.8 * deep, 0.2), (1.3, 0.8 * deep, -0.2)]
        loop = tube([*ear, (0.97, 0.8 * deep, -0.25)], dice.between(0.03, 0.06), 14)
        pan.add("handle", loop.both())
    if dice.chance(0.4):
        rise = dice.between(0.1, 0.3)
        cover = smooth([(1.02, 0), (0.7, 0.7 * rise), (0.1, rise)], 8)
        pan.add("lid", lathe([*cover, (0, rise)], 28).moved(0, deep))
        pan.add("lid", ball(0.1, 0.08, 0.1).moved(0, deep + rise + 0.05))
