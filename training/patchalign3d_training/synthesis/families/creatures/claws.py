"""Pincers of crabs, lobsters and scorpions."""

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Mesh, ball, join, smooth, sweep


def pincer(dice: Dice, length: float) -> Mesh:
    """A palm with two fingers that close on each other; it goes from the origin to +y."""
    open_by = dice.between(0.05, 0.3)
    fat = dice.between(0.22, 0.36)
    palm = ball(fat, 0.34, 0.6 * fat, 12).moved(y=0.28)
    thick = np.array([0.55, 0.5, 0.3, 0.05]) * fat
    fixed = smooth([(-0.4 * fat, 0.45, 0.0), (-0.75 * fat, 0.75, 0.0), (-0.1, 1.0, 0.0)], 4)
    loose = smooth(
        [(0.4 * fat, 0.45, 0.0), (0.9 * fat, 0.75, 0.0), (0.1 + 0.5 * open_by, 1.0, 0.0)], 4
    )
    fingers = [sweep(path, thick, sides=7) for path in (fixed, loose + (0.3 * open_by, 0.0, 0.0))]
    return join(palm, *fingers).scaled(length)
