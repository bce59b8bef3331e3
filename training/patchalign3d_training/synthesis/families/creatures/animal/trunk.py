"""Trunk, neck, legs and tail of an animal as soft primitives."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.families.creatures.animal.stance import Stance
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Vector,
    ball,
    bent,
    cylinder,
    smooth,
    sweep,
)

NECK_TAPER = np.array([0.85, 0.62, 0.5, 0.45])  # half thickness over the chest's, chest to head
LONG_NECK = np.array([1.0, 0.8, 0.75, 0.75])  # factor on that for a neck longer than 0.5
HUMP = (0.14, 0.16)  # half width and half length
BRUSH = np.array([0.5, 0.9, 1.0, 0.4])  # thickness of a bushy tail from root to tip
HAIR = np.array([0.6, 1.0, 1.1, 0.4])  # and of one of long hair


def trunk(blend: Blend, dice: Dice, kind: AnimalKind, stance: Stance) -> None:
    """Chest, belly, rump, neck, mane and humps."""
    along = stance.shoulders - stance.hips
    slim = dice.between(0.74, 0.95)  # half width over half height
    wool = kind.wool

    def body(at: float, half: float, long: float, low: float = 0.0) -> None:
        middle = stance.hips + at * along - low * stance.up
        radii = (slim * half + wool, long + wool, half + wool)
        blend.ball("body", middle, radii, along=along)

    body(at=0.88, half=kind.chest, long=0.34)
    body(at=0.5, half=kind.belly, long=0.48, low=dice.between(0.0, 0.15) * kind.belly)
    body(at=0.08, half=0.94 * kind.chest, long=0.32, low=-0.06 * kind.chest)
    for i in range(kind.humps):
        at = 0.5 if kind.humps == 1 else 0.25 + 0.5 * i
        top = stance.hips + at * along + 0.95 * kind.belly * stance.up
        high = dice.between(0.2, 0.34)
        blend.ball("hump", top, (*HUMP, high), along=along)
    thick = kind.chest * NECK_TAPER + 0.5 * wool
    if kind.neck > 0.5:
        thick = np.maximum(thick * LONG_NECK, 0.5 * kind.skull)
    thick[-1] = min(float(thick[-1]), 0.85 * kind.skull)
    blend.limb("neck", stance.neck, thick)
    if kind.mane == "crest":
        across = stance.neck[-1] - stance.neck[0]
        back = np.cross(across, np.cross((0.0, 1.0, 0.0), across) + (1e-6, 0.0, 0.0))
        back = back if back[1] > 0 else -back
        back = back / np.linalg.norm(back)
        crest = stance.neck + back * thick[:, None] * 0.9
        blend.limb("mane", crest, 0.035)
    elif kind.mane == "ruff" and dice.chance(0.75):
        size = kind.skull * dice.between(1.25, 1.6)
        middle = 0.5 * (stance.neck[2] + stance.neck[3])
        blend.ball("mane", middle, (size, size, 0.8 * size))


def legs(
    blend: Blend, model: Assembly, dice: Dice, kind: AnimalKind, stance: Stance, cell: float
) -> None:
    """Four legs, thick above and slender below, with hooves or paws."""
    slender = dice.between(0.42, 0.6) if kind.foot != "pad" else dice.between(0.6, 0.8)
    thin = max(slender * kind.limb, 0.8 * cell)
    for joints, strong in (*((j, 1.0) for j in stance.fore), *((j, 1.2) for j in stance.hind)):
        upper, knee, ankle = strong * 1.08 * kind.limb, 0.5 * (kind.limb + thin), 1.05 * thin
        radii = [upper, knee, ankle, thin]
        if strong > 1.0:  # the bulk of the thigh
            thigh = joints[:2] + 0.25 * (joints[1] - joints[0])
            blend.limb("leg", thigh, [1.25 * strong * kind.limb, strong * kind.limb])
        blend.limb("leg", joints, radii)
        _foot(blend, model, dice, kind, joints, thin)


def _foot(
    blend: Blend, model: Assembly, dice: Dice, kind: AnimalKind, joints: Vector, thin: float
) -> None:
    """A hoof of horn, a paw that lies flat, or a round pad."""
    down = joints[-1] - joints[-2]
    down = down / np.linalg.norm(down)
    ahead = bent(down, (0.0, 0.3, 1.0), 90.0)
    if kind.foot == "hoof":
        tall = dice.between(1.3, 1.9) * thin
        sole, crown = 1.35 * thin, 1.05 * thin
        hoof = cylinder(sole, tall, top=crown, sides=10).moved(y=-0.6 * tall)
        model.add("foot", hoof.oriented(joints[-1] + 0.4 * thin * ahead, -down))
        return
    long = (1.7 if kind.foot == "paw" else 1.2) * thin
    middle = joints[-1] + 0.45 * long * ahead + 0.1 * thin * down
    half = (1.15 * thin, 0.8 * thin, long)
    blend.ball("foot", middle, half, along=-down, across=np.cross(-down, ahead))


def tail(
    blend: Blend, model: Assembly, dice: Dice, kind: AnimalKind, stance: Stance, cell: float
) -> None:
    """A thin tail with or without a tuft, a bush, long hair, a curl or a stub."""
    joints = stance.tail
    thin = dice.between(0.018, 0.03) + 0.05 * kind.chest
    if kind.tails == "stub":
        blend.ball("tail", joints[1], np.maximum(0.4 * kind.tail, 1.2 * cell))
    elif kind.tails == "bushy":
        full = max(dice.between(0.18, 0.28) * kind.tail, 1.5 * cell)
        blend.limb("tail", joints, BRUSH * full)
    elif kind.tails == "hair":
        blend.limb("tail", joints, HAIR * max(0.07, 1.3 * cell))
    elif kind.tails == "curl":
        turns = 1.1
        turn = np.linspace(0.0, 2.0 * turns * np.pi, 14)
        out = 0.3 * kind.tail * np.stack([np.sin(turn), 1.0 - np.cos(turn), -turn / 3.0], axis=1)
        model.add("tail", sweep(joints[0] + out, 0.7 * thin, sides=6))
    else:
        buried = joints[0] + (0.0, 0.0, 0.08)
        path = smooth(np.vstack([buried, joints]), 14)
        root, tip = 1.2, 0.6  # its thickness at both ends
        model.add("tail", sweep(path, np.linspace(root, tip, 14) * thin, sides=6))
        if kind.tails == "tuft":
            brush = ball(2.2 * thin, 0.22 * kind.tail, 2.2 * thin, 8)
            model.add("tail", brush.oriented(joints[-1], joints[-1] - joints[-2]))
