"""Trophies: cups on a foot."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    join,
    lathe,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A cup with handles on a stem and a plinth; its plaque looks along +z."""
    sides = dice.pick({28: 4, 8: 1})
    wide, tall = dice.between(0.3, 0.45), dice.between(0.5, 0.9)
    block = dice.between(0.15, 0.35)
    half = dice.between(0.6, 0.95) * wide
    square = dice.chance(0.6)
    if square:
        plinth = box(2.0 * half, block, 2.0 * half, dice.one_of(0.0, 0.03))
    else:
        plinth = cylinder(half, block, top=dice.between(0.8, 1.0) * half, sides=sides)
    model.add("base", plinth.on(0.0))
    front = half if square else 0.97 * half
    if dice.chance(0.6):
        plate = box(half, 0.5 * block, 0.015)
        model.add("plate", plate.moved(y=0.5 * block, z=front + 0.005))
    stem, thin = dice.between(0.1, 0.4), dice.between(0.05, 0.09)
    foot = [(0.7 * half, block), (0.65 * half, block + 0.03), (1.3 * thin, block + 0.08)]
    model.add("base", lathe([(0.0, block), *foot, (0.0, block + 0.08)], sides))
    low = block + 0.08 + stem
    profile = smooth([(1.2 * thin, block + 0.07), (0.8 * thin, low - 0.5 * stem), (thin, low)], 9)
    model.add("stem", lathe(profile, sides))
    if dice.chance(0.5):
        model.add("stem", ball(1.7 * thin, thin, 1.7 * thin).moved(y=low - 0.5 * stem))
    belly = dice.between(0.75, 1.05)
    rows = [(thin, 0.0), (0.7 * belly, 0.2), (belly, 0.5), (0.95, 0.85), (1.05, 1.0)]
    wall = smooth([(max(r * wide, thin), low + y * tall) for r, y in rows[1:]], 14)
    inside = np.maximum(wall[::-1] - (0.02, 0.0), (0.01, low + 0.05))
    model.add(
        "cup", lathe([(0.0, low), (thin, low), *map(tuple, wall), *map(tuple, inside)], sides)
    )
    top = low + tall
    if dice.chance(0.85):
        out, thick = wide + dice.between(0.15, 0.35), dice.between(0.02, 0.035)
        high, start = top - 0.15 * tall, low + dice.between(0.15, 0.35) * tall
        reach = 0.75 * belly * wide
        path = [(0.95 * wide, high, 0), (out, high + dice.between(-0.05, 0.15), 0)]
        path += [(0.9 * out, 0.5 * (high + start), 0), (reach, start, 0)]
        model.add("handle", sweep(smooth(path, 18), thick, sides=8).both())
    if dice.chance(0.3):
        cover = lathe([(1.06 * wide, 0), (0.7 * wide, 0.1), (0.1 * wide, 0.16), (0, 0.16)], sides)
        crest = join(cylinder(0.03, 0.08), ball(0.06).moved(y=0.08))
        model.add("lid", cover.moved(y=top), crest.moved(y=top + 0.2))
