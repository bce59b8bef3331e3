"""Lamps on ceilings and walls."""

import numpy as np

from patchalign3d_training.synthesis.categories.lamp_pieces import add_canopy, bulb_of
from patchalign3d_training.synthesis.categories.shades import bar_of, bowl_of, bullet, shade_of
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, Mesh, join
from patchalign3d_training.synthesis.outlines import rectangle, smooth
from patchalign3d_training.synthesis.solids import ball, box, cylinder, dome, lathe, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube


def pendant(lamp: Assembly, random: np.random.Generator) -> None:
    """One shade on a cord, a rod or chains."""
    drop, radius = random.uniform(0.1, 1.1), random.uniform(0.1, 0.32)
    up = chance(random, 0.15)
    pieces, tall = bowl_of(random, radius) if up else shade_of(random, radius)
    lamp.add("lampshade", *(piece.moved(0, -drop - tall) for piece in pieces))
    thick = random.uniform(0.003, 0.014)
    if up or chance(random, 0.15):
        fork = -drop * random.uniform(0.1, 0.7)
        rim = -drop if up else -drop - 0.2 * tall
        chain = rod((0, fork, 0), (0.85 * radius, rim, 0), 0.6 * thick, sides=5)
        lamp.add("pole", chain.around(pick(random, 3, 3, 4)), detail="cord")
        lamp.add("pole", rod((0, 0, 0), (0, fork, 0), thick, sides=6), detail="cord")
    else:
        inside = random.uniform(0.0, 0.4) * tall
        lamp.add("pole", rod((0, 0, 0), (0, -drop - inside, 0), thick, sides=6), detail="cord")
        if chance(random, 0.35):
            socket = cylinder(random.uniform(0.015, 0.04), 0.07).moved(0, -drop)
            lamp.add(pick(random, "lampshade", "pole"), socket)
    if chance(random, 0.5):
        bulb = bulb_of(random.uniform(0.15, 0.3) * radius).moved(0, -drop - 0.5 * tall)
        lamp.add("lampshade", bulb, detail="bulb")
    if chance(random, 0.85):
        add_canopy(lamp, random, 0.02, radius * random.uniform(0.12, 0.45))


def cluster(lamp: Assembly, random: np.random.Generator) -> None:
    """Several shades on cords from a bar or a disc, or one bar on two cords."""
    if chance(random, 0.25):
        long, drop = random.uniform(0.8, 1.5), random.uniform(0.3, 0.9)
        lamp.add("lampshade", *(piece.moved(0, -drop) for piece in bar_of(random, long)))
        x = random.uniform(0.2, 0.45) * long
        lamp.add("pole", rod((x, 0, 0), (x, -drop, 0), 0.004, sides=5).both(), detail="cord")
        mount = box(2.4 * x, 0.03, 0.06) if chance(random, 0.5) else box(0.1, 0.04, 0.1).moved(x)
        lamp.add("fixing bracket", mount.both())
        return
    count, drop = int(random.integers(2, 6)), random.uniform(0.3, 1.2)
    radius = random.uniform(0.06, 0.18)
    pieces, tall = shade_of(random, radius)
    around = chance(random, 0.45)
    thick = random.uniform(0.003, 0.008)
    for i in range(count):
        turn = 2 * np.pi * i / count
        spread = 1.15 * radius / np.sin(np.pi / count)
        x = spread * np.cos(turn) if around else 2.4 * radius * (i - 0.5 * (count - 1))
        z = spread * np.sin(turn) if around else 0.0
        low = -drop * random.uniform(0.6, 1.0)
        top = (0.3 * x, 0, 0.3 * z) if around else (x, 0, z)
        lamp.add("pole", rod(top, (x, low, z), thick, sides=5), detail="cord")
        lamp.add("lampshade", *(piece.moved(x, low - 0.95 * tall, z) for piece in pieces))
    if around:
        add_canopy(lamp, random, 0.02, random.uniform(0.3, 0.7) * spread)
    else:
        long = 2.4 * radius * (count - 0.4)
        bar = box(long, random.uniform(0.01, 0.03), random.uniform(0.02, 0.07))
        lamp.add("fixing bracket", bar.moved(0, 0.01))


def spots(lamp: Assembly, random: np.random.Generator) -> None:
    """A rod with a mount, and below it a bar that carries two to five cups."""
    drop, count = random.uniform(0.15, 0.8), int(random.integers(2, 6))
    radius, thick = random.uniform(0.05, 0.11), random.uniform(0.006, 0.014)
    step = radius * random.uniform(2.2, 3.6)
    long = step * (count - 1)
    slope = random.uniform(-0.6, 0.6) if chance(random, 0.4) else 0.0
    add_canopy(lamp, random, 0.02, random.uniform(0.03, 0.09))
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), thick))
    half = 0.5 * long
    ends = (-half, -drop - slope * half, 0), (half, -drop + slope * half, 0)
    lamp.add("pole", rod(*ends, thick))
    pieces, tall = pick(random, bowl_of, shade_of, bullet)(random, radius)
    up = pick(random, 0.0, 1.0, 1.0)
    for x in np.linspace(-half, half, count):
        tilt = random.uniform(-40.0, 40.0) if chance(random, 0.4) else 0.0
        cup = join(*pieces).moved(0, -up * tall).turned("x", tilt)
        lamp.add("lampshade", cup.moved(x, -drop + slope * x))


