"""Fruit."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    lathe,
    limb,
    rod,
)

PROFILES = {  # (radius, height) from the bottom to the top
    "apple": [(0, 0.08), (0.4, 0), (0.85, 0.4), (1, 0.95), (0.8, 1.45), (0.35, 1.6), (0, 1.45)],
    "pear": [(0, 0.05), (0.5, 0), (1, 0.6), (0.8, 1.2), (0.4, 1.9), (0.3, 2.3), (0, 2.4)],
    "lemon": [(0, 0), (0.2, 0.1), (0.8, 0.6), (0.9, 1.2), (0.7, 1.8), (0.2, 2.3), (0, 2.4)],
    "orange": [(0, 0.02), (0.4, 0.05), (0.9, 0.5), (1, 1), (0.9, 1.5), (0.4, 1.95), (0, 1.98)],
    "strawberry": [(0, 0), (0.3, 0.15), (0.7, 0.8), (1, 1.6), (0.8, 1.95), (0, 1.9)],
}


def build(model: Assembly, dice: Dice) -> None:
    """An apple, a pear, a lemon, an orange, a strawberry, cherries or a banana."""
    kind = dice.pick({**dict.fromkeys(PROFILES, 2), "banana": 3, "cherries": 2})
    if kind == "banana":
        _banana(model, dice)
        return
    if kind == "cherries":
        apart = dice.between(0.9, 1.3)
        top = (0.0, dice.between(2.0, 3.2), 0.0)
        model.add("fruit", ball(dice.between(0.8, 1.0)).moved(apart).both())
        model.add("stem", rod((apart, 0.7, 0.0), top, 0.06).both())
        leaf = ball(0.7, 0.04, 0.3).moved(0.7).turned("z", -20.0)
        model.add("leaf", leaf.moved(*top))
        return
    profile = np.array(PROFILES[kind], dtype=float) * (dice.between(0.85, 1.1), 1.0)
    height = float(profile[-1, 1])
    model.add("fruit", lathe(profile, dice.pick({8: 1, 16: 2, 28: 2})))
    has_stem = dice.chance(0.85)
    tip = (dice.between(-0.15, 0.15), height + dice.between(0.3, 0.6), 0.0)
    if has_stem:
        model.add("stem", rod((0.0, height - 0.1, 0.0), tip, 0.07, 0.09, 8))
    if kind == "strawberry":
        leaf = ball(0.45, 0.04, 0.18).moved(0.4).turned("z", dice.between(-15.0, 20.0))
        model.add("leaf", leaf.around(dice.count(5, 8)).moved(y=height + 0.08))
    elif has_stem and dice.chance(0.6):
        size = dice.between(0.3, 0.5)
        leaf = ball(size, 0.03, 0.5 * size).moved(size).turned("z", dice.between(-30.0, 30.0))
        model.add("leaf", leaf.turned("y", dice.between(0.0, 360.0)).moved(y=height + 0.2))


def _banana(model: Assembly, dice: Dice) -> None:
    bend, count = np.radians(dice.between(50.0, 100.0)), 9
    angle = np.linspace(-bend, bend, count) / 1.6
    joints = np.stack([2.2 * np.sin(angle), 2.2 * (1.0 - np.cos(angle)), 0 * angle], axis=1)
    thick = dice.between(0.3, 0.45) * np.sin(np.linspace(0.35, np.pi - 0.35, count)) ** 0.7
    fruit = limb(joints, thick)
    step = joints[-1] - joints[-2]
    stem = rod(joints[-1], joints[-1] + 0.9 * step, 0.13, 0.1, 6)
    for turn in range(0, dice.pick({1: 3, 3: 1}) * 22, 22):
        model.add("fruit", fruit.turned("x", turn, at=joints[-1]))
        model.add("stem", stem.turned("x", turn, at=joints[-1]))
