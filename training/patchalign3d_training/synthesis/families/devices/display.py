"""Monitors and televisions on a stand."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    frame,
    plane,
    prism,
    rectangle,
    rod,
    sheet,
    skin,
    superellipse,
)


@dataclass(frozen=True)
class _DisplaySizes:
    """Metres."""

    width: float
    height: float
    depth: float
    rise: float  # of the screen's lower edge above the table


def build(display: Assembly, dice: Dice) -> None:
    """A monitor or television on a stand; it looks along +z."""
    width = dice.between(0.5, 1.2)
    size = _DisplaySizes(
        width,
        height=width * dice.between(0.5, 0.8),
        depth=dice.between(0.03, 0.12),
        rise=dice.between(0.1, 0.35),
    )
    tilt = dice.between(-5.0, 20.0) if dice.chance(0.5) else 0.0  # degrees backwards
    for piece in _screen(dice, size):
        display.add("screen", piece.turned("x", -tilt).moved(y=size.rise + 0.5 * size.height))
    _stand(display, dice, size)


def _screen(dice: Dice, size: _DisplaySizes) -> list[Mesh]:
    """The case about the origin, its picture, what bulges behind and perhaps a raised edge."""
    case = prism(
        rectangle(size.width, size.height, dice.between(0.0, 0.04), 4),
        size.depth,
        "z",
        bevel=0.1 * size.depth,
    )
    front = 0.5 * size.depth
    visible = rectangle(0.93 * size.width, 0.9 * size.height)
    pieces = [case, sheet(visible, "z", front + 0.002)]
    if dice.chance(0.3):  # the hollow back of a picture tube narrows to its neck
        wide = plane(rectangle(0.95 * size.width, 0.95 * size.height), "z")
        neck = plane(rectangle(0.5 * size.width, 0.5 * size.height), "z", -0.4)
        pieces.append(skin(np.stack([wide, neck])))
    else:
        electronics = box(0.5 * size.width, 0.5 * size.height, 0.05, 0.01)
        pieces.append(electronics.moved(z=-front))
    if dice.chance(0.4):
        edge = frame(rectangle(size.width, size.height), visible, 0.02, "z")
        pieces.append(edge.beside(case, "+z"))
    return pieces


def _stand(display: Assembly, dice: Dice, size: _DisplaySizes) -> None:
    """A plate or four feet on the table, and a post behind the screen."""
    thick = dice.between(0.015, 0.03)
    wide, deep = dice.between(0.3, 0.6) * size.width, dice.between(0.15, 0.28)
    plate = prism(superellipse(wide, deep, dice.between(2.0, 4.0), 26), thick)
    foot = beam((0, 0.05, 0), (0.4 * wide, 0, 0.5 * deep), 0.03, 0.02)
    base = dice.pick({plate: 2, foot.both().both("z"): 1})
    display.add("base", base.moved(y=0.5 * thick))

    bottom = (0.0, thick, -0.04)
    top, behind = size.rise + 0.3 * size.height, -0.5 * size.depth
    flat_post = beam(bottom, (0.0, top, behind - 0.02), 0.12 * size.width, 0.03)
    round_post = rod(bottom, (0.0, top, behind - 0.03), 0.03)
    display.add("support", dice.one_of(flat_post, round_post))
