"""Scythes and sickles; the shaft stands along y, the blade reaches along +x at its top."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    prism,
    rod,
    smooth,
    sweep,
)


def build(scythe: Assembly, dice: Dice) -> None:
    """A long scythe with two pegs to hold it by, or a sickle for one hand."""
    sickle = dice.chance(0.35)
    length = dice.between(0.25, 0.5) if sickle else dice.between(1.3, 2.0)
    thick = dice.between(0.018, 0.03) * (1.0 if sickle else 1.2)
    sway = 0.0 if sickle else dice.between(-0.12, 0.12)
    path = smooth(
        [(0, 0, 0), (sway, 0.35 * length, 0), (-sway, 0.7 * length, 0), (0, length, 0)], 16
    )
    swell = np.linspace(1.25, 1.0, 16) if sickle else np.ones(16)
    scythe.add("shaft", sweep(path, thick * swell, sides=dice.pick({6: 1, 10: 2})))
    reach = dice.between(0.25, 0.45) if sickle else dice.between(0.5, 1.0)
    scythe.add("blade", _blade(dice, reach, hooked=sickle).moved(y=length))
    if dice.chance(0.7):
        collar = cylinder(1.4 * thick, dice.between(0.05, 0.1), sides=10).moved(y=length - 0.02)
        scythe.add("collar", collar)
    if not sickle and dice.chance(0.85):
        for share in (dice.between(0.3, 0.4), dice.between(0.6, 0.7)):
            root = path[round(share * 15)]
            arm = rod(root, root + (0.0, 0.03, dice.between(0.1, 0.18)), 0.7 * thick, sides=8)
            scythe.add("handle", arm)
            if dice.chance(0.5):
                bar = box(0.025, 0.12, 0.025, 0.008).at([root + (0.0, 0.05, 0.15)])
                scythe.add("handle", bar)


def _blade(dice: Dice, reach: float, hooked: bool) -> Mesh:
    """A crescent from the origin along +x, its edge below."""
    width = reach * dice.between(0.12, 0.25)
    drop = reach * (dice.between(-0.1, 0.1) if hooked else dice.between(0.15, 0.4))
    if hooked:  # round like a question mark
        turn = np.radians(np.linspace(200.0, -20.0, 16))
        middle, radius = np.array([0.35 * reach, 0.5 * reach]), 0.5 * reach
        out = middle + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        thin = np.linspace(0.75, 1.0, 16)[:, None]
        inside = middle + thin * (out - middle)
        out, inside = out - out[0], inside - out[0]
    else:
        out = smooth([(-0.02, 0.0), (0.4 * reach, 0.5 * width), (reach, -drop)], 14)
        low = [(0.0, -width), (0.4 * reach, -0.6 * width), (reach, -drop - 0.01)]
        inside = smooth(low, 14)
    outline = np.concatenate([inside, out[::-1]])
    return prism(outline, dice.between(0.006, 0.016), "z")
