"""A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, Vector, prism, sweep

BACK, CHEEK = -0.08, 0.05  # how far the head reaches behind and before the shaft, as a block
NECK_HALF = 0.07  # half the height of that block


@dataclass(frozen=True)
class AxeHead:
    """An axe's head: how far its beard hangs, how far its edge reaches, how thick it is."""

    drop: float
    reach: float
    thick: float


def build(axe: Assembly, dice: Dice) -> None:
    """A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""
    length, radius = dice.between(0.8, 1.8), dice.between(0.03, 0.05)
    shaft(axe, dice, length, radius)
    sizes = AxeHead(dice.between(0.14, 0.4), dice.between(0.22, 0.45), dice.between(0.07, 0.1))
    middle = np.array([0.0, length - 0.14, 0.0])  # where the head sits on the shaft
    head = _bit(sizes).at([middle])
    kind = dice.pick({"axe": 2, "double": 1, "pick": 1})
    axe.add("head", head.both("z") if kind == "double" else head)
    if kind == "pick":
        axe.add("head", _spike(middle))


def _bit(head: AxeHead) -> Mesh:
    """A plate from the shaft forward to the edge, where it is thin."""
    heel, beard = (0.85 * head.reach, -head.drop), (head.reach, -0.4 * head.drop)
    belly, toe = (head.reach, 0.3 * head.drop), (0.9 * head.reach, 0.6 * head.drop)
    under = [(BACK, -NECK_HALF), (CHEEK, -NECK_HALF)]
    over = [(CHEEK, NECK_HALF + 0.01), (BACK, NECK_HALF + 0.01)]
    plate = prism(np.array([*under, heel, beard, belly, toe, *over]), head.thick, "x")
    x, y, z = plate.vertices.T
    thinned = np.clip(1.0 - z / head.reach, 0.08, 1.0)  # share of the thickness left
    return Mesh(np.stack([x * thinned, y, z], axis=1), plate.faces)


def _spike(middle: Vector) -> Mesh:
    """A pick behind the head; it bends down."""
    bend = np.array([(0, 0, -0.05), (0, -0.02, -0.25), (0, -0.1, -0.45)])
    return sweep(middle + bend, [0.05, 0.035, 0.01])
