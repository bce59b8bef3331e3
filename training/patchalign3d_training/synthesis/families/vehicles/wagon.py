"""Wagons that are drawn: hay carts, covered wagons, hand wagons of children; they roll to +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.rolling import pairs
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    join,
    rod,
    skin,
    tray,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A box on two or four wheels with a pole in front; perhaps with a cover or a seat."""
    width, length = dice.between(0.8, 1.3), dice.between(1.2, 2.6)
    wall, floor = dice.between(0.2, 0.6), dice.between(0.4, 0.7)
    bed = tray(width, wall, length, 0.04).on(floor)
    slatted = dice.chance(0.4)
    if slatted:
        board = box(0.03, 0.3 * wall, length).moved(0.5 * width).both()
        end = box(width, 0.3 * wall, 0.03).moved(z=0.5 * length).both("z")
        bed = join(board, end).in_row(2, 0.5 * wall, "y").on(floor + 0.05)
        bed = join(bed, box(width, 0.04, length).on(floor))
        post = box(0.05, wall + 0.1, 0.05).on(floor).moved(0.5 * width).both()
        bed = join(bed, post.in_row(3, 0.45 * length, "z"))
    model.add("body", bed)
    two = dice.chance(0.3)
    big = floor * dice.between(0.7, 1.05)
    small = big * dice.between(0.7, 1.0)
    spoked = dice.pick({0: 2, 8: 3, 12: 2})
    x = 0.5 * width + 0.08
    axles = [0.0] if two else [-0.33 * length, 0.33 * length]
    for i, z in enumerate(axles):
        radius = small if i else big
        model.add("wheel", pairs(wheel(radius, 0.08, spoked, 0.14), x, [z]))
        model.add("axle", rod((-x, radius, z), (x, radius, z), 0.04))
        block = box(0.12, floor - radius + 0.02, 0.14).on(radius - 0.02)
        model.add("axle", block.moved(0.3 * width, 0.0, z).both())
    low, near = 0.8 * floor, 0.45 * length
    high, far = dice.between(0.3, 1.0), 0.5 * length + dice.between(0.9, 1.6)
    if dice.chance(0.4):
        shaft = rod((0.3 * width, low, near), (0.25 * width, high, far), 0.03)
        model.add("handle", shaft.both())
    else:
        bar = rod((-0.15, high, far), (0.15, high, far), 0.025)
        model.add("handle", rod((0.0, low, near), (0.0, high, far), 0.03), bar)
    if dice.chance(0.35):
        _cover(model, dice, width, length, floor + wall)
    elif dice.chance(0.4):
        plank = box(0.95 * width, 0.05, 0.3).on(floor + wall)
        rest = box(0.95 * width, 0.25, 0.04).on(floor + wall + 0.05).moved(z=-0.15)
        model.add("seat", join(plank, rest).moved(z=0.3 * length))
    elif dice.chance(0.35):
        heap = join(*(box(0.4, 0.25, 0.4, 0.08).moved(*dice.many(-0.2, 0.2, 3)) for _ in range(4)))
        model.add("cargo", heap.stretched(1.1 * width, 1.0, 0.8 * length).on(floor + 0.05))


def _cover(model: Assembly, dice: Dice, width: float, length: float, top: float) -> None:
    """Cloth over hoops, round as a barrel."""
    angle = np.linspace(0.0, np.pi, 11)
    rise = dice.between(0.6, 0.9)
    hoop = np.stack([0.52 * width * np.cos(angle), top - 0.1 + rise * np.sin(angle)], axis=1)
    ends = np.linspace(-0.52, 0.52, 5) * length
    sag = [1.0, 0.97, 1.0, 0.97, 1.0]
    rings = [
        np.stack([share * hoop[:, 0], top + share * (hoop[:, 1] - top), np.full(11, z)], axis=1)
        for z, share in zip(ends, sag, strict=True)
    ]
    model.add("cover", skin(np.stack(rings), closed=False))
