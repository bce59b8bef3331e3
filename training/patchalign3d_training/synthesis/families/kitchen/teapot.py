"""Teapots and kettles."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    lathe,
    rectangle,
    ring,
    smooth,
    sweep,
)

KNOB = np.array([(0.5, 0), (0.4, 0.7), (1.0, 1.2), (0.9, 1.6), (0, 1.8)])  # (radius, height)

DOME = ((1.0, 0.0), (0.9, 0.35), (0.55, 0.8))  # a lid's (radius over the lip's, height), and up


@dataclass(frozen=True)
class Pot:
    """A pot's outer wall as (radius, height) from the foot up, (n, 2), and its sizes."""

    wall: Points
    height: float
    mouth: float

    def radius_at(self, height: float) -> float:
        """The wall's radius at a height."""
        return float(np.interp(height, self.wall[:, 1], self.wall[:, 0]))


def build(model: Assembly, dice: Dice) -> None:
    """A teapot, kettle, coffee pot or watering jug; its spout looks along +x."""
    height = dice.between(1.0, 2.4)
    mouth, foot = dice.between(0.35, 0.75), dice.between(0.45, 1.0)
    belly, level = dice.between(0.9, 1.15), dice.between(0.3, 0.6) * height  # the widest place
    lower = [(foot, 0.0), (0.5 * (foot + belly), 0.4 * level), (belly, level)]
    shoulder = (0.5 * (mouth + belly) + 0.05, 0.5 * (level + height))
    wall = smooth([*lower, shoulder, (mouth, height)], 20)
    pot = Pot(wall, height, mouth)

    sides = dice.pick({28: 3, 8: 1, 6: 1})
    model.add("body", lathe([(0.0, 0.0), *wall], sides))
    if dice.chance(0.4):
        floor, thick = (0.0, 0.08), 0.06
        inside = np.maximum(wall[::-1] - (thick, -0.02), floor)
        model.add("body", lathe([*inside, floor], sides))
    if dice.chance(0.3):
        model.add("body", ring(0.9 * foot, 0.05))
    _spout(model, dice, pot)
    _handle(model, dice, pot)
    if dice.chance(0.92):
        _lid(model, dice, pot)


def _spout(model: Assembly, dice: Dice, pot: Pot) -> None:
    """A straight or bent pipe that narrows towards its tip."""
    low = dice.between(0.15, 0.6) * pot.height
    root_x = pot.radius_at(low) - 0.12
    tip_x, tip_y = root_x + dice.between(0.55, 1.0), pot.height * dice.between(0.85, 1.15)
    root_radius, tip_radius = dice.between(0.16, 0.34), dice.between(0.07, 0.13)
    root, tip = (root_x, low, 0.0), (tip_x, tip_y, 0.0)
    if dice.chance(0.3):
        path = np.array([root, tip])
    else:
        bend = dice.between(0.15, 0.4)
        knee_x = root_x + 0.55 * (tip_x - root_x) + 0.3 * bend
        knee = (knee_x, 0.5 * (low + tip_y) - 0.5 * bend, 0.0)
        lip_out, lip_up = 0.12, 0.03
        lip = (tip_x + lip_out, tip_y + lip_up, 0.0)
        path = smooth([root, knee, tip, lip], 14)
    radii = np.linspace(root_radius, tip_radius, len(path))
    model.add("spout", sweep(path, radii, sides=12))


def _handle(model: Assembly, dice: Dice, pot: Pot) -> None:
    """A bail over the lid, a straight stick, or a loop on the side away from the spout."""
    thick = dice.between(0.05, 0.11)
    strap = rectangle(thick * dice.between(1.0, 2.2), thick, 0.4 * thick, 3)
    kind = dice.pick({"loop": 58, "bail": 35, "stick": 7})
    if kind == "bail":
        half, rise = pot.mouth + dice.between(0.0, 0.35), dice.between(0.6, 1.3)
        root, shoulder = 0.93 * pot.height, 0.93 * pot.height + 0.7 * rise
        left = [(-half, root, 0), (-0.9 * half, shoulder, 0)]
        right = [(0.9 * half, shoulder, 0), (half, root, 0)]
        path = smooth([*left, (0, root + rise, 0), *right], 24)
    elif kind == "stick":
        level = 0.6 * pot.height
        root_x = -pot.radius_at(level)
        buried, length, lift = 0.1, 1.2, 0.3
        path = np.array([(root_x + buried, level, 0), (root_x - length, level + lift, 0)])
    else:
        low, high = dice.between(0.12, 0.35) * pot.height, dice.between(0.75, 0.95) * pot.height
        sunk = 0.05  # into the wall
        upper, lower = sunk - pot.radius_at(high), sunk - pot.radius_at(low)
        out = min(upper, lower) - dice.between(0.35, 0.75)
        shoulder_at = (0.6 * out + 0.4 * upper, high + 0.12, 0)
        outermost = (out, 0.55 * (high + low), 0)
        path = smooth([(upper, high, 0), shoulder_at, outermost, (lower, low, 0)], 22)
    if dice.chance(0.5):
        model.add("handle", sweep(path, thick, sides=9))
    else:
        model.add("handle", sweep(path, 1.0, strap, normal=(0.0, 0.0, 1.0)))


def _lid(model: Assembly, dice: Dice, pot: Pot) -> None:
    """A low dome on the mouth with a knob or a loop on top."""
    rise = dice.between(0.05, 0.45)
    lip = pot.mouth * dice.between(0.98, 1.1)
    below_knob = 0.15
    dome = smooth([*((s * lip, up * rise) for s, up in DOME), (below_knob, rise)], 9)
    cover = lathe([(0, 0), *dome, (0, rise)]).on(pot.height)
    model.add("lid", cover)
    size = dice.between(0.08, 0.17)
    knobs = {
        "ball": ball(size),
        "turned": lathe(KNOB * size, 14),
        "loop": ring(size, 0.3 * size, "z", 14, 6),
    }
    knob = knobs[dice.pick({"ball": 1, "turned": 1, "loop": 1})]
    sunk = 0.2 * size
    model.add("lid", knob.on(pot.height + rise - sunk), detail="knob")
