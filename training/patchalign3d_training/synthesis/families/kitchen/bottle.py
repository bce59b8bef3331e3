"""Bottles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    cylinder,
    lathe,
    pipe,
    rod,
    smooth,
    tube,
)

FOOT = 0.95  # radius on the floor; the belly's is 1
PUMP_SPOUT = ((0.0, 0.0), (0.4, 0.05), (0.7, -0.1))  # (out, up) from the top of a pump's stem


def build(model: Assembly, dice: Dice) -> None:
    """A wine, beer, water, sauce, spray or medicine bottle, a jar or a flask."""
    height = dice.between(1.6, 6.5)
    neck = dice.between(0.18, 0.55) if height > 2.2 else dice.between(0.4, 0.8)
    shoulder = height * dice.between(0.5, 0.85)  # where the belly ends
    throat = shoulder + (height - shoulder) * dice.between(0.15, 0.6)  # where the neck begins
    sides = 4 if dice.chance(0.2) else dice.pick({24: 3, 8: 1})
    flat = dice.between(0.45, 1.0) if dice.chance(0.25) else 1.0

    def turned(*profile: tuple[float, float]) -> Mesh:
        return lathe(profile, sides).turned("y", 45.0).stretched(z=flat)

    belly = [(FOOT, 0.0), (1.0, 0.08 * shoulder)]
    lowest, highest = 0.25, 0.9  # where the belly's rings lie
    for level in np.linspace(lowest, highest, dice.count(1, 3)):
        waist = dice.between(0.82, 1.05) if dice.chance(0.4) else 1.0
        belly.append((waist, level * shoulder))
    slope = [(1.0, shoulder), (0.5 + 0.5 * neck, 0.5 * (shoulder + throat)), (neck, throat)]
    body = smooth([*belly, *slope], 26)
    model.add("body", turned((0.0, 0.0), *map(tuple, body)))
    bulge = (neck * dice.between(0.85, 1.0), 0.5 * (throat + height))
    model.add("neck", turned(*map(tuple, smooth([(neck, throat), bulge, (neck, height)], 6))))
    if dice.chance(0.3):
        glass = 0.05  # how thick a hollow bottle's wall is
        least, bore = 0.02, neck - 0.04  # radii inside
        inside = np.maximum(body[::-1] - (glass, 0.0), (least, glass))
        model.add("neck", turned((bore, height), (bore, throat)))
        model.add("body", turned(*map(tuple, inside), (0.0, glass)))
    if dice.chance(0.35):
        collar = pipe(neck * 1.15, neck, 0.08).stretched(z=flat)
        model.add("neck", collar.moved(y=height - dice.between(0.05, 0.3) * (height - throat)))
    if dice.chance(0.8):
        _closure(model, dice, neck, height)


def _closure(model: Assembly, dice: Dice, neck: float, top: float) -> None:
    """What closes it, around the neck's end at `top`."""
    tall, wide = dice.between(0.15, 0.6), neck * dice.between(1.05, 1.35)
    kind = dice.pick({"screw": 3, "cork": 1, "ball": 1, "pump": 1, "sport": 1})
    around_neck = top - 0.5 * tall
    if kind == "screw":
        cap = cylinder(wide, tall, top=wide * dice.between(0.8, 1.0))
        model.add("cap", cap.on(around_neck))
    elif kind == "cork":
        model.add("cap", cylinder(0.9 * neck, tall, top=neck).on(top - 0.2 * tall))
    elif kind == "ball":
        stopper = cylinder(0.9 * neck, 0.3).on(top - 0.15)
        model.add("cap", stopper, ball(1.2 * neck).moved(y=top + neck))
    elif kind == "sport":
        collar = cylinder(wide, tall, top=0.7 * wide).on(top - 0.1 * tall)
        nipple_tall = 0.4
        model.add("cap", collar, cylinder(0.4 * wide, nipple_tall, top=0.3 * wide).on(collar))
    else:
        stem, thick = top + 0.8, 0.12
        spout = tube([(out, stem + up, 0) for out, up in PUMP_SPOUT], thick)
        model.add("cap", cylinder(wide, tall).on(around_neck))
        model.add("cap", rod((0, top, 0), (0, stem, 0), thick), spout)
