"""Shades of lamps that open downward or are closed: cones, drums, bells, globes, spots."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import Shade
from patchalign3d_training.synthesis.families.lighting.lamp.rare_shades import RARE_SHADES
from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    dome,
    join,
    lathe,
    ring,
    rod,
    skin,
    smooth,
)


def shade_of(dice: Dice, radius: float) -> Shade:
    """A shade of any kind that opens downward or is closed."""
    rare = dice.one_of(*RARE_SHADES, bullet) if dice.chance(0.22) else None
    common = {_cone: 4, _drum: 2, _bell: 2, _dome: 1, _globe: 2, _faceted: 1}
    shade = rare or dice.pick(common)
    return shade(dice, radius)


def bowl_of(dice: Dice, radius: float) -> Shade:
    """A shade that opens upward: a bowl, a dish or a tulip."""
    height = radius * dice.between(0.3, 1.2)
    foot = radius * dice.between(0.05, 0.5)
    bulge = dice.between(0.75, 1.0) if height > 0.6 * radius else dice.between(0.5, 0.7)
    middle = (bulge * radius, 0.45 * height)
    profile = smooth([(foot, 0.0), middle, (radius, height)], 10)
    bowl = lathe([(0.0, 0.0), *profile], dice.pick({24: 2, 6: 1}))
    if dice.chance(0.5):
        thick = dice.between(0.02, 0.06) * radius
        inside = np.maximum(profile - (thick, 0.0), 0.0) + (0.0, 0.5 * thick)
        bowl = join(bowl, lathe([(0.0, 0.5 * thick), *inside]))
    return Shade(bowl, height)


def bullet(dice: Dice, radius: float) -> Shade:
    """The housing of a spot light."""
    height, top = radius * dice.between(1.5, 3.2), radius * dice.between(0.3, 1.0)
    profile = smooth([(radius, 0), (radius, 0.6 * height), (top, height)], 10)
    housing = lathe([*profile, (0.0, 1.02 * height)], 20)
    if dice.chance(0.6):
        glass = cylinder(0.9 * radius, 0.02 * radius).moved(y=0.1 * height)
        housing = join(housing, glass)
    return Shade(housing, height)


def bar_of(dice: Dice, length: float) -> Mesh:
    """A tube light or a half-round trough along x about the origin."""
    deep = dice.between(0.03, 0.08)
    if dice.chance(0.5):
        return box(length, dice.between(0.02, 0.06), deep, 0.006)
    angle = np.linspace(0.0, np.pi, 10)
    arc = np.stack([0 * angle, deep * np.sin(angle), deep * np.cos(angle)], axis=1)
    ends = np.stack([arc - (0.5 * length, 0, 0), arc + (0.5 * length, 0, 0)])
    light = cylinder(0.3 * deep, 0.9 * length, "x").moved(y=0.3 * deep)
    return join(skin(ends, closed=False), light)


def _turned_wall(dice: Dice, profile: Points, sides: int = 28) -> Mesh:
    """A wall turned from a profile, perhaps doubled, with rims, a spider or a closing disc.

    Args:
        dice: Decides.
        profile: (n, 2) radius and height from the lower rim (y = 0) to the upper one.
        sides: Corners around it.
    """
    radius, top = float(profile[0, 0]), float(profile[-1, 0])
    height = float(profile[-1, 1])
    wall = dice.between(0.01, 0.05) * radius
    outside = lathe(profile, sides)
    pieces = [outside]
    if dice.chance(0.5):
        inside = 1.0 - wall / radius
        pieces.append(outside.stretched(inside, 1.0, inside))
    if dice.chance(0.25):
        wire = 0.4 * wall + 0.003
        pieces += [ring(radius, wire, sides=5), ring(top, wire, sides=5).moved(y=height)]
    extra = dice.pick({"open": 3, "spider": 1, "lid": 1, "diffuser": 1})
    if extra == "spider":
        strut = rod((0, 0.85 * height, 0), (top, 0.95 * height, 0), 0.006)
        pieces.append(strut.around(3))
    elif extra == "lid":
        pieces.append(cylinder(top, 0.02 * radius, sides=sides).moved(y=height))
    elif extra == "diffuser":
        disc = cylinder(0.97 * radius, 0.01 * radius, sides=sides)
        pieces.append(disc.moved(y=0.04 * height))
    return join(*pieces)


def _cone(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.6, 1.7), radius * dice.between(0.25, 0.85)
    profile = np.array([(radius, 0.0), (top, height)])
    return Shade(_turned_wall(dice, profile, dice.pick({28: 2, 16: 1})), height)


def _drum(dice: Dice, radius: float) -> Shade:
    height = radius * dice.between(0.4, 2.2)
    top = radius * dice.between(0.88, 1.0)
    return Shade(_turned_wall(dice, np.array([(radius, 0.0), (top, height)])), height)


def _bell(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.7, 1.6), radius * dice.between(0.12, 0.6)
    bow = dice.between(-0.25, 0.25)  # outwards or, below 0, inwards
    middle = (0.5 * (radius + top) + bow * (radius - top), 0.5 * height)
    profile = smooth([(radius, 0.0), middle, (top, height)], 9)
    return Shade(_turned_wall(dice, profile), height)


def _dome(dice: Dice, radius: float) -> Shade:
    """Half a ball, perhaps with a neck on top."""
    height = radius * dice.between(0.45, 1.1)
    wall = radius * dice.between(0.02, 0.06) if dice.chance(0.5) else 0.0
    half_ball = dome(radius, height, wall)
    if dice.chance(0.4):
        thick = dice.between(0.08, 0.25) * radius
        neck = cylinder(thick, 0.4 * height, top=0.6 * thick).moved(y=1.1 * height)
        return Shade(join(half_ball, neck), 1.3 * height)
    return Shade(half_ball, height)


def _globe(dice: Dice, radius: float) -> Shade:
    """A ball, perhaps with a collar on top."""
    half = dice.between(0.6, 1.3) * radius  # of its height
    globe = ball(radius, half, radius, 20).moved(y=half)
    if dice.chance(0.4):
        collar = cylinder(0.3 * radius, 0.15 * radius).moved(y=2.0 * half)
        globe = join(globe, collar)
    return Shade(globe, 2.0 * half)


def _faceted(dice: Dice, radius: float) -> Shade:
    """Four, six or eight flat walls; perhaps longer than wide."""
    height = radius * dice.between(0.6, 2.0)
    top = radius * (1.0 if dice.chance(0.4) else dice.between(0.3, 0.9))
    sides = dice.pick({4: 3, 6: 1, 8: 1})
    wall = _turned_wall(dice, np.array([(radius, 0.0), (top, height)]), sides)
    flatten = dice.between(0.5, 1.0) if dice.chance(0.3) else 1.0
    return Shade(wall.turned("y", 180.0 / sides).stretched(z=flatten), height)
