"""Wizards' staffs, wands and scepters; the head is up along y."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.poles import pole
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    cylinder,
    polygon,
    prism,
    ring,
    smooth,
    sweep,
)


def build(staff: Assembly, dice: Dice) -> None:
    """A pole or a short wand whose head is a crook, claws, a ring, a crescent, a star, a ball."""
    wand = dice.chance(0.3)
    length = dice.between(0.3, 0.6) if wand else dice.between(1.0, 1.8)
    radius = dice.between(0.01, 0.02) if wand else dice.between(0.015, 0.035)
    size = radius * dice.between(2.8, 7.0)  # of the head
    pole(staff, dice, length, radius)
    kind = dice.pick({"crook": 3, "claws": 3, "ring": 2, "crescent": 2, "star": 1, "ball": 2})
    heads = {"crook": _crook, "claws": _claws, "ring": _ring, "crescent": _crescent}
    if kind in heads:
        middle = heads[kind](staff, dice, length, size)
        if dice.chance(0.85):
            staff.add("gem", _gem(dice, 0.45 * size).moved(y=middle))
    elif kind == "star":
        points = polygon(10, size, 90.0) * np.tile([[1.0], [0.42]], (5, 1))
        staff.add("head", prism(points, 0.35 * size, "z", 0.05 * size).moved(y=length + 0.6 * size))
    else:
        cup = cylinder(0.4 * size, 0.6 * size, top=0.8 * size, sides=8).on(length - 0.1 * size)
        staff.add("head", cup)
        staff.add("gem", _gem(dice, 0.9 * size).moved(y=float(cup.high[1]) + 0.5 * size))
    if dice.chance(0.6):
        for level in dice.many(0.5, 0.98, dice.count(1, 3)):
            band = ring(1.05 * radius, 0.25 * radius, "y", 12, 5)
            staff.add("head", band.moved(y=float(level) * length))
    if dice.chance(0.45):
        share = dice.between(0.1, 0.25)
        wrap = cylinder(1.25 * radius, share * length, sides=10)
        staff.add("handle", wrap.moved(y=(0.2 if wand else 0.55) * length))
    if dice.chance(0.5):
        cap = cylinder(0.6 * radius, 3.0 * radius, top=1.4 * radius, sides=8).under(radius)
        staff.add("butt", cap)


def _gem(dice: Dice, size: float) -> Mesh:
    """A ball or a cut crystal about the origin."""
    kind = dice.pick({"ball": 2, "crystal": 2, "rough": 1})
    if kind == "ball":
        return ball(size, sides=dice.one_of(8, 16))
    sides = dice.count(4, 7)
    if kind == "crystal":
        return cylinder(0.7 * size, 1.2 * size, top=0.0, sides=sides).on(0.0).both("y")
    return ball(size, 1.3 * size, size, sides).faceted(3)


def _crook(staff: Assembly, dice: Dice, top: float, size: float) -> float:
    """A spiral of wood; returns the height of its middle."""
    turn = np.linspace(-0.5 * np.pi, dice.between(1.0, 1.8) * np.pi, 22)
    radius = size * np.linspace(1.0, 0.6, 22)
    y = top + size + radius * np.sin(turn)
    x = radius * np.cos(turn)
    thick = np.linspace(0.42, 0.15, 22) * 0.8 * size
    staff.add("head", sweep(np.stack([x, y, 0 * turn], axis=1), thick, sides=7))
    return top + size


def _claws(staff: Assembly, dice: Dice, top: float, size: float) -> float:
    """Three to five fingers that close about the gem."""
    path = [(0.1 * size, top - 0.2 * size, 0), (0.9 * size, top + 0.5 * size, 0)]
    tip = [(0.8 * size, top + 1.2 * size, 0), (0.35 * size, top + 1.7 * size, 0)]
    curve = smooth([*path, *tip], 9)
    claw = sweep(curve, np.linspace(0.22, 0.05, 9) * size, sides=6)
    staff.add("head", claw.around(dice.count(3, 5)))
    return top + 0.7 * size


def _ring(staff: Assembly, dice: Dice, top: float, size: float) -> float:
    """A hoop with knobs at its outside."""
    middle = top + size
    staff.add("head", ring(size, 0.16 * size, "z", 22, 6).moved(y=middle))
    if dice.chance(0.6):
        spike = cylinder(0.14 * size, 0.5 * size, top=0.0, sides=5).moved(y=1.3 * size)
        staff.add("head", spike.around(dice.count(3, 8), "z").moved(y=middle))
    return middle


def _crescent(staff: Assembly, dice: Dice, top: float, size: float) -> float:
    """A moon that opens upwards."""
    turn = np.linspace(0.75 * np.pi, 2.25 * np.pi, 18)
    outer = size * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    inner = 0.75 * outer * np.abs(np.linspace(-1.3, 1.3, 18)).clip(0.72, 1.25)[:, None]
    moon = np.concatenate([outer, inner[::-1] + (0.0, 0.12 * size)])
    staff.add("head", prism(moon, dice.between(0.2, 0.4) * size, "z").moved(y=top + size))
    return top + 1.1 * size
