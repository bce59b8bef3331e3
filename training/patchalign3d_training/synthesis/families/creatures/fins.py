"""What swimmers share: fins, and the sway of a body that swims."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit import Dice, Mesh, prism, smooth

FORKED = [(0.0, 0.06), (-0.5, 0.5), (-1.0, 1.0), (-0.85, 0.45), (-0.65, 0.0)]
ROUNDED = [(0.0, 0.08), (-0.5, 0.4), (-1.0, 0.5), (-1.15, 0.0)]
POINTED = [(0.0, 0.07), (-0.5, 0.35), (-1.1, 0.25), (-1.5, 0.0)]
LUNATE = [(0.0, 0.07), (-0.2, 0.35), (-0.7, 1.0), (-0.5, 0.4), (-0.4, 0.0)]


def tail_fin(dice: Dice, length: float, height: float, thick: float) -> Mesh:
    """An upright tail fin that goes to -z from the origin: forked, rounded, pointed or lunate."""
    shapes = (FORKED, FORKED, ROUNDED, POINTED, LUNATE)
    return fluke(dice.one_of(*shapes), length, height, thick).turned("z", 90.0)


def fluke(half: ArrayLike, length: float, width: float, thick: float) -> Mesh:
    """A level tail fin that goes to -z from the origin, from (z, x) of its one half."""
    side = np.asarray(half, dtype=np.float64) * (length, 0.5 * width)
    right = side[:, ::-1]  # (x, z)
    left = right[::-1] * (-1.0, 1.0)
    return prism(np.vstack([right, left[1:]])[::-1], thick, "y", 0.4 * thick)


def fin(dice: Dice, root: float, height: float, sweep: float, thick: float) -> Mesh:
    """An upright fin on y = 0 about the origin.

    Args:
        dice: Decides how its edges are bowed.
        root: Its length along z at its foot.
        height: How far it rises.
        sweep: How far its tip lies behind its middle.
        thick: Its thickness.
    """
    bow = dice.between(-0.15, 0.2) * root
    front, back = (0.5 * root, 0.0), (-0.5 * root, 0.0)
    tip = dice.between(0.15, 0.5) * root
    leading = (0.2 * root - 0.3 * sweep + bow, 0.55 * height)
    top = [(0.5 * tip - sweep, height), (-0.5 * tip - sweep, 0.95 * height)]
    trailing = (-0.35 * root - 0.4 * sweep, 0.45 * height)
    outline = smooth(np.array([front, leading, *top, trailing, back]), 14)
    return prism(outline, thick, "x", 0.4 * thick)


def swaying(dice: Dice, most: float, axis: int = 0) -> Callable[[Mesh], Mesh]:
    """A move that bends a body along z like a swimmer's: `most` at a distance of 1 behind."""
    depth, turn = dice.between(-most, most), dice.between(0.0, 0.8)
    stiff = 0.3  # z up to which the front does not bend

    def sway(mesh: Mesh) -> Mesh:
        vertices = mesh.vertices.copy()
        back = np.maximum(stiff - vertices[:, 2], 0.0)
        vertices[:, axis] += depth * back**2 * np.cos(2.0 * turn * back * np.pi)
        return Mesh(vertices, mesh.faces)

    return sway
