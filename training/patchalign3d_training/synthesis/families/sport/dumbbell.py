"""Dumbbells and barbells; the bar lies along x."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    cylinder,
    lathe,
    pipe,
    polygon,
    prism,
    ring,
    spokes,
)


def build(dumbbell: Assembly, dice: Dice) -> None:
    """A hexagonal, round, moulded or loadable dumbbell, or a long barbell."""
    kind = dice.pick({"hexagon": 3, "round": 2, "ball": 1, "plates": 4, "barbell": 3})
    length = dice.between(0.12, 0.2)  # of the handle, between the weights
    thin = dice.between(0.011, 0.018)
    if kind == "barbell":
        length = dice.between(0.7, 1.4)
    _handle(dumbbell, dice, length, thin, swollen=kind != "barbell")
    if kind in ("plates", "barbell"):
        _loaded(dumbbell, dice, length, thin, kind)
        return
    radius, wide = dice.between(0.045, 0.1), dice.between(0.05, 0.12)
    dumbbell.add("weight", _head(dice, kind, radius, wide).moved(0.5 * (length + wide)).both())
    if dice.chance(0.4):
        collar = cylinder(1.7 * thin, 0.015, "x", sides=14).moved(0.5 * length - 0.006)
        dumbbell.add("collar", collar.both())


def _handle(dumbbell: Assembly, dice: Dice, length: float, thin: float, swollen: bool) -> None:
    """A bar, swollen for the hand, some with knurls."""
    if swollen and dice.chance(0.5):
        half = 0.52 * length
        profile = [(0, -half), (thin, -half), (1.35 * thin, 0), (thin, half), (0, half)]
        dumbbell.add("handle", lathe(np.array(profile), 14).turned("z", -90.0))
    else:
        sides = dice.pick({6: 1, 14: 3})
        dumbbell.add("handle", cylinder(thin, 1.04 * length, "x", sides=sides))
    if dice.chance(0.3):
        count = dice.count(5, 10)
        rib = ring(1.05 * thin, 0.1 * thin, "x", 14, 4)
        dumbbell.add("handle", rib.in_row(count, 0.7 * length / count, "x"))


def _head(dice: Dice, kind: str, radius: float, wide: float) -> Mesh:
    """One end in a piece, about the origin."""
    if kind == "ball":
        return ball(dice.between(0.5, 0.8) * wide, radius, radius)
    bevel = dice.between(0.05, 0.3) * wide
    if kind == "hexagon":
        return prism(polygon(6, radius, 30.0), wide, "x", bevel)
    half, rim = 0.5 * wide, radius - bevel
    profile = [(0, -half), (rim, -half), (radius, bevel - half), (radius, half - bevel)]
    return lathe(np.array([*profile, (rim, half), (0, half)]), 24).turned("z", -90.0)


def _loaded(dumbbell: Assembly, dice: Dice, length: float, thin: float, kind: str) -> None:
    """Plates that grow smaller outwards on sleeves, each held by a collar, a nut or a clip."""
    big = dice.between(0.14, 0.24) if kind == "barbell" else dice.between(0.06, 0.12)
    start = 0.5 * length
    collar = cylinder(2.0 * thin, 0.02, "x", sides=16).moved(start)
    dumbbell.add("collar", collar.both())
    at = start + 0.012
    for i in range(dice.count(1, 4)):
        thick = dice.between(0.015, 0.04)
        radius = big * (1.0 - dice.between(0.12, 0.25) * i)
        plate = _plate(dice, radius, thick, thin)
        dumbbell.add("weight", plate.moved(at + 0.5 * thick).both())
        at += thick + 0.002
    sleeve_end = at + dice.between(0.03, 0.12)
    sleeve = cylinder(1.25 * thin, sleeve_end - start, "x", sides=14)
    dumbbell.add("handle", sleeve.moved(0.5 * (start + sleeve_end)).both())
    nut = dice.pick({"star": 2, "ring": 2, "none": 1})
    if nut == "star":
        star = spokes(6, thin, 2.4 * thin, 1.2 * thin, 0.02, "x")
        hub = cylinder(1.8 * thin, 0.018, "x", sides=12)
        dumbbell.add("collar", star.moved(at + 0.01).both(), hub.moved(at + 0.012).both())
    elif nut == "ring":
        lock = pipe(2.2 * thin, 1.25 * thin, 0.025, "x", 14).moved(at + 0.012)
        dumbbell.add("collar", lock.both())


def _plate(dice: Dice, radius: float, thick: float, bore: float) -> Mesh:
    """A disc with a bore and a raised rim, or an eight-sided one."""
    sides = dice.pick({8: 1, 28: 3})
    if sides == 8 or dice.chance(0.3):
        return pipe(radius, bore, thick, "x", sides)
    half, web = 0.5 * thick, 0.3 * thick
    outside = [(radius, half), (0.82 * radius, half), (0.78 * radius, web)]
    hub = [(2.6 * bore, web), (2.4 * bore, half), (bore, half)]
    front = [*outside, *hub]
    back = [(r, -x) for r, x in reversed(front)]
    profile = np.array([*front, *back, front[0]])[::-1]
    return lathe(profile, sides).turned("z", -90.0)
