"""Crabs and lobsters, with claws ahead; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import (
    LegSizes,
    add_legs,
    add_tube,
    feeler,
)
from patchalign3d_training.synthesis.families.creatures.claws import pincer
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    ball,
    chain,
    prism,
    rod,
    smooth,
    style_of,
)

TAIL_LEAF = ((-0.03, 0.0), (0.05, 0.14), (0.0, 0.24), (-0.07, 0.14))  # of a lobster's fan, (x, z)
TAIL_TURNS = (-45.0, -20.0, 0.0, 20.0, 45.0)  # degrees of the fan's leaves
ARM_RADII = (0.045, 0.055, 0.05)  # at shoulder, elbow and wrist
FEELER_TURNS = (65.0, 35.0, -15.0)  # degrees ahead, of rise, of bend


def build(model: Assembly, dice: Dice) -> None:
    """A broad crab, or a lobster with a long tail."""
    style = style_of(dice)
    lobster = dice.chance(0.35)
    wide = dice.between(0.14, 0.2) if lobster else dice.between(0.36, 0.5)
    long = dice.between(0.35, 0.45) if lobster else dice.between(0.24, 0.36)
    tall = dice.between(0.12, 0.2)
    crab = model.group()
    blend = Blend(seam=0.02)
    blend.ball("body", (0.0, 0.0, 0.0), (wide, tall, long))
    if lobster:
        _tail(blend, crab, dice, wide, long)
    soft = dice.chance(0.25)
    thick = dice.between(0.04, 0.05) if soft else dice.between(0.02, 0.04)
    legs = LegSizes(
        reach=dice.between(0.4, 0.65),
        rise=dice.between(0.15, 0.4),
        drop=dice.between(0.15, 0.3),
        thick=thick,
        soft=soft,
    )
    pairs = dice.pick({4: 3, 3: 2})
    first, last = 0.3, -0.55  # where the legs grow, in shares of half the length
    ahead, behind = 15.0, -45.0  # degrees that they point
    roots = [(0.85 * wide, -0.1 * tall, z * long) for z in np.linspace(first, last, pairs)]
    add_legs(blend, crab, dice, legs, roots, np.linspace(ahead, behind, pairs))
    large = dice.between(0.3, 0.5)
    for side in (1.0, -1.0):
        out = dice.between(0.15, 0.35) * (0.6 if lobster else 1.0)
        elbow = np.array([0.75 * wide + out, dice.between(0.0, 0.2), 0.8 * long + 0.05])
        forearm = 0.22
        aside, up = dice.between(-0.2, 0.05), dice.between(-0.05, 0.15)
        wrist = elbow + np.array([aside, up, forearm])
        path = np.stack([(0.65 * wide, 0.0, 0.65 * long), elbow, wrist]) * (side, 1.0, 1.0)
        blend.limb("arm", path, ARM_RADII)
        claw = pincer(dice, large * dice.between(0.75, 1.2))
        claw = claw if side > 0 else claw.mirrored()
        pointing = (-0.4 * side, dice.between(0.0, 0.8), 1.0)
        crab.add("claw", claw.oriented(path[-1], pointing, (1.0, 0.0, 0.0)))
    _face(crab, dice, wide, tall, long, style.head, lobster)
    blend.into(crab, round(1.4 * style.cells), loose=dice.chance(0.25))
    model.take(crab)


def _tail(blend: Blend, crab: Assembly, dice: Dice, wide: float, long: float) -> None:
    """Rings and a fan at the end."""
    bend, lifted, ring = dice.between(-28.0, -4.0), 5.0, 0.11  # degrees; a ring's length
    steps = []
    for i in range(6):
        angle = np.radians(lifted + i * bend * 0.5)
        steps.append((ring, (0.0, np.sin(angle), -np.cos(angle))))
    joints = chain((0.0, 0.0, -0.8 * long), *steps)
    for joint, thick in zip(joints, np.linspace(0.9, 0.5, 7), strict=True):
        blend.ball("tail", joint, (thick * wide, 0.75 * thick * wide, 0.075))
    leaf = prism(smooth(TAIL_LEAF, 12, closed=True), 0.02)
    _, rise, back = joints[-1] - joints[-2]
    slope = float(np.degrees(np.arctan2(rise, -back)))
    for turn in TAIL_TURNS:
        crab.add("tail", leaf.mirrored("z").turned("y", turn).turned("x", slope).moved(*joints[-1]))


def _face(
    crab: Assembly, dice: Dice, wide: float, tall: float, long: float, large: float, lobster: bool
) -> None:
    """Eyes on stalks, feelers."""
    eye, stalk = dice.between(0.025, 0.045) * large, dice.between(0.05, 0.15)
    x = dice.between(0.25, 0.5) * (wide if lobster else 0.5 * wide)
    root = (x, 0.5 * tall, 0.8 * long)
    tip = (1.1 * x, 0.6 * tall + stalk, 0.85 * long + 0.03)
    crab.add("eye", ball(eye, sides=10).moved(*tip).both())
    crab.add("eye", rod(root, tip, 0.5 * eye, sides=6).both())
    if lobster or dice.chance(0.25):
        reach = dice.between(0.5, 1.2) if lobster else 0.2
        at = (0.3 * x + 0.02, 0.3 * tall, 0.9 * long)
        joints = feeler(at, reach, *FEELER_TURNS)
        for side in (1.0, -1.0):
            add_tube(Blend(0.01), crab, "antenna", joints * (side, 1.0, 1.0), 0.014, False)
