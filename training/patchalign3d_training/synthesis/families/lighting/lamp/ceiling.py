"""Chandeliers, wall lamps and lights close to the ceiling, which is at y = 0."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import add_canopy
from patchalign3d_training.synthesis.families.lighting.lamp.shades import (
    bowl_of,
    bullet,
    shade_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    dome,
    join,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    sweep,
    tube,
)


def chandelier(lamp: Assembly, dice: Dice) -> None:
    """Arms about a stem, in one or two tiers, with shades, bowls or candles."""
    drop, thick = dice.between(0.25, 0.9), dice.between(0.005, 0.016)
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), thick))
    add_canopy(lamp, dice, top=0.01, size=dice.between(0.03, 0.09))
    arms, reach = dice.count(3, 9), dice.between(0.25, 0.55)
    room = 0.22 * np.pi * reach / arms + 0.03  # for one shade
    shade = _arm_shade(dice, dice.between(0.04, room))
    for tier in range(dice.pick({1: 3, 2: 1})):
        out, base = reach * (1.0 - 0.4 * tier), -drop + 0.04 + 0.25 * tier
        sag, rise = dice.between(-0.05, 0.18), dice.between(-0.08, 0.1)
        end = (out, base + rise, 0.0)
        inner, outer = (0.4 * out, base - sag, 0.0), (0.85 * out, base - 0.5 * sag, 0.0)
        arm = tube([(0.0, base, 0.0), inner, outer, end], thick, 14, 6)
        lamp.add("pole", arm.around(arms))
        lamp.add("lampshade", shade.at([end]).around(arms))
        if dice.chance(0.3):
            drip_pan = lathe([(0, 0), (0.03, 0.0), (0.045, 0.02)], 10)
            lamp.add("pole", drip_pan.at([end]).around(arms))
    swellings, levels = dice.many(0.01, 0.09, 5), np.linspace(0, 0.4, 5) * drop
    profile = np.maximum(smooth(np.stack([swellings, levels], 1), 14), (0.008, 0.0))
    if dice.chance(0.6):
        lamp.add("pole", lathe([(0, 0), *profile], 14).moved(y=-1.05 * drop))
    if dice.chance(0.25):
        lamp.add("pole", ring(0.9 * reach, thick, sides=6).moved(y=-drop + 0.02))
    if dice.chance(0.2):
        crystal = ball(0.018, 0.03, 0.018, 6).moved(x=0.6 * reach, y=-drop - 0.12)
        lamp.add("lampshade", crystal.around(3 * arms))


def _arm_shade(dice: Dice, radius: float) -> Mesh:
    """A shade, a bowl, a globe or a candle for the end of an arm at the origin."""
    kind = dice.pick({"hang": 2, "stand": 1, "bowl": 1, "candle": 1, "globe": 1})
    if kind == "candle":
        candle, flame = cylinder(0.013, 0.1), ball(0.018, 0.04, 0.018, 8)
        return join(candle.on(0.0), flame.moved(y=0.13))
    if kind == "globe":
        return ball(radius).moved(y=radius)
    shade = bowl_of(dice, radius) if kind == "bowl" else shade_of(dice, radius)
    return shade.hanging if kind == "hang" else shade.mesh.moved(y=0.02)


def sconce(lamp: Assembly, dice: Dice) -> None:
    """One or two shades on arms from a plate; the wall stands behind it."""
    reach, up = dice.between(0.05, 0.28), dice.between(-0.1, 0.18)
    wide, tall = dice.between(0.05, 0.12), dice.between(0.06, 0.22)
    round_plate, square_plate = cylinder(0.6 * wide, 0.025, "z"), box(wide, wide, 0.03)
    tall_plate = prism(rectangle(wide, tall, 0.02), 0.02, "z")
    lamp.add("fixing bracket", dice.one_of(tall_plate, round_plate, square_plate))
    spread = dice.between(0.08, 0.16) if dice.chance(0.25) else 0.0  # of two arms; 0 for one
    path = _sconce_arm(dice, reach, up)
    path = path + np.linspace(0.0, 1.0, len(path))[:, None] * (spread, 0, 0)
    arm = sweep(path, dice.between(0.005, 0.014))

    radius = dice.between(0.06, 0.13)
    shade = dice.pick({shade_of: 2, bowl_of: 1, bullet: 1})(dice, radius)
    below_end = dice.between(0.0, 1.0) * shade.height
    head = shade.mesh.moved(spread, up - below_end, reach + 0.4 * radius)
    lamp.add("pole", arm.both() if spread else arm)
    lamp.add("lampshade", head.both() if spread else head)


def _sconce_arm(dice: Dice, reach: float, up: float) -> Points:
    """From the plate out along +z, and up or down at its end, (n, 3)."""
    kind = dice.pick({"bend": 2, "straight": 1, "scroll": 1})
    if kind == "straight":
        return np.array([(0, 0, 0), (0, 0, reach), (0, up, reach)])
    bend = dice.between(-0.12, 0.12) * (2 if kind == "scroll" else 1)
    return smooth([(0, 0, 0), (0, bend, 0.5 * reach), (0, up, reach)], 14)


def flush(lamp: Assembly, dice: Dice) -> None:
    """A light close to the ceiling, or spots on a rail."""
    if dice.chance(0.5):
        _ceiling_light(lamp, dice)
        return
    count, step = dice.count(1, 4), 0.22
    lamp.add("fixing bracket", box(step * count, 0.03, 0.06).on(0.0))
    shade = dice.pick({bullet: 2, shade_of: 1})(dice, dice.between(0.04, 0.07))
    for i in range(count):
        x = step * (i - 0.5 * (count - 1))
        tilt, roll = dice.between(-60, 60), dice.between(-50, 50)
        head = shade.mesh.moved(y=-0.8 * shade.height).turned("x", tilt).turned("z", roll)
        joint = (x, -0.1, 0.0)
        lamp.add("lampshade", head.at([joint]))
        lamp.add("pole", sweep([(x, 0, 0), joint], 0.008, sides=6))


def _ceiling_light(lamp: Assembly, dice: Dice) -> None:
    """A bowl or drum under a round mount, perhaps with a finial."""
    radius = dice.between(0.12, 0.25)
    bowl = dome(radius, radius * dice.between(0.25, 0.9)).mirrored("y")
    drum = cylinder(radius, dice.between(0.2, 0.7) * radius).moved(y=-0.25 * radius)
    lamp.add("lampshade", dice.one_of(bowl, drum))
    flat = dice.between(0.015, 0.06)
    mount = cylinder(radius * dice.between(0.3, 0.8), flat).on(0.0)
    lamp.add("fixing bracket", mount)
    if dice.chance(0.3):
        finial = ball(0.06 * radius).moved(y=-0.95 * radius)
        lamp.add("lampshade", finial)
