"""Stones of jewellery."""

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Mesh, ball, lathe, plane, skin, superellipse


def cut_stone(dice: Dice, radius: float) -> Mesh:
    """A faceted or polished stone about the y axis, its point in y = 0, its table above."""
    kind = dice.pick({"brilliant": 4, "step": 2, "oval": 2, "dome": 2})
    if kind == "brilliant":
        shape = np.array([(0, 0), (1.0, 0.5), (1.0, 0.58), (0.6, 0.8), (0, 0.8)]) * radius
        return lathe(shape, dice.pick({8: 2, 16: 1}))
    if kind == "dome":
        shape = np.array([(0, 0.2), (0.9, 0.2), (1.0, 0.4), (0.8, 0.75), (0.4, 0.95), (0, 1.0)])
        return lathe(shape * radius, 18).stretched(x=dice.between(0.7, 1.3))
    power, corners = (9.0, 20) if kind == "step" else (2.0, 14)
    outline = superellipse(2 * radius, 2 * radius * dice.between(0.6, 1.0), power, corners)
    levels = [(0.05, 0.0), (0.7, 0.3), (1.0, 0.5), (1.0, 0.58), (0.8, 0.72), (0.6, 0.8)]
    return skin(np.stack([plane(size * outline, "y", y * radius) for size, y in levels]))


def pearl(radius: float) -> Mesh:
    """A ball that lies on y = 0."""
    return ball(radius, sides=16).on(0.0)
