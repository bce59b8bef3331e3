"""Maces, clubs and flails; the head is up along y."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    cylinder,
    join,
    lathe,
    prism,
    ring,
    smooth,
    sweep,
)


def build(mace: Assembly, dice: Dice) -> None:
    """A mace with spikes or flanges, a wooden club, or a flail on its chain."""
    kind = dice.pick({"spiked": 4, "flanged": 3, "club": 2, "flail": 3})
    length, radius = dice.between(0.4, 0.9), dice.between(0.018, 0.03)
    size = dice.between(0.06, 0.12)  # half the head
    sides = dice.pick({6: 1, 8: 1, 14: 2})
    if kind == "club":
        _club(mace, dice, length, size)
        return
    mace.add("handle", cylinder(radius, length, top=0.85 * radius, sides=sides).on(0.0))
    if dice.chance(0.4):
        wrap = cylinder(1.3 * radius, 0.3 * length, sides=sides).on(0.03)
        mace.add("handle", wrap)
    if dice.chance(0.6):
        mace.add("pommel", ball(1.7 * radius, sides=sides))
    if kind == "flail":
        _flail(mace, dice, length, size)
    elif kind == "flanged":
        core = cylinder(0.35 * size, 2.4 * size, sides=sides).on(length - 0.4 * size)
        mace.add("head", core)
        low, high = (0.0, -size), (0.0, size)
        right = [(0.6 * size, -0.8 * size), (size, dice.between(-0.2, 0.6) * size)]
        fin = prism(np.array([low, *right, (0.3 * size, size), high]), 0.14 * size, "z")
        mace.add("flange", fin.around(dice.count(4, 8)).moved(y=length + 0.8 * size))
    else:
        mace.add("head", _ball(dice, size, sides).moved(y=length + 0.6 * size))
        mace.add("spike", _spikes(dice, size).moved(y=length + 0.6 * size))
        if dice.chance(0.5):
            collar = cylinder(1.6 * radius, 0.05, sides=sides).moved(y=length - 0.02)
            mace.add("head", collar)


def _ball(dice: Dice, size: float, sides: int) -> Mesh:
    return ball(size, size * dice.between(0.9, 1.3), size, sides=sides)


def _spikes(dice: Dice, size: float) -> Mesh:
    """Cones in three to five rings about the origin, and one on top."""
    long, fat = size * dice.between(0.35, 0.9), size * dice.between(0.1, 0.22)
    cone = cylinder(fat, long, top=0.0, sides=dice.one_of(4, 6)).moved(y=size + 0.4 * long)
    pieces = [cone]
    rows = dice.count(2, 4)
    for i in range(rows):
        tilt = 180.0 * (i + 1) / (rows + 1)
        count = max(round(8.0 * np.sin(np.radians(tilt))), 3)
        pieces.append(cone.turned("z", -tilt).around(count, start=dice.between(0.0, 45.0)))
    return join(*pieces)


def _flail(mace: Assembly, dice: Dice, top: float, size: float) -> None:
    """One to three balls that hang from the handle's end on chains."""
    cap = cylinder(0.035, 0.06, sides=10).moved(y=top)
    mace.add("head", cap)
    count = dice.pick({1: 3, 2: 1, 3: 1})
    for i in range(count):
        out = dice.between(0.12, 0.3) * (1.0 if i % 2 == 0 else -1.0)
        drop = dice.between(0.1, 0.45)
        depth = 0.12 * (i - 0.5 * (count - 1))
        path = [(0, top, 0), (0.8 * out, top + 0.05, 0.6 * depth), (out, top - drop, depth)]
        curve = smooth(path, 6 + round(9.0 * drop + 12.0 * abs(out)))  # a place for each link
        link = ring(0.022, 0.007, "x", 10, 5).stretched(y=1.4)
        for j, place in enumerate(curve[1:]):
            turned = link.turned("y", 90.0 * (j % 2))
            mace.add("chain", turned.at([place]))
        end = curve[-1] - (0.0, size, 0.0)
        mace.add("head", _ball(dice, 0.8 * size, 12).at([end]))
        if dice.chance(0.8):
            mace.add("spike", _spikes(dice, 0.8 * size).at([end]))


def _club(mace: Assembly, dice: Dice, length: float, size: float) -> None:
    """A piece of wood that grows thick, bare or with nails in it."""
    thin = 0.3 * size
    lower, upper = (
        [(thin, 0.0), (thin, 0.4 * length)],
        [(size, 0.85 * length), (0.7 * size, length)],
    )
    profile = smooth([*lower, *upper], 12)
    split = 5  # how many points belong to the handle
    sides = dice.pick({6: 1, 9: 2})
    mace.add("handle", lathe([(0, 0), *profile[:split]], sides))
    mace.add("head", lathe([*profile[split - 1 :], (0, length)], sides))
    if dice.chance(0.5):
        mace.add("handle", ring(thin, 0.3 * thin, "y", 12, 5).moved(y=0.02))
    if dice.chance(0.6):
        nail = cylinder(0.1 * size, 0.6 * size, "x", top=0.0, sides=5).moved(1.05 * size)
        for level in dice.many(0.65, 0.92, dice.count(2, 4)):
            row = nail.around(dice.count(3, 6), start=dice.between(0.0, 90.0))
            shrink = float(np.interp(level * length, profile[:, 1], profile[:, 0])) / size
            mace.add("spike", row.stretched(shrink, 1.0, shrink).moved(y=level * length))
    bend = dice.between(0.0, 0.06)
    if bend > 0.05:
        path = [(0.9 * size, 0.7 * length, 0), (1.6 * size, 0.78 * length, 0)]
        mace.add("head", sweep(path, [0.3 * size, 0.15 * size], sides=6))
