"""Lizards, geckos, crocodiles and salamanders; they look along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import swaying
from patchalign3d_training.synthesis.families.creatures.sprawl import sprawling_legs
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    ball,
    bumpy,
    prism,
    rod,
    style_of,
)


@dataclass(frozen=True)
class LizardKind:
    """Proportions; the trunk is 1 long.

    Attributes:
        girth: Half the width of the trunk.
        snout: Length of the snout.
        wide: Half the width of the snout's tip.
        tail: Length of the tail.
        scales: Whether a row of scales stands on the back.
    """

    girth: float
    snout: float
    wide: float
    tail: float
    scales: bool


KINDS = {
    "lizard": LizardKind(0.16, 0.2, 0.06, 1.3, False),
    "crocodile": LizardKind(0.2, 0.55, 0.08, 1.3, True),
    "gecko": LizardKind(0.2, 0.12, 0.1, 0.9, False),
    "iguana": LizardKind(0.2, 0.16, 0.09, 1.6, True),
    "chameleon": LizardKind(0.15, 0.16, 0.07, 1.1, False),
}


def build(model: Assembly, dice: Dice) -> None:
    """A reptile on four bent legs with a long tail."""
    style = style_of(dice)
    kind = KINDS[dice.pick({"lizard": 4, "crocodile": 4, "gecko": 2, "iguana": 2, "chameleon": 1})]
    girth = dice.about(kind.girth, 0.2) * (1.3 if style.name == "cartoon" else 1.0)
    tall = dice.between(0.75, 1.1) * girth
    lizard = model.group()
    blend = Blend(seam=dice.between(0.02, 0.05))
    blend.ball("body", (0.0, 0.0, 0.0), (girth, tall, 0.5))
    blend.ball("body", (0.0, 0.0, 0.3), (0.8 * girth, 0.8 * tall, 0.25))
    skull = dice.between(0.55, 0.75) * girth * style.head**0.5
    neck = dice.between(0.08, 0.2)
    blend.limb("neck", [(0.0, 0.0, 0.45), (0.0, 0.04, 0.55 + neck)], [0.72 * girth, 0.8 * skull])
    base = 0.6 + neck
    blend.ball("head", (0.0, 0.06, base), (skull, 0.8 * skull, 1.15 * skull))
    front = base + 0.6 * skull + dice.about(kind.snout, 0.25)
    gape = dice.between(0.06, 0.22) if dice.chance(0.3) else 0.0
    wide = dice.about(kind.wide, 0.2)
    for x in (-0.5, 0.5):
        blend.limb(
            "snout",
            [(x * skull, 0.04, base), (x * wide, 0.02 + 0.6 * gape, front)],
            [0.45 * skull, 0.75 * wide],
        )
        if gape:
            jaw = np.array([(x * skull, -0.02, base), (x * wide, -0.04 - gape, front)])
            blend.limb("snout", jaw, [0.35 * skull, 0.6 * wide])
    if kind.scales and dice.chance(0.6):
        for z in np.linspace(base + skull, front, 7):
            tooth = rod((0.6 * wide, 0.0, z), (0.62 * wide, -0.05, z), 0.014, 0.002, sides=4)
            lizard.add("tooth", tooth.both())
    if dice.chance(0.8):
        eye = dice.between(0.16, 0.28) * skull * min(style.head, 1.7)
        lizard.add(
            "eye", ball(eye, sides=8).moved(0.65 * skull, 0.06 + 0.6 * skull, base + 0.2).both()
        )
    long = dice.about(kind.tail, 0.2)
    droop = dice.between(-0.12, 0.05)
    share = np.linspace(0.0, 1.0, 6)[:, None]
    path = np.array([0.0, 0.0, -0.4]) + share * (0.0, 0.0, -long) + share**2 * (0.0, droop, 0.0)
    blend.limb("tail", path, np.linspace(0.7 * girth, 0.03, 6))
    sprawling_legs(blend, lizard, dice, girth, dice.between(0.22, 0.36), dice.between(0.04, 0.07))
    if kind.scales:
        _scales(lizard, dice, tall, long)
    blend.into(lizard, round(1.9 * style.cells), loose=dice.chance(0.15))
    sway = swaying(dice, 0.4)
    rough = bumpy(dice, 0.07, 0.004)
    scaly = dice.chance(0.35)
    model.take(lizard, lambda mesh: sway(rough(mesh) if scaly else mesh))


def _scales(lizard: Assembly, dice: Dice, tall: float, long: float) -> None:
    """A row of points along the back and the tail, or two."""
    high = dice.between(0.06, 0.13)
    tooth = prism(np.array([(0.07, 0.0), (-0.02, high), (-0.08, 0.0)]), 0.02, "x")
    double = dice.chance(0.5)
    for z in np.linspace(0.35, -0.5 - 0.6 * long, 12):
        inside = abs(z) < 0.45
        level = 0.92 * tall * np.sqrt(max(1.0 - (z / 0.55) ** 2, 0.25)) if inside else 0.3 * tall
        x = (0.05, -0.05) if double else (0.0,)
        lizard.add("scale", tooth.at([(side, level, z) for side in x]))
