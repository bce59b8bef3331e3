"""Pans and pots."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    knob,
    lathe,
    rectangle,
    smooth,
    sweep,
    tube,
)

SHALLOW = 0.55  # a vessel that is less deep is a frying pan and has a long handle


def build(model: Assembly, dice: Dice) -> None:
    """A frying pan, sauce pan, wok or cooking pot; its rim's radius is 1."""
    deep = dice.between(0.2, 0.5) if dice.chance(0.5) else dice.between(0.6, 1.5)
    foot, wall = dice.between(0.6, 1.0), dice.between(0.02, 0.06)
    outside = smooth([(foot, 0.0), (0.4 * foot + 0.6, 0.35 * deep), (1.0, deep)], 8)
    inside = outside[::-1] - (wall, 0.0)
    inside[-1, 1] = wall  # the bottom has the wall's thickness
    model.add("body", lathe([(0, 0), *outside, *inside, (0, wall)], 30))
    if deep < SHALLOW or dice.chance(0.4):
        _long_handle(model, dice, deep)
    else:
        level, out, half = 0.8 * deep, 1.3, 0.2
        ear = [(0.97, level, half + 0.05), (out, level, half), (out, level, -half)]
        loop = tube([*ear, (0.97, level, -half - 0.05)], dice.between(0.03, 0.06), 14)
        model.add("handle", loop.both())
    if dice.chance(0.4):
        _lid(model, dice, deep)


def _long_handle(model: Assembly, dice: Dice, deep: float) -> None:
    """A flat grip that leaves the rim along +x and swells towards its end."""
    length, rise, start = dice.between(1.0, 2.0), dice.between(-0.05, 0.4), 0.85 * deep
    steps = 12
    path = [(0.95, start, 0), (1.3, start + 0.6 * rise, 0), (1.0 + length, start + rise, 0)]
    thick = np.linspace(0.8, 1.3, steps) * dice.between(0.05, 0.1)
    section = rectangle(1.0, 2.0, 0.45, 3)
    model.add("handle", sweep(smooth(path, steps), thick, section, normal=(0, 1, 0)))


def _lid(model: Assembly, dice: Dice, rim: float) -> None:
    rise = dice.between(0.1, 0.3)
    profile = smooth([(1.02, 0), (0.7, 0.7 * rise), (0.1, rise)], 8)
    cover = lathe([*profile, (0, rise)], 28).on(rim)
    top = ball(0.1, 0.08, 0.1) if dice.chance(0.5) else knob(0.12, 0.15).turned("x", -90.0)
    model.add("lid", cover, top.on(cover))
