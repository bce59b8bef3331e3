"""Hand grenades."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    lathe,
    pipe,
    rectangle,
    ring,
    rod,
    smooth,
    sweep,
)


def build(grenade: Assembly, dice: Dice) -> None:
    """A ribbed or smooth egg, a can, a stick grenade or a round bomb with its fuse."""
    kind = dice.pick({"egg": 5, "can": 3, "stick": 2, "bomb": 2})
    sides = dice.pick({8: 1, 12: 1, 20: 2})
    if kind == "stick":
        _stick(grenade, dice, sides)
        return
    if kind == "bomb":
        _bomb(grenade, dice, sides)
        return
    half = dice.between(0.9, 1.4) if kind == "egg" else dice.between(1.1, 1.7)
    if kind == "egg":
        grenade.add("body", ball(1.0, half, 1.0, sides=sides))
        if dice.chance(0.6):
            _lumps(grenade, dice, half)
    else:
        grenade.add("body", cylinder(0.9, 2.0 * half, sides=sides))
        for level in (-0.9, 0.9):
            rim = ring(0.9, 0.05, "y", 24, 6)
            grenade.add("body", rim.moved(y=level * half), detail="band")
        if dice.chance(0.5):
            stripe = pipe(0.93, 0.85, dice.between(0.1, 0.3), sides=sides)
            grenade.add("body", stripe.moved(y=0.3 * half), detail="band")
    neck = cylinder(0.38, 0.35, sides=sides).on(0.96 * half)
    top = box(0.6, 0.35, 0.5, 0.05).on(neck.moved(y=-0.05))
    grenade.add("fuze", neck, top)
    high = float(top.high[1])
    out = dice.between(0.95, 1.15)
    path = [(-0.1, high, 0), (0.5, high, 0), (out, 0.85 * high, 0), (out + 0.05, -0.2 * half, 0)]
    strap = rectangle(0.07, dice.between(0.25, 0.45))
    grenade.add("lever", sweep(smooth(path, 12), 1.0, strap, normal=(0, 1, 0)))
    if dice.chance(0.9):
        level = high - 0.15
        pin = rod((0, level, -0.5), (0, level, 0.45), 0.05, sides=6)
        size = dice.between(0.25, 0.4)
        loop = ring(size, 0.05, "x", 18, 6).turned("z", dice.between(-30.0, 30.0))
        grenade.add("ring", pin, loop.moved(y=level - 0.6 * size, z=0.45 + size))


def _lumps(grenade: Assembly, dice: Dice, half: float) -> None:
    """Square lumps in rows about the egg."""
    rows, count = dice.count(4, 6), dice.count(6, 10)
    for share in np.linspace(-0.75, 0.75, rows):
        radius = float(np.sqrt(1.0 - share**2))
        lump = box(0.2, 1.2 * half / rows, 4.2 * radius / count, 0.05).moved(
            0.97 * radius, share * half
        )
        grenade.add("body", lump.around(count), detail="band")


def _stick(grenade: Assembly, dice: Dice, sides: int) -> None:
    """A can on a wooden handle, a cap at its end."""
    tall, radius = dice.between(1.4, 2.2), dice.between(0.55, 0.8)
    long = dice.between(3.0, 4.5)
    grenade.add("body", cylinder(radius, tall, sides=sides).on(0.0))
    collar = cylinder(0.3, 0.3, top=0.5, sides=sides).under(0.0)
    grenade.add("fuze", collar)
    profile = [(0.22, -0.2), (0.2, -0.5 * long), (0.3, 0.05 - long), (0.3, -long)]
    grenade.add("stick", lathe([(0, -long), *profile[::-1]], sides))
    if dice.chance(0.5):
        grenade.add("ring", ring(0.15, 0.04, "x", 14, 5).under(-long))


def _bomb(grenade: Assembly, dice: Dice, sides: int) -> None:
    """A round bomb as of cartoons: a ball, a neck, a bent fuse with a spark."""
    grenade.add("body", ball(1.0, sides=sides))
    neck = cylinder(dice.between(0.25, 0.4), dice.between(0.2, 0.4), sides=sides).on(0.9)
    grenade.add("fuze", neck)
    high = float(neck.high[1])
    aside, rise = dice.between(-0.6, 0.6), dice.between(0.3, 0.8)
    cord = smooth([(0, high - 0.05, 0), (0, high + 0.5 * rise, 0), (aside, high + rise, 0)], 10)
    grenade.add("fuze", sweep(cord, dice.between(0.05, 0.1), sides=6))
    if dice.chance(0.4):
        spark = ball(0.18, sides=6).faceted(4).at([cord[-1]])
        grenade.add("fuze", spark)
