"""Bowls: for soup, salad, fruit or a cat."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    bow_handle,
    box,
    bumpy,
    dome,
    knob,
    lathe,
    pipe,
    ring,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """A bowl on y = 0 whose rim's radius is 1."""
    sides = dice.pick({32: 4, 8: 1, 12: 1, 4: 1})
    turn = 45.0 if sides == 4 else 0.0
    height, flat = dice.between(0.35, 1.1), dice.between(0.3, 0.7)
    bulge = dice.between(0.5, 1.05)
    rows = [(flat, 0.0), (flat + (1.0 - flat) * 0.6 * bulge + 0.1, 0.4 * height), (1.0, height)]
    wall = smooth(rows, 12)
    thick = dice.between(0.03, 0.08)
    inside = np.maximum(wall[::-1] - (thick, 0.0), (0.0, thick))
    whole = [(0.0, 0.0), *map(tuple, wall), *map(tuple, inside), (0.0, thick)]
    bare = dice.chance(0.25)  # a single skin
    bowl = lathe(whole[: 1 + len(wall)] if bare else whole, sides).turned("y", turn)
    model.add("body", bowl)
    if dice.chance(0.6):
        deep = dice.between(0.05, 0.25)
        spread = dice.between(0.75, 1.15) * flat
        if dice.chance(0.2):  # a stem and a plate
            profile = [
                (0.9 * spread, 0.0),
                (0.2, 0.3 * deep),
                (0.14, 2.0 * deep),
                (0.35, 3.0 * deep),
            ]
            foot = lathe([(0.0, 0.0), *profile], sides).turned("y", turn)
        else:
            foot = pipe(spread, 0.8 * spread, deep, sides=sides).turned("y", turn)
        model.add("foot", foot.under(0.02))
    if dice.chance(0.35):
        lip = ring(0.99, dice.between(0.025, 0.06), count=sides).turned("y", turn)
        model.add("rim", lip.moved(y=height))
    if dice.chance(0.2):
        ear = bow_handle(0.5, 0.22, 0.05).turned("y", 90.0).moved(0.94, 0.85 * height)
        model.add("handle", ear.both())
    level = dice.between(0.55, 0.95) * height
    size = (float(np.interp(level, wall[:, 1], wall[:, 0])) - thick) * np.cos(np.pi / sides)
    kind = dice.pick({"none": 5, "soup": 2, "heap": 2, "pieces": 2})
    if kind in ("soup", "heap"):
        rise = 0.02 if kind == "soup" else dice.between(0.1, 0.5)
        food = dome(size, rise, sides=max(sides, 12)).moved(y=level)
        rough = model.group()
        rough.add("food", food)
        model.take(rough, bumpy(dice, 0.3, 0.03 if kind == "heap" else 0.0))
    elif kind == "pieces":
        spot = 0.7 * size * np.sqrt(dice.many(0.0, 1.0, 14))
        angle = dice.many(0.0, 2.0 * np.pi, 14)
        piece = ball(0.2, sides=10) if dice.chance(0.6) else box(0.3, 0.3, 0.3, 0.03)
        at = np.stack(
            [spot * np.cos(angle), level - 0.15 + dice.many(0.0, 0.25, 14), spot * np.sin(angle)],
            axis=1,
        )
        model.add("food", piece.at(at))
    if kind == "none" and dice.chance(0.4):
        lid = (
            dome(1.02, dice.between(0.1, 0.6), sides=sides).turned("y", turn).moved(y=height + 0.03)
        )
        model.add("lid", lid, knob(0.12, 0.2).turned("x", -90.0).on(float(lid.high[1]) - 0.01))
