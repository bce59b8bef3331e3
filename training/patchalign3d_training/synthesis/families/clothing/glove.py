"""Gloves, mittens and boxing gloves."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    box,
    bumpy,
    hand_bones,
    plane,
    skin,
    superellipse,
    sweep,
)

LENGTH = 0.2  # metres from the wrist to the longest fingertip


def build(model: Assembly, dice: Dice) -> None:
    """A glove whose fingers point up and whose cuff is below; its back looks along +z."""
    width = LENGTH * dice.between(0.42, 0.52)
    kind = dice.pick({"fingers": 6, "mitten": 3, "boxing": 1})
    blend = Blend(seam=dice.between(0.04, 0.12) * width)
    wrist = dice.between(0.3, 0.36) * width  # half the cuff's width where it begins
    if kind == "boxing":
        _boxing(blend, width)
        wrist = 0.42 * width
    elif kind == "mitten":
        _mitten(blend, dice, width)
    else:
        _fingers(blend, dice, width)
    blend.limb("palm", [(0, 0.02, 0), (0, -0.01, 0)], [0.9 * wrist, 0.85 * wrist])
    glove = model.group()
    blend.into(glove, dice.pick({22: 1, 40: 3}))
    _cuff(glove, dice, wrist)
    rough = bumpy(dice, 0.05, 0.002)
    model.take(glove, rough if dice.chance(0.3) else lambda mesh: mesh)


def _fingers(blend: Blend, dice: Dice, width: float) -> None:
    """Four fingers and a thumb, more or less bent."""
    curl, spread = dice.pick({4.0: 3, 22.0: 2, 50.0: 1}), dice.between(3.0, 10.0)
    bones = hand_bones(dice, LENGTH, width, curl, spread)
    thick = width * dice.between(0.095, 0.125)
    for joints in bones.fingers:
        blend.limb("finger", joints, thick * np.array([1.05, 1.0, 0.95, 0.85]))
        root = np.array([0.5 * joints[0, 0], 0.05 * LENGTH, 0.0])
        blend.limb("palm", np.stack([root, joints[0]]), 1.3 * thick)
    blend.limb("thumb", bones.thumb, thick * np.array([1.3, 1.2, 1.1, 0.95]))
    blend.ball("palm", (0, 0.27 * LENGTH, 0), (0.47 * width, 0.3 * LENGTH, 0.19 * width))


def _mitten(blend: Blend, dice: Dice, width: float) -> None:
    """One broad pouch for the fingers."""
    thick = dice.between(0.2, 0.28) * width
    blend.ball("palm", (0, 0.28 * LENGTH, 0), (0.52 * width, 0.34 * LENGTH, thick))
    blend.ball("finger", (0, 0.66 * LENGTH, 0), (0.48 * width, 0.34 * LENGTH, 0.9 * thick))
    out = dice.between(0.55, 0.8) * width
    thumb = [(0.3 * width, 0.2 * LENGTH, 0), (0.85 * out, 0.4 * LENGTH, 0), (out, 0.55 * LENGTH, 0)]
    blend.limb("thumb", thumb, width * np.array([0.2, 0.17, 0.14]))


def _boxing(blend: Blend, width: float) -> None:
    """A thick round fist with the thumb at its side."""
    blend.ball("palm", (0, 0.3 * LENGTH, 0), (0.6 * width, 0.4 * LENGTH, 0.5 * width))
    knuckles = (0.68 * width, 0.36 * LENGTH, 0.6 * width)
    blend.ball("finger", (0, 0.62 * LENGTH, 0.05 * width), knuckles)
    thumb = [(0.5 * width, 0.2 * LENGTH, -0.2 * width), (0.72 * width, 0.55 * LENGTH, -0.2 * width)]
    blend.limb("thumb", thumb, [0.22 * width, 0.2 * width])


def _cuff(glove: Assembly, dice: Dice, wrist: float) -> None:
    """A band, a long sleeve or a flared gauntlet, open below; with a strap on some."""
    long = dice.pick({0.03: 2, 0.07: 3, 0.16: 1}) * dice.between(0.8, 1.3)
    flare = dice.between(0.95, 1.7 if long > 0.05 else 1.2)
    flat = dice.between(0.6, 0.9)
    rows = [plane(superellipse(2 * wrist, 2 * wrist * flat, 2.3, 26), "y", 0.012)]
    for share in np.linspace(0.0, 1.0, 6):
        size = 2 * wrist * (1.06 + (flare - 1.0) * share)
        rows.append(plane(superellipse(size, size * flat, 2.3, 26), "y", 0.008 - long * share))
    inside = [row * (0.93, 1.0, 0.93) for row in rows[:1:-1]]
    glove.add("cuff", skin(np.stack([*rows, *inside])[::-1], caps=False))
    if dice.chance(0.4):
        trim = sweep(rows[-1], dice.between(0.003, 0.01), sides=8, loop=True)
        glove.add("cuff", trim)
    if dice.chance(0.35):
        middle = rows[2]
        tape = box(1.3 * wrist, dice.between(0.012, 0.03), 0.006, 0.001)
        glove.add("strap", tape.moved(y=float(middle[0, 1]), z=float(middle[:, 2].max()) + 0.002))
