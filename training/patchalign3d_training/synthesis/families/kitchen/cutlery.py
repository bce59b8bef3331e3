"""A spoon, ladle, fork or spatula along z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    lengthwise,
    prism,
    rectangle,
    smooth,
    sweep,
)


def build(cutlery: Assembly, dice: Dice) -> None:
    """A spoon, ladle, fork or spatula along z."""
    long, thin = dice.between(1.6, 3.2), dice.between(0.05, 0.09)
    wave = dice.between(-0.1, 0.3)
    path = smooth([(0, 0, 0), (0, wave, -0.3 * long), (0, 0.5 * wave, -long)], 16)
    width = np.interp(np.linspace(0, 1, 16), [0, 0.2, 1], [0.8, 0.7, dice.between(0.8, 2.0)]) * thin
    section = rectangle(2.0, dice.between(0.5, 1.2), 0.4, 3)
    cutlery.add("handle", sweep(path, width, section, normal=(1, 0, 0)))
    kind = dice.pick({"spoon": 2, "fork": 1, "spatula": 1})
    size = dice.between(0.22, 0.4)
    if kind == "spoon":
        bowl = ball(size, size * dice.between(0.3, 0.7), size * dice.between(1.0, 1.6), 20)
        keep = bowl.vertices[bowl.faces].mean(axis=1)[:, 1] < 0.01
        half = Mesh(bowl.vertices, bowl.faces[keep]).moved(0, 0.05, 1.2 * size)
        cutlery.add("head", half, half.stretched(0.95, 1, 1).moved(0, 0.025))
        return
    outline: Points = lengthwise([(thin, 0), (size * 0.7, 0.3), (size * 0.7, 0.8)], 20)
    if kind == "spatula":
        blade = lengthwise([(thin, 0), (size, 0.2), (1.1 * size, 1.1), (0.9 * size, 1.2)], 24)
        cutlery.add("head", prism(blade, 0.03, "y"))
        return
    cutlery.add("head", prism(outline * (1, 0.6), 0.04, "y"))
    count = dice.pick({3: 1, 4: 2})
    for x in np.linspace(-0.6, 0.6, count) * size:
        curve = smooth([(x, 0, 0.4), (x, -0.06, 0.7), (x, 0.05, 1.1)], 8)
        cutlery.add("head", sweep(curve, np.linspace(0.045, 0.015, 8), sides=6))
