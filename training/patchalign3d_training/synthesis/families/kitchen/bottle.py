"""A wine, beer, water, sauce, spray or medicine bottle, a jar or a flask."""

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


def build(bottle: Assembly, dice: Dice) -> None:
    """A wine, beer, water, sauce, spray or medicine bottle, a jar or a flask."""
    height = dice.between(1.6, 6.5)
    neck = dice.between(0.18, 0.55) if height > 2.2 else dice.between(0.4, 0.8)
    shoulder = height * dice.between(0.5, 0.85)
    start = shoulder + (height - shoulder) * dice.between(0.15, 0.6)
    lower = [(0.95, 0.0), (1.0, 0.08 * shoulder)]
    for level in np.linspace(0.25, 0.9, dice.count(1, 3)):
        lower.append((dice.between(0.82, 1.05) if dice.chance(0.4) else 1.0, level * shoulder))
    body = smooth(
        [*lower, (1.0, shoulder), (0.5 + 0.5 * neck, 0.5 * (shoulder + start)), (neck, start)], 26
    )
    square = dice.chance(0.2)
    sides = 4 if square else dice.pick({24: 3, 8: 1})
    depth = dice.between(0.45, 1.0) if dice.chance(0.25) else 1.0

    def turned(profile: list[tuple[float, float]], sides: int = sides) -> Mesh:
        return lathe(profile, sides).turned("y", 45.0).stretched(1.0, 1.0, depth)

    bottle.add("body", turned([(0.0, 0.0), *map(tuple, body)]))
    bump = [
        (neck, start),
        (neck * dice.between(0.85, 1.0), 0.5 * (start + height)),
        (neck, height),
    ]
    bottle.add("neck", turned([tuple(row) for row in smooth(bump, 6)]))
    if dice.chance(0.3):
        thin = np.maximum(body[::-1] - (0.05, 0.0), (0.02, 0.05))
        bottle.add("neck", turned([(neck - 0.04, height), (neck - 0.04, start)]))
        bottle.add("body", turned([*map(tuple, thin), (0.0, 0.05)]))
    if dice.chance(0.35):
        collar = pipe(neck * 1.15, neck, 0.08).stretched(1.0, 1.0, depth)
        bottle.add("neck", collar.moved(0, height - dice.between(0.05, 0.3) * (height - start)))
    if dice.chance(0.8):
        _closure(bottle, dice, neck, height)


def _closure(bottle: Assembly, dice: Dice, neck: float, height: float) -> None:
    tall = dice.between(0.15, 0.6)
    kind = dice.pick({"screw": 3, "cork": 1, "ball": 1, "pump": 1, "sport": 1})
    wide = neck * dice.between(1.05, 1.35)
    if kind == "screw":
        bottle.add("cap", cylinder(wide, tall, top=wide * dice.between(0.8, 1.0)).moved(0, height))
    elif kind == "cork":
        bottle.add("cap", cylinder(0.9 * neck, tall, top=neck).moved(0, height + 0.3 * tall))
    elif kind == "ball":
        bottle.add("cap", ball(1.2 * neck).moved(0, height + neck))
        bottle.add("cap", cylinder(0.9 * neck, 0.3).moved(0, height))
    elif kind == "sport":
        bottle.add("cap", cylinder(wide, tall, top=0.7 * wide).moved(0, height + 0.4 * tall))
        bottle.add("cap", cylinder(0.4 * wide, 0.4, top=0.3 * wide).moved(0, height + tall + 0.1))
    else:
        bottle.add("cap", cylinder(wide, tall).moved(0, height))
        bottle.add("cap", rod((0, height, 0), (0, height + 0.8, 0), 0.12))
        bottle.add(
            "cap",
            tube([(0, height + 0.8, 0), (0.4, height + 0.85, 0), (0.7, height + 0.7, 0)], 0.12),
        )
