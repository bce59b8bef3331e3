"""Chainsaws; the blade points along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    cylinder,
    grille,
    prism,
    rectangle,
    rod,
    smooth,
    sweep,
)


def build(saw: Assembly, dice: Dice) -> None:
    """A motor in its housing, a bar with the chain about it, a rear and a front handle."""
    length, width = dice.between(0.3, 0.45), dice.between(0.13, 0.2)  # of the housing
    tall = dice.between(0.16, 0.24)
    side = _side_view(dice, length, tall)
    saw.add("body", prism(side, width, "x", dice.between(0.0, 0.03)))
    if dice.chance(0.6):
        bulge = box(0.4 * width, 0.6 * tall, 0.5 * length, 0.03).moved(-0.45 * width)
        saw.add("body", bulge.moved(y=0.02))
    if dice.chance(0.5):
        vents = grille(0.3 * length, 0.4 * tall, dice.count(3, 6), 0.006).turned("y", 90.0)
        saw.add("body", vents.moved(0.5 * width, 0.0, -0.1 * length))
    _bar(saw, dice, 0.5 * length, 0.3 * width)
    _handles(saw, dice, length, width, tall)
    if dice.chance(0.6):
        knob = cylinder(dice.between(0.02, 0.035), 0.03, "x", sides=12)
        saw.add("cap", knob.moved(-0.52 * width, -0.25 * tall, 0.2 * length))
    if dice.chance(0.4):  # the grip of the starter's cord
        grip = box(0.05, 0.02, 0.02, 0.008)
        saw.add("cap", grip.moved(-0.55 * width, 0.3 * tall, 0.1 * length))


def _side_view(dice: Dice, length: float, tall: float) -> Points:
    """A block with a sloping back, (z, y)."""
    half, top = 0.5 * length, 0.5 * tall
    slope = dice.between(0.1, 0.4) * length
    front = [(half, -top), (half, 0.5 * top), (half - 0.2 * slope, top)]
    return np.array([*front, (slope - half, top), (-half, 0.2 * top), (-half, -top)])


def _bar(saw: Assembly, dice: Dice, front: float, x: float) -> None:
    """A flat bar with a round nose; the chain runs about its edge, with or without teeth."""
    reach, half = dice.between(0.3, 0.65), dice.between(0.035, 0.055)
    flat = rectangle(reach + 0.1, 2 * half, half, 8) + (front + 0.5 * reach - 0.05, 0.0)
    thick = dice.between(0.006, 0.014)
    saw.add("blade", prism(flat, thick, "x").moved(x))
    loop = np.stack([np.full(len(flat), x), flat[:, 1], flat[:, 0]], axis=1)
    link = rectangle(0.012, 1.5 * thick)
    saw.add("chain", sweep(loop, 1.0, link, loop=True, normal=(0, 1, 0)))
    if dice.chance(0.7):
        count = int(reach / dice.between(0.025, 0.045))
        tooth = np.array([(-0.009, 0.0), (0.009, 0.0), (0.006, 0.014)])
        row = prism(tooth, 1.5 * thick, "x").moved(y=half).in_row(count, reach / count, "z")
        saw.add("chain", row.both("y").moved(x=x, z=front + 0.45 * reach))


def _handles(saw: Assembly, dice: Dice, length: float, width: float, tall: float) -> None:
    """A bow over the housing, a loop or a bar behind with its trigger, a guard in front."""
    thick = dice.between(0.012, 0.02)
    back, top = -0.5 * length, 0.5 * tall
    rise, z = dice.between(0.06, 0.12), dice.between(0.0, 0.2) * length
    out = 0.5 * width + 0.03
    bow = [(out, -0.3 * tall, z), (out, 0.8 * top, z), (0.7 * out, top + rise, z)]
    left = [(-x, y, at) for x, y, at in reversed(bow)]
    saw.add("handle", sweep(smooth([*bow, *left], 22), thick, sides=8))
    reach = dice.between(0.14, 0.22)
    rear = [(0, 0.5 * top, back + 0.03), (0, 0.6 * top, back - 0.6 * reach)]
    if dice.chance(0.75):
        rear += [(0, -0.1 * top, back - reach), (0, -0.8 * top, back - 0.8 * reach)]
        rear += [(0, -0.8 * top, back + 0.03)]
    saw.add("handle", sweep(smooth(rear, 18), 1.3 * thick, sides=8))
    trigger = box(0.015, 0.025, 0.04, 0.004)
    saw.add("trigger", trigger.moved(y=0.6 * top - 1.9 * thick, z=back - 0.4 * reach))
    if dice.chance(0.7):
        plate = box(1.1 * width, dice.between(0.06, 0.1), 0.01, 0.004)
        lean = dice.between(-25.0, 20.0)
        saw.add("guard", plate.turned("x", lean).on(top - 0.01).moved(z=z + 0.07))
        arm = rod((0.5 * width, 0, z), (0.5 * width, top + 0.02, z + 0.07), 0.008, sides=6)
        saw.add("guard", arm.both())
