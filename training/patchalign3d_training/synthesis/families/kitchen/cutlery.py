"""Cutlery."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    lengthwise,
    prism,
    rectangle,
    smooth,
    sweep,
)

STEPS = 16  # points along a handle
SPATULA = ((1.0, 0.2), (1.1, 1.1), (0.9, 1.2))  # half its width over the head's, and how far on
FORK_ROOT = ((0.7, 0.3), (0.7, 0.8))  # the same of what carries the prongs
PRONG = ((0.0, 0.4), (-0.06, 0.7), (0.05, 1.1))  # (height, how far on) along a prong
PRONG_RADII = (0.045, 0.015)  # at its root and at its tip
BOWL_SUNK = 0.05  # how high a spoon's bowl lies over the handle's middle


def build(model: Assembly, dice: Dice) -> None:
    """A spoon, ladle, fork or spatula along z; its head lies at z above 0."""
    neck = dice.between(0.05, 0.09)  # half the width where head and handle meet
    _handle(model, dice, neck)
    size = dice.between(0.22, 0.4)  # half the head's width
    kind = dice.pick({"spoon": 2, "fork": 1, "spatula": 1})
    if kind == "spoon":
        model.add("head", *_bowl(dice, size))
    elif kind == "spatula":
        edge = [(share * size, z) for share, z in SPATULA]
        model.add("head", prism(lengthwise([(neck, 0), *edge], 24), 0.03, "y"))
    else:
        edge = [(share * size, z) for share, z in FORK_ROOT]
        root = lengthwise([(neck, 0), *edge], 20)
        model.add("head", prism(root * (1, 0.6), 0.04, "y"))
        for x in np.linspace(-0.6, 0.6, dice.pick({3: 1, 4: 2})) * size:
            prong = smooth([(x, y, z) for y, z in PRONG], 8)
            model.add("head", sweep(prong, np.linspace(*PRONG_RADII, 8), sides=6))


def _handle(model: Assembly, dice: Dice, neck: float) -> None:
    """A wavy bar that is narrow at the neck and wider at its end."""
    length, wave = dice.between(1.6, 3.2), dice.between(-0.1, 0.3)
    path = smooth([(0, 0, 0), (0, wave, -0.3 * length), (0, 0.5 * wave, -length)], STEPS)
    swell = {0.0: 0.8, 0.2: 0.7, 1.0: dice.between(0.8, 2.0)}  # width by the way from the neck
    width = neck * np.interp(np.linspace(0, 1, STEPS), list(swell), list(swell.values()))
    section = rectangle(2.0, dice.between(0.5, 1.2), 0.4, 3)
    model.add("handle", sweep(path, width, section, normal=(1, 0, 0)))


def _bowl(dice: Dice, size: float) -> tuple[Mesh, Mesh]:
    """A spoon's bowl: the lower half of an ellipsoid and the same a little higher, inside."""
    deep, long = size * dice.between(0.3, 0.7), size * dice.between(1.0, 1.6)
    whole = ball(size, deep, long, 20)
    lower = whole.vertices[whole.faces].mean(axis=1)[:, 1] < 0.01
    outside = Mesh(whole.vertices, whole.faces[lower]).moved(y=BOWL_SUNK, z=1.2 * size)
    return outside, outside.stretched(0.95).moved(y=0.5 * BOWL_SUNK)
