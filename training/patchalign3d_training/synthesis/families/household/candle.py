"""Candles, alone, on sticks and on branched holders."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    cylinder,
    join,
    lathe,
    pipe,
    ring,
    rod,
    smooth,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A thick candle, one on a dish with a ring, one on a stick, or three to nine on branches."""
    kind = dice.pick({"pillar": 3, "dish": 4, "stick": 4, "branched": 3})
    sides = dice.pick({20: 4, 7: 1})
    if kind == "pillar":
        count = dice.pick({1: 4, 3: 2})
        for i in range(count):
            radius, tall = dice.between(0.15, 0.3), dice.between(0.3, 0.9)
            one = model.group()
            _candle(one, dice, radius, tall, sides)
            spot = (0.33 * np.cos(2.1 * i), 0.33 * np.sin(2.1 * i)) if count > 1 else (0.0, 0.0)
            _put(model, one, (spot[0], 0.0, spot[1]))
        if dice.chance(0.5):
            wide = 0.75 if count > 1 else 0.45
            plate = lathe(
                [
                    (0, -0.05),
                    (0.7 * wide, -0.05),
                    (wide, 0.02),
                    (0.97 * wide, 0.03),
                    (0.6 * wide, 0),
                    (0, 0),
                ],
                24,
            )
            model.add("base", plate)
        return
    radius, tall = dice.between(0.04, 0.07), dice.between(0.25, 0.8)
    if kind == "dish":
        wide = dice.between(0.25, 0.4)
        dish = [
            (0, 0),
            (0.8 * wide, 0),
            (wide, 0.07),
            (0.96 * wide, 0.08),
            (0.75 * wide, 0.02),
            (0, 0.02),
        ]
        model.add("base", lathe(dish, 24))
        model.add("holder", pipe(1.4 * radius, 0.98 * radius, 0.12).on(0.02))
        model.add("handle", ring(0.09, 0.015, "z").moved(wide + 0.07, 0.07))
        one = model.group()
        _candle(one, dice, radius, tall, sides)
        _put(model, one, (0.0, 0.03, 0.0))
        return
    height = dice.between(0.3, 1.1)
    _stick(model, dice, height, sides)
    cup = lathe(
        np.array([(0.5, 0.0), (1.0, 0.3), (1.2, 1.0), (0.9, 1.0), (0.9, 0.4), (0, 0.4)])
        * (1.6 * radius, 0.1),
        sides,
    )
    pan = lathe([(0.02, 0.0), (2.6 * radius, 0.03), (2.6 * radius, 0.04), (0.02, 0.02)], sides)
    top = join(cup, pan) if dice.chance(0.6) else cup
    spots = [(0.0, height)]
    if kind == "branched":
        arms, reach = dice.count(1, 2), dice.between(0.25, 0.4)
        level = dice.between(0.45, 0.75) * height
        across = 2 if dice.chance(0.6) else dice.pick({3: 1, 4: 1})
        for i in range(arms):
            far = reach * (i + 1)
            rise = height - 0.05 * i
            bow = [(0, level, 0), (0.6 * far, level - 0.12, 0), (far, level, 0), (far, rise, 0)]
            turns = [360.0 * k / across for k in range(across)]
            for turn in turns:
                model.add("arm", tube(bow, 0.018, 18, 8).turned("y", turn))
                one = model.group()
                _candle(one, dice, radius, tall, sides)
                one.add("holder", top.moved(y=-0.04))
                angle = np.radians(turn)
                _put(model, one, (far * np.cos(angle), rise + 0.04, -far * np.sin(angle)))
        if dice.chance(0.25):
            return
    for far, rise in spots:
        one = model.group()
        _candle(one, dice, radius, tall, sides)
        one.add("holder", top.moved(y=-0.04))
        _put(model, one, (far, rise + 0.04, 0.0))


def _put(model: Assembly, group: Assembly, at: tuple[float, float, float]) -> None:
    model.take(group, lambda mesh: mesh.moved(*at))


def _candle(model: Assembly, dice: Dice, radius: float, tall: float, sides: int) -> None:
    """Wax from y = 0 upwards with a wick, perhaps burning, perhaps with drops."""
    slim = dice.between(0.8, 1.0)
    wax = [(0, 0), (radius, 0), (slim * radius, 0.97 * tall), (0.85 * slim * radius, tall)]
    model.add("candle", lathe([*wax, (0, 0.98 * tall)], sides))
    if dice.chance(0.3):
        drop = ball(0.16 * radius, 0.25 * tall, 0.16 * radius, 8).moved(
            0.95 * slim * radius, 0.78 * tall
        )
        model.add("candle", drop.around(dice.count(2, 5), start=dice.between(0.0, 90.0)))
    wick = min(0.25 * radius, 0.02)
    model.add(
        "wick", rod((0, 0.97 * tall, 0), (0.3 * wick, tall + 4.0 * wick, 0), 0.5 * wick, sides=5)
    )
    if dice.chance(0.6):
        size = max(0.4 * radius, 0.03)
        drop_ = (
            np.array([(0, 0), (0.8, 0.5), (1.0, 1.0), (0.55, 2.0), (0.15, 3.0), (0, 3.4)]) * size
        )
        model.add("flame", lathe(smooth(drop_, 12), 10).moved(y=tall + 2.5 * wick))


def _stick(model: Assembly, dice: Dice, height: float, sides: int) -> None:
    """A turned or a plain stem on a foot."""
    foot, flat = dice.between(0.14, 0.28), dice.between(0.03, 0.1)
    model.add(
        "base", lathe([(0, 0), (foot, 0), (foot, 0.3 * flat), (0.4 * foot, flat), (0, flat)], sides)
    )
    if dice.chance(0.6):
        levels = np.linspace(flat, height, dice.count(7, 12))
        widths = dice.many(0.018, 0.055, len(levels))
        profile = smooth(np.stack([widths, levels], axis=1), 40)
        profile[:, 0] = np.maximum(profile[:, 0], 0.012)
        model.add("stem", lathe(profile, sides))
    else:
        model.add("stem", cylinder(dice.between(0.018, 0.03), height - flat, sides=sides).on(flat))
