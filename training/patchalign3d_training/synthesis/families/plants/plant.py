"""A potted plant or a small tree."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    lathe,
    rod,
    skin,
    smooth,
    tube,
)


def build(plant: Assembly, dice: Dice) -> None:
    """A potted plant or a small tree."""
    height = dice.between(0.5, 1.3)
    foot = dice.between(0.3, 0.5)
    sides = dice.pick({24: 2, 4: 1, 6: 1})
    wall = [
        (0, 0),
        (foot, 0),
        (0.5, height),
        (0.45, height),
        (0.43, 0.85 * height),
        (0, 0.85 * height),
    ]
    plant.add("pot", lathe(wall, sides))
    kind = dice.pick({"rosette": 2, "bush": 1, "cactus": 1, "palm": 1})
    start = 0.8 * height
    if kind == "bush":
        trunk = dice.between(0.3, 1.5)
        plant.add("stem", rod((0, start, 0), (0, start + trunk, 0), 0.05, 0.035))
        for _ in range(dice.count(1, 6)):
            at = dice.many(-0.3, 0.3, 3)
            crown = ball(1.0).stretched(*dice.many(0.25, 0.5, 3))
            plant.add("leaf", crown.moved(at[0], start + trunk + 0.2 + at[1], at[2]))
        return
    if kind == "cactus":
        tall = dice.between(0.6, 1.6)
        plant.add(
            "stem",
            lathe(smooth([(0.2, start), (0.24, start + 0.5 * tall), (0.02, start + tall)], 9), 10),
        )
        arm = tube(
            [(0.15, start + 0.3, 0), (0.45, start + 0.35, 0), (0.47, start + 0.75, 0)], 0.09, 12
        )
        plant.add("stem", arm.around(dice.count(1, 2), start=dice.between(0, 180)))
        return
    trunk = dice.between(0.4, 1.2) if kind == "palm" else 0.0
    if trunk or dice.chance(0.4):
        plant.add("stem", rod((0, start, 0), (0, start + trunk + 0.15, 0), 0.05))
    for _ in range(dice.count(5, 15)):
        long, bend = dice.between(0.5, 1.3), dice.between(-0.4, 0.9)
        blade = _leaf(long, dice.between(0.05, 0.18), bend)
        lift = dice.between(15.0, 80.0)
        turned = blade.turned("z", lift).turned("y", dice.between(0, 360))
        plant.add("leaf", turned.moved(0, start + trunk, 0))


def _leaf(long: float, wide: float, bend: float) -> Mesh:
    """A thin blade from the origin along +x."""
    share = np.linspace(0.0, 1.0, 9)
    half = wide * np.sin(np.pi * share**0.7) + 0.008
    across = np.array([-1.0, 0.0, 1.0])
    points = np.zeros((9, 3, 3))
    points[..., 0] = (long * share)[:, None]
    points[..., 1] = (-bend * long * share**2)[:, None] - 0.2 * wide * (1 - np.abs(across))
    points[..., 2] = half[:, None] * across
    return skin(points, closed=False)
