"""Rays: flat fish with wings; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import fin
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    join,
    prism,
    smooth,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A manta or a stingray whose wings beat, with a whip for a tail."""
    style = style_of(dice)
    manta = dice.chance(0.5)
    span, long = dice.between(0.5, 0.85), dice.between(0.35, 0.5)  # halves
    high = dice.between(0.07, 0.13)
    ray = model.group()
    blend = Blend(seam=0.03)
    blend.ball("body", (0.0, 0.0, 0.0), (dice.between(0.18, 0.26), high, long))
    wide = dice.between(0.14, 0.2)
    blend.ball("head", (0.0, 0.0, 0.75 * long), (wide, 0.8 * high, 0.16))
    if manta:
        horn = np.array([(0.8 * wide, 0.0, 0.8 * long), (0.9 * wide, -0.02, long + 0.14)])
        blend.limb("head", horn, [0.05, 0.03], both=True)
        if dice.chance(0.6):
            blend.carve("mouth", (0.0, 0.0, long + 0.05), (0.7 * wide, 0.45 * high, 0.12))
    blend.into(ray, round(1.3 * style.cells), loose=dice.chance(0.2))
    ray.add("fin", _wing(dice, span, long).both())
    eye = dice.between(0.018, 0.03) * style.head
    if dice.chance(0.8):
        at = (wide, 0.02, 0.85 * long) if manta else (0.6 * wide, 0.75 * high, 0.8 * long)
        ray.add("eye", ball(eye, sides=8).moved(*at).both())
    reach = dice.between(0.4, 1.3)
    bend = dice.between(-0.2, 0.2)
    path = smooth(
        [(0, 0, -0.8 * long), (bend, 0.03, -long - 0.5 * reach), (2 * bend, 0, -long - reach)], 10
    )
    ray.add("tail", sweep(path, np.linspace(0.035, 0.008, 10), sides=6))
    if dice.chance(0.5):
        small = fin(dice, 0.1, 0.06, 0.04, 0.012).moved(0.0, 0.5 * high, -0.8 * long)
        ray.add("tail", small)
    beat = dice.between(-0.35, 0.45)

    def flap(mesh: Mesh) -> Mesh:
        vertices = mesh.vertices.copy()
        vertices[:, 1] += beat * np.maximum(np.abs(vertices[:, 0]) - 0.1, 0.0) ** 2 / span
        return Mesh(vertices, mesh.faces)

    model.take(ray, flap)


def _wing(dice: Dice, span: float, long: float) -> Mesh:
    """The wing at +x, in strips so that it can bend."""
    back = dice.between(-0.2, 0.15) * long  # where the tip is
    front = smooth([(0.05, 0.85 * long), (0.5 * span, 0.5 * long), (span, back)], 7)
    rear = smooth(
        [(0.05, -0.85 * long), (0.5 * span, dice.between(-0.6, -0.3) * long), (span, back - 0.03)],
        7,
    )
    strips = []
    for i in range(6):
        quad = np.array([front[i], front[i + 1], rear[i + 1], rear[i]])
        strips.append(prism(quad[::-1], 0.05 * (1.0 - i / 7.0) + 0.012, "y", 0.005))
    return join(*strips)
