"""A claw, ball-peen, sledge or club hammer or a mallet; the handle stands along y."""

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    lathe,
    ring,
    superellipse,
    sweep,
)


def build(hammer: Assembly, dice: Dice) -> None:
    """A claw, ball-peen, sledge or club hammer or a mallet; the handle stands along y."""
    long = dice.between(0.9, 1.6)
    radius = dice.between(0.03, 0.055)
    shaft(hammer, dice, long, radius)
    kind = dice.pick({"claw": 3, "ball": 1, "sledge": 1, "mallet": 1, "cross": 1})
    eye = box(2.6 * radius, 0.16, 2.8 * radius, 0.02)
    if kind in ("sledge", "mallet"):
        size = dice.between(0.09, 0.18)
        reach = size * dice.between(1.4, 2.2)
        barrel = cylinder(size, 2 * reach, "z", sides=dice.one_of(20, 8))
        block = box(1.5 * size, 2 * size, 2 * reach, dice.between(0.0, 0.03))
        hammer.add("head", dice.one_of(barrel, block).moved(0, long - size))
        hammer.add("head", ring(size, 0.02, "z").moved(0, long - size, 0.8 * reach).both("z"))
        return
    hammer.add("head", eye.moved(0, long - 0.08))
    y = long - 0.08
    reach = dice.between(0.16, 0.28)
    face = dice.between(0.05, 0.075)
    necked = [(0, 0), (0.75 * face, 0), (0.6 * face, 0.45 * reach), (face, 0.65 * reach)]
    poll = lathe([*necked, (face, 0.95 * reach), (0.9 * face, reach), (0, reach)], 16)
    hammer.add("head", poll.turned("x", 90.0).moved(0, y, radius), detail="striking face")
    if kind == "claw":
        _claw(hammer, dice, y, radius)
    elif kind == "ball":
        path = [(0, 0), (0.7, 0), (0.5, 0.8), (0.9, 1.4), (1.0, 2.0), (0.8, 2.7), (0, 3.0)]
        peen = lathe(np.array(path) * 0.9 * face, 14).turned("x", -90.0)
        hammer.add("head", peen.moved(0, y, -radius), detail="claw")
    else:
        wedge = sweep(
            [(0, y, -radius), (0, y, -radius - reach)],
            [1.0, 0.9],
            superellipse(1.6 * face, 1.6 * face, 4.0, 12),
        )
        x, height, z = wedge.vertices.T
        share = np.clip((-z - radius) / reach, 0.0, 1.0)
        flat = np.stack([x, y + (height - y) * (1 - 0.85 * share), z], axis=1)
        hammer.add("head", Mesh(flat, wedge.faces), detail="claw")


def _claw(hammer: Assembly, dice: Dice, y: float, radius: float) -> None:
    reach, drop = dice.between(0.22, 0.34), dice.between(0.0, 0.2)
    share = np.linspace(0.0, 1.0, 8)
    spread = dice.between(0.03, 0.05)
    path = np.stack(
        [0.02 + spread * share, y + 0.03 - drop * share**2, -radius - reach * share], axis=1
    )
    profile = superellipse(0.045, 0.085, 4.0, 10)
    tine = sweep(path, 1.0 - 0.75 * share, profile, normal=(1, 0, 0))
    hammer.add("head", tine.both(), detail="claw")
