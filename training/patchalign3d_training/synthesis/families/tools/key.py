"""Keys."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    frame,
    join,
    lathe,
    prism,
    ring,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """An old key with a round shaft or a flat one, its shaft along +x from the bow."""
    key = model.group()
    length = dice.between(1.4, 3.2)
    if dice.chance(0.5):
        _old(key, dice, length)
    else:
        _flat(key, dice, 0.7 * length)
    if dice.chance(0.3):
        hoop = ring(dice.between(0.4, 0.7), 0.035, "y")
        key.add("key ring", hoop.moved(-0.95 - float(hoop.high[0]) * 0.7))
    turn = dice.pick({0.0: 3, 90.0: 2, -90.0: 1})
    model.take(key, lambda mesh: mesh.turned("z", turn))


def _old(key: Assembly, dice: Dice, length: float) -> None:
    """A ring, a heart or a clover of rings; a round shaft with a bit that hangs from its end."""
    thick = dice.between(0.08, 0.13)
    kind = dice.pick({"ring": 4, "oval": 2, "clover": 3})
    if kind == "clover":
        size = 0.3
        one = ring(size, thick, "z").moved(0.95 * size + 0.08)
        key.add("bow", join(*(one.turned("z", a) for a in (90.0, 180.0, 270.0))).moved(-0.42))
    else:
        loop = ring(0.5, thick, "z").stretched(y=1.0 if kind == "ring" else 1.5)
        key.add("bow", loop.moved(-0.5))
    radius = dice.between(0.09, 0.14)
    key.add("shaft", cylinder(radius, length + 0.05, "x").moved(0.5 * length))
    if dice.chance(0.7):
        bead = lathe([(1.0, -0.5), (1.8, -0.3), (1.8, 0.3), (1.0, 0.5)], 16)
        bead = bead.scaled(radius).turned("z", -90.0)
        key.add("collar", bead.moved(0.12), *([bead.moved(0.32)] if dice.chance(0.4) else []))
    if dice.chance(0.4):
        key.add("shaft", ball(1.05 * radius).moved(length))
    wide, drop, flat = dice.between(0.3, 0.5), dice.between(0.4, 0.6), 0.9 * radius
    at = length - 0.5 * wide - dice.between(0.02, 0.15)
    count = dice.count(2, 3)
    plate = box(wide, 0.45 * drop, flat).under(-0.6 * radius)
    tooth = (
        box(0.7 * wide / count, 0.6 * drop, flat)
        .in_row(count, wide / count)
        .under(-0.3 * drop - 0.6 * radius)
    )
    key.add("bit", plate.moved(at), tooth.moved(at))


def _flat(key: Assembly, dice: Dice, length: float) -> None:
    """A plate with a hole for a bow, a flat blade whose lower edge is cut."""
    thick, wide = dice.between(0.06, 0.1), dice.between(0.26, 0.36)
    outline = superellipse(
        dice.between(0.8, 1.0), dice.between(0.8, 1.2), dice.one_of(2.0, 3.0, 6.0), 24
    )
    hole = superellipse(0.2, 0.2, 2.0, 24) + (-0.2, 0.0)
    bow = frame(outline, hole, 1.5 * thick, "z")
    if dice.chance(0.3):
        bow = frame(outline, 0.6 * outline, 1.5 * thick, "z")
    key.add("bow", bow.moved(-0.45))
    upper, half = 0.5 * wide, 0.1 * wide
    spine = [(-0.05, -half), (length + 0.1, -half), (length, upper), (-0.05, upper)]
    key.add("shaft", prism(np.array(spine), thick, "z"))
    cuts = dice.count(4, 7)
    edge = [(0.3 * length, -half)]
    for i in range(cuts):  # peaks and valleys up to the tip
        x = length * (0.34 + 0.62 * i / cuts)
        deep = dice.between(0.3, 0.95) * (0.5 * wide)
        edge += [
            (x, -half - deep),
            (x + 0.04 * length, -half - deep),
            (x + 0.06 * length, -half - 0.02),
        ]
    teeth = np.array(
        [
            *edge,
            (length + 0.08, -half - 0.01),
            (length + 0.1, -half + 0.02),
            (0.3 * length, -half + 0.02),
        ]
    )
    key.add("bit", prism(teeth, thick, "z"))
    if dice.chance(0.5):
        key.add("collar", box(0.06, 1.3 * wide, 1.6 * thick).moved(0.02))
    if dice.chance(0.5):
        groove = box(0.8 * length, 0.08 * wide, 1.15 * thick).moved(0.45 * length, 0.3 * wide)
        key.add("shaft", groove)
