"""A claw, ball-peen, sledge or club hammer or a mallet; the handle stands along y."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class HammerHead:
    """A hammer's head on its shaft.

    Attributes:
        y: Height of its axis.
        radius: Of the shaft, about which its eye lies.
        reach: How far it stands out before the eye.
        face: Radius of the striking face.
    """

    y: float
    radius: float
    reach: float
    face: float


def build(hammer: Assembly, dice: Dice) -> None:
    """A claw, ball-peen, sledge or club hammer or a mallet; the handle stands along y."""
    length, radius = dice.between(0.9, 1.6), dice.between(0.03, 0.055)
    shaft(hammer, dice, length, radius)
    kind = dice.pick({"claw": 3, "ball": 1, "sledge": 1, "mallet": 1, "cross": 1})
    if kind in ("sledge", "mallet"):
        _block_head(hammer, dice, length)
        return
    y = length - 0.08
    eye = box(2.6 * radius, 0.16, 2.8 * radius, 0.02)
    hammer.add("head", eye.centred(at=(0, y, 0), axes="y"))
    head = HammerHead(y, radius, dice.between(0.16, 0.28), dice.between(0.05, 0.075))
    hammer.add("head", _poll(head), detail="striking face")
    behind = {"claw": _claw, "ball": _ball_peen, "cross": _cross_peen}[kind]
    hammer.add("head", behind(dice, head), detail="claw")


def _block_head(hammer: Assembly, dice: Dice, top: float) -> None:
    """A barrel or block along z with a band near either end."""
    half = dice.between(0.09, 0.18)  # of its height
    reach = half * dice.between(1.4, 2.2)
    barrel = cylinder(half, 2 * reach, "z", sides=dice.one_of(20, 8))
    block = box(1.5 * half, 2 * half, 2 * reach, dice.between(0.0, 0.03))
    head = dice.one_of(barrel, block).under(top)
    hammer.add("head", head)
    band = ring(half, 0.02, "z").centred(on=head, axes="y")
    hammer.add("head", band.in_row(2, 1.6 * reach, "z"))


def _poll(head: HammerHead) -> Mesh:
    """The striking end: a neck that widens to the face, along +z."""
    neck = [(0, 0), (0.75 * head.face, 0), (0.6 * head.face, 0.45 * head.reach)]
    rim = [(head.face, 0.65 * head.reach), (head.face, 0.95 * head.reach)]
    front = [(0.9 * head.face, head.reach), (0, head.reach)]
    return lathe([*neck, *rim, *front], 16).turned("x", 90.0).moved(0, head.y, head.radius)


def _claw(dice: Dice, head: HammerHead) -> Mesh:
    """Two tines that spread and bend down behind the eye."""
    reach, drop = dice.between(0.22, 0.34), dice.between(0.0, 0.2)
    share = np.linspace(0.0, 1.0, 8)  # of the way to their tips
    aside = 0.02 + dice.between(0.03, 0.05) * share
    level = head.y + 0.03 - drop * share**2
    path = np.stack([aside, level, -head.radius - reach * share], axis=1)
    section = superellipse(0.045, 0.085, 4.0, 10)
    return sweep(path, 1.0 - 0.75 * share, section, normal=(1, 0, 0)).both()


def _ball_peen(dice: Dice, head: HammerHead) -> Mesh:
    """A neck and a ball behind the eye."""
    neck, knob = [(0, 0), (0.7, 0), (0.5, 0.8)], [(0.9, 1.4), (1.0, 2.0), (0.8, 2.7), (0, 3.0)]
    peen = lathe(np.array([*neck, *knob]) * 0.9 * head.face, 14).turned("x", -90.0)
    return peen.moved(0, head.y, -head.radius)


def _cross_peen(dice: Dice, head: HammerHead) -> Mesh:
    """A wedge behind the eye that ends in a level edge."""
    path = [(0, 0, -head.radius), (0, 0, -head.radius - head.reach)]
    square = superellipse(1.6 * head.face, 1.6 * head.face, 4.0, 12)
    bar = sweep(path, [1.0, 0.9], square)
    x, y, z = bar.vertices.T
    share = np.clip((-z - head.radius) / head.reach, 0.0, 1.0)
    wedge = np.stack([x, head.y + y * (1 - 0.85 * share), z], axis=1)
    return Mesh(wedge, bar.faces)
