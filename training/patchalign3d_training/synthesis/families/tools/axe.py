"""A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, prism, sweep


def build(axe: Assembly, dice: Dice) -> None:
    """A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""
    long, radius = dice.between(0.8, 1.8), dice.between(0.03, 0.05)
    shaft(axe, dice, long, radius)
    tall, reach = dice.between(0.14, 0.4), dice.between(0.22, 0.45)
    thick, y = dice.between(0.07, 0.1), long - 0.14
    edge = [
        (0.85 * reach, -tall),
        (reach, -0.4 * tall),
        (reach, 0.3 * tall),
        (0.9 * reach, 0.6 * tall),
    ]
    outline = np.array([(-0.08, -0.07), (0.05, -0.07), *edge, (0.05, 0.08), (-0.08, 0.08)])
    flat = prism(outline, thick, "x")
    share = np.clip(1.0 - flat.vertices[:, 2] / reach, 0.08, 1.0)
    taper = np.stack([share, 0 * share + 1, 0 * share + 1], axis=1)
    head = Mesh(flat.vertices * taper, flat.faces).moved(0, y)
    kind = dice.pick({"axe": 2, "double": 1, "pick": 1})
    axe.add("head", head.both("z") if kind == "double" else head)
    if kind == "pick":
        spike = sweep(
            [(0, y, -0.05), (0, y - 0.02, -0.25), (0, y - 0.1, -0.45)], [0.05, 0.035, 0.01]
        )
        axe.add("head", spike)
