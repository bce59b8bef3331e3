"""Bulbs, feet, bodies, posts and mounts of lamps."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    lathe,
    ring,
    rod,
    smooth,
)


def bulb_of(size: float) -> Mesh:
    """A bulb about the origin, its socket upwards."""
    profile = [(0, -1.0), (0.6, -0.8), (0.95, -0.2), (0.8, 0.5), (0.4, 1.0), (0.35, 1.6), (0, 1.6)]
    return lathe(smooth(profile, 16), 12).stretched(size, size, size)


def foot_of(dice: Dice, radius: float, height: float) -> list[Mesh]:
    """A base standing on y = 0."""
    kind = dice.pick({"disc": 2, "dome": 1, "square": 1, "steps": 1, "tripod": 1, "cone": 1})
    if kind == "disc":
        return [
            cylinder(radius, height, top=radius * dice.between(0.85, 1.0)).moved(0, 0.5 * height)
        ]
    if kind == "dome":
        return [dome(radius, height * dice.between(1.0, 3.0), 0.0)]
    if kind == "square":
        return [box(2 * radius, height, 1.7 * radius, 0.1 * height).moved(0, 0.5 * height)]
    if kind == "cone":
        return [cylinder(radius, 2 * height, top=0.15 * radius).moved(0, height)]
    if kind == "tripod":
        up = radius * dice.between(0.4, 0.9)
        return [rod((0, up, 0), (radius, 0.01, 0), 0.05 * radius).around(dice.one_of(3, 4))]
    profile = [(0, 0), (1, 0), (1, 0.4), (0.7, 0.5), (0.65, 0.9), (0.3, 1.0), (0.2, 1.6), (0, 1.6)]
    return [lathe(np.array(profile) * (radius, 1.4 * height))]


def vase_of(dice: Dice, radius: float, height: float) -> list[Mesh]:
    """A turned body from y = 0 up to a neck at `height`."""
    foot = radius * dice.between(0.25, 0.6)
    count = dice.count(3, 6)
    radii = radius * dice.many(0.12, 0.75, count)
    levels = np.linspace(0.12, 0.88, count) * height
    controls = [(foot, 0.0), *zip(radii, levels, strict=True), (0.012, height)]
    body = np.maximum(smooth(controls, 24), (0.01, 0.0))
    sides = dice.pick({24: 3, 8: 1, 4: 1})
    pieces = [lathe([(0, 0), *body, (0, height)], sides)]
    if dice.chance(0.35):
        pieces.append(box(2.2 * foot, 0.03, 2.2 * foot).moved(0, -0.01))
    if dice.chance(0.08):
        angle = dice.between(0.0, 90.0)
        ear = ring(0.2 * height, 0.03 * height, "z", 16, 6).moved(0.4 * radius, 0.6 * height)
        pieces.append(ear.around(2, start=angle))
    return pieces


def block_of(dice: Dice, radius: float, height: float) -> list[Mesh]:
    """A body of blocks, balls or a frame from y = 0 up to `height`."""
    wide = radius * dice.between(0.35, 0.9)
    kind = dice.one_of("block", "balls", "stack", "frame")
    if kind == "block":
        return [box(wide, height, wide * dice.between(0.4, 1.0), 0.01).moved(0, 0.5 * height)]
    if kind == "frame":
        x = 0.5 * wide
        bar = rod((x, 0, 0), (x * dice.between(0.2, 1.0), height, 0), 0.05 * wide)
        return [bar.around(dice.one_of(2, 3, 4)), cylinder(0.6 * wide, 0.02).moved(0, 0.01)]
    count = dice.count(1, 4)
    each = 0.5 * height / count
    if kind == "balls":
        unit = ball(min(1.2 * each, wide), each, min(1.2 * each, wide))
        pieces = [unit.moved(0, (2 * i + 1) * each) for i in range(count)]
        return [*pieces, cylinder(0.7 * wide, 0.03).moved(0, 0.015)]
    return [
        box(size, 2 * each, size)
        .turned("y", 90.0 * dice.random.random())
        .moved(0, (2 * i + 1) * each)
        for i, size in enumerate(wide * dice.many(0.5, 1.0, count))
    ]


def post_of(dice: Dice, height: float, radius: float) -> list[Mesh]:
    """An upright post from y = 0."""
    kind = dice.pick({"plain": 2, "beads": 1, "turned": 1, "square": 1})
    if kind == "square":
        return [box(2 * radius, height, 2 * radius).moved(0, 0.5 * height)]
    if kind == "beads":
        post = [rod((0, 0, 0), (0, height, 0), radius)]
        levels = dice.many(0.05, 0.95, dice.count(1, 4)) * height
        return post + [ball(2.2 * radius).moved(0, y) for y in levels]
    if kind == "turned":
        radii = radius * dice.many(0.6, 2.6, 8)
        curve = smooth(np.stack([radii, np.linspace(0.0, height, 8)], axis=1), 28)
        return [lathe(np.maximum(curve, (0.004, 0.0)), 14)]
    return [rod((0, 0, 0), (0, height, 0), radius)]


def add_canopy(lamp: Assembly, dice: Dice, y: float, size: float) -> None:
    """The mount at the ceiling, which is a fixing bracket to the annotators of ShapeNetPart."""
    flat = size * dice.between(0.3, 1.0)
    kind = dice.pick({"disc": 1, "dome": 1, "cone": 2, "bar": 1})
    if kind == "disc":
        lamp.add("fixing bracket", cylinder(size, flat).moved(0, y - 0.5 * flat))
    elif kind == "cone":
        tall = size * dice.between(0.6, 2.4)
        cone = cylinder(dice.between(0.05, 0.4) * size, tall, top=size)
        lamp.add("fixing bracket", cone.moved(0, y - 0.5 * tall))
    elif kind == "dome":
        lamp.add("fixing bracket", dome(size, flat).mirrored("y").moved(0, y))
    else:
        lamp.add("fixing bracket", box(2.4 * size, 0.5 * flat, size).moved(0, y - 0.25 * flat))
