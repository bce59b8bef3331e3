"""Outlines of guitar bodies."""

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Points, lengthwise, smooth


def waisted(dice: Dice, width: float, length: float) -> Points:
    """An acoustic body with its waist, perhaps cut away for the hand, (n, 2) from y = 0 up."""
    half = 0.5 * width
    upper, waist = dice.between(0.65, 0.9), dice.between(0.52, 0.85)
    lower_bout = [(0.7 * half, 0.04 * length), (half, 0.27 * length)]
    middle, upper_bout = (half * waist, 0.58 * length), (half * upper, 0.8 * length)
    top = [(0.6 * half * upper, 0.97 * length), (0.02, length)]
    outline = lengthwise([(0.02, 0.0), *lower_bout, middle, upper_bout, *top], 44)
    if dice.chance(0.25):  # the cutaway beside the neck
        cut = (outline[:, 0] > 0.1 * half) & (outline[:, 1] > 0.78 * length)
        outline = np.where(cut[:, None], outline * (0.75, 0.93), outline)
    return outline


def horned(dice: Dice, width: float, length: float) -> tuple[Points, float]:
    """An electric body, (n, 2) from about y = 0 up; also the height where the neck leaves it."""
    half = 0.5 * width
    kind = dice.pick(
        {"double": 3, "single": 2, "paul": 2, "vee": 1, "bolt": 1, "explorer": 1, "round": 1}
    )
    if kind == "round":
        return waisted(dice, width, length), length
    if kind == "vee":
        return _vee(dice, width, length), length
    outlines = {"explorer": _explorer, "paul": _paul, "bolt": _bolt}
    seams = {"explorer": 0.8, "paul": 0.92, "bolt": 0.8}  # shares of the length
    if kind in outlines:
        return outlines[kind](dice) * (half, length), seams[kind] * length
    return _two_horns(dice, single=kind == "single") * (half, length), 0.78 * length


def _vee(dice: Dice, width: float, length: float) -> Points:
    """Two straight wings that point down."""
    spread = dice.between(0.9, 1.3) * 0.5 * width
    crotch, toe, side = (0.04, 0.3 * length), (spread, -0.12 * length), (1.15 * spread, 0.0)
    right = [crotch, toe, side, (0.16 * width, length)]
    return np.array([*right, *((-x, y) for x, y in reversed(right))])


# The others are in shares of half the width and of the length, counter-clockwise from below.


def _explorer(dice: Dice) -> Points:
    """A slanted cross with straight edges."""
    right = [(0.2, 0), (1.2, 0.18), (0.6, 0.5), (1.1, 0.98), (0.3, 0.8)]
    left = [(-0.2, 0.8), (-1.0, 0.85), (-0.75, 0.5), (-1.25, -0.05), (-0.3, 0.02)]
    return np.array([*right, *left])


def _bolt(dice: Dice) -> Points:
    """A star whose corners are anywhere."""
    right = [(0.1, 0), (1.1, 0.1), (0.7, 0.5), (1.2, 0.95), (0.3, 0.8)]
    left = [(-0.3, 0.8), (-0.7, 1.0), (-0.8, 0.5), (-1.1, 0.25), (-0.4, 0.1)]
    return np.array([*right, *left]) * dice.random.uniform(0.85, 1.15, (10, 1))


def _paul(dice: Dice) -> Points:
    """Round, with one horn beside the neck."""
    right = [(0.0, 0.0), (0.7, 0.04), (1.0, 0.26), (0.66, 0.55), (0.8, 0.78), (0.62, 0.9)]
    horn = [(0.3, 0.82), (0.16, 0.9)]
    left = [(-0.3, 0.98), (-0.66, 0.93), (-0.78, 0.76), (-0.64, 0.55), (-1, 0.26), (-0.7, 0.04)]
    shape = np.array([*right, *horn, *left]) * dice.random.uniform(0.94, 1.06, (14, 2))
    return smooth(shape, 46, closed=True)


def _two_horns(dice: Dice, single: bool) -> Points:
    """Two horns beside the neck, or one on its right."""
    longer, horn = dice.between(0.95, 1.2), dice.between(0.85, 1.1)
    right = [(0.0, 0.0), (0.7, 0.05), (1.0, 0.27), (0.72, 0.55), (0.85 * horn, 0.8)]
    right += [(0.72, longer), (0.42, 0.86), (0.2, 0.78)]
    if single:
        left = [(-0.2, 0.9), (-0.5, 0.97), (-0.8, 0.85), (-0.72, 0.55), (-1.0, 0.27), (-0.7, 0.05)]
    else:
        left = [(-0.2, 0.78), (-0.42, 0.88), (-0.75, 1.08 * longer), (-0.85 * horn, 0.82)]
        left += [(-0.7, 0.55), (-1.0, 0.3), (-0.7, 0.05)]
    controls = np.array([*right, *left])
    return smooth(controls * dice.random.uniform(0.94, 1.06, controls.shape), 46, closed=True)
