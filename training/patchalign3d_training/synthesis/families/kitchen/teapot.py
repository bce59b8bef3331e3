"""Teapots and kettles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    lathe,
    polygon,
    rectangle,
    ring,
    smooth,
    sweep,
)


def build(pot: Assembly, dice: Dice) -> None:
    """A teapot, kettle, coffee pot or watering jug."""
    height = dice.between(1.0, 2.4)
    mouth = dice.between(0.35, 0.75)
    base = dice.between(0.45, 1.0)
    belly = dice.between(0.9, 1.15)
    at = dice.between(0.3, 0.6) * height
    controls = [(base, 0.0), (0.5 * (base + belly), 0.4 * at), (belly, at)]
    body = smooth(
        [*controls, (0.5 * (mouth + belly) + 0.05, 0.5 * (at + height)), (mouth, height)], 20
    )
    sides = dice.pick({28: 3, 8: 1, 6: 1})
    pot.add("body", lathe([(0.0, 0.0), *body], sides))
    if dice.chance(0.4):
        inner = np.maximum(body[::-1] - (0.06, -0.02), (0.0, 0.08))
        pot.add("body", lathe([*inner, (0.0, 0.08)], sides))
    if dice.chance(0.3):
        pot.add("body", ring(0.9 * base, 0.05).moved(0, 0.0))
    _spout(pot, dice, body, height)
    _pot_handle(pot, dice, body, height)
    if dice.chance(0.92):
        _lid(pot, dice, mouth, height)


def _spout(pot: Assembly, dice: Dice, body: Points, height: float) -> None:
    low = dice.between(0.15, 0.6) * height
    wall = float(np.interp(low, body[:, 1], body[:, 0])) - 0.12
    tip_x, tip_y = wall + dice.between(0.55, 1.0), height * dice.between(0.85, 1.15)
    start, end = dice.between(0.16, 0.34), dice.between(0.07, 0.13)
    if dice.chance(0.3):
        path = np.array([(wall, low, 0.0), (tip_x, tip_y, 0.0)])
    else:
        bend = dice.between(0.15, 0.4)
        middle = (wall + 0.55 * (tip_x - wall) + 0.3 * bend, 0.5 * (low + tip_y) - 0.5 * bend, 0.0)
        path = smooth(
            [(wall, low, 0), middle, (tip_x, tip_y, 0), (tip_x + 0.12, tip_y + 0.03, 0)], 14
        )
    radii = np.linspace(start, end, len(path))
    pot.add("spout", sweep(path, radii, sides=12))


def _pot_handle(pot: Assembly, dice: Dice, body: Points, height: float) -> None:
    thick = dice.between(0.05, 0.11)
    profile = rectangle(thick * dice.between(1.0, 2.2), thick, 0.4 * thick, 3)
    normal: tuple[float, float, float] = (0.0, 0.0, 1.0)
    if dice.chance(0.35):
        x, rise = body[-1, 0] + dice.between(0.0, 0.35), dice.between(0.6, 1.3)
        y = 0.93 * height
        path = [(-x, y, 0), (-0.9 * x, y + 0.7 * rise, 0), (0, y + rise, 0)]
        curve = smooth([*path, (0.9 * x, y + 0.7 * rise, 0), (x, y, 0)], 24)
    elif dice.chance(0.1):
        y = 0.6 * height
        x = -float(np.interp(y, body[:, 1], body[:, 0]))
        curve = np.array([(x + 0.1, y, 0), (x - 1.2, y + 0.3, 0)])
    else:
        low, high = dice.between(0.12, 0.35) * height, dice.between(0.75, 0.95) * height
        start = -float(np.interp(high, body[:, 1], body[:, 0])) + 0.05
        end = -float(np.interp(low, body[:, 1], body[:, 0])) + 0.05
        out = min(start, end) - dice.between(0.35, 0.75)
        path = [(start, high, 0), (0.6 * out + 0.4 * start, high + 0.12, 0)]
        curve = smooth([*path, (out, 0.55 * (high + low), 0), (end, low, 0)], 22)
    if dice.chance(0.5):
        pot.add("handle", sweep(curve, thick, sides=9))
    else:
        pot.add("handle", sweep(curve, 1.0, profile, normal=normal))


def _lid(pot: Assembly, dice: Dice, mouth: float, height: float) -> None:
    rise = dice.between(0.05, 0.45)
    lip = mouth * dice.between(0.98, 1.1)
    profile = [(lip, 0.0), (0.9 * lip, 0.35 * rise), (0.55 * lip, 0.8 * rise), (0.15, rise)]
    pot.add("lid", lathe([(0, 0), *smooth(profile, 9), (0, rise)]).moved(0, height))
    kind = dice.one_of("ball", "knob", "loop")
    size = dice.between(0.08, 0.17)
    top = height + rise
    if kind == "ball":
        pot.add("lid", ball(size).moved(0, top + 0.8 * size), detail="knob")
    elif kind == "knob":
        shape = np.array([(0.5, 0), (0.4, 0.7), (1.0, 1.2), (0.9, 1.6), (0, 1.8)]) * size
        pot.add("lid", lathe(shape, 14).moved(0, top), detail="knob")
    else:
        pot.add("lid", ring(size, 0.3 * size, "z", 14, 6).moved(0, top + size), detail="knob")
    if dice.chance(0.05):
        pot.add("lid", sweep(np.c_[polygon(4, 0.1), np.zeros(4)], 0.02, loop=True).moved(0, top))
