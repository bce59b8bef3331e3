"""Brushes and rollers for paint; the handle stands along y, the bristles are above."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    lathe,
    loft,
    prism,
    smooth,
    sweep,
    tube,
)


def build(brush: Assembly, dice: Dice) -> None:
    """A flat house brush, a round artist's brush or a roller."""
    {"flat": _flat, "round": _round, "roller": _roller}[
        dice.pick({"flat": 4, "round": 3, "roller": 3})
    ](brush, dice)


def _flat(brush: Assembly, dice: Dice) -> None:
    """A shaped board, a band of metal, a block of bristles."""
    width, thick = dice.between(0.25, 0.7), dice.between(0.1, 0.2)
    grip, band = dice.between(0.7, 1.2), dice.between(0.15, 0.3)
    belly = dice.between(0.08, 0.13)
    half = [(0.06, 0.0), (belly, 0.3 * grip), (0.7 * belly, 0.6 * grip), (0.47 * width, grip)]
    right = smooth(half, 14)
    outline = np.concatenate([right, right[::-1] * (-1.0, 1.0)])
    brush.add("handle", prism(outline, 0.8 * thick, "z", 0.25 * thick))
    brush.add("ferrule", box(width, band, thick).on(0.97 * grip))
    long, flare = dice.between(0.3, 0.6), dice.between(0.95, 1.15)
    low = 0.97 * grip + band
    tip = dice.between(0.3, 0.9) * thick
    rows = [(low, 0.97 * width, 0.95 * thick), (low + 0.7 * long, flare * width, thick)]
    brush.add("bristle", loft([*rows, (low + long, flare * width, tip)], 24, power=8.0))


def _round(brush: Assembly, dice: Dice) -> None:
    """A long stick that swells, a narrow sleeve, a pointed or blunt tuft."""
    radius, grip = dice.between(0.025, 0.06), dice.between(1.2, 2.0)
    neck = radius * dice.between(0.7, 1.1)
    stick = smooth([(0.3 * radius, 0.0), (radius, 0.75 * grip), (neck, grip)], 10)
    brush.add("handle", lathe([(0, 0), *stick, (0, grip)], 12))
    band = cylinder(neck, dice.between(0.1, 0.3), top=1.05 * neck, sides=12).on(grip - 0.01)
    brush.add("ferrule", band)
    long, blunt = dice.between(0.15, 0.35), dice.between(0.0, 0.8)
    tuft = [(0.95 * neck, 0.0), (1.25 * neck, 0.4 * long), (blunt * neck, long), (0, long)]
    brush.add("bristle", lathe([(0, 0), *tuft], 12).on(band))


def _roller(brush: Assembly, dice: Dice) -> None:
    """A roll across the top on a bent wire."""
    width, radius = dice.between(0.5, 1.0), dice.between(0.1, 0.18)
    grip, thin = dice.between(0.5, 0.7), dice.between(0.02, 0.035)
    profile = [(0.05, 0.0), (0.08, 0.3 * grip), (0.06, 0.6 * grip), (0.04, grip)]
    brush.add("handle", lathe([(0, 0), *profile, (0, grip)], 12))
    level, side = grip + dice.between(0.4, 0.7), 0.5 * width + 0.06
    mid = 0.5 * (grip + level)
    path = [(0, grip - 0.05, 0), (0, mid, 0), (side, mid + 0.05, 0), (side, level, 0)]
    wire = sweep([*path, (-0.5 * width, level, 0)], thin, sides=8)
    brush.add("frame", wire if dice.chance(0.5) else tube(path, thin, 20, 8))
    brush.add("roller", cylinder(radius, width, "x", sides=20).moved(y=level))
    if dice.chance(0.5):
        cap = cylinder(0.8 * radius, width + 0.04, "x", sides=14).moved(y=level)
        brush.add("frame", cap)
