"""Kettlebells."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    cylinder,
    pipe,
    smooth,
    sweep,
)


def build(bell: Assembly, dice: Dice) -> None:
    """A ball of iron of radius 1 with a bow to hold it by, on a flat foot."""
    sides = dice.pick({8: 1, 16: 1, 24: 2})
    squat = dice.between(0.8, 1.05)
    bell.add("body", ball(1.0, squat, 1.0, sides=sides))
    thick = dice.between(0.16, 0.28)
    half, rise = dice.between(0.5, 0.8), dice.between(0.8, 1.2)
    root = (0.75 * half, 0.75 * squat, 0)
    corner, top = (half, squat + 0.55 * rise, 0), (0.6 * half, squat + rise, 0)
    right = [root, (half, squat + 0.15 * rise, 0), corner, top]
    left = [(-x, y, z) for x, y, z in reversed(right)]
    bell.add("handle", sweep(smooth([*right, *left], 22), thick, sides=max(sides // 2, 6)))
    if dice.chance(0.6):
        foot = cylinder(dice.between(0.55, 0.75), 0.2, sides=sides).under(-0.9 * squat)
        bell.add("base", foot)
    if dice.chance(0.25):
        band = pipe(1.03, 0.9, dice.between(0.2, 0.5), sides=max(sides, 16))
        bell.add("body", band)
