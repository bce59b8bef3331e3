"""Butterflies, moths and dragonflies; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import (
    LegSizes,
    add_legs,
    add_tube,
    feeler,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    Points,
    ball,
    prism,
    sheet,
    smooth,
    style_of,
)

FRONT = {
    "round": [(0.0, 0.05), (0.5, 0.45), (1.0, 0.6), (1.1, 0.3), (0.8, 0.0), (0.3, -0.1)],
    "pointed": [(0.0, 0.08), (0.6, 0.4), (1.25, 0.75), (1.15, 0.35), (0.8, 0.02), (0.3, -0.12)],
    "slender": [(0.0, 0.04), (0.6, 0.15), (1.2, 0.12), (1.25, 0.0), (0.8, -0.12), (0.2, -0.06)],
}
REAR = {
    "round": [(0.0, 0.0), (0.5, 0.0), (0.85, -0.2), (0.8, -0.6), (0.4, -0.75), (0.08, -0.35)],
    "pointed": [(0.0, 0.0), (0.5, -0.02), (0.85, -0.3), (0.6, -0.6), (0.55, -1.0), (0.1, -0.4)],
    "slender": [(0.0, 0.0), (0.6, 0.04), (1.15, -0.05), (1.15, -0.2), (0.7, -0.25), (0.1, -0.1)],
}
"""Outlines of the wings at +x as (x, z)."""


def build(model: Assembly, dice: Dice) -> None:
    """Large wings, flat, raised or shut over a thin body."""
    style = style_of(dice)
    shape = dice.pick({"round": 4, "pointed": 3, "slender": 2})
    long = dice.between(0.35, 0.55) * (1.7 if shape == "slender" else 1.0)
    thick = dice.between(0.05, 0.09)
    bug = model.group()
    blend = Blend(seam=0.02)
    blend.ball("body", (0.0, 0.0, 0.0), (1.2 * thick, 1.2 * thick, 0.18), detail="thorax")
    droop = dice.between(-0.15, 0.05)
    back = np.array([(0.0, 0.0, -0.1), (0.0, droop, -long)])
    blend.limb("body", back, [thick, 0.6 * thick], detail="abdomen")
    size = dice.between(0.9, 1.5) * thick * style.head**0.5
    blend.ball("head", (0.0, 0.02, 0.18 + 0.6 * size), size)
    blend.into(bug, round(1.0 * style.cells), loose=dice.chance(0.2))
    if dice.chance(0.6):
        eye = dice.between(0.35, 0.6) * size
        bug.add("eye", ball(eye, sides=8).moved(0.65 * size, 0.04, 0.2 + 0.9 * size).both())
    if shape != "slender" or dice.chance(0.3):
        feel = feeler(
            (0.4 * size, 0.5 * size, 0.2 + size),
            dice.between(0.2, 0.5),
            dice.between(45.0, 75.0),
            dice.between(10.0, 50.0),
            -10.0,
        )
        for side in (1.0, -1.0):
            add_tube(blend, bug, "antenna", feel * (side, 1.0, 1.0), 0.014, False)
        if dice.chance(0.5):
            bug.add("antenna", ball(0.03, sides=6).moved(*feel[-1]).both())
    if dice.chance(0.4):
        legs = LegSizes(0.16, -0.2, 0.2, 0.012, False)
        roots = [(0.6 * thick, -0.7 * thick, z) for z in (0.1, 0.0, -0.1)]
        add_legs(blend, bug, dice, legs, roots, [40.0, 0.0, -40.0])
    lift = dice.pick({8.0: 4, 45.0: 3, 82.0: 1}) + dice.between(-15.0, 6.0)
    span = dice.between(0.8, 1.2)
    for controls, more in ((FRONT[shape], 0.0), (REAR[shape], dice.between(-5.0, 5.0))):
        outline = smooth(np.array(controls) * span, 22, closed=True)[::-1]
        bug.add(
            "wing",
            _vane(dice, outline).turned("z", lift + more).moved(0.5 * thick, 0.3 * thick).both(),
        )
    model.take(bug)


def _vane(dice: Dice, outline: Points) -> Mesh:
    """A wing as a plate or as a bare sheet."""
    if dice.chance(0.3):
        return sheet(outline)
    return prism(outline, dice.between(0.012, 0.035))