def chandelier(lamp: Assembly, random: np.random.Generator) -> None:
    """Arms about a stem, in one or two tiers, with shades, bowls or candles."""
    drop, radius = random.uniform(0.25, 0.9), random.uniform(0.005, 0.016)
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), radius))
    add_canopy(lamp, random, 0.01, random.uniform(0.03, 0.09))
    arms, reach = int(random.integers(3, 10)), random.uniform(0.25, 0.55)
    shade = _arm_shade(random, random.uniform(0.04, 0.22 * np.pi * reach / arms + 0.03))
    for tier in range(pick(random, 1, 1, 1, 2)):
        out, base = reach * (1.0 - 0.4 * tier), -drop + 0.04 + 0.25 * tier
        sag, rise = random.uniform(-0.05, 0.18), random.uniform(-0.08, 0.1)
        path = [(0, base, 0), (0.4 * out, base - sag, 0), (0.85 * out, base - 0.5 * sag, 0)]
        arm = tube([*path, (out, base + rise, 0)], radius, 14, 6)
        lamp.add("pole", arm.around(arms))
        lamp.add("lampshade", shade.moved(out, base + rise).around(arms))
        if chance(random, 0.3):
            cup = lathe([(0, 0), (0.03, 0.0), (0.045, 0.02)], 10).moved(out, base + rise)
            lamp.add("pole", cup.around(arms))
    levels = smooth(np.stack([random.uniform(0.01, 0.09, 5), np.linspace(0, 0.4, 5) * drop], 1), 14)
    if chance(random, 0.6):
        body = lathe([(0, 0), *np.maximum(levels, (0.008, 0.0))], 14).moved(0, -1.05 * drop)
        lamp.add("pole", body)
    if chance(random, 0.25):
        hoop = ring(0.9 * reach, radius, sides=6).moved(0, -drop + 0.02)
        lamp.add("pole", hoop)
    if chance(random, 0.2):
        drops = ball(0.018, 0.03, 0.018, 6).moved(0.6 * reach, -drop - 0.12).around(3 * arms)
        lamp.add("lampshade", drops)


def _arm_shade(random: np.random.Generator, radius: float) -> Mesh:
    """A shade, a bowl, a globe or a candle for the end of an arm at the origin."""
    kind = pick(random, "hang", "hang", "stand", "bowl", "candle", "globe")
    if kind == "candle":
        flame = ball(0.018, 0.04, 0.018, 8).moved(0, 0.13)
        return join(cylinder(0.013, 0.1).moved(0, 0.05), flame)
    if kind == "globe":
        return ball(radius).moved(0, radius)
    pieces, tall = bowl_of(random, radius) if kind == "bowl" else shade_of(random, radius)
    shade = join(*pieces)
    return shade.moved(0, -tall) if kind == "hang" else shade.moved(0, 0.02)


def sconce(lamp: Assembly, random: np.random.Generator) -> None:
    """One or two shades on arms from a plate; the wall stands behind it."""
    reach, up = random.uniform(0.05, 0.28), random.uniform(-0.1, 0.18)
    wide, tall = random.uniform(0.05, 0.12), random.uniform(0.06, 0.22)
    disc = cylinder(0.6 * wide, 0.025, "z")
    plate = pick(random, prism(rectangle(wide, tall, 0.02), 0.02, "z"), disc, box(wide, wide, 0.03))
    lamp.add("fixing bracket", plate)
    twin = random.uniform(0.08, 0.16) if chance(random, 0.25) else 0.0
    kind = pick(random, "bend", "bend", "straight", "scroll")
    if kind == "straight":
        path = np.array([(0, 0, 0), (0, 0, reach), (0, up, reach)])
    else:
        bend = random.uniform(-0.12, 0.12) * (2 if kind == "scroll" else 1)
        path = smooth([(0, 0, 0), (0, bend, 0.5 * reach), (0, up, reach)], 14)
    path = path + np.linspace(0.0, 1.0, len(path))[:, None] * (twin, 0, 0)
    arm = sweep(path, random.uniform(0.005, 0.014))
    radius = random.uniform(0.06, 0.13)
    pieces, high = pick(random, shade_of, shade_of, bowl_of, bullet)(random, radius)
    shade = join(*pieces)
    level = up - random.uniform(0.0, 1.0) * high
    placed = shade.moved(twin, level, reach + 0.4 * radius)
    lamp.add("pole", arm.both() if twin else arm)
    lamp.add("lampshade", placed.both() if twin else placed)


def flush(lamp: Assembly, random: np.random.Generator) -> None:
    """A light close to the ceiling, or spots on a rail."""
    if chance(random, 0.5):
        radius = random.uniform(0.12, 0.25)
        low = dome(radius, radius * random.uniform(0.25, 0.9)).mirrored("y")
        drum = cylinder(radius, random.uniform(0.2, 0.7) * radius).moved(0, -0.25 * radius)
        lamp.add("lampshade", pick(random, low, drum))
        flat = random.uniform(0.015, 0.06)
        size = radius * random.uniform(0.3, 0.8)
        lamp.add("fixing bracket", cylinder(size, flat).moved(0, 0.5 * flat))
        if chance(random, 0.3):
            lamp.add("lampshade", ball(0.06 * radius).moved(0, -0.95 * radius))
        return
    count = int(random.integers(1, 5))
    lamp.add("fixing bracket", box(0.22 * count, 0.03, 0.06).moved(0, 0.015))
    pieces, tall = pick(random, bullet, bullet, shade_of)(random, random.uniform(0.04, 0.07))
    for i in range(count):
        x = 0.22 * (i - 0.5 * (count - 1))
        tilt, yaw = random.uniform(-60, 60), random.uniform(-50, 50)
        head = join(*pieces).moved(0, -0.8 * tall).turned("x", tilt).turned("z", yaw)
        lamp.add("lampshade", head.moved(x, -0.1))
        lamp.add("pole", sweep([(x, 0, 0), (x, -0.1, 0)], 0.008, sides=6))
