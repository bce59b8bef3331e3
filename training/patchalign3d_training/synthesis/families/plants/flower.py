"""Flowers: daisies, sunflowers, tulips, roses, bells; alone, in bunches, in pots."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Vector,
    ball,
    cylinder,
    dome,
    join,
    lathe,
    rod,
    skin,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to five flowers of a kind on stems with leaves; their heads are about 0.4 wide."""
    kind = dice.pick({"daisy": 4, "sunflower": 2, "tulip": 3, "rose": 2, "bell": 1})
    count = dice.pick({1: 6, 3: 2, 5: 1})
    height, low_poly = dice.between(0.5, 1.6), dice.chance(0.25)
    sides = 5 if low_poly else 10
    petals = dice.count(5, 8) if kind != "sunflower" else dice.count(12, 20)
    head_size, tilt = dice.between(0.8, 1.3), dice.between(0.0, 70.0)
    for i in range(count):
        flower = model.group()
        tall = height * (1.0 if i == 0 else dice.between(0.6, 0.95))
        lean = 0.0 if count == 1 else dice.between(0.1, 0.35) * tall
        bend = dice.between(-0.15, 0.15) * tall
        spine = smooth([(0, 0, 0), (bend, 0.5 * tall, 0), (lean, tall, 0)], 10)
        thick = dice.between(0.012, 0.028)
        flower.add("stem", sweep(spine, thick, sides=max(5, sides - 2)))
        _leaves(flower, dice, spine, low_poly)
        head = flower.group()
        _head(head, dice, kind, petals, sides)
        nod = tilt if kind in ("daisy", "sunflower") else (150.0 if kind == "bell" else 0.3 * tilt)
        flower.take(head, partial(_nodding, size=head_size, nod=nod, at=spine[-1]))
        model.take(flower, partial(Mesh.turned, axis="y", degrees=360.0 * i / count))
    _below(model, dice, height)


def _nodding(mesh: Mesh, size: float, nod: float, at: Vector) -> Mesh:
    return mesh.scaled(size).turned("x", nod).moved(*at)


def _petal(length: float, width: float, cup: float, rise: float, point: float) -> Mesh:
    """A bent sheet from the origin along +x; `rise` lifts its end, `cup` its edges."""
    share = np.linspace(0.0, 1.0, 7)
    half = width * np.sin(np.pi * (0.08 + 0.9 * share**point)) + 0.01 * width
    across = np.linspace(-1.0, 1.0, 5)
    points = np.zeros((7, 5, 3))
    points[..., 0] = (length * share)[:, None]
    points[..., 1] = (rise * share**2)[:, None] + cup * half[:, None] * across**2
    points[..., 2] = half[:, None] * across
    return skin(points, closed=False)


def _head(head: Assembly, dice: Dice, kind: str, petals: int, sides: int) -> None:
    """A blossom that looks up, its stem's end at the origin."""
    if kind in ("daisy", "sunflower"):
        disc = 0.06 if kind == "daisy" else dice.between(0.1, 0.15)
        length = dice.between(0.14, 0.22)
        width = min(0.09, dice.between(0.6, 1.2) * np.pi * (disc + 0.4 * length) / petals)
        petal = _petal(length, width, dice.between(0.0, 0.3), dice.between(-0.08, 0.12), 0.8)
        solid = dice.chance(0.25)  # as simple models have: balls instead of sheets
        if solid:
            petal = ball(0.5 * length, 0.02, width, 10).moved(0.5 * length)
        ring_ = petal.moved(0.8 * disc).around(petals)
        head.add("petal", ring_)
        if dice.chance(0.4):
            head.add("petal", ring_.turned("y", 180.0 / petals).moved(y=0.012))
        head.add("center", dome(disc, dice.between(0.3, 0.9) * disc, sides=max(8, sides)))
        head.add("sepal", cylinder(0.03, 0.05, top=0.8 * disc, sides=sides).under(0.0))
        return
    if kind == "bell":
        profile = [(0.015, 0.0), (0.1, 0.06), (0.11, 0.16), (0.17, 0.24)]
        head.add("petal", lathe(smooth(profile, 10), max(6, sides)))
        head.add("center", rod((0, 0.05, 0), (0, 0.26, 0), 0.01, 0.018))
        return
    # tulips and roses: shells of petals that stand around the middle
    shells = 2 if kind == "tulip" else dice.count(3, 4)
    tall = dice.between(0.22, 0.32) if kind == "tulip" else dice.between(0.13, 0.18)
    spread = dice.between(0.0, 0.5)  # how far it has opened
    for shell in range(shells):
        count = 3 if kind == "tulip" else 4 + (shell > 1)
        opened = 0.0 if kind == "tulip" else shell / shells
        petal = _shell(
            tall * (1.0 - 0.15 * opened), 0.05 + 0.045 * shell, 0.3 * spread + 0.5 * opened
        )
        head.add("petal", petal.around(count, start=60.0 * shell))
    head.add("sepal", cylinder(0.02, 0.05, top=0.055, sides=sides).under(0.03))
    if kind == "tulip" and spread > 0.2:
        head.add("center", cylinder(0.018, 0.7 * tall, sides=6).on(0.0))
    elif kind == "rose":
        head.add("petal", ball(0.05, 0.5 * tall, 0.05, 8).moved(y=0.55 * tall))


