"""Frogs and toads, sitting, leaping or cartoon-like; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.sprawl import toes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Vector,
    ball,
    bent,
    bumpy,
    prism,
    style_of,
)


def build(model: Assembly, dice: Dice) -> None:
    """A frog with folded or stretched hind legs and bulging eyes."""
    style = style_of(dice)
    leaps = dice.chance(0.2)
    rise = dice.between(0.0, 45.0)
    ahead = bent((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), rise)
    wide, tall = dice.between(0.22, 0.3), dice.between(0.15, 0.24)
    frog = model.group()
    blend = Blend(seam=dice.between(0.02, 0.05))
    blend.ball("body", (0.0, 0.0, 0.0), (wide, 0.42, tall), along=ahead)
    skull = dice.between(0.17, 0.23) * style.head**0.4
    middle = (0.36 + 0.4 * skull) * ahead + (0.0, 0.03, 0.0)
    front = bent((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), 0.3 * rise)
    blend.ball("head", middle, (1.2 * skull, skull, 0.75 * skull), along=front)
    eye = dice.between(0.22, 0.36) * skull * min(style.head, 1.5)
    at = middle + np.array([0.6 * skull, 0.72 * skull, 0.1])
    if dice.chance(0.5):
        blend.ball("head", at - (0.0, 0.3 * eye, 0.0), 1.2 * eye, both=True)
    frog.add("eye", ball(eye, sides=10).moved(*(at + (0.0, 0.1 * eye, 0.3 * eye))).both())
    if dice.chance(0.3):
        gape = dice.between(0.1, 0.3) * skull
        blend.carve("mouth", middle + 0.85 * skull * front, (1.1 * skull, gape, 0.5 * skull))
    _legs(blend, frog, dice, wide, ahead, leaps)
    blend.into(frog, round(1.6 * style.cells), loose=dice.chance(0.15))
    rough = bumpy(dice, 0.08, 0.006)
    model.take(frog, rough if dice.chance(0.3) else lambda mesh: mesh)


def _legs(
    blend: Blend, frog: Assembly, dice: Dice, wide: float, ahead: Vector, leaps: bool
) -> None:
    """Short fore legs, long hind legs, and feet with long toes or webs."""
    thick = dice.between(0.04, 0.065)
    floor = -0.42 * float(ahead[1]) - dice.between(0.16, 0.22)
    webbed = dice.chance(0.4)
    for side in (1.0, -1.0):
        flip = np.array([side, 1.0, 1.0])
        shoulder = 0.22 * ahead + (0.85 * wide, -0.05, 0.0)
        elbow = shoulder + (0.14, 0.5 * (floor - shoulder[1]), -0.06)
        wrist = np.array(
            [elbow[0] + dice.between(-0.08, 0.1), floor, elbow[2] + dice.between(0.1, 0.2)]
        )
        if leaps:
            wrist = shoulder + (0.1, -0.05, 0.35)
        hip = -0.3 * ahead + (0.6 * wide, 0.0, 0.0)
        knee = hip + (0.24, dice.between(0.02, 0.18), dice.between(0.2, 0.34))
        ankle = np.array([knee[0] + dice.between(-0.06, 0.06), floor + 0.03, hip[2] - 0.05])
        if leaps:
            knee, ankle = hip + (0.2, 0.0, -0.3), hip + (0.12, -0.05, -0.65)
        heel = ankle + (0.06, -0.02, -0.2 if leaps else 0.24)
        blend.limb(
            "leg", np.stack([shoulder, elbow, wrist]) * flip, [1.3 * thick, thick, 0.8 * thick]
        )
        joints = np.stack([hip, knee, ankle, heel]) * flip
        blend.limb("leg", joints, [2.0 * thick, 1.5 * thick, 0.9 * thick, 0.8 * thick])
        for end, long in ((wrist, 2.0 * thick), (heel, 2.9 * thick)):
            foot = toes(dice, long, 0.3 * thick, pads=True)
            blend.ball(
                "foot",
                (end + (0.0, 0.0, 0.4 * thick)) * flip,
                (0.9 * thick, 0.6 * thick, 1.0 * thick),
            )
            if webbed and long > 2.5 * thick:
                web = prism(
                    np.array([(0.0, -0.1), (0.6, 0.9), (0.0, 1.0), (-0.6, 0.9)]) * long, 0.012
                )
                frog.add("foot", web.moved(*(end * flip)))
            frog.add("foot", foot.moved(*(end * flip)))
