"""Watering cans; the spout points along +x."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    cylinder,
    lathe,
    plane,
    rod,
    sheet,
    skin,
    smooth,
    superellipse,
    sweep,
    tube,
)


def build(can: Assembly, dice: Dice) -> None:
    """A can for the garden or for pot plants; its foot has about the radius 1."""
    height = dice.between(1.3, 2.6)
    shoulder = dice.between(0.55, 1.1)  # the upper end's radius
    sides = dice.pick({8: 1, 14: 1, 26: 3})
    if dice.chance(0.7):
        belly = dice.between(0.9, 1.2)
        profile = np.array([(1.0, 0.0), (belly, 0.45 * height), (shoulder, height)])
        wall = smooth(profile, 8) if sides > 8 else profile
        inside = [(0.92 * shoulder, height), (0.92, 0.1), (0, 0.1)]
        body = lathe([(0, 0), *wall, *inside], sides)
        if dice.chance(0.4):  # an oval can
            body = body.stretched(z=dice.between(0.6, 0.85))
        can.add("body", body)
    else:
        _boxy(can, dice, height, shoulder)
    if dice.chance(0.4):  # half a cover over the mouth
        flat = superellipse(2 * shoulder, 2 * shoulder, 2.0, 24)
        cover = flat[flat[:, 0] > -0.05]
        can.add("body", sheet(cover, "y", height))
    _spout(can, dice, height)
    _handles(can, dice, height, shoulder)


def _boxy(can: Assembly, dice: Dice, height: float, shoulder: float) -> None:
    """A body of a moulded, squarish section."""
    foot: Points = superellipse(2.0, dice.between(1.0, 1.6), dice.between(3.0, 6.0), 24)
    levels = [(1.0, 0.0), (1.0, 0.6 * height), (shoulder, height), (0.9 * shoulder, 0.95 * height)]
    can.add("body", skin(np.stack([plane(foot * size, "y", y) for size, y in levels]), caps=False))
    can.add("body", sheet(foot, "y"))


def _spout(can: Assembly, dice: Dice, height: float) -> None:
    """A pipe from low on the body up and out, straight or bent; mostly with a rose."""
    thick, reach = dice.between(0.09, 0.2), dice.between(1.2, 2.6)
    start = np.array([0.75, dice.between(0.15, 0.35) * height, 0.0])
    end = np.array([0.9 + reach, height * dice.between(0.85, 1.3), 0.0])
    if dice.chance(0.6):
        can.add("spout", rod(start, end, 1.3 * thick, 0.8 * thick, sides=10))
    else:
        sag = dice.between(0.1, 0.3)
        middle = 0.5 * (start + end) - (-sag, sag, 0.0)
        path = smooth([start, middle, end], 14)
        can.add("spout", sweep(path, np.linspace(1.5, 0.8, 14) * thick, sides=10))
    if dice.chance(0.35):  # a strut from the body's upper rim
        can.add("spout", rod((0.6, 0.92 * height, 0), start + 0.7 * (end - start), 0.04, sides=6))
    if dice.chance(0.75):
        wide, deep = thick * dice.between(2.0, 3.5), dice.between(0.25, 0.5)
        cone = cylinder(0.8 * thick, deep, top=wide, sides=16)
        plate = cylinder(wide, 0.04, top=0.9 * wide, sides=16).on(cone)
        tilt = dice.between(0.0, 35.0)  # degrees up from the spout's direction
        angle = np.arctan2(*(end - start)[[1, 0]]) + np.radians(tilt)
        along = (np.cos(angle), np.sin(angle), 0.0)
        for piece in (cone, plate):
            can.add("rose", piece.moved(y=0.45 * deep).pointing(along).at([end]))


def _handles(can: Assembly, dice: Dice, height: float, shoulder: float) -> None:
    """A loop behind, a bow over the mouth, both, or one that runs from front to back."""
    kind = dice.pick({"rear": 3, "top": 2, "both": 2, "long": 2})
    thick = dice.between(0.05, 0.11)
    if kind in ("rear", "both"):
        out = dice.between(0.6, 1.1)
        upper, lower = (-0.9 * shoulder, 0.9 * height, 0), (-0.9, 0.2 * height, 0)
        bends = [(-shoulder - out, 0.85 * height, 0), (-1.0 - 0.8 * out, 0.45 * height, 0)]
        can.add("handle", tube([upper, *bends, lower], thick, 18))
    rise = dice.between(0.5, 1.0)
    if kind in ("top", "both"):
        half = 0.8 * shoulder
        arch = [(half, 0.97 * height, 0), (0.7 * half, height + rise, 0)]
        arch += [(-0.7 * half, height + rise, 0), (-half, 0.97 * height, 0)]
        can.add("handle", tube(arch, thick, 18))
    if kind == "long":
        front, over = (0.85 * shoulder, 0.97 * height, 0), (0.1, height + rise, 0)
        behind = (-shoulder - 0.6 * rise, 0.8 * height, 0)
        can.add("handle", tube([front, over, behind, (-0.9, 0.25 * height, 0)], thick, 24))
