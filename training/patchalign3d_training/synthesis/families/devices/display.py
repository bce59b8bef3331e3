"""A monitor or television on a stand; it looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
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


def build(display: Assembly, dice: Dice) -> None:
    """A monitor or television on a stand; it looks along +z."""
    width = dice.between(0.5, 1.2)
    tall, deep = width * dice.between(0.5, 0.8), dice.between(0.03, 0.12)
    rise = dice.between(0.1, 0.35)
    tilt = dice.between(-5.0, 20.0) if dice.chance(0.5) else 0.0
    outline = rectangle(width, tall, dice.between(0.0, 0.04), 4)
    pieces = [prism(outline, deep, "z", 0.1 * deep)]
    inner = rectangle(0.93 * width, 0.9 * tall)
    pieces.append(sheet(inner, "z", 0.5 * deep + 0.002))
    if dice.chance(0.3):
        tube_rows = [
            plane(rectangle(width * s, tall * s), "z", z) for s, z in ((0.95, 0), (0.5, -0.4))
        ]
        pieces.append(skin(np.stack(tube_rows)))
    else:
        pieces.append(box(0.5 * width, 0.5 * tall, 0.05, 0.01).moved(0, 0, -0.5 * deep))
    if dice.chance(0.4):
        edge = frame(rectangle(width, tall), inner, 0.02, "z").moved(0, 0, 0.5 * deep + 0.01)
        pieces.append(edge)
    for piece in pieces:
        display.add("screen", piece.turned("x", -tilt).moved(0, rise + 0.5 * tall))
    thick = dice.between(0.015, 0.03)
    wide, far = dice.between(0.3, 0.6) * width, dice.between(0.15, 0.28)
    round_base = prism(superellipse(wide, far, dice.between(2.0, 4.0), 26), thick)
    feet = beam((0, 0.05, 0), (0.4 * wide, 0, 0.5 * far), 0.03, 0.02).both().both("z")
    display.add("base", dice.pick({round_base: 2, feet: 1}).moved(0, 0.5 * thick))
    post = beam((0, thick, -0.04), (0, rise + 0.3 * tall, -0.5 * deep - 0.02), 0.12 * width, 0.03)
    round_post = rod((0, thick, -0.04), (0, rise + 0.3 * tall, -0.5 * deep - 0.03), 0.03)
    display.add("support", dice.one_of(post, round_post))
