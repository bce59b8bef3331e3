"""Toilets."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    button,
    frame,
    plane,
    prism,
    rod,
    skin,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A toilet in metres, on its foot or hung from the wall; its front looks along +z."""
    width, length = dice.between(0.34, 0.42), dice.between(0.5, 0.62)
    height = dice.between(0.36, 0.44)
    oval = superellipse(width, length, dice.between(2.0, 2.8), 28)
    model.add("bowl", _bowl(dice, oval, height))
    if dice.chance(0.9):
        seat = frame(1.02 * oval, oval * (0.68, 0.72), 0.025)
        model.add("seat", seat.on(height))
    if dice.chance(0.85):
        back = -0.5 * length
        swing = dice.between(80.0, 102.0) if dice.chance(0.55) else 0.0
        lid = prism(1.02 * oval, 0.025).on(height + 0.025)
        model.add("lid", lid.turned("x", -swing, at=(0.0, height + 0.035, back)))
    if dice.chance(0.85):
        _tank(model, dice, width, length, height)


def _bowl(dice: Dice, oval: Points, height: float) -> Mesh:
    """From the foot up the outside, over the rim and down into the basin."""
    foot = dice.between(0.45, 0.95)  # its size against the rim's
    waist = dice.between(0.75, 1.0) * foot
    outside = [(foot, 0.0), (waist, 0.4 * height), (1.0, 0.8 * height), (1.0, height)]
    basin = [(0.75, height), (0.6, 0.6 * height), (0.2, 0.45 * height), (0.0, 0.45 * height)]
    rings = [plane(oval * size, "y", level) for size, level in (*outside, *basin)]
    return skin(np.stack(rings), caps=False)


def _tank(model: Assembly, dice: Dice, width: float, length: float, height: float) -> None:
    """The cistern behind, on a block of the bowl; flushed by a lever or a button."""
    tall, deep = dice.between(0.28, 0.42), dice.between(0.15, 0.24)
    back = -0.5 * length - 0.5 * deep
    tank = box(dice.between(0.95, 1.25) * width, tall, deep, 0.02).on(height).moved(z=back)
    cover = box(1.03 * float(tank.size[0]), 0.04, 1.08 * deep, 0.01).on(tank).moved(z=back)
    model.add("tank", tank, cover)
    block = box(0.8 * width, height, deep + 0.1, 0.02).on(0.0).moved(z=back + 0.05)
    model.add("bowl", block)
    kind = dice.pick({"lever": 2, "button": 2, "none": 1})
    if kind == "lever":
        arm = rod((0, 0, 0), (0.09, -0.01, 0.005), 0.01)
        pivot = (-0.4 * width, height + 0.8 * tall, back + 0.55 * deep)  # at the front's left
        model.add("tank", arm.at([pivot]), detail="flush")
    elif kind == "button":
        press = button(0.06, 0.04, 0.012, 0.02).turned("x", -90.0)
        model.add("tank", press.on(cover).moved(z=back), detail="flush")
