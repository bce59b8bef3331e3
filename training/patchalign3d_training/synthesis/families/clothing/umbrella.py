"""An open umbrella, a parasol or a closed umbrella."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, cylinder, rod, skin, tube


def build(umbrella: Assembly, dice: Dice) -> None:
    """An open umbrella, a parasol or a closed umbrella."""
    long, radius = dice.between(1.2, 2.0), 1.0
    ribs = dice.count(6, 10)
    if dice.chance(0.2):
        angle = np.linspace(0, 2 * np.pi, 6 * ribs, endpoint=False)
        star = 1.0 + 0.25 * np.cos(ribs * angle)
        circle = np.stack([np.cos(angle) * star, 0 * angle, np.sin(angle) * star], axis=1)
        rings = [
            circle * s * 0.16 + (0, y * long, 0) for y, s in ((0.25, 0.9), (0.35, 1.1), (0.9, 0.25))
        ]
        umbrella.add("canopy", skin(np.stack(rings)))
    else:
        rise = dice.between(0.25, 0.6)
        share = np.linspace(0.0, 1.0, 8)
        angle = np.linspace(0, 2 * np.pi, 4 * ribs, endpoint=False)
        rows = []
        for s in share:
            reach = s * radius * (1.0 - 0.1 * s * (1 - np.cos(ribs * angle)) / 2)
            y = long - rise * s**2
            rows.append(
                np.stack([reach * np.cos(angle), 0 * angle + y, reach * np.sin(angle)], axis=1)
            )
        cloth = skin(np.stack(rows), caps=False)
        umbrella.add("canopy", cloth)
        if dice.chance(0.3):
            spoke = rod((0.05, 0.75 * long, 0), (0.6, long - 0.36 * rise, 0), 0.008, sides=5)
            umbrella.add(dice.one_of("canopy", None), spoke.around(ribs))
    umbrella.add("pole", rod((0, 0.1, 0), (0, 1.04 * long, 0), dice.between(0.012, 0.03)))
    if dice.chance(0.65):
        path = [(0, 0.25, 0), (0, 0.05, 0), (0.07, -0.05, 0), (0.15, -0.02, 0), (0.17, 0.06, 0)]
        umbrella.add("handle", tube(path, dice.between(0.025, 0.04), 18))
    else:
        umbrella.add("handle", cylinder(0.04, 0.3).moved(0, 0.05))
