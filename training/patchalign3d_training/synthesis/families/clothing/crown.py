"""Crowns and tiaras."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.gems import cut_stone
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    dome,
    join,
    pipe,
    plane,
    polygon,
    ring,
    skin,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A band of radius 1 with points, perhaps with arches over a cap."""
    sides, wall = dice.pick({48: 4, 24: 1}), 0.05
    tall = dice.between(0.2, 0.45)
    model.add("band", pipe(1.0, 1.0 - wall, tall, sides=sides).on(0.0))
    if dice.chance(0.6):
        rim = ring(0.98, 0.05, count=sides, sides=6)
        model.add("band", rim.moved(y=0.03), rim.moved(y=tall - 0.02))
    count = dice.pick({4: 1, 5: 2, 6: 2, 8: 3, 12: 1})
    rise, flare = dice.between(0.35, 0.9), dice.between(0.95, 1.3)
    kind = dice.pick({"zigzag": 4, "petals": 2, "rods": 2})
    if kind == "rods":
        spike = sweep([(0.97, tall, 0), (flare, tall + rise, 0)], [0.07, 0.03], sides=8)
        model.add("point", spike.around(count))
    else:
        model.add("point", _teeth(count, tall, rise, flare, kind == "petals"))
    if dice.chance(0.6):
        size = dice.between(0.06, 0.12)
        bead = ball(size, sides=10).moved(flare, tall + rise + 0.5 * size)
        between = 180.0 / count if kind == "zigzag" else 0.0
        model.add("ball", bead.around(count, start=between))
    if dice.chance(0.7):
        stone = dice.one_of(cut_stone(dice, 0.12), ball(0.11, 0.13, 0.07, 10).turned("x", 90.0))
        around = stone.turned("z", -90.0).moved(1.0, 0.5 * tall)
        model.add("gem", around.around(count, start=180.0 / count))
    if dice.chance(0.4):
        peak = tall + rise * dice.between(0.8, 1.2)
        bow = [
            (0.96, tall, 0),
            (0.9, 0.5 * (tall + peak), 0),
            (0.45, peak, 0),
            (0.0, 0.95 * peak, 0),
        ]
        model.add("arch", sweep(smooth(bow, 16), 0.06, sides=6).around(dice.pick({2: 1, 4: 3})))
        top = 0.95 * peak
        model.add("ball", ball(0.13).moved(y=top + 0.08))
        if dice.chance(0.7):
            cross = join(box(0.07, 0.3, 0.05), box(0.22, 0.07, 0.05).moved(y=0.04))
            model.add("cross", cross.on(top + 0.18))
        if dice.chance(0.7):
            model.add("cap", dome(0.93, 0.9 * top, sides=24).moved(y=0.06))


def _teeth(count: int, low: float, rise: float, flare: float, petals: bool) -> Mesh:
    """A sheet around the band whose upper edge goes up and down."""
    per_tooth = 8
    steps = count * per_tooth
    share = np.arange(steps) % per_tooth / per_tooth
    height = 1.0 - np.abs(2.0 * share - 1.0)
    height = np.sqrt(height) if petals else height
    height = np.roll(height, per_tooth // 2) if petals else height
    circle = polygon(steps, 1.0)
    top = low + 0.12 * rise + 0.88 * rise * height
    out = 1.0 + (flare - 1.0) * height
    lower, upper = plane(circle, "y", low - 0.05), plane(circle * out[:, None], "y", 0.0)
    upper[:, 1] = top
    outside = np.stack([lower * (0.99, 1, 0.99), upper])
    inside = np.stack([upper * (0.97, 1, 0.97), lower * (0.95, 1, 0.95)])
    return skin(np.concatenate([outside, inside]), caps=False)
