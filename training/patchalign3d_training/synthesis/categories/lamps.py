"""Lamps for floors, desks, ceilings and walls."""

import numpy as np

from patchalign3d_training.synthesis.categories.lamp_pieces import (
    add_canopy,
    bulb_of,
    foot_of,
    post_of,
    shade_of,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, join
from patchalign3d_training.synthesis.outlines import rectangle, smooth
from patchalign3d_training.synthesis.solids import ball, box, cylinder, dome, lathe, pipe, prism
from patchalign3d_training.synthesis.sweeps import rod, sweep, tube

PARTS = {
    "base": ("base", "lamp base", "stand", "bottom plate", "foot", "lamp foot"),
    "lampshade": ("lampshade", "shade", "lamp shade", "light cover", "lamp cover", "lamp head"),
    "fixing bracket": (
        "fixing bracket",
        "bracket",
        "mount",
        "ceiling mount",
        "canopy",
        "wall mount",
    ),
    "pole": ("pole", "lamp pole", "post", "stem", "rod", "lamp arm", "shaft"),
}
DETAILS = {
    "bulb": ("bulb", "light bulb", "lamp bulb"),
    "cord": ("cord", "cable", "wire", "chain"),
    "joint": ("joint", "hinge", "pivot"),
}


def lamp(random: np.random.Generator) -> LabelledMesh:
    """A floor, table, desk, pendant, chandelier or wall lamp."""
    lamp = Assembly(PARTS, DETAILS)
    builds = (_standing, _standing, _standing, _standing, _desk, _desk, _desk, _pendant, _pendant)
    pick(random, *builds, _chandelier, _wall, _arc, _ceiling)(lamp, random)
    return lamp.finish()


def _standing(lamp: Assembly, random: np.random.Generator) -> None:
    """A floor or table lamp with one upright axis."""
    tall = chance(random, 0.5)
    height = random.uniform(1.2, 1.8) if tall else random.uniform(0.25, 0.6)
    shade_radius = random.uniform(0.12, 0.28) if tall else height * random.uniform(0.25, 0.5)
    pieces, shade_height = shade_of(random, shade_radius)
    neck = height - shade_height * random.uniform(0.0, 0.6)
    lamp.add("lampshade", *(piece.moved(0, height - 0.3 * shade_height) for piece in pieces))
    foot = shade_radius * random.uniform(0.45, 1.0)
    thick = random.uniform(0.015, 0.04)
    vase = not tall and chance(random, 0.55)
    if vase:
        radii = shade_radius * random.uniform(0.15, 0.65, 5)
        controls = [(0.5 * foot, 0.0), *zip(radii, np.linspace(0.15, 0.9, 5) * neck, strict=True)]
        body = smooth([*controls, (0.012, neck)], 22)
        body[:, 0] = np.maximum(body[:, 0], 0.012)
        lamp.add("base", lathe([(0, 0), *body, (0, neck)]))
        if chance(random, 0.4):
            lamp.add("base", *foot_of(random, 0.6 * foot, thick))
        lamp.add("pole", rod((0, neck - 0.02, 0), (0, height, 0), 0.008))
    elif tall and chance(random, 0.2):
        up = random.uniform(0.6, 0.95) * height
        spread = random.uniform(0.15, 0.32)
        radius = random.uniform(0.008, 0.018)
        lamp.add("base", rod((0.02, up, 0), (spread, 0, 0), radius).around(3))
        lamp.add("pole", rod((0, up - 0.05, 0), (0, height, 0), 0.012))
    else:
        lamp.add("base", *foot_of(random, foot, thick))
        lamp.add("pole", *post_of(random, height, random.uniform(0.006, 0.018) * (1 + tall)))
    if chance(random, 0.5):
        at = height - 0.1 * shade_height
        bulb = bulb_of(0.22 * shade_radius).turned("x", 180.0).moved(0, at)
        lamp.add("lampshade", bulb, detail="bulb")


def _desk(lamp: Assembly, random: np.random.Generator) -> None:
    """A work lamp with joints or a gooseneck."""
    radius = random.uniform(0.004, 0.012)
    elbow = np.array([0.0, random.uniform(0.15, 0.3), -random.uniform(-0.05, 0.2)])
    tip = elbow + (0.0, random.uniform(-0.02, 0.22), random.uniform(0.12, 0.35))
    foot = np.array([0.0, 0.03, 0.0])
    if chance(random, 0.35):
        lamp.add(
            "pole", tube([foot, 0.5 * (foot + elbow) + (0, 0.05, 0), elbow, tip], radius * 1.4, 24)
        )
    elif chance(random, 0.5):
        for start, end in ((foot, elbow), (elbow, tip)):
            shift = (random.uniform(0.008, 0.015), 0.0, 0.0)
            lamp.add("pole", rod(start + shift, end + shift, 0.6 * radius).both())
        joint = cylinder(0.018, 0.04, "x")
        lamp.add("pole", joint.moved(*elbow), joint.moved(*tip), detail="joint")
    else:
        lamp.add("pole", rod(foot, elbow, radius), rod(elbow, tip, radius))
        lamp.add("pole", ball(1.8 * radius).moved(*elbow), detail="joint")
    if chance(random, 0.12):
        lamp.add("fixing bracket", box(0.03, 0.07, 0.06).moved(0, 0.0))
        lamp.add("fixing bracket", rod((0, -0.06, 0.02), (0, 0.0, 0.02), 0.006))
    else:
        lamp.add("base", *foot_of(random, random.uniform(0.06, 0.12), random.uniform(0.01, 0.04)))
    size = random.uniform(0.05, 0.11)
    if chance(random, 0.25):
        bar = box(random.uniform(0.25, 0.5), 0.03, 0.06, 0.008).moved(*tip)
        lamp.add("lampshade", bar)
        return
    pieces, tall = shade_of(random, size)
    tilt = random.uniform(-10.0, 50.0)
    bulb = bulb_of(0.4 * size).moved(0, -0.5 * tall)
    lamp.add(
        "lampshade",
        *(piece.moved(0, -tall).turned("x", -tilt).moved(*tip) for piece in pieces),
    )
    if chance(random, 0.5):
        lamp.add("lampshade", bulb.turned("x", -tilt).moved(*tip), detail="bulb")


def _pendant(lamp: Assembly, random: np.random.Generator) -> None:
    """One or several shades on cords."""
    count = pick(random, 1, 1, 1, 1, 2, 3, 4)
    drop = random.uniform(0.2, 1.2)
    radius = random.uniform(0.1, 0.3) / (1.0 if count == 1 else 1.6)
    pieces, tall = shade_of(random, radius)
    gap = 2.4 * radius
    for x in (np.arange(count) - 0.5 * (count - 1)) * gap:
        lower = drop * random.uniform(0.8, 1.0) if count > 1 else drop
        cord = rod((x, 0, 0), (x, -lower, 0), random.uniform(0.003, 0.012), sides=6)
        lamp.add("pole", cord, detail="cord")
        lamp.add("lampshade", *(piece.moved(x, -lower - 0.9 * tall) for piece in pieces))
        if chance(random, 0.4):
            bulb = bulb_of(0.25 * radius).moved(x, -lower - 0.5 * tall)
            lamp.add("lampshade", bulb, detail="bulb")
    if count == 1:
        add_canopy(lamp, random, 0.02, random.uniform(0.3, 0.6) * radius)
    else:
        lamp.add("fixing bracket", box(gap * (count - 0.5), 0.03, 0.06).moved(0, 0.015))


def _chandelier(lamp: Assembly, random: np.random.Generator) -> None:
    arms, reach = int(random.integers(3, 9)), random.uniform(0.25, 0.5)
    drop = random.uniform(0.3, 0.9)
    radius = random.uniform(0.006, 0.014)
    lamp.add("pole", rod((0, 0, 0), (0, -drop, 0), radius))
    sag = random.uniform(-0.02, 0.18)
    path = [(0, -drop + 0.03, 0), (0.5 * reach, -drop - sag, 0), (reach, -drop + 0.02, 0)]
    lamp.add("pole", tube(path, radius, 10, 6).around(arms))
    add_canopy(lamp, random, 0.01, random.uniform(0.05, 0.1))
    if chance(random, 0.6):
        lamp.add("pole", ball(random.uniform(0.03, 0.07)).moved(0, -drop))
    pieces, tall = shade_of(random, random.uniform(0.05, 0.25 * np.pi * reach / arms + 0.04))
    up = chance(random, 0.6)
    shade = join(*pieces)
    shade = shade if up else shade.moved(0, -tall)
    if up and chance(random, 0.5):
        shade = shade.mirrored("y").moved(0, tall)
    lamp.add("lampshade", shade.moved(reach, -drop + 0.02).around(arms))
    if chance(random, 0.4):
        candle = cylinder(0.012, 0.06).moved(reach, -drop + 0.05).around(arms)
        lamp.add("lampshade", candle, detail="bulb")


def _wall(lamp: Assembly, random: np.random.Generator) -> None:
    """A sconce; the wall stands behind it."""
    reach, up = random.uniform(0.08, 0.25), random.uniform(-0.05, 0.15)
    plate = prism(
        rectangle(random.uniform(0.06, 0.12), random.uniform(0.08, 0.25), 0.02), 0.02, "z"
    )
    lamp.add("fixing bracket", plate)
    bend = random.uniform(-0.1, 0.1)
    path = [(0, 0, 0), (0, bend, 0.5 * reach), (0, up, reach)]
    lamp.add("pole", tube(path, random.uniform(0.005, 0.012), 12))
    pieces, tall = shade_of(random, random.uniform(0.06, 0.12))
    shade = join(*pieces)
    if chance(random, 0.4):
        shade = shade.mirrored("y").moved(0, tall)
    lamp.add("lampshade", shade.moved(0, up - random.uniform(0.0, 0.8) * tall, reach))


def _arc(lamp: Assembly, random: np.random.Generator) -> None:
    """A floor lamp that bows over a table."""
    height, reach = random.uniform(1.3, 1.9), random.uniform(0.5, 1.1)
    path = [(0, 0.02, 0), (0, 0.6 * height, 0), (0, height, 0.4 * reach)]
    end = (0.0, random.uniform(0.7, 0.9) * height, reach)
    lamp.add("pole", tube([*path, end], random.uniform(0.008, 0.016), 28))
    lamp.add("base", *foot_of(random, random.uniform(0.12, 0.22), random.uniform(0.02, 0.07)))
    pieces, tall = shade_of(random, random.uniform(0.1, 0.2))
    lamp.add("lampshade", *(piece.moved(0, end[1] - tall, end[2]) for piece in pieces))


def _ceiling(lamp: Assembly, random: np.random.Generator) -> None:
    """A light close to the ceiling, or spots on a rail."""
    if chance(random, 0.5):
        radius = random.uniform(0.12, 0.25)
        bowl = dome(radius, radius * random.uniform(0.3, 0.7)).mirrored("y")
        lamp.add("lampshade", bowl)
        flat = random.uniform(0.015, 0.05)
        lamp.add(
            "fixing bracket", cylinder(radius * random.uniform(0.6, 1.1), flat).moved(0, 0.5 * flat)
        )
        return
    count = int(random.integers(2, 5))
    lamp.add("fixing bracket", box(0.25 * count, 0.03, 0.05).moved(0, 0.015))
    for i in range(count):
        x = 0.22 * (i - 0.5 * (count - 1))
        head = pipe(0.05, 0.044, 0.13).moved(0, -0.05)
        tilt, yaw = random.uniform(-60, 60), random.uniform(-50, 50)
        lamp.add("lampshade", head.turned("x", tilt).turned("z", yaw).moved(x, -0.1))
        lamp.add("pole", sweep([(x, 0, 0), (x, -0.09, 0)], 0.008, sides=6))
