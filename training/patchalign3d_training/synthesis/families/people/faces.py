"""Heads and faces that a sculptor would make: one half height is 1, they look along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import Attitude, Blend, Dice


@dataclass(frozen=True)
class FaceFeatures:
    """How a face looks.

    Attributes:
        eye: Radius of an eye.
        nose: How far the nose stands out.
        mouth: Half the width of the lips.
        ear: Half the height of an ear; 0 for none.
        jaw: Half the width of the jaw.
    """

    eye: float
    nose: float
    mouth: float
    ear: float
    jaw: float


def features_of(dice: Dice, cartoon: bool) -> FaceFeatures:
    """A face, with large eyes and a small nose if it is a cartoon's."""
    eye, nose = dice.between(0.1, 0.15), dice.between(0.14, 0.36)
    if cartoon:
        eye, nose = dice.between(0.18, 0.3), dice.between(0.08, 0.3)
    mouth, jaw = dice.between(0.18, 0.32), dice.between(0.5, 0.68)
    return FaceFeatures(eye, nose, mouth, dice.between(0.2, 0.32) if dice.chance(0.9) else 0.0, jaw)


def sculpt_face(blend: Blend, dice: Dice, head: Attitude, shape: FaceFeatures) -> None:
    """Forehead, cheeks, jaw, brows, eyes, nose, mouth and ears."""
    head.ball(blend, "face", (0.0, 0.24, 0.3), (0.66, 0.52, 0.55))
    head.ball(blend, "face", (0.0, -0.35, 0.2), (shape.jaw + 0.1, 0.62, 0.64))
    head.ball(blend, "face", (0.0, -0.78, 0.48), (0.55 * shape.jaw, 0.2, 0.24))
    head.ball(blend, "face", (0.36, -0.15, 0.52), (0.26, 0.22, 0.25), both=True)
    brow = dice.between(0.07, 0.11)
    head.limb(blend, "face", [(0.12, 0.24, 0.8), (0.52, 0.22, 0.58)], brow, both=True)
    half_distance, level = dice.between(0.28, 0.36), dice.between(0.0, 0.1)
    eye = (1.25 * shape.eye, dice.between(0.7, 1.1) * shape.eye, shape.eye)
    head.ball(blend, "eye", (half_distance, level, 0.72 - 0.25 * shape.eye), eye, both=True)
    tip = (0.0, level - 0.26, 0.78 + shape.nose)
    bridge = np.array([(0.0, level + 0.12, 0.82), tip])
    head.limb(blend, "nose", bridge, [0.07, dice.between(0.1, 0.15)])
    head.ball(blend, "nose", (0.1, level - 0.3, 0.84), (0.1, 0.08, 0.12), both=True)
    lip, low = dice.between(0.045, 0.085), level - dice.between(0.52, 0.6)
    head.ball(blend, "mouth", (0.0, low, 0.8), (shape.mouth, lip, 0.13))
    head.ball(blend, "mouth", (0.0, low - 1.5 * lip, 0.78), (0.85 * shape.mouth, lip, 0.13))
    if shape.ear:
        ear = (0.09, shape.ear, 0.65 * shape.ear)
        head.ball(blend, "ear", (0.76, -0.02, -0.08), ear, along=(0.15, 1.0, -0.25), both=True)


def sculpt_hair(blend: Blend, dice: Dice, head: Attitude) -> None:
    """Hair that lies on the skull: cropped, full, long, gathered, curled."""
    kind = dice.pick({"cropped": 3, "full": 3, "long": 3, "bun": 2, "curls": 3, "tail": 1})
    full = {"cropped": 0.0, "full": dice.between(0.08, 0.3)}.get(kind, dice.between(0.02, 0.2))
    line = dice.between(-0.08, 0.12)  # how low it comes over the forehead
    head.ball(blend, "hair", (0.0, 0.42 - line, -0.2), (0.78 + full, 0.7 + full, 0.84 + 0.7 * full))
    head.ball(blend, "hair", (0.0, -0.1, -0.42), (0.74 + full, 0.62, 0.62 + 0.7 * full))
    head.ball(blend, "hair", (0.62, 0.12, 0.0), (0.15 + 0.6 * full, 0.34, 0.22), both=True)
    if dice.chance(0.4):
        side = dice.between(-0.3, 0.3)
        head.ball(blend, "hair", (side, 0.62, 0.5), (0.52, 0.2, 0.3), along=(0.3 * side, 1.0, 0.5))
    if kind == "long":
        low = dice.between(0.7, 1.7)
        lock = np.array([(0.62, 0.2, -0.1), (0.72, -0.4, -0.05), (0.62, -low, -0.05)])
        head.limb(blend, "hair", lock, [0.22, 0.28, 0.16], both=True)
        head.limb(blend, "hair", [(0.0, 0.0, -0.6), (0.0, -low, -0.6)], [0.55, 0.4])
    elif kind == "bun":
        bun = dice.between(0.25, 0.42)
        head.ball(blend, "hair", (0.0, dice.between(-0.2, 0.7), -1.0), (bun, bun, 0.8 * bun))
    elif kind == "tail":
        tail = np.array([(0.0, 0.4, -0.9), (0.0, 0.2, -1.3), (0.1, -0.9, -1.1)])
        head.limb(blend, "hair", tail, [0.2, 0.25, 0.1])
    elif kind == "curls":
        size = dice.between(0.15, 0.26)
        for turn in dice.many(0.0, 2.0 * np.pi, 26):
            rise = dice.between(-0.2, 1.4)
            x, z = np.cos(rise) * np.sin(turn), np.cos(rise) * np.cos(turn) - 0.12
            if z < 0.3 or rise > 0.75:
                head.ball(blend, "hair", (0.85 * x, np.sin(rise), 0.95 * z), size)


def sculpt_beard(blend: Blend, dice: Dice, head: Attitude, jaw: float) -> None:
    """A beard around the chin, trimmed or long, and a moustache."""
    long = dice.between(0.0, 0.7)
    beard = np.array([(0.0, -0.8, 0.5), (0.0, -0.95 - long, 0.55)])
    head.limb(blend, "beard", beard, [0.8 * jaw, 0.3])
    side = np.array([(0.7, -0.1, 0.05), (0.62, -0.5, 0.25), (0.3, -0.82, 0.5)])
    head.limb(blend, "beard", side, [0.12, 0.18, 0.2], both=True)
    if dice.chance(0.7):
        head.limb(blend, "beard", [(0.05, -0.36, 0.92), (0.3, -0.5, 0.75)], [0.09, 0.07], both=True)
