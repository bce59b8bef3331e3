"""A power drill; its bit points along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    lathe,
    rod,
    superellipse,
    sweep,
)

CHUCK_LENGTH = 0.3


@dataclass(frozen=True)
class DrillSizes:
    """A drill whose motor lies along z from the origin.

    Attributes:
        radius: Of the motor's housing.
        length: Of the housing.
        back: Where along it the handle begins.
        drop: How far down the handle reaches.
    """

    radius: float
    length: float
    back: float
    drop: float


def build(drill: Assembly, dice: Dice) -> None:
    """A power drill; its bit points along +z."""
    radius, length = dice.between(0.18, 0.26), dice.between(0.8, 1.2)
    housing = [(0, 0), (0.8, 0.02), (1.0, 0.15), (1.0, 0.7), (0.75, 1.0), (0, 1.0)]
    body = _turned(housing, radius, length, sides=18)
    drill.add("body", body)
    jaws = [(0, 0), (0.65, 0), (0.7, 0.5), (0.35, 1.0), (0, 1.0)]
    chuck = _turned(jaws, radius, CHUCK_LENGTH, sides=14).beside(body, "+z")
    drill.add("chuck", chuck)
    if dice.chance(0.9):
        bit = cylinder(0.04, dice.between(0.3, 0.9), "z", top=0.02, sides=8)
        drill.add("bit", bit.beside(chuck, "+z", gap=-0.02))
    back, drop = dice.between(0.15, 0.5) * length, dice.between(0.6, 0.9)
    _handle(drill, dice, DrillSizes(radius, length, back, drop))


def _turned(profile: list[tuple[float, float]], radius: float, length: float, sides: int) -> Mesh:
    """A body of revolution about z from z = 0; the profile is in shares of both sizes."""
    return lathe(np.array(profile) * (radius, length), sides).turned("x", 90.0)


def _handle(drill: Assembly, dice: Dice, sizes: DrillSizes) -> None:
    """A pistol grip with its trigger and battery; some have a second handle at the side."""
    back, drop = sizes.back, sizes.drop
    path = [(0, 0, back), (0, -0.5 * drop, back - 0.05), (0, -drop, back - 0.1)]
    section = superellipse(0.3, 0.2, 3.0, 14)
    drill.add("handle", sweep(path, [1.1, 0.9, 1.05], section, normal=(0, 0, 1)))
    trigger = box(0.08, 0.2, 0.12, 0.02)
    below_axis, before_grip = -0.36, 0.16  # clear of the housing
    drill.add("trigger", trigger.at([(0, below_axis, back + before_grip)]))
    if dice.chance(0.7):
        battery = box(0.3, 0.18, dice.between(0.4, 0.6), 0.03)
        drill.add("battery", battery.under(0.03 - drop).centred(at=(0, 0, back - 0.02)))
    if dice.chance(0.2):
        front = 0.8 * sizes.length
        drill.add("handle", rod((0.2, 0, front), (0.9, 0, front), 0.07, 0.09))
