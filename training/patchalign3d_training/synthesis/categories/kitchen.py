"""Things of the kitchen: buckets, pans, taps, cutlery."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import (
    Points,
    lengthwise,
    rectangle,
    smooth,
)
from patchalign3d_training.synthesis.solids import ball, box, cylinder, lathe, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube

BUCKET = {
    "handle": ("handle", "bucket handle", "bail", "carrying handle"),
    "body": ("body", "bucket body", "container", "pail", "vessel"),
}
PAN = {
    "handle": ("handle", "pan handle", "pot handle", "holder"),
    "body": ("body", "pan body", "pot", "vessel", "cooking surface", "pan bowl"),
    "lid": ("lid", "pot lid", "cover", "pot cover"),
}
FAUCET = {
    "spout": ("spout", "faucet spout", "water outlet", "tap spout", "nozzle"),
    "switch": ("switch", "handle", "faucet handle", "lever", "tap handle", "valve"),
    "base": ("base", "faucet base", "body", "mount", "bottom plate"),
}
CUTLERY = {
    "head": ("head", "bowl", "spoon bowl", "tines", "scoop", "eating end"),
    "handle": ("handle", "shaft", "spoon handle", "stem", "cutlery handle"),
}


def bucket(random: np.random.Generator) -> LabelledMesh:
    """A pail, basket or paint can with one bail."""
    bucket = Assembly(BUCKET)
    height, foot = random.uniform(1.2, 2.4), random.uniform(0.6, 1.0)
    wall = random.uniform(0.02, 0.08)
    sides = pick(random, 28, 28, 28, 4, 8)
    profile = [
        (0, 0),
        (foot, 0),
        (1.0, height),
        (1.0 - wall, height),
        (foot - wall, wall),
        (0, wall),
    ]
    shape = lathe(profile if chance(random, 0.8) else profile[:3], sides)
    bucket.add("body", shape.turned("y", 45.0) if sides == 4 else shape)
    if chance(random, 0.5) and sides > 8:
        bucket.add("body", ring(1.0, 0.04, sides=6).moved(0, height))
    tilt = random.uniform(-90.0, 90.0)
    reach = 0.72 if sides == 4 else 1.02
    rise = random.uniform(0.6, 1.3)
    path = [
        (reach, 0, 0),
        (0.9 * reach, 0.6 * rise, 0),
        (0, rise, 0),
        (-0.9 * reach, 0.6 * rise, 0),
    ]
    bail = tube([*path, (-reach, 0, 0)], random.uniform(0.025, 0.06), 24)
    y = height - random.uniform(0.02, 0.15)
    bucket.add("handle", bail.turned("x", tilt).moved(0, y))
    if chance(random, 0.4):
        bucket.add("handle", cylinder(0.09, 0.5, "x").moved(0, rise).turned("x", tilt).moved(0, y))
    return bucket.finish()


def pan(random: np.random.Generator) -> LabelledMesh:
    """A frying pan, sauce pan, wok or cooking pot, with one or two handles."""
    pan = Assembly(PAN)
    deep = random.uniform(0.2, 0.5) if chance(random, 0.5) else random.uniform(0.6, 1.5)
    foot, wall = random.uniform(0.6, 1.0), random.uniform(0.02, 0.06)
    outside = smooth([(foot, 0.0), (0.4 * foot + 0.6, 0.35 * deep), (1.0, deep)], 8)
    inside = outside[::-1] - (wall, 0.0)
    inside[-1, 1] = wall
    pan.add("body", lathe([(0, 0), *outside, *inside, (0, wall)], 30))
    if deep < 0.55 or chance(random, 0.4):
        long, rise = random.uniform(1.0, 2.0), random.uniform(-0.05, 0.4)
        y = 0.85 * deep
        path = smooth([(0.95, y, 0), (1.3, y + 0.6 * rise, 0), (1.0 + long, y + rise, 0)], 12)
        thick = random.uniform(0.05, 0.1)
        section = rectangle(1.0, 2.0, 0.45, 3)
        swell = np.linspace(0.8, 1.3, 12) * thick
        pan.add("handle", sweep(path, swell, section, normal=(0, 1, 0)))
    else:
        ear = [(0.97, 0.8 * deep, 0.25), (1.3, 0.8 * deep, 0.2), (1.3, 0.8 * deep, -0.2)]
        loop = tube([*ear, (0.97, 0.8 * deep, -0.25)], random.uniform(0.03, 0.06), 14)
        pan.add("handle", loop.both())
    if chance(random, 0.4):
        rise = random.uniform(0.1, 0.3)
        cover = smooth([(1.02, 0), (0.7, 0.7 * rise), (0.1, rise)], 8)
        pan.add("lid", lathe([*cover, (0, rise)], 28).moved(0, deep))
        pan.add("lid", ball(0.1, 0.08, 0.1).moved(0, deep + rise + 0.05))
    return pan.finish()


def faucet(random: np.random.Generator) -> LabelledMesh:
    """A tap for a kitchen or a basin."""
    faucet = Assembly(FAUCET)
    height, reach = random.uniform(0.4, 1.6), random.uniform(0.6, 1.1)
    thick = random.uniform(0.06, 0.12)
    faucet.add("base", cylinder(1.8 * thick, 0.08).moved(0, 0.04))
    faucet.add("base", cylinder(1.3 * thick, 0.35).moved(0, 0.2))
    kind = pick(random, "arch", "arch", "straight", "square")
    if kind == "arch":
        path = [(0, 0.3, 0), (0, 0.75 * height + 0.2, 0), (0, height + 0.3, 0.5 * reach)]
        path += [(0, height, 0.95 * reach), (0, 0.8 * height - 0.05, reach)]
        faucet.add("spout", tube(path, 0.7 * thick, 26, 10))
    elif kind == "straight":
        faucet.add(
            "spout", rod((0, 0.3, 0), (0, 0.45 + 0.2 * height, reach), 0.9 * thick, 0.6 * thick)
        )
    else:
        path = [
            (0, 0.3, 0),
            (0, height + 0.3, 0),
            (0, height + 0.3, reach),
            (0, height + 0.15, reach),
        ]
        faucet.add("spout", sweep(path, thick, rectangle(1.6, 1.2), normal=(1, 0, 0)))
    twin = chance(random, 0.5)
    if twin:
        x = random.uniform(0.35, 0.6)
        faucet.add("base", box(2 * x + 0.2, 0.06, 0.25, 0.02).moved(0, 0.03))
        cross = rod((-0.16, 0, 0), (0.16, 0, 0), 0.03, sides=6)
        post = cylinder(0.07, 0.25).moved(0, 0.15)
        top = [post, cross.moved(0, 0.3), cross.turned("y", 90.0).moved(0, 0.3)]
        if chance(random, 0.5):
            top = [post, rod((0, 0.28, 0), (0.3, 0.33, 0.05), 0.04)]
        faucet.add("switch", *(piece.moved(x).both() for piece in top))
    elif chance(random, 0.5):
        faucet.add("switch", rod((0, 0.4, -0.02), (0, 0.75, -0.3), 0.05, 0.03))
    else:
        lever = rod((thick, 0.25, 0), (0.45, random.uniform(0.25, 0.6), 0), 0.05, 0.03)
        faucet.add("switch", lever, cylinder(0.08, 0.15, "x").moved(1.4 * thick, 0.25))
    return faucet.finish()


def cutlery(random: np.random.Generator) -> LabelledMesh:
    """A spoon, ladle, fork or spatula along z."""
    cutlery = Assembly(CUTLERY)
    long, thin = random.uniform(1.6, 3.2), random.uniform(0.05, 0.09)
    wave = random.uniform(-0.1, 0.3)
    path = smooth([(0, 0, 0), (0, wave, -0.3 * long), (0, 0.5 * wave, -long)], 16)
    width = (
        np.interp(np.linspace(0, 1, 16), [0, 0.2, 1], [0.8, 0.7, random.uniform(0.8, 2.0)]) * thin
    )
    section = rectangle(2.0, random.uniform(0.5, 1.2), 0.4, 3)
    cutlery.add("handle", sweep(path, width, section, normal=(1, 0, 0)))
    kind = pick(random, "spoon", "spoon", "fork", "spatula")
    size = random.uniform(0.22, 0.4)
    if kind == "spoon":
        bowl = ball(size, size * random.uniform(0.3, 0.7), size * random.uniform(1.0, 1.6), 20)
        keep = bowl.vertices[bowl.faces].mean(axis=1)[:, 1] < 0.01
        half = Mesh(bowl.vertices, bowl.faces[keep]).moved(0, 0.05, 1.2 * size)
        cutlery.add("head", half, half.stretched(0.95, 1, 1).moved(0, 0.025))
        return cutlery.finish()
    outline: Points = lengthwise([(thin, 0), (size * 0.7, 0.3), (size * 0.7, 0.8)], 20)
    if kind == "spatula":
        blade = lengthwise([(thin, 0), (size, 0.2), (1.1 * size, 1.1), (0.9 * size, 1.2)], 24)
        cutlery.add("head", prism(blade, 0.03, "y"))
        return cutlery.finish()
    cutlery.add("head", prism(outline * (1, 0.6), 0.04, "y"))
    count = pick(random, 3, 4, 4)
    for x in np.linspace(-0.6, 0.6, count) * size:
        curve = smooth([(x, 0, 0.4), (x, -0.06, 0.7), (x, 0.05, 1.1)], 8)
        cutlery.add("head", sweep(curve, np.linspace(0.045, 0.015, 8), sides=6))
    return cutlery.finish()
