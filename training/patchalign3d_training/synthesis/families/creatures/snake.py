"""Snakes: stretched, winding, coiled, raised like a cobra; worms too. The head looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Vector,
    ball,
    bumpy,
    join,
    ring,
    rod,
    smooth,
    style_of,
)


def build(model: Assembly, dice: Dice) -> None:
    """A snake with a tongue, a hood or a rattle."""
    style = style_of(dice)
    thick = dice.between(0.035, 0.075) * (1.4 if style.name == "cartoon" else 1.0)
    pose = dice.pick({"winding": 4, "coiled": 3, "raised": 4, "straight": 1})
    path = smooth(_spine(dice, pose, thick), 34)  # (34, 3) from the head's neck to the tail's tip
    share = np.linspace(0.0, 1.0, len(path))
    plump = np.interp(share, [0.0, 0.1, 0.45, 0.75, 1.0], [0.75, 0.85, 1.1, 0.8, 0.25]) * thick
    neck, tail = 4, dice.count(23, 27)
    snake = model.group()
    blend = Blend(seam=0.4 * thick)
    blend.limb("neck", path[: neck + 1], plump[: neck + 1])
    blend.limb("body", path[neck : tail + 1], plump[neck : tail + 1])
    blend.limb("tail", path[tail:], plump[tail:])
    size = thick * dice.between(1.1, 1.8) * style.head**0.7
    ahead = path[0] - path[1]
    face = np.array([0.3 * ahead[0], 0.15 * ahead[1], abs(ahead[2]) + 0.04])
    crown = np.cross(face, np.cross((0.0, 1.0, 0.0), face))
    head = Attitude(
        path[0] + 0.5 * size * face / np.linalg.norm(face), size, crown, np.cross(crown, face)
    )
    long = dice.between(1.3, 1.9)
    gapes = dice.chance(0.35)
    head.ball(blend, "head", (0.0, 0.0, 0.0), (0.95, 0.75, 1.0))
    lift = 0.5 if gapes else 0.0
    head.limb(blend, "head", [(0.0, 0.0, 0.3), (0.0, lift, long)], [0.75, 0.4])
    if gapes:
        head.limb(blend, "head", [(0.0, -0.3, 0.2), (0.0, -0.9, 0.9 * long)], [0.6, 0.35])
    if pose == "raised" and dice.chance(0.5):
        hood = dice.between(2.0, 3.2) * thick
        blend.ball("neck", path[2], (hood, 2.2 * thick, 0.8 * thick), along=path[1] - path[3])
    blend.into(snake, round(1.9 * style.cells), loose=dice.chance(0.1))
    front = model.group()
    if dice.chance(0.75):
        eye = dice.between(0.15, 0.28) * min(style.head, 1.8)
        front.add("eye", ball(eye, sides=8).moved(0.6, 0.45, 0.45).both())
    if dice.chance(0.55):
        low = -0.25 if gapes else -0.1
        fork = rod((0, low, long + 0.9), (0.25, low + 0.1, long + 1.4), 0.07, 0.03, sides=5).both()
        tongue = rod((0.0, low, 0.6 * long), (0.0, low, long + 0.9), 0.09, sides=5)
        front.add("tongue", join(tongue, fork))
    if gapes and dice.chance(0.7):
        fang = rod((0.25, 0.2, long), (0.25, -0.35, long + 0.05), 0.1, 0.01, sides=5)
        front.add("fang", fang.both())
    snake.take(front, head.put)
    if dice.chance(0.12):
        rattle = join(
            *(ring(0.4 * thick, 0.25 * thick).moved(y=0.35 * thick * i) for i in range(4))
        )
        snake.add("tail", rattle.oriented(path[-1], path[-1] - path[-2]))
    rough = bumpy(dice, 0.08, 0.004)
    model.take(snake, rough if dice.chance(0.2) else lambda mesh: mesh)


def _spine(dice: Dice, pose: str, thick: float) -> Vector:
    """Points from the neck to the tip of the tail, (n, 3); the head looks along +z."""
    if pose in ("winding", "straight"):
        count = 13
        z = np.linspace(0.0, -dice.between(1.2, 1.8), count)
        waves, wide = dice.between(0.8, 2.2), dice.between(0.12, 0.3)
        if pose == "straight":
            wide = 0.03
        x = wide * np.sin(waves * 2.0 * np.pi * np.linspace(0.0, 1.0, count))
        y = np.zeros(count)
        y[:3] = np.array([1.0, 0.5, 0.1]) * dice.between(0.0, 0.25)
        return np.stack([x, y, z], axis=1)
    turns = dice.between(1.2, 2.6)
    angle = np.linspace(0.0, 2.0 * np.pi * turns, 14)
    radius = dice.between(0.2, 0.34) + np.linspace(0.0, 1.0, 14) * dice.between(0.0, 0.2)
    stack = dice.between(0.0, 1.9) * thick * angle / (2.0 * np.pi)
    coil = np.stack([radius * np.sin(angle), -stack, radius * np.cos(angle) - 0.2], axis=1)
    tall = dice.between(0.35, 0.75) if pose == "raised" else dice.between(0.1, 0.2)
    front = coil[0] + np.array(
        [(0.0, tall, 0.12), (-0.03, 0.85 * tall, 0.0), (-0.08, 0.4 * tall, -0.03)]
    )
    return np.vstack([front, coil[1:]])
