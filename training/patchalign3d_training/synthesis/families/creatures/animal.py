"""A dog, cat, horse, cow, giraffe, elephant or pig; it looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    hull,
    join,
    limb,
    rod,
    smooth,
    sweep,
)


def build(animal: Assembly, dice: Dice) -> None:
    """A dog, cat, horse, cow, giraffe, elephant or pig; it looks along +z."""
    kind = dice.pick({"dog": 2, "cat": 1, "horse": 2, "cow": 1, "giraffe": 1, "pig": 1, "sheep": 1})
    legs = {"horse": 1.0, "giraffe": 1.2, "pig": 0.4, "cow": 0.7, "cat": 0.6}.get(kind, 0.75)
    legs *= dice.between(0.85, 1.15)
    half = dice.between(0.5, 0.65)
    girth = {"pig": 0.36, "cow": 0.36, "sheep": 0.36, "cat": 0.2}.get(kind, 0.27)
    girth *= dice.between(0.9, 1.1)
    y = legs * 0.75 + 0.6 * girth
    rows = [
        (half + 0.08, 0.4 * girth, 0.5 * girth, y + 0.08),
        (half - 0.05, 1.4 * girth, 1.8 * girth, y),
    ]
    rows += [
        (0.0, 1.5 * girth, 1.75 * girth, y - 0.03),
        (-half + 0.1, 1.4 * girth, 1.7 * girth, y + 0.02),
    ]
    animal.add("body", hull([*rows, (-half - 0.08, 0.5 * girth, 0.7 * girth, y + 0.06)]))
    reach = {"giraffe": 1.2, "horse": 0.6, "cow": 0.35, "pig": 0.12, "sheep": 0.25}.get(kind, 0.3)
    slope = np.radians(dice.between(25.0, 70.0) if kind not in ("pig",) else 10.0)
    if kind == "giraffe":
        slope = np.radians(75.0)
    start = np.array([0.0, y + 0.3 * girth, half - 0.05])
    tip = start + reach * np.array([0.0, np.sin(slope), np.cos(slope)])
    neck = limb(np.stack([start, 0.5 * (start + tip), tip]), np.array([0.75, 0.5, 0.42]) * girth)
    animal.add("neck", neck)
    _head(animal, dice, kind, tip, girth)
    _legs(animal, dice, y, half, girth, legs)
    _tail(animal, dice, kind, y, half, girth)


def _head(animal: Assembly, dice: Dice, kind: str, tip: Points, girth: float) -> None:
    size = girth * dice.between(0.5, 0.65)
    long = {"horse": 1.5, "cow": 1.3, "giraffe": 1.3, "cat": 0.55}.get(kind, dice.between(0.8, 1.3))
    rows = [(-0.6 * size, 0.8 * size, 0.9 * size, 0.0), (0.0, 1.6 * size, 1.7 * size, 0.0)]
    rows += [(0.7 * size, 1.2 * size, 1.2 * size, -0.1 * size)]
    rows += [((0.7 + long) * size, 0.75 * size, 0.7 * size, -0.25 * size)]
    drop = dice.between(0.0, 40.0)
    pieces: list[tuple[Mesh, str | None]] = [(hull(rows), None)]
    tall = size * {"cat": 0.6, "horse": 0.6}.get(kind, dice.between(0.5, 1.1))
    root, end = (0.5 * size, 0.6 * size, -0.1 * size), (0.75 * size, 0.6 * size + tall, -0.2 * size)
    ear = rod(root, end, 0.3 * size, 0.05 * size, sides=6)
    if kind in ("dog", "pig") and dice.chance(0.5):
        ear = ball(0.1 * size, 0.55 * size, 0.3 * size, 8).moved(0.85 * size, 0.1 * size)
    pieces.append((ear.both(), "ear"))
    if kind in ("cow", "giraffe", "sheep") and dice.chance(0.7):
        path = smooth([(0.4, 0.7, 0.0), (0.9, 1.1, 0.0), (1.0, 1.6, 0.1)], 8) * size
        pieces.append((sweep(path, np.linspace(0.16, 0.03, 8) * size, sides=6).both(), "horn"))
    for piece, detail in pieces:
        animal.add("head", piece.turned("x", drop).moved(*tip), detail=detail)


def _legs(animal: Assembly, dice: Dice, y: float, half: float, girth: float, legs: float) -> None:
    thick = girth * dice.between(0.28, 0.42)
    foot = box(1.1 * thick, 0.5 * thick, 1.5 * thick, 0.2 * thick)
    for z, knee in ((half - 0.12, 0.04), (-half + 0.12, -0.08)):
        for side in (1, -1):
            swing = dice.between(-0.2, 0.2) * legs if dice.chance(0.4) else 0.0
            x = side * 0.5 * girth
            joints = np.array(
                [
                    (x, y, z),
                    (x, 0.4 * y, z + knee * legs + 0.4 * swing),
                    (x, 0.25 * thick, z + swing),
                ]
            )
            animal.add("leg", limb(joints, np.array([1.3, 0.65, 0.5]) * thick))
            animal.add("leg", foot.moved(x, 0.25 * thick, z + swing + 0.2 * thick), detail="hoof")


def _tail(animal: Assembly, dice: Dice, kind: str, y: float, half: float, girth: float) -> None:
    long = {"pig": 0.15, "sheep": 0.12, "cow": 0.6}.get(kind, dice.between(0.3, 0.7))
    rise = dice.between(-0.8, 0.9) if kind in ("dog", "cat") else dice.between(-1.0, -0.5)
    start = np.array([0.0, y + 0.5 * girth, -half - 0.02])
    side = dice.between(-0.2, 0.2) * long
    joints = [start, start + (0.3 * side, 0.2 * rise * long, -0.5 * long)]
    joints.append(start + (side, rise * long, -0.6 * long))
    thick = girth * dice.between(0.12, 0.2)
    radii = np.array([1.0, 0.8, dice.one_of(0.4, 1.3)]) * thick
    animal.add("tail", join(limb(np.stack(joints), radii)))
