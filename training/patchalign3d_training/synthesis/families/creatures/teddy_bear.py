"""Teddy bears."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    ball,
    chain,
    hanging,
    ring,
    style_of,
)


def build(model: Assembly, dice: Dice) -> None:
    """A plush bear that sits, stands or lies with its arms out; it looks along +z."""
    style = style_of(dice)
    head = 0.24 * style.head**0.5  # the head's radius; the body is about 0.6 high
    girth = dice.between(0.24, 0.34)
    arm, leg = dice.between(0.085, 0.12), dice.between(0.1, 0.14)
    bear = Blend(seam=dice.between(0.02, 0.08))

    bear.ball("body", (0.0, 0.32, 0.0), (girth, 0.36, 0.85 * girth))
    head_y = 0.32 + 0.3 + 0.75 * head
    _head(bear, dice, head, head_y)

    shoulder = (0.8 * girth, 0.5, 0.0)
    hip = (0.55 * girth, 0.1, 0.05)
    sits = dice.chance(0.65)
    for side in (1.0, -1.0):
        swing, lift = dice.between(-20.0, 80.0), dice.between(25.0, 100.0)
        bones = ((0.2, hanging(swing, lift)), (0.18, hanging(swing + dice.between(0, 50), lift)))
        joints = chain(shoulder, *bones) * (side, 1.0, 1.0)
        bear.limb("arm", joints, [0.9 * arm, arm, 1.1 * arm])
        bear.ball("arm", joints[-1], 1.15 * arm, detail="hand")

        swing = dice.between(70.0, 95.0) if sits else dice.between(-10.0, 10.0)
        joints = chain(hip, (0.34, hanging(swing, dice.between(8.0, 30.0)))) * (side, 1.0, 1.0)
        bear.limb("leg", joints, [1.1 * leg, leg])
        sole = joints[-1] + ((0.0, 0.05, 0.0) if sits else (0.0, 0.0, 0.05))
        half = (leg, 1.4 * leg, 0.8 * leg) if sits else (leg, 0.8 * leg, 1.4 * leg)
        bear.ball("leg", sole, half, detail="foot")
    if dice.chance(0.5):
        bear.ball("tail", (0.0, 0.1, -0.9 * girth), 0.07)
    bear.into(model, style.cells)
    _face(model, dice, head, head_y)


def _head(bear: Blend, dice: Dice, head: float, y: float) -> None:
    """Skull, snout and ears, all soft."""
    bear.ball("head", (0.0, y, 0.0), (dice.about(head), head, 0.92 * head))
    snout = dice.between(0.36, 0.5) * head
    bear.ball("muzzle", (0.0, y - 0.25 * head, 0.8 * head), (1.15 * snout, 0.85 * snout, snout))
    ear = dice.between(0.26, 0.4) * head
    spread = np.radians(dice.between(35.0, 60.0))
    place = (1.05 * head * np.sin(spread), y + 1.05 * head * np.cos(spread), 0.0)
    bear.ball("ear", place, (ear, ear, 0.5 * ear), both=True)


def _face(model: Assembly, dice: Dice, head: float, y: float) -> None:
    """Eyes, nose, and perhaps a bow at the neck, sewn on."""
    eye = dice.between(0.07, 0.12) * head
    model.add("eye", ball(eye).moved(0.36 * head, y + 0.1 * head, 0.84 * head).both())
    nose = ball(0.17 * head, 0.12 * head, 0.1 * head, 10)
    model.add("nose", nose.moved(0.0, y - 0.12 * head, 1.2 * head))
    if dice.chance(0.35):
        neck = y - 0.85 * head
        wing = ball(0.14, 0.09, 0.04, 10).moved(0.13, neck, 0.75 * head).both()
        band = ring(0.6 * head, 0.025, sides=6).moved(0.0, neck)
        model.add("bow", wing, ball(0.04, sides=8).moved(0.0, neck, 0.75 * head), band)
