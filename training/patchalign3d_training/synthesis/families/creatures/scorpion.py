"""Scorpions: claws ahead, a tail with a sting curled over the back; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import LegSizes, add_legs
from patchalign3d_training.synthesis.families.creatures.claws import pincer
from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, ball, chain, rod, style_of


def build(model: Assembly, dice: Dice) -> None:
    """A scorpion on eight legs."""
    style = style_of(dice)
    long, wide = 0.4, dice.between(0.16, 0.24)
    tall = dice.between(0.09, 0.15)
    scorpion = model.group()
    blend = Blend(seam=0.02)
    blend.ball("body", (0.0, 0.0, -0.1), (wide, tall, long))
    if dice.chance(0.5):
        for z in np.linspace(-0.4, 0.1, 5):
            blend.ball(
                "body",
                (0.0, 0.02, z),
                (1.02 * wide * (1.0 - 0.4 * abs(z + 0.1)), 1.05 * tall, 0.05),
            )
    blend.ball("head", (0.0, 0.0, 0.3), (0.85 * wide, 0.9 * tall, 0.16))
    rings, curl = dice.count(5, 7), dice.between(24.0, 42.0)
    angle = dice.between(-10.0, 35.0)
    steps = []
    for i in range(rings):
        up = np.radians(angle + i * curl)
        steps.append((dice.between(0.13, 0.19), (0.0, np.sin(up), -np.cos(up))))
    joints = chain((0.0, 0.02, -0.1 - 0.85 * long), *steps)
    thick = dice.between(0.05, 0.075)
    slim = dice.one_of(0.6, 1.0)
    blend.limb("tail", joints, np.linspace(slim, 0.75 * slim, rings + 1) * thick)
    for joint in joints[:-1]:
        blend.ball("tail", joint, 1.15 * thick)
    tip, ahead = joints[-1], joints[-1] - joints[-2]
    ahead = ahead / np.linalg.norm(ahead)
    scorpion.add("sting", ball(0.07, 0.09, 0.07, 10).oriented(tip + 0.05 * ahead, ahead))
    hook = tip + 0.1 * ahead
    scorpion.add("sting", rod(hook, hook + 0.12 * ahead + (0.0, -0.05, 0.05), 0.04, 0.004, sides=6))
    legs = LegSizes(
        dice.between(0.35, 0.6),
        dice.between(0.1, 0.35),
        dice.between(0.1, 0.2),
        dice.between(0.018, 0.03),
        False,
    )
    roots = [(0.8 * wide, -0.2 * tall, z) for z in (0.2, 0.05, -0.12, -0.28)]
    add_legs(blend, scorpion, dice, legs, roots, [35.0, 10.0, -15.0, -40.0])
    for side in (1.0, -1.0):
        reach = dice.between(0.8, 1.2)
        elbow = np.array([0.8 * wide + 0.25 * reach, 0.05, 0.5])
        wrist = elbow + reach * np.array([dice.between(-0.1, 0.1), 0.05, 0.25])
        path = np.stack([(0.6 * wide, 0.0, 0.35), elbow, wrist]) * (side, 1.0, 1.0)
        blend.limb("arm", path, [0.035, 0.045, 0.04])
        claw = pincer(dice, dice.between(0.28, 0.45))
        turned = claw if side > 0 else claw.mirrored()
        at = turned.oriented(path[-1], path[-1] - path[-2] + (-0.3 * side, 0, 0.3), (1.0, 0.0, 0.0))
        scorpion.add("claw", at)
    if dice.chance(0.6):
        eye = dice.between(0.02, 0.035) * style.head
        scorpion.add("eye", ball(eye, sides=8).moved(0.25 * wide, 0.85 * tall, 0.36).both())
    blend.into(scorpion, round(1.6 * style.cells), loose=dice.chance(0.2))
    model.take(scorpion)
