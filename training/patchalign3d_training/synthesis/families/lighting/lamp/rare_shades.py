"""Shades that few lamps have: pleats, tiers, lanterns, paper, coloured glass, petals, hoops."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import Shade
from patchalign3d_training.synthesis.kit import (
    Dice,
    ball,
    ellipse,
    join,
    lathe,
    plane,
    rod,
    skin,
    smooth,
    sweep,
)


def _pleated(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.7, 1.5), radius * dice.between(0.4, 0.9)
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    folds = 1.0 + dice.between(0.02, 0.06) * np.sin(24 * angle)
    circle = np.stack([np.cos(angle) * folds, 0 * angle, np.sin(angle) * folds], axis=1)
    rims = np.stack([circle * radius, circle * top + (0, height, 0)])
    return Shade(skin(rims, caps=False), height)


def _tiers(dice: Dice, radius: float) -> Shade:
    """Cones or discs one above another."""
    count, step = dice.count(2, 5), radius * dice.between(0.2, 0.5)
    each = step * dice.between(0.5, 1.1)  # height of one
    radii = np.linspace(1.0, dice.between(0.3, 1.0), count) * radius
    cones = [
        lathe([(size, 0.0), (0.6 * size, each)]).moved(y=i * step) for i, size in enumerate(radii)
    ]
    return Shade(join(*cones), (count - 1) * step + each)


def _lantern(dice: Dice, radius: float) -> Shade:
    """Panes between bars, under a roof."""
    height, sides = radius * dice.between(1.2, 2.4), dice.pick({4: 2, 6: 1})
    foot = radius * dice.between(0.6, 1.0)
    panes = lathe([(0.95 * foot, 0.0), (0.95 * radius, height)], sides)
    bars = rod((foot, 0, 0), (radius, height, 0), 0.04 * radius, sides=4).around(sides)
    peak = height + radius * dice.between(0.2, 0.8)
    roof = lathe([(1.1 * radius, height), (0.1 * radius, peak), (0.0, peak)], sides)
    floor = lathe([(0.0, 0.0), (foot, 0.0), (foot, 0.06 * height)], sides)
    pieces = [bars, roof, floor]
    if dice.chance(0.75):
        pieces.append(panes)
    if dice.chance(0.5):
        pieces.append(ball(0.12 * radius).moved(y=peak))
    return Shade(join(*pieces), peak)


def _paper(dice: Dice, radius: float) -> Shade:
    """A ribbed paper lantern."""
    tall, ribs = radius * dice.between(0.8, 2.2), dice.count(7, 13)
    end = 1.35  # radians above and below the middle at which the paper ends
    angle = np.linspace(-end, end, 2 * ribs + 1)
    in_and_out = np.where(np.arange(2 * ribs + 1) % 2, 1.0, 0.96)
    levels = 0.5 * tall * (1.0 + np.sin(angle) / np.sin(end))
    profile = np.stack([radius * np.cos(angle) * in_and_out, levels], axis=1)
    return Shade(lathe(profile, 20), tall)


def _scallops(dice: Dice, radius: float) -> Shade:
    """A wide dome of coloured glass whose rim hangs in waves."""
    height = radius * dice.between(0.45, 0.8)
    waves, points = dice.count(6, 13), 48
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    lift = 0.1 * height * np.abs(np.sin(0.5 * waves * angle))  # of the rim
    rows = []
    for share in np.linspace(0.0, 1.0, 8):  # from the rim to the top
        wide = 2.0 * radius * np.cos(0.47 * np.pi * share)
        level = height * np.sin(0.5 * np.pi * share)
        row = plane(ellipse(wide, wide, points), "y", level)
        row[:, 1] += lift * (1.0 - share) ** 2
        rows.append(row)
    return Shade(skin(np.stack(rows), caps=False), height)


def _petals(dice: Dice, radius: float) -> Shade:
    """Leaves about the bulb, like a flower or an artichoke."""
    count, height = dice.count(5, 9), radius * dice.between(0.8, 1.5)
    path = smooth([(0.15, height, 0), (0.8 * radius, 0.6 * height, 0), (radius, 0, 0)], 8)
    path[0, 0] = 0.15 * radius
    half = 0.8 * radius * np.array([0.15, 0.3, 0.42, 0.5, 0.5, 0.42, 0.3, 0.1])  # of a leaf's width
    sideways = half[:, None] * (0, 0, 1)
    leaf = skin(np.stack([path - sideways, path + sideways], axis=1), closed=False)
    bulb = ball(0.3 * radius).moved(y=0.5 * height)
    return Shade(join(leaf.around(count), bulb), height)


def _hoops(dice: Dice, radius: float) -> Shade:
    """Hoops about a light, flat or crossing."""
    circle = plane(ellipse(2 * radius, 2 * radius, 28), "y")
    hoop = sweep(circle, 0.06 * radius, sides=6, loop=True)
    if dice.chance(0.5):
        upright = hoop.turned("x", 90.0)
        crossing = join(*(upright.turned("y", 180.0 * i / 4) for i in range(4)))
        light = ball(0.3 * radius)
        return Shade(join(crossing, light).moved(y=radius), 2.0 * radius)
    count, step = dice.count(2, 6), 0.25 * radius
    return Shade(join(*(hoop.moved(y=step * i) for i in range(count))), step * count)


RARE_SHADES = (_pleated, _tiers, _lantern, _paper, _scallops, _petals, _hoops)
