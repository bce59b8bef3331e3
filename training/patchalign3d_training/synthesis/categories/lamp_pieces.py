"""Shades, feet, posts and mounts of lamps."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, Mesh
from patchalign3d_training.synthesis.outlines import smooth
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, dome, lathe
from patchalign3d_training.synthesis.sweeps import ring, rod


def shade_of(random: np.random.Generator, radius: float) -> tuple[list[Mesh], float]:
    """A shade whose lower rim lies on y = 0; its pieces and its height."""
    kind = pick(
        random, "cone", "cone", "cone", "drum", "empire", "dome", "globe", "box", "pleat", "bell"
    )
    height = radius * random.uniform(0.7, 1.9)
    wall = radius * random.uniform(0.01, 0.06)
    top = radius * random.uniform(0.3, 0.85)
    if kind == "drum":
        top = radius
    if kind == "globe":
        squash = random.uniform(0.7, 1.2)
        return [
            ball(radius, squash * radius, radius).moved(0, squash * radius)
        ], 2 * squash * radius
    if kind == "dome":
        height = radius * random.uniform(0.5, 1.1)
        return [dome(radius, height, wall if chance(random, 0.5) else 0.0)], height
    if kind == "box":
        count = pick(random, 4, 4, 6, 8)
        shade = lathe([(radius, 0), (top, height)], count)
    elif kind == "pleat":
        angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
        wave = 1.0 + 0.04 * np.sin(24 * angle)
        circle = np.stack([np.cos(angle) * wave, 0 * angle, np.sin(angle) * wave], axis=1)
        shade = skin(np.stack([circle * radius, circle * top + (0, height, 0)]), caps=False)
    elif kind in ("empire", "bell"):
        bow = random.uniform(-0.12, 0.15) if kind == "bell" else random.uniform(0.0, 0.1)
        controls = [(radius, 0), (0.5 * (radius + top) - bow * radius, 0.5 * height), (top, height)]
        shade = lathe(smooth(controls, 8))
    else:
        shade = lathe([(radius, 0), (top, height)], 28)
    pieces = [shade]
    if chance(random, 0.45):
        pieces.append(shade.stretched(1 - wall / radius, 1.0, 1 - wall / radius))
    if kind in ("cone", "drum", "empire") and chance(random, 0.25):
        pieces.append(cylinder(top, 0.01).moved(0, height))
    if kind not in ("box", "pleat") and chance(random, 0.3):
        pieces.append(ring(radius, 0.4 * wall + 0.003, sides=5))
        pieces.append(ring(top, 0.4 * wall + 0.003, sides=5).moved(0, height))
    return pieces, height


def bulb_of(size: float) -> Mesh:
    """A bulb about the origin, its socket upwards."""
    profile = [(0, -1.0), (0.6, -0.8), (0.95, -0.2), (0.8, 0.5), (0.4, 1.0), (0.35, 1.6), (0, 1.6)]
    return lathe(smooth(profile, 16), 12).stretched(size, size, size)


def foot_of(random: np.random.Generator, radius: float, height: float) -> list[Mesh]:
    """A base standing on y = 0."""
    kind = pick(random, "disc", "disc", "dome", "square", "steps", "tripod", "cone")
    if kind == "disc":
        return [
            cylinder(radius, height, top=radius * random.uniform(0.85, 1.0)).moved(0, 0.5 * height)
        ]
    if kind == "dome":
        return [dome(radius, height * random.uniform(1.0, 3.0), 0.0)]
    if kind == "square":
        return [box(2 * radius, height, 1.7 * radius, 0.1 * height).moved(0, 0.5 * height)]
    if kind == "cone":
        return [cylinder(radius, 2 * height, top=0.15 * radius).moved(0, height)]
    if kind == "tripod":
        up = radius * random.uniform(0.4, 0.9)
        return [rod((0, up, 0), (radius, 0.01, 0), 0.05 * radius).around(pick(random, 3, 4))]
    profile = [(0, 0), (1, 0), (1, 0.4), (0.7, 0.5), (0.65, 0.9), (0.3, 1.0), (0.2, 1.6), (0, 1.6)]
    return [lathe(np.array(profile) * (radius, 1.4 * height))]


def post_of(random: np.random.Generator, height: float, radius: float) -> list[Mesh]:
    """An upright post from y = 0."""
    kind = pick(random, "plain", "plain", "beads", "turned", "square")
    if kind == "square":
        return [box(2 * radius, height, 2 * radius).moved(0, 0.5 * height)]
    if kind == "beads":
        post = [rod((0, 0, 0), (0, height, 0), radius)]
        levels = random.uniform(0.05, 0.95, int(random.integers(1, 5))) * height
        return post + [ball(2.2 * radius).moved(0, y) for y in levels]
    if kind == "turned":
        radii = radius * random.uniform(0.6, 2.6, 8)
        curve = smooth(np.stack([radii, np.linspace(0.0, height, 8)], axis=1), 28)
        return [lathe(np.maximum(curve, (0.004, 0.0)), 14)]
    return [rod((0, 0, 0), (0, height, 0), radius)]


def add_canopy(lamp: Assembly, random: np.random.Generator, y: float, size: float) -> None:
    """The mount at the ceiling, which is a fixing bracket to the annotators of ShapeNetPart."""
    flat = size * random.uniform(0.3, 1.0)
    kind = pick(random, "disc", "dome", "bar")
    if kind == "disc":
        lamp.add("fixing bracket", cylinder(size, flat).moved(0, y - 0.5 * flat))
    elif kind == "dome":
        lamp.add("fixing bracket", dome(size, flat).mirrored("y").moved(0, y))
    else:
        lamp.add("fixing bracket", box(3 * size, 0.5 * flat, size).moved(0, y - 0.25 * flat))
