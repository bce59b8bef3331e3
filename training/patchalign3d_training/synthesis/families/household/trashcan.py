"""Bins."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    bow_handle,
    cylinder,
    ellipse,
    lathe,
    lengthwise,
    plane,
    prism,
    rectangle,
    sheet,
    skin,
)


def build(model: Assembly, dice: Dice) -> None:
    """A dust bin, pedal bin, wheeled bin or basket; its rim is about 2 wide."""
    height, foot = dice.between(1.3, 3.0), dice.between(0.7, 1.0)
    square = dice.chance(0.45)
    rim = rectangle(2, dice.between(1.4, 2.0), 0.2, 4) if square else ellipse(2, 2, 28)
    low, high = plane(rim * foot, "y"), plane(rim, "y", height)
    model.add("body", skin(np.stack([low, high]), caps=False), sheet(rim * foot))
    if dice.chance(0.5):
        inner = [low * 0.97 + (0, 0.03, 0), high * (0.97, 1, 0.97)]
        model.add("body", skin(np.stack(inner), caps=False))
    if dice.chance(0.85):
        _lid(model, dice, rim, height, square)

    depth = float(rim[:, 1].max())  # from the middle to the front
    if dice.chance(0.4):
        tongue = lengthwise([(0.2, 0), (0.22, 0.2), (0.1, 0.3)], 14)  # half widths outwards
        model.add("pedal", prism(tongue, 0.06).on(0.07).moved(z=depth * foot))
    if dice.chance(0.4):
        axle = (0.75 * foot, 0.0, -depth * foot)  # its right end, at the foot's rear
        wheel = cylinder(0.22, 0.12, "x").at([axle])
        model.add("wheel", wheel.both())


def _lid(model: Assembly, dice: Dice, rim: Points, height: float, square: bool) -> None:
    """Flat or domed, hinged at the back; now and then open."""
    thick = dice.between(0.05, 0.2)
    if not square and dice.chance(0.5):
        cover = lathe([(1.05, 0), (1.03, 0.1), (0.7, 0.35), (0.0, 0.45)])
    else:
        cover = prism(rim * 1.05, thick, "y", 0.4 * thick)
    cover = cover.on(height)
    back = -float(rim[:, 1].max())
    swing = dice.between(30.0, 100.0) if dice.chance(0.25) else 0.0
    model.add("lid", cover.turned("x", -swing, at=(0.0, height, back)))
    if dice.chance(0.5) and not swing:
        handle = bow_handle(0.4, 0.15, 0.04).turned("x", -90.0)
        model.add("lid", handle.on(cover), detail="handle")
