"""Prams and pushchairs; they are pushed towards +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.rolling import pairs
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    join,
    rod,
    skin,
    superellipse,
    sweep,
    tray,
    wheel,
)

TUB = ((0.7, 0.0), (0.92, 0.35), (1.0, 1.0), (0.96, 1.0), (0.85, 0.35), (0.6, 0.08))
"""A bed's walls from outside below over the rim to inside: (size, share of its depth)."""
BACK_TALL = 0.55  # of a child's seat
WHEEL_WIDE, AXLE_THICK, TUBE_THICK, GRIP_THICK = 0.04, 0.012, 0.013, 0.017


def build(model: Assembly, dice: Dice) -> None:
    """A bed for a baby or a seat for a child under a hood, on a frame with four wheels."""
    length, width = dice.between(0.7, 0.9), dice.between(0.36, 0.46)
    floor, deep = dice.between(0.5, 0.7), dice.between(0.18, 0.3)
    half, top = 0.5 * length, floor + deep
    bed = dice.chance(0.55)
    if bed:
        _bed(model, dice, width, half, floor, deep)
    else:
        thick, soft = 0.06, 0.02
        seat = box(width, thick, 0.45 * length, soft).on(floor).moved(z=0.1 * half)
        board = box(width, BACK_TALL, 0.05, soft).on(floor)
        board = board.turned("x", -dice.between(10.0, 40.0))
        model.add("seat", seat, board.moved(z=-0.35 * half))
        if dice.chance(0.6):
            low, high = floor + 0.2, floor + 0.24
            corner, middle = (0.4 * width, high, 0.35 * half), (0.0, high, 0.42 * half)
            bumper = sweep([(0.5 * width, low, 0.0), corner, middle], 0.02, sides=6)
            model.add("bar", bumper.both())
    if dice.chance(0.85):
        _hood(model, dice, width, (top if bed else floor + 0.4), -0.35 * half, half)
    x, radius = 0.55 * width, dice.between(0.08, 0.2)
    front = radius * dice.between(0.7, 1.0)
    spoked = dice.pick({0: 2, 6: 1, 12: 2})
    rear_z, front_z = -0.75 * half, 0.75 * half
    tyre = 0.2  # its thickness over the radius
    model.add("wheel", pairs(wheel(radius, WHEEL_WIDE, spoked, tyre), x, [rear_z]))
    model.add("wheel", pairs(wheel(front, WHEEL_WIDE, spoked, tyre), x, [front_z]))
    axle = rod((-x, 0.0, 0.0), (x, 0.0, 0.0), AXLE_THICK)
    model.add("frame", axle.moved(0.0, radius, rear_z), axle.moved(0.0, front, front_z))
    bar_y, bar_z = floor + dice.between(0.35, 0.5), -half - dice.between(0.15, 0.35)
    side = 0.5 * width
    bend = (side, bar_y - 0.1, bar_z + 0.08)  # where the frame becomes the handle
    long = rod((side, front, front_z), bend, TUBE_THICK)
    short = rod((side, radius, rear_z), (side, floor - 0.02, 0.5 * half), TUBE_THICK)
    model.add("frame", join(long, short).both())
    path = [bend, (0.9 * side, bar_y, bar_z), (0.0, bar_y, bar_z)]
    model.add("handle", sweep(path, GRIP_THICK, sides=8).both())
    if dice.chance(0.6):
        tall, wall = 0.12, 0.01
        basket = tray(0.85 * width, tall, 0.9 * half, wall).moved(0.0, 0.5 * floor)
        model.add("basket", basket)


def _bed(model: Assembly, dice: Dice, width: float, half: float, floor: float, deep: float) -> None:
    """A tub with a mattress in it, perhaps with a blanket over its front half."""
    outline = superellipse(width, 2.0 * half, dice.between(2.6, 5.0), 24)
    rings = [
        np.stack([s * outline[:, 0], np.full(24, floor + up * deep), s * outline[:, 1]], axis=1)
        for s, up in TUB
    ]
    model.add("body", skin(np.stack(rings)[:, ::-1]))
    if dice.chance(0.6):
        thick, soft = 0.05, 0.02
        rug = box(0.95 * width, thick, 0.9 * half, soft).on(floor + 0.95 * deep)
        model.add("blanket", rug.moved(z=0.45 * half))


def _hood(model: Assembly, dice: Dice, width: float, level: float, z: float, half: float) -> None:
    """Ribs of cloth that fold open about a hinge at each side, as a quarter of a ball."""
    reach, spread = 0.62 * half, np.radians(dice.between(60.0, 110.0))
    start = np.radians(180.0 - dice.between(-15.0, 10.0))
    across = np.linspace(0.0, np.pi, 9)
    x, out = 0.52 * width * np.cos(across), reach * np.sin(across)
    rows = [
        np.stack([x, level + out * np.sin(turn), z + out * np.cos(turn)], axis=1)
        for turn in np.linspace(start, start - spread, 7)
    ]
    model.add("hood", skin(np.stack(rows), closed=False))
    for row in rows[::3]:
        if dice.chance(0.5):
            model.add("hood", sweep(row, 0.012, sides=5))
