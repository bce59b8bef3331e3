"""Spiders: two knots and eight legs; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import LegSizes, add_legs, add_tube
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    ball,
    bumpy,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tarantula, a house spider or a cartoon spider."""
    style = style_of(dice)
    size = dice.between(0.18, 0.28) * style.head**0.4
    rear = dice.between(0.28, 0.5)
    soft = dice.chance(0.3)
    spider = model.group()
    blend = Blend(seam=dice.between(0.01, 0.04))
    one = dice.chance(0.15) and style.name in ("cartoon", "stylised")  # head and body are one ball
    blend.ball("head", (0.0, 0.0, 0.0), (size, 0.75 * size, 1.1 * size))
    lift = dice.between(-0.1, 0.3)
    if not one:
        middle = np.array([0.0, lift * rear, -0.9 * size - 0.85 * rear])
        blend.ball(
            "body", middle, (dice.between(0.7, 0.95) * rear, dice.between(0.65, 0.9) * rear, rear)
        )
        blend.limb("body", np.stack([(0.0, 0.0, -0.8 * size), middle]), 0.2 * size)
    else:
        blend.ball("body", (0.0, 0.05, -0.6 * size), (1.5 * size, 1.4 * size, 1.5 * size))
    thick = dice.between(0.045, 0.07) if soft else dice.between(0.015, 0.04)
    legs = LegSizes(
        dice.between(0.7, 1.4), dice.between(0.2, 0.55), dice.between(0.1, 0.4), thick, soft
    )
    roots = [(0.75 * size, -0.1 * size, z * size) for z in (0.7, 0.25, -0.2, -0.65)]
    add_legs(blend, spider, dice, legs, roots, [55.0, 18.0, -18.0, -55.0])
    count = dice.pick({1: 2, 2: 2, 4: 2})
    eye = dice.between(0.1, 0.2) * size * style.head**0.5 / count**0.3
    for i in range(count if dice.chance(0.9) else 0):
        x, y = (0.25 + 0.22 * (i % 2)) * size, (0.25 + 0.25 * (i // 2)) * size
        spider.add("eye", ball(eye, sides=8).moved(x, y, 0.92 * size).both())
    if dice.chance(0.6):
        fang = [(0.2, -0.25, 0.95), (0.25, -0.5, 1.2), (0.15, -0.9, 1.15)]
        spider.add(
            "fang",
            sweep(np.array(fang) * size, np.array([0.16, 0.14, 0.02]) * size, sides=6).both(),
        )
    if dice.chance(0.5):
        palp = np.array([(0.4, -0.1, 0.9), (0.55, 0.1, 1.5), (0.4, -0.4, 1.9)]) * size
        for side in (1.0, -1.0):
            add_tube(blend, spider, "feeler", palp * (side, 1.0, 1.0), 0.8 * thick, soft)
    blend.into(spider, round(1.6 * style.cells), loose=dice.chance(0.2))
    rough = bumpy(dice, 0.12, 0.01)
    model.take(spider, rough if dice.chance(0.25) else lambda mesh: mesh)
