"""Necklaces: chains, cords, strings of beads or pearls."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.gems import cut_stone
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    join,
    prism,
    ring,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A necklace that hangs about a neck or lies flat; its front is at +z or below."""
    curve = _curve(dice)
    lowest = curve[len(curve) // 2]
    kind = dice.pick({"links": 3, "beads": 4, "cord": 3})
    size = dice.between(0.025, 0.07)
    if kind == "links":
        model.add("chain", _links(curve, 0.8 * size))
    elif kind == "beads":
        graded = dice.between(0.0, 0.6) if dice.chance(0.4) else 0.0
        model.add("chain", _beads(dice, curve, size, graded))
    else:
        model.add("chain", sweep(curve, 0.35 * size, sides=6, loop=True))
    if dice.chance(0.75):
        _pendant(model, dice, lowest, size)
    elif kind != "beads":
        step = len(curve) // dice.pick({12: 2, 20: 1})
        stone = cut_stone(dice, 1.5 * size).turned("x", 90.0)
        near = curve[len(curve) // 4 : -len(curve) // 4 : max(step, 1)]
        model.add("stone", stone.at(near + (0.0, 0.0, 0.5 * size)))
    clasp = join(
        cylinder(0.8 * size, 2.5 * size, "x", sides=10),
        ring(0.7 * size, 0.2 * size, "z", 12, 5).moved(x=1.6 * size),
    )
    model.add("clasp", clasp.at([curve[0]]))


def _curve(dice: Dice) -> Points:
    """A closed line, (120, 3), from the clasp at the nape over the left to the front and back."""
    angle = np.linspace(0.0, 2 * np.pi, 120, endpoint=False)
    wide, deep = dice.between(0.45, 0.6), dice.between(0.4, 0.6)
    x, z = wide * np.sin(angle), -deep * np.cos(angle)
    front = 0.5 * (1.0 - np.cos(angle))  # 0 at the nape, 1 in front
    if dice.chance(0.7):  # worn: it falls towards the front
        fall = dice.between(0.4, 1.3)
        narrow = 1.0 - dice.between(0.0, 0.75) * front**2
        return np.stack([x * narrow, -fall * front**1.5, 0.6 * z + 0.1 * fall * front], axis=1)
    flat = np.stack([x, 0 * x, 1.4 * z], axis=1)
    knots = dice.many(-0.08, 0.08, 24).reshape(8, 3) * (1.0, 0.0, 1.0)
    return np.asarray(flat + smooth(knots, 120, closed=True))


def _even(curve: Points, step: float) -> tuple[Points, Points]:
    """Points about `step` apart along a closed curve, and the directions there, (n, 3)."""
    closed = np.concatenate([curve, curve[:1]])
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    count = max(int(lengths[-1] / step), 8)
    at = np.linspace(0.0, lengths[-1], count, endpoint=False)
    points = np.stack([np.interp(at, lengths, closed[:, axis]) for axis in range(3)], axis=1)
    ahead = np.stack([np.interp(at + 1e-3, lengths, closed[:, axis]) for axis in range(3)], axis=1)
    return points, ahead - points


def _links(curve: Points, size: float) -> Mesh:
    """Oval rings, every other one turned across."""
    link = ring(size, 0.28 * size, "z", 8, 4).stretched(y=1.5)
    points, along = _even(curve, 1.9 * size)
    across = np.array([(1, 0, 0), (0, 0, 1)])
    pieces = [
        link.oriented(point, direction, across[i % 2] + (0.0, 0.01, 0.02))
        for i, (point, direction) in enumerate(zip(points, along, strict=True))
    ]
    return join(*pieces)


def _beads(dice: Dice, curve: Points, size: float, graded: float) -> Mesh:
    """Balls, barrels or cubes on a thread; `graded` is how much smaller those at the nape are."""
    kind = dice.pick({"ball": 4, "barrel": 1, "cube": 1})
    bead = {
        "ball": ball(size, sides=10),
        "barrel": cylinder(0.7 * size, 2 * size, sides=8),
        "cube": box(1.4 * size, 1.6 * size, 1.4 * size, 0.2 * size),
    }[kind]
    points, along = _even(curve, 2.05 * size)
    share = np.abs(np.linspace(-1.0, 1.0, len(points), endpoint=False))
    pieces = [
        bead.scaled(1.0 - graded * s).oriented(point, direction)
        for point, direction, s in zip(points, along, share, strict=True)
    ]
    return join(*pieces, sweep(curve, 0.15 * size, sides=5, loop=True))


def _pendant(model: Assembly, dice: Dice, at: Points, size: float) -> None:
    """A ring from which a stone, a disc, a heart, a cross, a drop or a tooth hangs."""
    bail = ring(1.0 * size, 0.25 * size, "x", 12, 5).moved(y=-0.8 * size)
    wide = dice.between(0.07, 0.18)
    thick = dice.between(0.15, 0.35) * wide
    kind = dice.pick({"disc": 2, "heart": 2, "cross": 2, "drop": 2, "stone": 3, "tooth": 1})
    stones = []
    if kind == "disc":
        charm = cylinder(wide, thick, "z", sides=24)
        if dice.chance(0.5):
            stones = [cut_stone(dice, 0.5 * wide).turned("x", 90.0).moved(z=0.4 * thick)]
    elif kind == "heart":
        turn = np.linspace(0.0, 2 * np.pi, 28, endpoint=False)
        x = np.sin(turn) ** 3
        y = 0.81 * np.cos(turn) - 0.31 * np.cos(2 * turn) - 0.12 * np.cos(3 * turn)
        charm = prism(np.stack([x, y], axis=1)[::-1] * wide, thick, "z", 0.3 * thick)
    elif kind == "cross":
        bar = box(0.45 * wide, 2.6 * wide, thick, 0.1 * thick)
        charm = join(bar, box(1.7 * wide, 0.45 * wide, thick, 0.1 * thick).moved(y=0.5 * wide))
    elif kind == "tooth":
        path = smooth([(0, wide, 0), (0.1 * wide, 0, 0.2 * wide), (0, -1.3 * wide, 0)], 9)
        charm = sweep(path, np.linspace(0.4, 0.05, 9) * wide, sides=8)
    elif kind == "drop":
        charm = ball(0.7 * wide, sides=14).stretched(y=1.5)
    else:
        charm = prism(_oval(1.15 * wide), 0.5 * thick, "z")
        stones = [cut_stone(dice, wide).turned("x", 90.0).moved(z=-0.1 * thick)]
    below = -1.6 * size - float(charm.high[1])
    hung = model.group()
    hung.add("pendant", bail, charm.moved(y=below))
    hung.add("stone", *(stone.moved(y=below) for stone in stones))
    model.take(hung, lambda mesh: mesh.at([at]))


def _oval(radius: float) -> Points:
    turn = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
