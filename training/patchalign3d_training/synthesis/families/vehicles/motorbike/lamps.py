"""Lamps and luggage of motorbikes."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import (
    FRAME,
    MotorbikeLayout,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    join,
    rod,
    tube,
)


def add_lamps(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """A headlight before the fork; indicators; a light at the tail, of the same part to many."""
    radius = dice.between(0.06, 0.12)
    spot = layout.head + (0.0, dice.between(-0.15, 0.02), dice.between(0.1, 0.2))
    bike.add("headlight", _headlight(dice, radius).at([spot]))
    bike.add(FRAME, rod(spot, spot - (0.0, 0.0, 0.15), 0.02, sides=6))
    low, back = dice.between(0.02, 0.15), dice.between(0.0, 0.22)
    tail = np.array([0.0, layout.seat - low, layout.rear[2] - back])
    if dice.chance(0.5):
        light = box(dice.between(0.06, 0.16), 0.05, 0.05, 0.015)
        bike.add(dice.one_of("headlight", FRAME), light.at([tail]))
    if dice.chance(0.4):
        stalk = rod((0.0, 0.0, 0.0), (0.16, 0.0, 0.0), 0.008, sides=5)
        indicator = join(ball(0.035, 0.03, 0.03, 8).moved(x=0.17), stalk).both()
        bike.add(dice.pick({"headlight": 1, FRAME: 2}), indicator.at([tail, spot]))


def _headlight(dice: Dice, radius: float) -> Mesh:
    """A lamp about the origin that looks along +z: square, twin, round or long like a bullet."""
    kind = dice.pick({"round": 3, "square": 1, "twin": 1, "bullet": 1})
    if kind == "square":
        return box(2 * radius, 1.5 * radius, radius, 0.02)
    if kind == "twin":
        return cylinder(0.7 * radius, radius, "z", sides=14).moved(x=0.8 * radius).both()
    deep = radius * (2.2 if kind == "bullet" else 1.1)
    pot = dome(radius, deep, 0.01).turned("x", -90.0)
    lamp = join(pot, ball(0.95 * radius, 0.95 * radius, 0.3 * radius, 12))
    if dice.chance(0.3):
        lamp = join(lamp, ball(0.45 * radius, sides=8).moved(x=1.9 * radius).both())
    return lamp


def add_luggage(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Saddle bags, a top case, a sissy bar with its pad, crash bars."""
    kind, seat, rear = layout.kind, layout.seat, float(layout.rear[2])
    if kind in ("road", "chopper") and dice.chance(0.35):
        saddle_bag = box(dice.between(0.12, 0.2), dice.between(0.2, 0.32), 0.45, 0.05)
        saddle_bag = saddle_bag.moved(dice.between(0.2, 0.26), seat - 0.22, rear)
        bike.add(FRAME, saddle_bag.both())
    if kind in ("road", "scooter") and dice.chance(0.2):
        top_case = box(0.4, 0.3, 0.35, 0.08)
        bike.add(FRAME, top_case.moved(y=seat + 0.14, z=rear - 0.22))
    if kind != "sports" and dice.chance(0.2):
        top = seat + dice.between(0.2, 0.45)
        foot, shoulder = (0.1, seat - 0.05, rear), (0.1, top, rear - 0.12)
        sissy_bar = tube([foot, shoulder, (0.0, top + 0.05, rear - 0.14)], 0.012, 10, 6)
        bike.add(FRAME, sissy_bar.both())
        if dice.chance(0.5):
            pad = box(0.2, 0.2, 0.05, 0.02).moved(y=top - 0.08, z=rear - 0.08)
            bike.add("seat", pad)
    if kind in ("road", "chopper") and dice.chance(0.25):
        upper, out, lower = (0.08, 0.62, 0.32), (0.34, 0.5, 0.3), (0.08, 0.24, 0.28)
        crash_bar = tube([upper, out, lower], 0.014, 12, 6)
        bike.add(FRAME, crash_bar.both())
