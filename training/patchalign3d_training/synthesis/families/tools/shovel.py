"""A shovel, spade or trowel; it stands on its blade."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, rod, skin, tube


def build(shovel: Assembly, dice: Dice) -> None:
    """A shovel, spade or trowel; it stands on its blade."""
    long, wide = dice.between(0.6, 2.4), dice.between(0.18, 0.32)
    tall = wide * dice.between(1.1, 1.8)
    tip = dice.between(0.05, 0.95)
    share = np.linspace(0.0, 1.0, 9)
    half = 0.5 * wide * np.interp(share, [0, 0.35, 0.9, 1], [tip, 1.0, 1.0, 0.5])
    across = np.linspace(-1.0, 1.0, 7)
    grid = np.zeros((9, 7, 3))
    grid[..., 0] = half[:, None] * across
    grid[..., 1] = (share * tall)[:, None]
    dish = dice.between(0.02, 0.1)
    grid[..., 2] = dish * across**2 + 0.2 * (1 - share[:, None]) ** 2 * tall
    plate = skin(grid, closed=False)
    shovel.add("blade", plate, plate.moved(0, 0, -dice.between(0.005, 0.02)))
    radius = dice.between(0.015, 0.028)
    shovel.add("blade", rod((0, 0.75 * tall, -0.01), (0, 1.2 * tall, -0.01), 1.2 * radius))
    top = tall + long
    shovel.add("shaft", rod((0, tall, -0.01), (0, top, -0.01), radius))
    if dice.chance(0.7):
        path = [(0, top - 0.03, 0), (0.07, top + 0.04, 0), (0.06, top + 0.12, 0)]
        loop = tube(
            [*path, (-0.06, top + 0.12, 0), (-0.07, top + 0.04, 0), (0, top - 0.03, 0)], radius, 22
        )
        bar = rod((-0.1, top + 0.03, 0), (0.1, top + 0.03, 0), 1.2 * radius)
        shovel.add("handle", dice.one_of(loop, bar))
    else:
        sleeve = rod((0, top - 0.25 * long, -0.01), (0, top, -0.01), 1.5 * radius)
        shovel.add("handle", sleeve)
