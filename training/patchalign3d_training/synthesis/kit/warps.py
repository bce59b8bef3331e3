"""Shapes as cartoons draw them: wider or narrower at the top, leaning a little."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.kit.assembly import Assembly
from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.mesh import Mesh


def crooked(dice: Dice, whole: Mesh, most: float = 0.3) -> Callable[[Mesh], Mesh]:
    """A move for all pieces of an object; flat faces stay flat, what touches stays together.

    Args:
        dice: Decides how the object is bent.
        whole: The object, for its size.
        most: How much wider or narrower its top becomes at most, as a share.
    """
    low, height = float(whole.low[1]), max(float(whole.size[1]), 1e-9)
    widen = dice.between(-most, most)
    deepen = widen if dice.chance(0.5) else dice.between(-most, most)
    lean = dice.between(-0.2, 0.2) * most * float(whole.size[0])

    def move(mesh: Mesh) -> Mesh:
        x, y, z = mesh.vertices.T
        share = (y - low) / height  # 0 at the bottom, 1 at the top
        moved = [x * (1.0 + widen * share) + lean * share, y, z * (1.0 + deepen * share)]
        return Mesh(np.stack(moved, axis=1), mesh.faces)

    return move


def take_crooked(
    model: Assembly, straight: Assembly, dice: Dice, *, chance: float, most: float = 0.3
) -> None:
    """Take an object over into a model, now and then crooked.

    Args:
        model: Takes it.
        straight: The object (`model.group()`) as a carpenter would build it.
        dice: Decides whether it is crooked, and how.
        chance: How often it is.
        most: See `crooked`.
    """
    if dice.chance(chance):
        model.take(straight, crooked(dice, straight.whole, most=most))
    else:
        model.take(straight)
