"""Lamps on ceilings and walls."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import add_canopy, bulb_of
from patchalign3d_training.synthesis.families.lighting.lamp.shades import (
    bar_of,
    bowl_of,
    bullet,
    shade_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
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


def pendant(lamp: Assembly, dice: Dice) -> None:
    """One shade on a cord, a rod or chains."""
    drop, radius = dice.between(0.1, 1.1), dice.between(0.1, 0.32)
    up = dice.chance(0.15)
    pieces, tall = bowl_of(dice, radius) if up else shade_of(dice, radius)
    lamp.add("lampshade", *(piece.moved(0, -drop - tall) for piece in pieces))
    thick = dice.between(0.003, 0.014)
    if up or dice.chance(0.15):
        fork = -drop * dice.between(0.1, 0.7)
        rim = -drop if up else -drop - 0.2 * tall
        chain = rod((0, fork, 0), (0.85 * radius, rim, 0), 0.6 * thick, sides=5)
        lamp.add("pole", chain.around(dice.pick({3: 2, 4: 1})), detail="cord")
        lamp.add("pole", rod((0, 0, 0), (0, fork, 0), thick, sides=6), detail="cord")
    else:
        inside = dice.between(0.0, 0.4) * tall
        lamp.add("pole", rod((0, 0, 0), (0, -drop - inside, 0), thick, sides=6), detail="cord")
        if dice.chance(0.35):
            socket = cylinder(dice.between(0.015, 0.04), 0.07).moved(0, -drop)
            lamp.add(dice.one_of("lampshade", "pole"), socket)
    if dice.chance(0.5):
        bulb = bulb_of(dice.between(0.15, 0.3) * radius).moved(0, -drop - 0.5 * tall)
        lamp.add("lampshade", bulb, detail="bulb")
    if dice.chance(0.85):
        add_canopy(lamp, dice, 0.02, radius * dice.between(0.12, 0.45))


def cluster(lamp: Assembly, dice: Dice) -> None:
    """Several shades on cords from a bar or a disc, or one bar on two cords."""
    if dice.chance(0.25):
        long, drop = dice.between(0.8, 1.5), dice.between(0.3, 0.9)
        lamp.add("lampshade", *(piece.moved(0, -drop) for piece in bar_of(dice, long)))
        x = dice.between(0.2, 0.45) * long
        lamp.add("pole", rod((x, 0, 0), (x, -drop, 0), 0.004, sides=5).both(), detail="cord")
        mount = box(2.4 * x, 0.03, 0.06) if dice.chance(0.5) else box(0.1, 0.04, 0.1).moved(x)
        lamp.add("fixing bracket", mount.both())
        return
    count, drop = dice.count(2, 5), dice.between(0.3, 1.2)
    radius = dice.between(0.06, 0.18)
    pieces, tall = shade_of(dice, radius)
    around = dice.chance(0.45)
    thick = dice.between(0.003, 0.008)
    for i in range(count):
        turn = 2 * np.pi * i / count
        spread = 1.15 * radius / np.sin(np.pi / count)
        x = spread * np.cos(turn) if around else 2.4 * radius * (i - 0.5 * (count - 1))
        z = spread * np.sin(turn) if around else 0.0
        low = -drop * dice.between(0.6, 1.0)
        top = (0.3 * x, 0, 0.3 * z) if around else (x, 0, z)
        lamp.add("pole", rod(top, (x, low, z), thick, sides=5), detail="cord")
        lamp.add("lampshade", *(piece.moved(x, low - 0.95 * tall, z) for piece in pieces))
    if around:
        add_canopy(lamp, dice, 0.02, dice.between(0.3, 0.7) * spread)
    else:
        long = 2.4 * radius * (count - 0.4)
        bar = box(long, dice.between(0.01, 0.03), dice.between(0.02, 0.07))
        lamp.add("fixing bracket", bar.moved(0, 0.01))


def spots(lamp: Assembly, dice: Dice) -> None:
    """A rod with a mount, and below it a bar that carries two to five cups."""
    drop, count = dice.between(0.15, 0.8), dice.count(2, 5)
    radius, thick = dice.between(0.05, 0.11), dice.between(0.006, 0.014)
    step = radius * dice.between(2.2, 3.6)
    long = step * (count - 1)
    slope = dice.between(-0.6, 0.6) if dice.chance(0.4) else 0.0
    add_canopy(lamp, dice, 0.02, dice.between(0.03, 0.09))
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), thick))
    half = 0.5 * long
    ends = (-half, -drop - slope * half, 0), (half, -drop + slope * half, 0)
    lamp.add("pole", rod(*ends, thick))
    pieces, tall = dice.one_of(bowl_of, shade_of, bullet)(dice, radius)
    up = dice.pick({0.0: 1, 1.0: 2})
    for x in np.linspace(-half, half, count):
        tilt = dice.between(-40.0, 40.0) if dice.chance(0.4) else 0.0
        cup = join(*pieces).moved(0, -up * tall).turned("x", tilt)
        lamp.add("lampshade", cup.moved(x, -drop + slope * x))


def chandelier(lamp: Assembly, dice: Dice) -> None:
    """Arms about a stem, in one or two tiers, with shades, bowls or candles."""
    drop, radius = dice.between(0.25, 0.9), dice.between(0.005, 0.016)
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), radius))
    add_canopy(lamp, dice, 0.01, dice.between(0.03, 0.09))
    arms, reach = dice.count(3, 9), dice.between(0.25, 0.55)
    shade = _arm_shade(dice, dice.between(0.04, 0.22 * np.pi * reach / arms + 0.03))
    for tier in range(dice.pick({1: 3, 2: 1})):
        out, base = reach * (1.0 - 0.4 * tier), -drop + 0.04 + 0.25 * tier
        sag, rise = dice.between(-0.05, 0.18), dice.between(-0.08, 0.1)
        path = [(0, base, 0), (0.4 * out, base - sag, 0), (0.85 * out, base - 0.5 * sag, 0)]
        arm = tube([*path, (out, base + rise, 0)], radius, 14, 6)
        lamp.add("pole", arm.around(arms))
        lamp.add("lampshade", shade.moved(out, base + rise).around(arms))
        if dice.chance(0.3):
            cup = lathe([(0, 0), (0.03, 0.0), (0.045, 0.02)], 10).moved(out, base + rise)
            lamp.add("pole", cup.around(arms))
    levels = smooth(np.stack([dice.many(0.01, 0.09, 5), np.linspace(0, 0.4, 5) * drop], 1), 14)
    if dice.chance(0.6):
        body = lathe([(0, 0), *np.maximum(levels, (0.008, 0.0))], 14).moved(0, -1.05 * drop)
        lamp.add("pole", body)
    if dice.chance(0.25):
        hoop = ring(0.9 * reach, radius, sides=6).moved(0, -drop + 0.02)
        lamp.add("pole", hoop)
    if dice.chance(0.2):
        drops = ball(0.018, 0.03, 0.018, 6).moved(0.6 * reach, -drop - 0.12).around(3 * arms)
        lamp.add("lampshade", drops)


def _arm_shade(dice: Dice, radius: float) -> Mesh:
    """A shade, a bowl, a globe or a candle for the end of an arm at the origin."""
    kind = dice.pick({"hang": 2, "stand": 1, "bowl": 1, "candle": 1, "globe": 1})
    if kind == "candle":
        flame = ball(0.018, 0.04, 0.018, 8).moved(0, 0.13)
        return join(cylinder(0.013, 0.1).moved(0, 0.05), flame)
    if kind == "globe":
        return ball(radius).moved(0, radius)
    pieces, tall = bowl_of(dice, radius) if kind == "bowl" else shade_of(dice, radius)
    shade = join(*pieces)
    return shade.moved(0, -tall) if kind == "hang" else shade.moved(0, 0.02)


def sconce(lamp: Assembly, dice: Dice) -> None:
    """One or two shades on arms from a plate; the wall stands behind it."""
    reach, up = dice.between(0.05, 0.28), dice.between(-0.1, 0.18)
    wide, tall = dice.between(0.05, 0.12), dice.between(0.06, 0.22)
    disc = cylinder(0.6 * wide, 0.025, "z")
    plate = dice.one_of(prism(rectangle(wide, tall, 0.02), 0.02, "z"), disc, box(wide, wide, 0.03))
    lamp.add("fixing bracket", plate)
    twin = dice.between(0.08, 0.16) if dice.chance(0.25) else 0.0
    kind = dice.pick({"bend": 2, "straight": 1, "scroll": 1})
    if kind == "straight":
        path = np.array([(0, 0, 0), (0, 0, reach), (0, up, reach)])
    else:
        bend = dice.between(-0.12, 0.12) * (2 if kind == "scroll" else 1)
        path = smooth([(0, 0, 0), (0, bend, 0.5 * reach), (0, up, reach)], 14)
    path = path + np.linspace(0.0, 1.0, len(path))[:, None] * (twin, 0, 0)
    arm = sweep(path, dice.between(0.005, 0.014))
    radius = dice.between(0.06, 0.13)
    pieces, high = dice.pick({shade_of: 2, bowl_of: 1, bullet: 1})(dice, radius)
    shade = join(*pieces)
    level = up - dice.between(0.0, 1.0) * high
    placed = shade.moved(twin, level, reach + 0.4 * radius)
    lamp.add("pole", arm.both() if twin else arm)
    lamp.add("lampshade", placed.both() if twin else placed)


def flush(lamp: Assembly, dice: Dice) -> None:
    """A light close to the ceiling, or spots on a rail."""
    if dice.chance(0.5):
        radius = dice.between(0.12, 0.25)
        low = dome(radius, radius * dice.between(0.25, 0.9)).mirrored("y")
        drum = cylinder(radius, dice.between(0.2, 0.7) * radius).moved(0, -0.25 * radius)
        lamp.add("lampshade", dice.one_of(low, drum))
        flat = dice.between(0.015, 0.06)
        size = radius * dice.between(0.3, 0.8)
        lamp.add("fixing bracket", cylinder(size, flat).moved(0, 0.5 * flat))
        if dice.chance(0.3):
            lamp.add("lampshade", ball(0.06 * radius).moved(0, -0.95 * radius))
        return
    count = dice.count(1, 4)
    lamp.add("fixing bracket", box(0.22 * count, 0.03, 0.06).moved(0, 0.015))
    pieces, tall = dice.pick({bullet: 2, shade_of: 1})(dice, dice.between(0.04, 0.07))
    for i in range(count):
        x = 0.22 * (i - 0.5 * (count - 1))
        tilt, yaw = dice.between(-60, 60), dice.between(-50, 50)
        head = join(*pieces).moved(0, -0.8 * tall).turned("x", tilt).turned("z", yaw)
        lamp.add("lampshade", head.moved(x, -0.1))
        lamp.add("pole", sweep([(x, 0, 0), (x, -0.1, 0)], 0.008, sides=6))
