"""Scissors or shears, open or closed; they lie flat."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, cylinder, prism, ring, sweep


def build(scissors: Assembly, dice: Dice) -> None:
    """Scissors or shears, open or closed; they lie flat."""
    long, grip = dice.between(0.8, 1.6), dice.between(0.5, 0.9)
    wide = dice.between(0.08, 0.16)
    opening = dice.between(2.0, 28.0)
    size = dice.between(0.16, 0.26)
    edge = np.array(
        [(0, -0.5 * wide), (long, -0.02), (long, 0.02), (0.6 * long, 0.6 * wide), (0, 0.5 * wide)]
    )
    for side in (1, -1):
        blade = prism(edge * (1, side), 0.03, "y").moved(0, 0.02 * side)
        stem = sweep(
            [(0.05, 0, 0), (-0.6 * grip, 0, -0.12 * side), (-grip, 0, -0.1 * side)],
            [0.5 * wide, 0.3 * wide, 0.3 * wide],
            sides=8,
        )
        loop = ring(size, 0.045, "y", 20, 6).stretched(dice.between(1.0, 1.6), 1, 1)
        hold = loop.moved(-grip - 0.8 * size, 0.0, -side * (0.15 + 0.6 * size))
        turn = -side * opening
        scissors.add("blade", blade.turned("y", turn))
        scissors.add("handle", stem.moved(0, 0.02 * side).turned("y", turn), hold.turned("y", turn))
    scissors.add("screw", cylinder(0.4 * wide, 0.11))
