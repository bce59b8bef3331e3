"""Crossbows; the bolt flies along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    prism,
    rod,
    smooth,
    superellipse,
    sweep,
    tube,
)


def build(crossbow: Assembly, dice: Dice) -> None:
    """A medieval or modern crossbow; its bow lies across the front end of the stock."""
    length, thick = dice.between(0.6, 1.0), dice.between(0.045, 0.09)
    modern = dice.chance(0.4)
    front = 0.55 * length
    _stock(crossbow, dice, length, thick, modern)
    spread, drawn = dice.between(0.3, 0.6), dice.chance(0.6)
    back = dice.between(0.25, 0.45) * spread  # how far the tips lie behind the bow's middle
    curl = dice.one_of(0.0, 0.12) * spread
    top = 0.55 * thick
    bends = [(0, top, front), (0.45 * spread, top, front - 0.15 * back)]
    tip = (spread, top, front - back)
    curve = smooth([*bends, (0.9 * spread, top, front - 0.9 * back), tip], 14) + (0, 0, curl)
    section = superellipse(dice.between(1.0, 2.2), 1.0, 3.0, 8)
    taper = np.linspace(1.0, 0.5, 14) * dice.between(0.02, 0.045)
    crossbow.add("limb", sweep(curve, taper, section, normal=(0, 1, 0)).both())
    catch = -0.1 * length if drawn else front - back  # where the string's middle lies
    string = rod(curve[-1], (0, 1.05 * thick, catch), dice.between(0.003, 0.006), sides=5)
    crossbow.add("string", string.both())
    if dice.chance(0.6):
        crossbow.add("arrow", rod((0, 1.1 * thick, catch), (0, 1.1 * thick, front + 0.08), 0.01))
        head = cylinder(0.02, 0.07, top=0.0, sides=6).turned("x", 90.0)
        crossbow.add("arrow", head.moved(y=1.1 * thick, z=front + 0.1))
    if dice.chance(0.5):
        loop = [(0.3 * thick, 0, front), (thick, 0, front + 0.14), (-thick, 0, front + 0.14)]
        crossbow.add("stirrup", tube([*loop, (-0.3 * thick, 0, front)], 0.01, 16, 6))
    if dice.chance(0.6 if modern else 0.1):
        scope = cylinder(0.028, 0.25, "z", sides=12).moved(y=thick + 0.08, z=-0.05)
        ring = box(0.02, 0.09, 0.02).moved(y=thick + 0.03).in_row(2, 0.14, "z").moved(z=-0.05)
        crossbow.add("scope", scope, ring)


def _stock(crossbow: Assembly, dice: Dice, length: float, thick: float, modern: bool) -> None:
    """A beam with its butt, groove, trigger and, on modern ones, a grip."""
    front, rear = 0.57 * length, -0.43 * length
    butt = dice.between(1.0, 2.5) * thick  # how far the rear end hangs down
    upper = [(rear, 0.4 * thick), (-0.15 * length, thick), (front, thick)]
    lower = [(front, 0.0), (-0.1 * length, -0.2 * thick), (rear, -butt)]
    outline = np.array([*lower[::-1], *upper[::-1]])
    crossbow.add("stock", prism(outline, dice.between(0.7, 1.1) * thick, "x", 0.1 * thick))
    groove = box(0.2 * thick, 0.1 * thick, 0.6 * length)
    crossbow.add("stock", groove.moved(y=thick, z=0.2 * length))
    trigger_z = -0.08 * length
    if modern or dice.chance(0.3):
        lean = dice.between(10.0, 25.0)
        grip = box(0.6 * thick, 0.16, 0.06, 0.015).turned("x", lean)
        crossbow.add("handle", grip.under(0.1 * thick).moved(z=trigger_z - 0.07))
        bow = [(0, -0.1 * thick, trigger_z + 0.07), (0, -0.07, trigger_z + 0.05)]
        crossbow.add("trigger", tube([*bow, (0, -0.08, trigger_z - 0.05)], 0.008, 12, 6))
        root, end = (0, 0, trigger_z + 0.02), (0, -0.05, trigger_z + 0.03)
        crossbow.add("trigger", rod(root, end, 0.008, sides=6))
    else:  # a long lever below the stock
        bend = [(0, 0, trigger_z + 0.05), (0, -0.06, trigger_z), (0, -0.09, rear + 0.1)]
        crossbow.add("trigger", tube(bend, 0.011, 12, 6))
