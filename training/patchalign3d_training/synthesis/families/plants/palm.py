"""Palms."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    ring,
    skin,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A slender trunk, upright or bent, under a crown of fronds; about 1 high."""
    low_poly = dice.chance(0.3)
    sides = 5 if low_poly else dice.pick({8: 1, 12: 2})
    height, stout = dice.between(0.6, 1.3), dice.between(0.02, 0.05)
    trunks = dice.pick({1: 6, 2: 1, 3: 1})
    for i in range(trunks):
        palm = model.group()
        share = 1.0 if i == 0 else dice.between(0.55, 0.85)
        _palm(palm, dice, share * height, stout, sides, low_poly)
        lean, turn = 12.0 * (trunks > 1), 360.0 * i / trunks + dice.between(0.0, 90.0)
        model.take(palm, partial(_leaned, lean=lean, turn=turn))
    if dice.chance(0.35):
        wide = dice.between(0.15, 0.45)
        heap = ball(wide, dice.between(0.02, 0.1), dice.about(wide, 0.3), max(8, sides))
        model.add("ground", heap)
    elif dice.chance(0.35):
        wide, deep = stout + dice.between(0.05, 0.1), dice.between(0.12, 0.2)
        wall = [(0.7, -deep), (1.0, 0.02), (0.88, 0.02), (0.85, -0.01), (0.0, -0.01)]
        model.add("pot", lathe([(0.0, -deep), *((wide * r, y) for r, y in wall)], 20))


def _leaned(mesh: Mesh, lean: float, turn: float) -> Mesh:
    return mesh.turned("z", lean).turned("y", turn)


def _palm(
    model: Assembly, dice: Dice, height: float, stout: float, sides: int, low_poly: bool
) -> None:
    """One trunk from the origin up with its crown."""
    bend = dice.between(-0.3, 0.3) * height
    spine = smooth(
        [
            (0, 0, 0),
            (0.1 * bend, 0.4 * height, 0),
            (0.5 * bend, 0.75 * height, 0),
            (bend, height, 0),
        ],
        14,
    )
    share = np.linspace(0.0, 1.0, 14)
    radius = stout * (1.0 - dice.between(0.1, 0.6) * share) + 0.6 * stout * np.exp(-14.0 * share)
    kind = dice.pick({"smooth": 2, "rings": 3, "cones": 2})
    if kind == "cones":  # stubs of old leaves, each wider at its top
        count = dice.count(6, 12)
        points = smooth(spine, count + 1)
        for low, high in zip(points[:-1], points[1:], strict=True):
            model.add("trunk", sweep([low, high], [0.8 * stout, 1.15 * stout], sides=sides))
    else:
        model.add("trunk", sweep(spine, radius, sides=sides))
    if kind == "rings":
        for at in range(1, 13):
            band = ring(float(radius[at]), 0.12 * stout, count=max(8, sides), sides=4)
            model.add("trunk", band.oriented(spine[at], spine[at] - spine[at - 1]))
    top = spine[-1]
    crown = model.group()
    length = dice.between(0.25, 0.5)
    frond_kind = dice.pick({"blade": 3, "feather": 3, "fan": 1})
    layers = dice.count(1, 3)
    count = dice.count(5, 9)
    for layer in range(layers):
        lift = 55.0 - 45.0 * layer + dice.between(-10.0, 10.0)
        for i in range(count):
            frond = _frond(dice, frond_kind, dice.about(length, 0.15), low_poly)
            turn = 360.0 * (i + 0.5 * layer) / count + dice.between(-12.0, 12.0)
            crown.add("leaf", frond.turned("z", lift).turned("y", turn))
    if dice.chance(0.45):
        size = stout * dice.between(0.6, 1.0)
        nut = ball(size, 1.2 * size, size, max(8, sides)).moved(stout + 0.5 * size, -0.8 * size)
        crown.add("coconut", nut.around(dice.count(2, 5), start=dice.between(0.0, 90.0)))
    model.take(crown, lambda mesh: mesh.moved(*top))


def _frond(dice: Dice, kind: str, length: float, low_poly: bool) -> Mesh:
    """A leaf from the origin along +x that bends down: a blade, a feather or a fan."""
    droop, width = dice.between(0.3, 1.0) * length, dice.between(0.08, 0.2) * length
    count = 5 if low_poly else 9
    share = np.linspace(0.0, 1.0, count)
    rib = np.stack([length * share, -droop * share**2, 0.0 * share], axis=1)
    if kind == "fan":
        stalk = sweep([(0, 0, 0), (0.5 * length, 0, 0)], 0.012 * length, sides=5)
        ray = box(0.45 * length, 0.004, 0.07 * length).moved(0.22 * length)
        rays = join(*(ray.turned("y", turn) for turn in np.linspace(-80.0, 80.0, 9)))
        return join(stalk, rays.moved(0.48 * length))
    if kind == "feather":
        leaflet = box(1.0, 0.003, 0.16).moved(0.5)
        pieces = [sweep(rib, np.linspace(0.014, 0.003, count) * length, sides=4)]
        for at in np.linspace(0.12, 0.97, 8 if low_poly else 15):
            reach = 1.6 * width * np.sin(np.pi * min(0.95, 0.25 + 0.7 * at))
            one = leaflet.scaled(reach).turned("z", -20.0).turned("y", 55.0)
            place = (length * at, -droop * at**2, 0.0)
            pieces.append(one.both("z").moved(*place))
        return join(*pieces)
    half = width * np.sin(np.pi * (0.06 + 0.94 * share) ** 0.8) + 0.004
    across = np.array([-1.0, 0.0, 1.0])
    points = np.zeros((count, 3, 3))
    points[..., :2] = rib[:, None, :2]
    points[..., 1] -= 0.5 * half[:, None] * np.abs(across)
    points[..., 2] = half[:, None] * across
    blade = skin(points, closed=False)
    stem = sweep(rib, 0.008 * length, sides=4)
    return join(blade, stem, cylinder(0.01 * length, 0.01 * length, sides=5))