def _shell(tall: float, radius: float, opened: float) -> Mesh:
    """A petal that stands: part of a cup around the y axis, wider at its top if it has opened."""
    up = np.linspace(0.0, 1.0, 7)
    turn = np.linspace(-1.0, 1.0, 7)[None, :] * (0.95 * np.sin(np.pi * (0.15 + 0.75 * up)))[:, None]
    out = radius * (0.5 + np.sin(np.pi * 0.55 * up)) + opened * tall * up**2
    level = tall * up[:, None] * (1.0 - 0.12 * turn**2)
    points = np.stack([out[:, None] * np.cos(turn), level, out[:, None] * np.sin(turn)], axis=-1)
    return skin(points, closed=False)


def _leaves(flower: Assembly, dice: Dice, spine: np.ndarray, low_poly: bool) -> None:
    """Leaves along the stem: long ones from its foot, or broad ones at its sides."""
    if dice.chance(0.12):
        return
    tall = float(spine[-1, 1])
    from_foot = dice.chance(0.4)
    for i in range(dice.count(1, 4)):
        at = spine[0] if from_foot else spine[dice.count(2, 7)]
        length = dice.between(0.4, 0.8) * tall if from_foot else dice.between(0.12, 0.3)
        width = dice.between(0.025, 0.05) if from_foot else dice.between(0.2, 0.4) * length
        leaf = _petal(length, width, 0.4, dice.between(-0.4, 0.1) * length, 0.7)
        lift = dice.between(50.0, 75.0) if from_foot else dice.between(10.0, 50.0)
        turn = 137.5 * i + dice.between(-20.0, 20.0)
        flower.add("leaf", leaf.turned("z", lift).turned("y", turn).moved(*at))


def _below(model: Assembly, dice: Dice, height: float) -> None:
    """A pot with soil, a vase, a patch of ground, or nothing."""
    kind = dice.pick({"none": 5, "pot": 3, "vase": 1, "patch": 1})
    if kind == "patch":
        model.add("soil", ball(dice.between(0.15, 0.3), 0.04, 0.2, 10))
    elif kind == "pot":
        wide, deep = dice.between(0.12, 0.2), dice.between(0.18, 0.3)
        rim = [(1.0, -0.05), (1.12, -0.05), (1.12, 0.03), (0.95, 0.03), (0.93, -0.01)]
        wall = [(0.0, -deep), (0.7 * wide, -deep), *((wide * r, y) for r, y in rim)]
        model.add("pot", lathe(wall, dice.pick({24: 3, 8: 1})))
        model.add("soil", join(cylinder(0.94 * wide, 0.02).under(0.0)))
    elif kind == "vase":
        deep = dice.between(0.3, 0.45) * height
        rows = [(0.08, -deep), (0.13, -0.6 * deep), (0.06, -0.1 * deep), (0.08, 0.05)]
        model.add("pot", lathe([(0.0, -deep), *map(tuple, smooth(rows, 14)), (0.07, 0.05)], 24))
        model.add("stem", rod((0, -0.8 * deep, 0), (0, 0.02, 0), 0.015))
