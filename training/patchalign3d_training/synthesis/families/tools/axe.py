"""A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    prism,
    smooth,
    sweep,
)

CHEEK = 0.05  # how far the head reaches before the shaft, as a block


@dataclass(frozen=True)
class AxeHead:
    """An axe's head about the shaft, its edge towards +z.

    Attributes:
        reach: From the shaft to the edge.
        rise: How far the edge's upper end lies above the middle.
        drop: How far its lower end, the beard, lies below.
        bulge: How far the edge curves out.
        poll: How far the head reaches behind the shaft.
        thick: Along x.
    """

    reach: float
    rise: float
    drop: float
    bulge: float
    poll: float
    thick: float


def build(model: Assembly, dice: Dice) -> None:
    """A felling axe, hatchet, bearded or battle axe, fire axe or pickaxe."""
    axe = model.group()
    kind = dice.pick({"felling": 4, "bearded": 2, "double": 2, "fire": 2, "pickaxe": 3})
    short = kind in ("felling", "bearded") and dice.chance(0.4)
    length = dice.between(0.5, 0.9) if short else dice.between(0.9, 1.9)
    shaft(
        axe,
        dice,
        length,
        dice.between(0.025, 0.055),
        sway=dice.between(0.02, 0.1) if dice.chance(0.35) else 0.0,
    )
    middle = np.array([0.0, length - dice.between(0.08, 0.16), 0.0])
    if kind == "pickaxe":
        axe.add("head", _pickaxe(dice).at([middle]))
    else:
        head = AxeHead(
            reach=dice.between(0.2, 0.42),
            rise=dice.between(0.08, 0.3),
            drop=dice.between(0.2, 0.4) if kind == "bearded" else dice.between(0.08, 0.25),
            bulge=dice.between(0.0, 0.12),
            poll=0.0 if kind == "double" else dice.between(0.05, 0.14),
            thick=dice.between(0.05, 0.11),
        )
        bit = _bit(head).at([middle])
        axe.add("head", bit.both("z") if kind == "double" else bit)
        if kind == "fire":
            axe.add("head", _spike(dice).at([middle]))
    lies_down = dice.chance(0.1)
    model.take(axe, lambda mesh: mesh.turned("x", 180.0) if lies_down else mesh)


def _bit(head: AxeHead) -> Mesh:
    """A plate that widens from the shaft to the edge, where it is thin."""
    plate = prism(_side_view(head), head.thick, "x")
    x, y, z = plate.vertices.T
    thinned = np.clip(1.0 - z / (head.reach + head.bulge), 0.06, 1.0)  # share of the thickness
    return Mesh(np.stack([x * thinned, y, z], axis=1), plate.faces)


def _side_view(head: AxeHead) -> Points:
    """The head's outline, (n, 2) of (z, y)."""
    half = 0.07  # half the height of the block about the shaft
    heel, toe = (0.9 * head.reach, -head.drop), (0.95 * head.reach, head.rise)
    belly = (head.reach + head.bulge, 0.5 * (head.rise - head.drop))
    edge = smooth([heel, belly, toe], 9)
    under = [(-head.poll, -half), (CHEEK, -half), (0.55 * head.reach, -half - 0.2 * head.drop)]
    over = [(0.6 * head.reach, half + 0.1 * head.rise), (CHEEK, half), (-head.poll, half)]
    return np.array([*under, *edge, *over])


def _spike(dice: Dice) -> Mesh:
    """A pick behind the head; it bends down."""
    long = dice.between(0.25, 0.45)
    bend = smooth([(0, 0, -0.03), (0, -0.02, -0.55 * long), (0, -0.25 * long, -long)], 7)
    return sweep(bend, np.linspace(0.05, 0.01, 7), sides=dice.one_of(4, 8))


def _pickaxe(dice: Dice) -> Mesh:
    """A bent bar across the shaft, pointed at both ends or flat at one."""
    reach, drop = dice.between(0.3, 0.5), dice.between(0.03, 0.2)
    fat, steps = dice.between(0.035, 0.06), 9
    share = np.linspace(0.0, 1.0, steps)
    path = np.stack([0 * share, -drop * share**2, reach * share], axis=1)
    sides = dice.one_of(4, 8)
    point = sweep(path, fat * np.linspace(1.0, 0.12, steps), sides=sides)
    other = point.mirrored("z")
    if dice.chance(0.5):  # a chisel's edge: broad in x, thin in y
        flat = np.array([(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])
        blade = sweep(path, fat * np.linspace(0.9, 0.5, steps), flat, normal=(1, 0, 0))
        x, y, z = blade.vertices.T
        ahead = z / reach
        rise = y + drop * ahead**2  # over the middle line
        thin = (1.0 - 0.8 * ahead) * rise - drop * ahead**2
        other = Mesh(np.stack([x * (1.0 + 0.6 * ahead), thin, z], axis=1), blade.faces)
        other = other.mirrored("z")
    eye = box(2.6 * fat, 2.4 * fat, 3.0 * fat, 0.01)
    if dice.chance(0.4):
        eye = cylinder(1.5 * fat, 2.6 * fat, sides=10)
    return join(point, other, eye)
