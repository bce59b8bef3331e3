"""Bicycles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    cylinder,
    hull,
    join,
    ring,
    rod,
    tube,
)


def build(bike: Assembly, dice: Dice) -> None:
    """A city, racing, mountain or small-wheeled bicycle; it rides towards +z."""
    radius = dice.between(0.27, 0.35)
    base = dice.between(0.95, 1.1)
    thick = dice.between(0.014, 0.024)
    front, rear = np.array([0, radius, 0.5 * base]), np.array([0, radius, -0.5 * base])
    tread = ring(radius - 0.015, dice.between(0.012, 0.028), "x", 28, 6)
    wire = rod((0, 0.02, 0), (0, radius - 0.02, 0), 0.003, sides=4)
    wheel = join(tread, wire.around(dice.count(10, 24), "x"), cylinder(0.03, 0.07, "x"))
    bike.add("wheel", wheel.moved(*front), wheel.moved(*rear))
    crank = np.array([0.0, 0.28, -0.06])
    saddle = np.array([0.0, dice.between(0.8, 0.95), -0.22])
    neck = np.array([0.0, dice.between(0.75, 0.85), 0.34])
    top = saddle * 0.85 + crank * 0.15
    mixte = dice.chance(0.3)
    for start, end in (
        (crank, top),
        (crank, neck - (0, 0.1, 0)),
        ((crank + top) / 2 if mixte else top, neck),
    ):
        bike.add("frame", rod(start, end, thick))
    for foot in (crank, top):
        stay = rod(foot + (0.02, 0, 0), rear + (0.05, 0, 0), 0.6 * thick)
        bike.add("frame", stay.both())
    bike.add("frame", rod(neck + (0.04, 0, 0), front + (0.05, 0, 0), 0.8 * thick).both())
    bike.add("seat", rod(top, saddle, 0.8 * thick))
    wide = dice.between(0.12, 0.22)
    rows = [(0.14, 0.03, 0.03, 0.0), (0.04, 0.06, 0.05, 0.0), (-0.08, wide, 0.06, 0.0)]
    cover = hull([*rows, (-0.13, 0.8 * wide, 0.04, 0.01)], 2.4)
    bike.add("seat", cover.moved(0, saddle[1], saddle[2]))
    _bicycle_bars(bike, dice, neck)
    disc = cylinder(0.09, 0.01, "x", sides=16).moved(*(crank + (0.05, 0, 0)))
    angle = dice.between(0.0, 2 * np.pi)
    arm = np.array([0.0, 0.17 * np.cos(angle), 0.17 * np.sin(angle)])
    plate = box(0.09, 0.02, 0.07)
    bike.add("pedal", disc)
    for side in (1, -1):
        out = np.array([0.07 * side, 0, 0])
        bike.add("pedal", rod(crank + out, crank + out + side * arm, 0.012, sides=6))
        bike.add("pedal", plate.moved(*(crank + 1.7 * out + side * arm)))


def _bicycle_bars(bike: Assembly, dice: Dice, neck: Points) -> None:
    stem = neck + (0, dice.between(0.05, 0.18), dice.between(0.0, 0.08))
    bike.add("handlebar", rod(neck, stem, 0.014))
    wide = dice.between(0.22, 0.32)
    if dice.chance(0.35):
        path = [stem, stem + (wide, 0, 0), stem + (wide, 0, 0.1), stem + (wide, -0.12, 0.1)]
        curve = [*path, stem + (wide, -0.13, 0.0)]
    else:
        back = dice.between(0.0, 0.25)
        curve = [stem, stem + (0.4 * wide, 0.03, 0), stem + (wide, 0.03, -0.2 * back)]
        curve.append(stem + (1.02 * wide, 0.03, -back - 0.05))
    bike.add("handlebar", tube(curve, 0.013, 16, 6).both())
