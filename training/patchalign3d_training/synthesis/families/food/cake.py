"""Cakes."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    cylinder,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to three tiers or sponges with cream, candles and berries, mostly on a plate."""
    radius, sides = dice.between(0.5, 0.8), dice.pick({12: 1, 28: 3})
    outline = _outline(dice, sides)  # of a tier of size 1
    whole = bool(np.abs(outline).any(axis=1).all())  # a piece cut out has its tip at 0
    tiers = dice.pick({1: 4, 2: 2, 3: 2})
    base, size = 0.0, radius
    for tier in range(tiers):
        size, height = radius * (0.68**tier), dice.between(0.25, 0.5) * radius
        sponges = dice.count(1, 3)
        step = height / sponges
        sponge = prism(size * outline, 0.8 * step)
        cream = prism(1.03 * size * outline, 0.22 * step)
        for i in range(sponges):
            model.add("cake", sponge.on(base + i * step))
            model.add("cream", cream.on(base + (i + 0.79) * step))
        base += height
        if whole and dice.chance(0.25):  # icing that runs down
            drop = ball(0.07 * radius).stretched(1.0, dice.between(1.5, 3.0), 0.6)
            runs = drop.moved(1.02 * size, base - 0.1 * radius).around(dice.count(8, 16))
            model.add("cream", runs)
        if not whole:
            continue
        if dice.chance(0.4):
            dab = ball(0.08 * radius).stretched(1.0, 0.8, 1.0).moved(0.9 * size, base)
            model.add("cream", dab.around(dice.count(8, 14)))
        elif dice.chance(0.3):
            model.add("cream", ring(0.95 * size, 0.05 * radius).moved(y=base))
    candles = dice.pick({0: 3, 1: 2, 3: 1, 5: 2, 8: 1}) if whole else 0
    if candles:
        high, slim = dice.between(0.2, 0.4) * radius, 0.03 * radius
        offset = 0.0 if candles == 1 else 0.6 * size
        stick = cylinder(slim, high, sides=10).on(base).moved(offset)
        flame = lathe([(0, 0), (1.0, 0.35), (0, 1.0)], 8).stretched(slim, 4 * slim, slim)
        model.add("candle", stick.around(candles))
        if dice.chance(0.7):
            wick = rod((offset, base, 0), (offset, base + high + slim, 0), 0.3 * slim)
            model.add("candle", wick.around(candles))
            model.add("flame", flame.on(stick).moved(offset).around(candles))
    if dice.chance(0.5):
        berry = ball(dice.between(0.05, 0.1) * radius).on(base)
        spread = berry.moved(0.8 * size).around(dice.count(4, 10), start=20.0)
        x, z = 0.7 * size * outline[len(outline) // 2]
        model.add("cherry", spread if whole else berry.moved(float(x), z=float(z)))
    if dice.chance(0.65):
        plate = lathe([(0, 0), (0.9, 0), (1.3, 0.06), (1.25, 0.08), (0, 0.03)]).scaled(radius)
        model.add("plate", plate.under(0.05 * radius))


def _outline(dice: Dice, sides: int) -> Points:
    """A round or square tier seen from above, one with a piece cut out, or only a piece; (n, 2)."""
    kind = dice.pick({"round": 6, "square": 1, "cut": 2, "piece": 2})
    if kind == "square":
        return rectangle(1.7, 1.7, 0.1, sides // 4)
    if kind == "round":
        angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
        return np.stack([np.cos(angle), np.sin(angle)], axis=1)
    missing = dice.between(0.08, 0.3) if kind == "cut" else dice.between(0.8, 0.9)
    start = dice.between(0.0, 1.0)
    turn = 2.0 * np.pi * (start + np.linspace(0.0, 1.0 - missing, sides))
    arc = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return np.concatenate([arc, np.zeros((1, 2))])
