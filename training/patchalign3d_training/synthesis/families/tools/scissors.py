"""Scissors or shears, open or closed; they lie flat."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    cylinder,
    join,
    prism,
    ring,
    sweep,
)


@dataclass(frozen=True)
class ScissorSizes:
    """Scissors whose screw is the origin and whose blades point along +x when shut.

    Attributes:
        length: Of a blade.
        width: Of a blade at the screw.
        stem: From the screw back to the loop.
        loop: Radius of the loop for the fingers.
    """

    length: float
    width: float
    stem: float
    loop: float


def build(scissors: Assembly, dice: Dice) -> None:
    """Scissors or shears, open or closed; they lie flat."""
    length, stem = dice.between(0.8, 1.6), dice.between(0.5, 0.9)
    width = dice.between(0.08, 0.16)
    opening = dice.between(2.0, 28.0)  # degrees that either half is turned
    sizes = ScissorSizes(length, width, stem, loop=dice.between(0.16, 0.26))
    for side in (1, -1):
        scissors.add("blade", _blade(sizes, side).turned("y", -side * opening))
        scissors.add("handle", _handle(dice, sizes, side).turned("y", -side * opening))
    scissors.add("screw", cylinder(0.4 * width, 0.11))


def _blade(sizes: ScissorSizes, side: int) -> Mesh:
    """A half's blade; `side` is 1 for the upper one, -1 for the lower one."""
    heel, point = [(0, -0.5 * sizes.width)], [(sizes.length, -0.02), (sizes.length, 0.02)]
    back = [(0.6 * sizes.length, 0.6 * sizes.width), (0, 0.5 * sizes.width)]
    outline = np.array([*heel, *point, *back]) * (1, side)
    return prism(outline, 0.03, "y").centred(at=(0, 0.02 * side, 0), axes="y")


def _handle(dice: Dice, sizes: ScissorSizes, side: int) -> Mesh:
    """A half's stem and the loop for the fingers at its end."""
    root, end = (0.05, 0, 0), (-sizes.stem, 0, -0.1 * side)
    bend = (-0.6 * sizes.stem, 0, -0.12 * side)
    stem = sweep([root, bend, end], np.array([0.5, 0.3, 0.3]) * sizes.width, sides=8)
    loop = ring(sizes.loop, 0.045, "y", 20, 6).stretched(x=dice.between(1.0, 1.6))
    middle = (-sizes.stem - 0.8 * sizes.loop, 0.0, -side * (0.15 + 0.6 * sizes.loop))
    return join(stem.moved(y=0.02 * side), loop.at([middle]))
