"""Umbrellas and parasols."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    rod,
    skin,
    tube,
)


def build(umbrella: Assembly, dice: Dice) -> None:
    """An open umbrella of radius 1, a parasol or a closed umbrella; its tip points up."""
    length = dice.between(1.2, 2.0)
    ribs = dice.count(6, 10)
    if dice.chance(0.2):
        umbrella.add("canopy", _closed(length, ribs))
    else:
        rise = dice.between(0.25, 0.6)  # of the tip above the rim
        umbrella.add("canopy", _open(length, ribs, rise))
        if dice.chance(0.3):
            runner, joint = (0.05, 0.75 * length, 0), (0.6, length - 0.36 * rise, 0)
            stretcher = rod(runner, joint, 0.008, sides=5)
            umbrella.add(dice.one_of("canopy", None), stretcher.around(ribs))
    umbrella.add("pole", rod((0, 0.1, 0), (0, 1.04 * length, 0), dice.between(0.012, 0.03)))
    if dice.chance(0.65):
        down = [(0, 0.25, 0), (0, 0.05, 0)]
        round_the_bend = [(0.07, -0.05, 0), (0.15, -0.02, 0), (0.17, 0.06, 0)]
        thick = dice.between(0.025, 0.04)
        umbrella.add("handle", tube([*down, *round_the_bend], thick, 18))
    else:
        umbrella.add("handle", cylinder(0.04, 0.3).on(-0.1))


def _closed(length: float, ribs: int) -> Mesh:
    """Cloth in folds about the pole."""
    angle = np.linspace(0, 2 * np.pi, 6 * ribs, endpoint=False)
    folds = 0.16 * (1.0 + 0.25 * np.cos(ribs * angle))
    profile = ((0.9, 0.25), (1.1, 0.35), (0.25, 0.9))  # (share of the radius, of the length)
    return skin(np.stack([_ring(angle, size * folds, level * length) for size, level in profile]))


def _open(length: float, ribs: int, rise: float) -> Mesh:
    """Cloth that falls from the tip and is drawn in between the ribs."""
    angle = np.linspace(0, 2 * np.pi, 4 * ribs, endpoint=False)
    between_ribs = 0.5 * (1 - np.cos(ribs * angle))
    rows = [
        _ring(angle, share * (1.0 - 0.1 * share * between_ribs), length - rise * share**2)
        for share in np.linspace(0.0, 1.0, 8)
    ]
    return skin(np.stack(rows), caps=False)


def _ring(angle: Points, radius: Points, height: float) -> Points:
    """A level loop about the pole, (n, 3)."""
    level = np.full(len(angle), height)
    return np.stack([radius * np.cos(angle), level, radius * np.sin(angle)], axis=1)
