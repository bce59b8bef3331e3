"""Legs of reptiles and frogs: they stand out to the sides and end in toes."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, Mesh, Vector, join, rod


def sprawling_legs(
    blend: Blend, model: Assembly, dice: Dice, girth: float, reach: float, thick: float
) -> None:
    """Two pairs of bent legs for a trunk of length 1 about the origin, `reach` long."""
    low = dice.between(0.5, 0.85) * reach
    for z, knee_back in ((0.32, -0.35), (-0.36, 0.25)):
        for side in (1.0, -1.0):
            step = dice.between(-0.35, 0.35) * reach
            start = np.array([0.6 * girth, -0.1 * girth, z])
            knee = start + reach * np.array([0.75, dice.between(-0.1, 0.3), knee_back])
            foot = np.array([start[0] + 1.05 * reach, start[1] - low, z + 0.35 * reach + step])
            joints = np.stack([start, knee, foot]) * (side, 1.0, 1.0)
            blend.limb("leg", joints, [1.5 * thick, 1.1 * thick, 0.85 * thick])
            blend.ball(
                "foot",
                joints[-1] + (0.0, 0.0, 0.5 * thick),
                (1.2 * thick, 0.7 * thick, 1.4 * thick),
            )
            model.add("foot", toes(dice, 2.4 * thick, 0.35 * thick).moved(*joints[-1]))


def toes(dice: Dice, length: float, thick: float, count: int = 0, pads: bool = False) -> Mesh:
    """Toes that fan out ahead, +z, from the origin; with `pads` their tips are thick."""
    number = count or dice.count(3, 5)
    spread = dice.between(25.0, 50.0)
    tips: list[Vector] = []
    for turn in np.linspace(-spread, spread, number):
        angle = np.radians(turn)
        tips.append(length * np.array([np.sin(angle), -0.15, np.cos(angle)]))
    end = 1.6 * thick if pads else 0.4 * thick
    return join(*(rod((0.0, 0.0, 0.0), tip, thick, end, sides=5) for tip in tips))
