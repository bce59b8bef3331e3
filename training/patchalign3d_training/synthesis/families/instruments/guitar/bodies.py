"""Outlines of guitar bodies."""

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Points, lengthwise, smooth


def waisted(dice: Dice, width: float, length: float) -> Points:
    """An acoustic body with its waist, perhaps cut away for the hand, (n, 2) from y = 0 up."""
    half = 0.5 * width
    upper, waist = dice.between(0.65, 0.9), dice.between(0.52, 0.85)
    controls = [(0.02, 0.0), (0.7 * half, 0.04 * length), (half, 0.27 * length)]
    controls += [(half * waist, 0.58 * length), (half * upper, 0.8 * length)]
    controls += [(0.6 * half * upper, 0.97 * length), (0.02, length)]
    outline = lengthwise(controls, 44)
    if dice.chance(0.25):
        cut = (outline[:, 0] > 0.1 * half) & (outline[:, 1] > 0.78 * length)
        outline = np.where(cut[:, None], outline * (0.75, 0.93), outline)
    return outline


def horned(dice: Dice, width: float, length: float) -> tuple[Points, float]:
    """An electric body; also the height at which the neck leaves it."""
    half = 0.5 * width
    kind = dice.pick(
        {"double": 3, "single": 2, "paul": 2, "vee": 1, "bolt": 1, "explorer": 1, "round": 1}
    )
    if kind == "vee":
        spread = dice.between(0.9, 1.3) * half
        points = [(0.04, 0.3 * length), (spread, -0.12 * length), (1.15 * spread, 0.0)]
        points += [(0.16 * width, length), (-0.16 * width, length), (-1.15 * spread, 0.0)]
        points += [(-spread, -0.12 * length), (-0.04, 0.3 * length)]
        return np.asarray(points, dtype=np.float64), length
    if kind == "explorer":
        points = [(0.2, 0), (1.2, 0.18), (0.6, 0.5), (1.1, 0.98), (0.3, 0.8), (-0.2, 0.8)]
        points += [(-1.0, 0.85), (-0.75, 0.5), (-1.25, -0.05), (-0.3, 0.02)]
        return np.array(points) * (half, length), 0.8 * length
    if kind == "paul":
        right = [(0.0, 0.0), (0.7, 0.04), (1.0, 0.26), (0.66, 0.55), (0.8, 0.78), (0.62, 0.9)]
        right += [(0.3, 0.82), (0.16, 0.9)]
        left = [(-0.3, 0.98), (-0.66, 0.93), (-0.78, 0.76), (-0.64, 0.55), (-1, 0.26), (-0.7, 0.04)]
        shape = np.array([*right, *left]) * dice.random.uniform(0.94, 1.06, (14, 2))
        return smooth(shape, 46, closed=True) * (half, length), 0.92 * length
    if kind == "bolt":
        points = [(0.1, 0), (1.1, 0.1), (0.7, 0.5), (1.2, 0.95), (0.3, 0.8), (-0.3, 0.8)]
        points += [(-0.7, 1.0), (-0.8, 0.5), (-1.1, 0.25), (-0.4, 0.1)]
        jitter = dice.random.uniform(0.85, 1.15, (10, 1))
        return np.array(points) * (half, length) * jitter, 0.8 * length
    if kind == "round":
        return waisted(dice, width, length), length
    seam = 0.78 * length
    lower, horn = dice.between(0.95, 1.2), dice.between(0.85, 1.1)
    right = [(0.0, 0.0), (0.7, 0.05), (1.0, 0.27), (0.72, 0.55), (0.85 * horn, 0.8), (0.72, lower)]
    right += [(0.42, 0.86), (0.2, 0.78)]
    if kind == "single":
        left = [(-0.2, 0.9), (-0.5, 0.97), (-0.8, 0.85), (-0.72, 0.55), (-1.0, 0.27), (-0.7, 0.05)]
    else:
        left = [(-0.2, 0.78), (-0.42, 0.88), (-0.75, 1.08 * lower), (-0.85 * horn, 0.82)]
        left += [(-0.7, 0.55), (-1.0, 0.3), (-0.7, 0.05)]
    controls = np.array([*right, *left])
    outline = smooth(controls * dice.random.uniform(0.94, 1.06, controls.shape), 46, closed=True)
    return outline * (half, length), seam
