"""Bulbs, feet, bodies, posts and mounts of lamps."""

from dataclasses import dataclass

import numpy as np

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
    ring,
    rod,
    smooth,
)

# Half a bulb from its lower end to the socket: (radius, height) in sizes of the bulb.
BULB = [(0, -1.0), (0.6, -0.8), (0.95, -0.2), (0.8, 0.5), (0.4, 1.0), (0.35, 1.6), (0, 1.6)]
# A foot of two steps: (share of its radius, share of its height).
STEPS = [(0, 0), (1, 0), (1, 0.4), (0.7, 0.5), (0.65, 0.9), (0.3, 1.0), (0.2, 1.6), (0, 1.6)]


@dataclass(frozen=True, eq=False)
class Shade:
    """A lampshade about the y axis.

    Attributes:
        mesh: Its lowest point lies on y = 0.
        height: Where what carries it is joined to its top.
    """

    mesh: Mesh
    height: float

    @property
    def hanging(self) -> Mesh:
        """The shade with its top at the origin."""
        return self.mesh.moved(y=-self.height)


def bulb_of(size: float) -> Mesh:
    """A bulb about the origin, its socket upwards."""
    return lathe(smooth(BULB, 16), 12).scaled(size)


def foot_of(dice: Dice, radius: float, height: float) -> Mesh:
    """A base standing on y = 0."""
    kind = dice.pick({"disc": 2, "dome": 1, "square": 1, "steps": 1, "tripod": 1, "cone": 1})
    if kind == "disc":
        return cylinder(radius, height, top=radius * dice.between(0.85, 1.0)).on(0.0)
    if kind == "dome":
        return dome(radius, height * dice.between(1.0, 3.0), 0.0)
    if kind == "square":
        return box(2 * radius, height, 1.7 * radius, 0.1 * height).on(0.0)
    if kind == "cone":
        return cylinder(radius, 2 * height, top=0.15 * radius).on(0.0)
    if kind == "tripod":
        top = radius * dice.between(0.4, 0.9)
        return rod((0, top, 0), (radius, 0.01, 0), 0.05 * radius).around(dice.one_of(3, 4))
    return lathe(np.array(STEPS) * (radius, 1.4 * height))


def vase_of(dice: Dice, radius: float, height: float) -> Mesh:
    """A turned body from y = 0 up to a neck at `height`."""
    foot = radius * dice.between(0.25, 0.6)
    count = dice.count(3, 6)
    radii = radius * dice.many(0.12, 0.75, count)
    levels = np.linspace(0.12, 0.88, count) * height
    controls = [(foot, 0.0), *zip(radii, levels, strict=True), (0.012, height)]
    profile = np.maximum(smooth(controls, 24), (0.01, 0.0))
    vase = lathe([(0, 0), *profile, (0, height)], sides=dice.pick({24: 3, 8: 1, 4: 1}))
    if dice.chance(0.35):
        plinth = box(2.2 * foot, 0.03, 2.2 * foot).moved(y=-0.01)
        vase = join(vase, plinth)
    if dice.chance(0.08):
        angle = dice.between(0.0, 90.0)
        ear = ring(0.2 * height, 0.03 * height, "z", 16, 6).moved(0.4 * radius, 0.6 * height)
        vase = join(vase, ear.around(2, start=angle))
    return vase


def block_of(dice: Dice, radius: float, height: float) -> Mesh:
    """A body of blocks, balls or a frame from y = 0 up to `height`."""
    wide = radius * dice.between(0.35, 0.9)
    kind = dice.one_of("block", "balls", "stack", "frame")
    if kind == "block":
        return box(wide, height, wide * dice.between(0.4, 1.0), 0.01).on(0.0)
    if kind == "frame":
        foot = 0.5 * wide
        bar = rod((foot, 0, 0), (foot * dice.between(0.2, 1.0), height, 0), 0.05 * wide)
        return join(bar.around(dice.one_of(2, 3, 4)), cylinder(0.6 * wide, 0.02).on(0.0))
    count = dice.count(1, 4)
    half = 0.5 * height / count  # of one ball's or block's height
    if kind == "balls":
        across = min(1.2 * half, wide)
        balls = ball(across, half, across).in_row(count, 2 * half, "y").on(0.0)
        return join(balls, cylinder(0.7 * wide, 0.03).on(0.0))
    widths = wide * dice.many(0.5, 1.0, count)
    stack = [box(each, 2 * half, each).turned("y", dice.between(0.0, 90.0)) for each in widths]
    return join(*(block.on(2 * half * i) for i, block in enumerate(stack)))


def post_of(dice: Dice, height: float, radius: float) -> Mesh:
    """An upright post from y = 0."""
    kind = dice.pick({"plain": 2, "beads": 1, "turned": 1, "square": 1})
    if kind == "square":
        return box(2 * radius, height, 2 * radius).on(0.0)
    if kind == "turned":
        radii = radius * dice.many(0.6, 2.6, 8)
        profile = smooth(np.stack([radii, np.linspace(0.0, height, 8)], axis=1), 28)
        return lathe(np.maximum(profile, (0.004, 0.0)), 14)
    post = rod((0, 0, 0), (0, height, 0), radius)
    if kind == "beads":
        levels = dice.many(0.05, 0.95, dice.count(1, 4)) * height
        bead = ball(2.2 * radius)
        post = join(post, *(bead.moved(y=level) for level in levels))
    return post


def add_canopy(lamp: Assembly, dice: Dice, top: float, size: float) -> None:
    """The mount at the ceiling, which is a fixing bracket to the annotators of ShapeNetPart.

    Args:
        lamp: Where it goes.
        dice: Decides.
        top: Height of its upper side.
        size: Its radius.
    """
    flat = size * dice.between(0.3, 1.0)  # its height
    kind = dice.pick({"disc": 1, "dome": 1, "cone": 2, "bar": 1})
    if kind == "disc":
        canopy = cylinder(size, flat)
    elif kind == "cone":
        tall = size * dice.between(0.6, 2.4)
        canopy = cylinder(dice.between(0.05, 0.4) * size, tall, top=size)
    elif kind == "dome":
        canopy = dome(size, flat).mirrored("y")
    else:
        canopy = box(2.4 * size, 0.5 * flat, size)
    lamp.add("fixing bracket", canopy.under(top))
