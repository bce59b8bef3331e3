"""Elephants and mammoths."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal import styled
from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.families.creatures.animal.stance import stance_of
from patchalign3d_training.synthesis.families.creatures.animal.trunk import legs, tail, trunk
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Mesh,
    ball,
    bumpy,
    prism,
    smooth,
    style_of,
    sweep,
)

ELEPHANT = AnimalKind(
    leg=0.85, chest=0.4, belly=0.42, limb=0.16, neck=0.12, rise=15.0, skull=0.29, snout=0.0,
    blunt=0.4, ear=1.4, ears="side", tail=0.5, tails="tuft", foot="pad",
)  # fmt: skip


def build(model: Assembly, dice: Dice) -> None:
    """An elephant with its trunk down, curled or raised; it looks along +z."""
    style = style_of(dice)
    kind = styled(dice, ELEPHANT, style)
    kind = replace(kind, skull=min(kind.skull, 0.4))
    cells = round(1.6 * style.cells)
    cell = 2.4 / 1.6 / cells
    stance = stance_of(dice, kind)
    head = stance.head
    elephant, front = model.group(), model.group()
    blend = Blend(seam=dice.between(0.03, 0.08))
    trunk(blend, dice, kind, stance)
    legs(blend, elephant, dice, kind, stance, cell)
    tail(blend, elephant, dice, kind, stance, cell)
    head.ball(blend, "head", (0.0, 0.1, -0.1), (0.8, 1.0, 0.85))
    head.ball(blend, "head", (0.35, 0.6, 0.0), (0.4, 0.4, 0.5), both=True)
    head.ball(blend, "head", (0.0, -0.6, 0.25), (0.4, 0.35, 0.4))
    _nose(blend, dice, head)
    front.add("ear", _ear(dice).both())
    if dice.chance(0.75):
        front.add("tusk", _tusk(dice).both())
    if dice.chance(0.8 if style.name in ("cartoon", "stylised") else 0.4):
        eye = dice.between(0.08, 0.2)
        front.add("eye", ball(eye, sides=8).moved(0.62, 0.15, 0.5).both())
    blend.into(elephant, cells, loose=dice.chance(0.15))
    elephant.take(front, head.put)
    rough = bumpy(dice, 0.1, dice.between(0.004, 0.012))
    model.take(elephant, rough if dice.chance(0.3) else lambda mesh: mesh)


def _nose(blend: Blend, dice: Dice, head: Attitude) -> None:
    """The trunk: hanging, swung forward, curled or raised."""
    turn = dice.between(-25.0, 60.0)  # degrees by which each next piece is bent up
    if dice.chance(0.5):
        turn = dice.between(-5.0, 15.0)
    angle, aside = dice.between(-95.0, -65.0), dice.between(-8.0, 8.0)
    joints = [np.array([0.0, -0.2, 0.6])]
    for i in range(6):
        slope = np.radians(angle + max(i - 1, 0) * turn)
        sideways = np.sin(np.radians(aside * i))
        joints.append(joints[-1] + 0.5 * np.array([sideways, np.sin(slope), np.cos(slope)]))
    head.limb(blend, "trunk", np.stack(joints), np.linspace(0.42, 0.16, 7))


def _ear(dice: Dice) -> Mesh:
    """A large flat ear at +x, laid back or spread."""
    outline = [(0.0, 0.7), (0.7, 0.9), (1.2, 0.5), (1.1, -0.3), (0.6, -1.0), (0.1, -0.5)]
    size = dice.between(0.6, 1.3)
    leaf = prism(smooth(np.array(outline)[::-1] * size, 20, closed=True), 0.08, "z")
    return leaf.turned("y", dice.between(-10.0, 65.0)).moved(0.6, 0.15, -0.2)


def _tusk(dice: Dice) -> Mesh:
    """The tusk at +x."""
    long = dice.between(0.4, 1.5)
    controls = [
        (0.35, -0.45, 0.5),
        (0.45, -0.45 - 0.5 * long, 0.6 + 0.6 * long),
        (0.4, -0.3 - 0.3 * long, 0.6 + 1.2 * long),
    ]
    return sweep(smooth(controls, 9), np.linspace(dice.between(0.13, 0.2), 0.03, 9), sides=8)
