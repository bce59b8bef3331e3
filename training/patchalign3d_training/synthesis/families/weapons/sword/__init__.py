"""Swords; the blade stands up along y, its root at the origin, its edges to either side in x."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.sword.blades import SwordSizes, add_blade
from patchalign3d_training.synthesis.families.weapons.sword.hilts import (
    add_grip,
    add_guard,
    add_pommel,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    polygon,
    prism,
)

LENGTHS = {"short": (0.45, 0.7), "great": (1.1, 1.6), "rapier": (0.9, 1.2)}
WIDTHS = {"rapier": (0.02, 0.035), "great": (0.09, 0.24), "katana": (0.03, 0.05)}


def build(model: Assembly, dice: Dice) -> None:
    """Knightly, short and great swords, katanas, sabres, rapiers, fantasy and block swords."""
    kind = dice.pick(
        {
            "knight": 4,
            "short": 2,
            "great": 2,
            "fantasy": 3,
            "katana": 2,
            "sabre": 2,
            "rapier": 1,
            "blocks": 1,
        }
    )
    if kind == "blocks":
        _block_sword(model, dice)
        return
    toy = dice.chance(0.3)  # stylised: broad, thick and short
    stout = dice.between(1.3, 2.2) if toy else 1.0
    width = dice.between(*WIDTHS.get(kind, (0.045, 0.1))) * stout
    grip = (
        dice.between(0.1, 0.2) if kind in ("short", "sabre", "rapier") else dice.between(0.14, 0.34)
    )
    sizes = SwordSizes(
        kind,
        length=dice.between(*LENGTHS.get(kind, (0.7, 1.1))),
        width=width,
        thick=stout * dice.between(0.008, 0.025),
        grip=grip,
        radius=stout * dice.between(0.011, 0.02),
        sides=dice.pick({5: 1, 6: 2, 8: 2, 14: 3}),
    )
    sword = model.group()
    add_blade(sword, dice, sizes)
    add_grip(sword, dice, sizes)
    if dice.chance(0.95):
        add_guard(sword, dice, sizes)
    if dice.chance(0.85):
        add_pommel(sword, dice, sizes)
    point_down = dice.chance(0.25)
    model.take(sword, lambda mesh: mesh.turned("z", 180.0) if point_down else mesh)


def _block_sword(model: Assembly, dice: Dice) -> None:
    """A sword of cubes in a plane, as in games of blocks, or of a few planks."""
    if dice.chance(0.5):
        wide, long = dice.between(0.1, 0.2), dice.between(0.6, 1.0)
        model.add("blade", box(wide, long, 0.05).on(0.0))
        tip = prism(polygon(3, 0.577 * wide, 90.0), 0.05, "z").on(long)
        model.add("blade", tip)
        model.add("guard", box(dice.between(2.0, 4.0) * wide, 0.06, 0.08).under(0.0))
        model.add("handle", box(0.06, 0.25, 0.06).under(-0.06))
        if dice.chance(0.5):
            model.add("pommel", box(0.1, 0.08, 0.08).under(-0.31))
        return
    cube = box(1.0, 1.0, 1.0)
    length = dice.count(6, 11)
    across = np.array([(-1, 1), (1, -1)])  # steps to either side of the diagonal
    for i in range(length):
        model.add("blade", cube.moved(i, i), cube.moved(i + 1, i), cube.moved(i, i + 1))
    model.add("blade", cube.moved(length, length))
    for x, y in (*across, *(2 * across), (0, 0)):
        model.add("guard", cube.moved(float(x) - 1.0, float(y) - 1.0))
    for i in range(2, 2 + dice.count(2, 4)):
        model.add("handle", cube.moved(-float(i), -float(i)), cube.moved(1.0 - i, -float(i)))
    model.add("pommel", cube.moved(-6.0, -6.0), cube.moved(-5.0, -6.0))
