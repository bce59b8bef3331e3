"""Staplers for paper."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    prism,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """A stapler that lies on y = 0, its mouth towards +z; more or less open."""
    length = dice.between(0.1, 0.17)
    width, height = length * dice.between(0.17, 0.28), length * dice.between(0.28, 0.42)
    thick = 0.14 * height
    base = prism(_lengthwise(length, thick, dice.between(0.0, 0.5)), width, "x", 0.03 * width)
    model.add("base", base)
    rear = -0.42 * length
    pivot = (0.0, 0.42 * height, rear)
    post = box(0.9 * width, 0.5 * height, 0.12 * length).on(0.5 * thick).moved(z=rear)
    model.add("base", post)
    model.add("hinge", cylinder(0.1 * height, 1.06 * width, "x", sides=14).at([pivot]))
    plate = box(0.5 * width, 0.15 * thick, 0.1 * length).on(thick).moved(z=0.4 * length)
    model.add("anvil", plate)

    angle = dice.between(4.0, 16.0)
    if dice.chance(0.2):
        angle = dice.between(30.0, 75.0)
    rail = box(0.45 * width, 0.16 * height, 0.9 * length).moved(y=0.42 * height, z=0.02 * length)
    model.add("magazine", rail.turned("x", -0.5 * angle, at=pivot))
    level, top = 0.5 * height, height
    bulge = dice.between(0.0, 0.15)
    over = [(rear - 0.05 * length, level), (0.5 * length, level), (0.51 * length, 0.75 * height)]
    back = [(0.35 * length, (0.88 + bulge) * top), (0.0, (0.95 + bulge) * top)]
    side = [*over, *back, (rear, 0.85 * top)]
    outline = smooth(side, 26, closed=True) if dice.chance(0.4) else np.array(side)
    lid = prism(outline, dice.between(0.75, 1.0) * width, "x", 0.04 * width)
    model.add("lid", lid.turned("x", -angle, at=pivot))
    if dice.chance(0.4):
        pad = box(0.6 * width, 0.05 * height, 0.3 * length, 0.02 * height)
        pad = pad.on(lid).moved(y=-0.02 * height, z=0.12 * length)
        model.add("lid", pad.turned("x", -angle, at=pivot))
    if dice.chance(0.6):
        rubber = box(0.9 * width, 0.06 * height, 0.2 * length).under(0.005 * height)
        model.add("foot", rubber.moved(z=0.32 * length).both("z"))


def _lengthwise(length: float, thick: float, rounded: float) -> np.ndarray:
    """The base from the side, (n, 2) as (z, y), thinner towards the mouth."""
    front, rear = 0.5 * length, -0.5 * length
    nose = front - rounded * thick
    return np.array([(rear, 0), (nose, 0), (front, 0.5 * thick), (nose, thick), (rear, thick)])
