"""Sharks: long hunters with an upright tail; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import fin, swaying
from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, ball, prism, rod, style_of

TAIL = [
    (0.15, 0.03),
    (-0.6, 0.9),
    (-1.1, 1.5),
    (-0.8, 0.7),
    (-0.55, 0.2),
    (-0.45, -0.2),
    (-0.7, -0.8),
]


def build(model: Assembly, dice: Dice) -> None:
    """A shark with gills, an underslung mouth, one tall fin on its back; some are hammerheads."""
    style = style_of(dice)
    girth = dice.between(0.1, 0.15) * (1.25 if style.name == "cartoon" else 1.0)
    shark = model.group()
    blend = Blend(seam=dice.between(0.015, 0.04))
    blend.ball("body", (0.0, 0.0, 0.02), (0.92 * girth, girth, 0.38))
    blend.ball("body", (0.0, 0.01, -0.2), (0.6 * girth, 0.62 * girth, 0.32))
    blend.limb(
        "body", [(0.0, 0.01, -0.3), (0.0, 0.03, -0.6)], [0.4 * girth, max(0.22 * girth, 0.02)]
    )
    front = dice.between(0.48, 0.58)
    blend.ball("head", (0.0, 0.0, 0.3), (0.78 * girth, 0.75 * girth, 0.2))
    blend.limb(
        "head",
        [(0.0, 0.0, 0.35), (0.0, 0.02, front)],
        [0.6 * girth, dice.between(0.2, 0.4) * girth],
    )
    wide = 0.0
    if dice.chance(0.15):
        wide = dice.between(0.14, 0.22)
        blend.limb("head", [(-wide, 0.0, front - 0.03), (wide, 0.0, front - 0.03)], 0.035)
    eye_at = (wide + 0.02, 0.01, front - 0.03) if wide else (0.62 * girth, 0.2 * girth, 0.42)
    mouth = (0.5 * girth, dice.between(0.15, 0.45) * girth, 0.06)
    blend.carve("mouth", (0.0, -0.62 * girth, 0.4), mouth)
    eye = dice.between(0.1, 0.16) * girth * style.head
    if dice.chance(0.85):
        shark.add("eye", ball(eye, sides=8).moved(*eye_at).both())
    if dice.chance(0.5):
        for turn in np.linspace(-70.0, 70.0, dice.count(5, 9)):
            x, z = 0.45 * girth * np.sin(np.radians(turn)), 0.05 * np.cos(np.radians(turn))
            tooth = rod(
                (x, -0.35 * girth, 0.4 + z),
                (x, -0.6 * girth, 0.4 + z),
                0.09 * girth,
                0.002,
                sides=4,
            )
            shark.add("mouth", tooth)
    _fins(shark, dice, girth)
    blend.into(shark, round(1.4 * style.cells), loose=dice.chance(0.15))
    model.take(shark, swaying(dice, 0.3))


def _fins(shark: Assembly, dice: Dice, girth: float) -> None:
    """Back fin, pectoral fins, small ones behind, and the tail with its long upper half."""
    thick = dice.between(0.012, 0.024)
    tall = dice.between(0.12, 0.2)
    back = fin(dice, dice.between(0.16, 0.22), tall, 0.8 * tall, thick)
    shark.add("fin", back.moved(0.0, 0.9 * girth, 0.05))
    long = dice.between(0.18, 0.3)
    side = fin(dice, 0.14, long, 0.6 * long, thick).turned("z", -dice.between(90.0, 125.0))
    shark.add("fin", side.moved(0.75 * girth, -0.35 * girth, 0.18).both())
    if dice.chance(0.8):
        small = fin(dice, 0.07, 0.05, 0.05, thick)
        shark.add("fin", small.moved(0.0, 0.45 * girth, -0.32))
        shark.add("fin", small.turned("z", -120.0).moved(0.4 * girth, -0.4 * girth, -0.25).both())
    size = dice.between(0.16, 0.24)
    half = np.array(TAIL) * (1.0, dice.between(0.8, 1.1))
    lower = [(-0.3, -0.5), (0.05, -0.1)]
    outline = np.vstack([half, lower]) * size
    shark.add("tail", prism(outline, thick, "x", 0.4 * thick).moved(0.0, 0.03, -0.58))
