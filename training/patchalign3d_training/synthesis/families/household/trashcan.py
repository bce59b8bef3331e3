"""A dust bin, pedal bin, wheeled bin or basket."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    cylinder,
    ellipse,
    lathe,
    lengthwise,
    plane,
    prism,
    rectangle,
    sheet,
    skin,
    tube,
)


def build(can: Assembly, dice: Dice) -> None:
    """A dust bin, pedal bin, wheeled bin or basket."""
    height, foot = dice.between(1.3, 3.0), dice.between(0.7, 1.0)
    square = dice.chance(0.45)
    outline = rectangle(2, dice.between(1.4, 2.0), 0.2, 4) if square else ellipse(2, 2, 28)
    low, high = plane(outline * foot, "y"), plane(outline, "y", height)
    can.add("body", skin(np.stack([low, high]), caps=False), sheet(outline * foot))
    if dice.chance(0.5):
        can.add(
            "body", skin(np.stack([low * 0.97 + (0, 0.03, 0), high * (0.97, 1, 0.97)]), caps=False)
        )
    far = outline[:, 1].max()
    if dice.chance(0.85):
        thick = dice.between(0.05, 0.2)
        cover = prism(outline * 1.05, thick, "y", 0.4 * thick).moved(0, 0.5 * thick, far)
        if not square and dice.chance(0.5):
            profile = [(1.05, 0), (1.03, 0.1), (0.7, 0.35), (0.0, 0.45)]
            cover = lathe(profile).moved(0, 0, far)
        up = dice.between(30.0, 100.0) if dice.chance(0.25) else 0.0
        can.add("lid", cover.turned("x", -up).moved(0, height, -far))
        if dice.chance(0.5) and not up:
            knob = tube([(-0.2, 0, 0), (-0.15, 0.15, 0), (0.15, 0.15, 0), (0.2, 0, 0)], 0.04, 10, 6)
            can.add("lid", knob.moved(0, height + 0.25 * thick + 0.15), detail="handle")
    if dice.chance(0.4):
        pedal = lengthwise([(0.2, 0), (0.22, 0.2), (0.1, 0.3)], 14)
        can.add("pedal", prism(pedal, 0.06).moved(0, 0.1, far * foot))
    if dice.chance(0.4):
        wheel = cylinder(0.22, 0.12, "x").moved(0.75 * foot, 0.0, -far * foot)
        can.add("wheel", wheel.both())
