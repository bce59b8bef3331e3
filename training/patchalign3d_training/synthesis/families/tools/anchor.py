"""Anchors."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    beam,
    box,
    cylinder,
    prism,
    ring,
    rod,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A shank with two bent arms below, in the (x, y) plane; upright, or lying."""
    anchor = model.group()
    height, reach = 1.0, dice.between(0.3, 0.5)
    thick = dice.between(0.03, 0.06)
    is_flat = dice.chance(0.35)  # cut out of a plate, as badges are
    if is_flat or dice.chance(0.4):
        anchor.add("shank", beam((0, 0.02, 0), (0, height, 0), 2 * thick, 1.6 * thick, 0.75))
    else:
        anchor.add("shank", rod((0, 0.02, 0), (0, height, 0), 1.2 * thick, 0.8 * thick, 12))
    rise = dice.between(0.2, 0.45)
    angle = np.linspace(-np.pi, 0.0, 17)
    bow = np.stack([reach * np.cos(angle), rise * (1.0 + np.sin(angle)), 0 * angle], axis=1)
    taper = thick * (1.3 - 0.6 * np.abs(np.cos(angle)))
    anchor.add("arm", sweep(bow, taper, sides=10))
    if dice.chance(0.4):
        anchor.add("arm", ball(1.6 * thick).moved(y=0.0))
    wide, long = dice.between(0.08, 0.14), dice.between(0.14, 0.24)
    blade = np.array([(-wide, 0.0), (wide, 0.0), (0.4 * wide, 0.5 * long), (0.0, long)])
    blade = np.concatenate([blade, [(-0.4 * wide, 0.5 * long)]])
    palm = prism(blade, 0.8 * thick, "z")
    palm = palm if is_flat or dice.chance(0.4) else palm.turned("y", 90.0)
    lean = dice.between(-30.0, 15.0)
    anchor.add("fluke", palm.turned("z", -lean).moved(reach, rise - 0.03).both())
    level = height * dice.between(0.78, 0.92)
    if dice.chance(0.8):
        half = dice.between(0.2, 0.38)
        bar = rod((-half, level, 0), (half, level, 0), 0.8 * thick)
        tip = ball(1.2 * thick).moved(half, level).both()
        crossed = not is_flat and dice.chance(0.4)
        for piece in (bar, tip):
            anchor.add("stock", piece.turned("y", 90.0) if crossed else piece)
    hoop = dice.between(0.07, 0.12)
    anchor.add("ring", ring(hoop, 0.45 * thick, "z").moved(y=height + 0.8 * hoop))
    if dice.chance(0.35):
        start = height + 1.7 * hoop
        link = ring(0.05, 0.014, "z", 16, 6).stretched(y=1.5)
        for i in range(dice.count(3, 8)):
            turned = link.turned("y", 90.0 * (i % 2 + 1))
            anchor.add("chain", turned.moved(0.0, start + 0.105 * i))
    elif dice.chance(0.2):
        anchor.add("shank", box(3 * thick, 3 * thick, 2 * thick).moved(y=0.02))
        anchor.add("shank", cylinder(1.5 * thick, 2.5 * thick, "z").moved(y=height))
    turn = dice.pick({0.0: 4, 90.0: 2, 35.0: 1})
    axis = dice.one_of("x", "z")
    model.take(anchor, lambda mesh: mesh.turned(axis, turn))
