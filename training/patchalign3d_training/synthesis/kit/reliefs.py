"""Uneven surfaces: fur, curls, bark, scans."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.mesh import Mesh


def bumpy(dice: Dice, wave: float, depth: float, waves: int = 8) -> Callable[[Mesh], Mesh]:
    """A move that makes whatever it is used on uneven, and that keeps what touches together.

    Args:
        dice: Decides where the bumps are.
        wave: From bump to bump, about.
        depth: How far a point moves at most, about.
        waves: Overlaid ripples; more are less regular.
    """
    turns = dice.random.normal(size=(3, waves))
    turns *= (2.0 * np.pi / wave) * dice.many(0.6, 1.6, waves) / np.linalg.norm(turns, axis=0)
    start = dice.many(0.0, 2.0 * np.pi, waves)
    pushes = dice.random.normal(size=(waves, 3))
    pushes *= depth / np.sqrt(waves) / np.linalg.norm(pushes, axis=1, keepdims=True)

    def roughen(mesh: Mesh) -> Mesh:
        return Mesh(mesh.vertices + np.sin(mesh.vertices @ turns + start) @ pushes, mesh.faces)

    return roughen
