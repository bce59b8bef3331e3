"""Drinking glasses: tumblers, wine glasses, flutes, cocktail glasses, goblets."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    lathe,
    pipe,
    rod,
    smooth,
)

SHAPES = {  # (radius over the widest, share of the bowl's height) from its bottom to its mouth
    "wine": [(0.06, 0.0), (0.8, 0.16), (1.0, 0.42), (0.9, 0.75), (0.72, 1.0)],
    "flute": [(0.1, 0.0), (0.75, 0.2), (1.0, 0.55), (0.9, 1.0)],
    "cocktail": [(0.05, 0.0), (0.35, 0.33), (0.68, 0.66), (1.0, 1.0)],
    "coupe": [(0.08, 0.0), (0.7, 0.25), (0.95, 0.6), (1.0, 1.0)],
    "goblet": [(0.3, 0.0), (0.85, 0.12), (0.95, 0.5), (1.0, 1.0)],
}
HEIGHTS = {"wine": 2.0, "flute": 4.2, "cocktail": 1.1, "coupe": 0.9, "goblet": 1.7}


def build(model: Assembly, dice: Dice) -> None:
    """A glass on y = 0 whose widest radius is 1: a single skin, or a wall with its inside."""
    sides = dice.pick({32: 4, 8: 1, 12: 1})
    if dice.chance(0.45):
        _tumbler(model, dice, sides)
        return
    kind = dice.pick({"wine": 5, "flute": 2, "cocktail": 2, "coupe": 1, "goblet": 2})
    tall = HEIGHTS[kind] * dice.about(1.0, 0.2)
    stem, thick = dice.between(0.4, 2.6), dice.between(0.06, 0.12)
    foot, flat = dice.between(0.65, 1.0), dice.between(0.04, 0.2)
    rows = np.array(SHAPES[kind]) * (1.0, tall) + (0.0, flat + stem)
    wall = smooth(rows, 18)
    wall[0, 0] = thick
    model.add(
        "base", lathe([(0, 0), (foot, 0), (foot, 0.03), (1.5 * thick, flat), (0, flat)], sides)
    )
    waist = dice.between(0.7, 1.3) * thick
    profile = [(1.5 * thick, flat), (waist, flat + 0.5 * stem), (thick, flat + stem + 0.02)]
    model.add("stem", lathe(smooth(profile, 9), max(8, sides // 2)))
    if dice.chance(0.2):
        model.add("stem", ball(2.0 * thick, sides=12).moved(y=flat + dice.between(0.3, 0.8) * stem))
    _bowl(model, dice, wall, sides)


def _tumbler(model: Assembly, dice: Dice, sides: int) -> None:
    """A glass without a stem: straight, conical, waisted or round."""
    height = dice.between(1.4, 4.0)
    low = dice.between(0.65, 1.0)
    bulge = dice.between(-0.08, 0.12)
    rows = [(low, 0.0), (0.5 * (1.0 + low) + bulge, 0.5 * height), (1.0, height)]
    wall = smooth(rows, 12)
    thick = dice.between(0.05, 0.35)
    if dice.chance(0.6):
        model.add("base", cylinder(low, thick, sides=sides).on(0.0))
        wall[:, 1] = np.maximum(wall[:, 1], thick)
    else:
        model.add("base", cylinder(0.99 * low, 0.02, sides=sides).on(0.0))
    if dice.chance(0.2):
        model.add("base", pipe(1.03 * low, 0.8 * low, 0.05, sides=sides).on(0.0))
    _bowl(model, dice, wall, sides)


def _bowl(model: Assembly, dice: Dice, wall: np.ndarray, sides: int) -> None:
    """The part that holds the drink, and what is in it."""
    if dice.chance(0.6):
        glass = dice.between(0.02, 0.06)
        inside = np.maximum(wall[::-1] - (glass, 0.0), (0.0, 0.0)) + (0.0, 0.0)
        inside[-1] = (0.0, wall[0, 1] + glass)
        model.add("bowl", lathe([*map(tuple, wall), *map(tuple, inside)], sides))
    else:
        model.add("bowl", lathe([(0.0, wall[0, 1]), *map(tuple, wall)], sides))
    low, high = float(wall[0, 1]), float(wall[-1, 1])
    level = low + dice.between(0.3, 0.85) * (high - low)
    is_full = dice.chance(0.45)
    if is_full:
        below = wall[wall[:, 1] < level] * (0.93, 1.0)
        surface = float(np.interp(level, wall[:, 1], wall[:, 0])) * 0.93
        rows = [(0.0, low + 0.04), *map(tuple, below[1:]), (surface, level), (0.0, level)]
        model.add("drink", lathe(rows, sides))
    mouth = float(wall[-1, 0])
    if dice.chance(0.3):
        end = (1.05 * mouth, high + dice.between(0.4, 1.6), dice.between(-0.2, 0.2))
        start = (-0.4 * float(wall[0, 0]) - 0.05, low + 0.1, 0.0)
        model.add("straw", rod(start, end, dice.between(0.05, 0.09)))
    if dice.chance(0.25):
        turn = dice.between(0.0, 360.0)
        slice_ = cylinder(0.42, 0.09, "z", sides=18).moved(mouth, high - 0.05)
        fruit = ball(0.16).moved(0.4 * mouth, level + 0.05)
        model.add("garnish", (slice_ if dice.chance(0.7) else fruit).turned("y", turn))
    if is_full and dice.chance(0.35) and high - low > 1.0:
        cube = box(0.42, 0.42, 0.42, 0.04).turned("x", 25.0).turned("z", 30.0)
        for turn in (10.0, 130.0, 250.0)[: dice.count(1, 3)]:
            model.add("ice", cube.moved(0.42 * mouth, level).turned("y", turn))
