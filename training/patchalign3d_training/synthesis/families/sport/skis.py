"""Skis with their poles; they lie along z, the tips at +z."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    ring,
    rod,
    skin,
    spokes,
)

STATIONS = np.array([-0.5, -0.46, -0.4, -0.2, 0.0, 0.2, 0.36, 0.42, 0.46, 0.49, 0.5])
"""Where a ski has cross-sections, as shares of its length."""


def build(model: Assembly, dice: Dice) -> None:
    """One ski or a pair, side by side, crossed or standing; some with poles or boots."""
    length, width = dice.between(1.2, 2.0), dice.between(0.06, 0.13)
    ski = model.group()
    ski.add("ski", _ski(dice, length, width))
    if dice.chance(0.85):
        _binding(ski, dice, width)
    apart = width * dice.between(0.6, 1.6)  # from the middle to either ski's middle
    angle = dice.between(2.0, 8.0) if dice.chance(0.2) else 0.0
    skis = model.group()
    for side in (1.0, -1.0) if dice.chance(0.9) else (0.0,):
        skis.take(ski, partial(_beside, angle=side * angle, x=side * apart))
    if dice.chance(0.6):
        _poles(skis, dice, apart + 0.5 * width, length)
    upright = dice.chance(0.35)
    model.take(skis, lambda mesh: mesh.turned("x", -90.0) if upright else mesh)


def _beside(mesh: Mesh, angle: float, x: float) -> Mesh:
    return mesh.turned("y", angle).moved(x)


def _ski(dice: Dice, length: float, width: float) -> Mesh:
    """A strip that is narrow in the middle, thick under the foot and bent up at its tip."""
    waist = dice.between(0.6, 1.0)
    shares = [
        0.3,
        0.85,
        1.0,
        0.5 + 0.5 * waist,
        waist,
        0.5 + 0.5 * waist,
        1.0,
        0.95,
        0.75,
        0.4,
        0.1,
    ]
    half = 0.5 * width * np.array(shares)
    square = dice.chance(0.5)  # the tail is cut off
    if square:
        half[0] = half[1]
    thick = dice.between(0.01, 0.03) * np.interp(np.abs(STATIONS), [0.0, 0.5], [1.0, 0.4])
    curl, tail = dice.between(0.05, 0.14), dice.between(0.0, 0.05)
    start = dice.between(0.3, 0.4)  # where the tip begins to rise
    rise = curl * np.maximum(STATIONS - start, 0.0) ** 2 / (0.5 - start) ** 2
    rise += tail * np.maximum(-STATIONS - 0.4, 0.0) ** 2 / 0.01
    corners = np.array([(1, 0), (1, 1), (-1, 1), (-1, 0)], dtype=np.float64)
    x = half[:, None] * corners[:, 0]
    y = rise[:, None] + thick[:, None] * corners[:, 1]
    z = np.broadcast_to(length * STATIONS[:, None], x.shape)
    return skin(np.stack([x, y, z], axis=-1))


def _binding(ski: Assembly, dice: Dice, width: float) -> None:
    """A toe piece and a heel piece on a plate; now and then with a boot in them."""
    top, wide = 0.02, 0.8 * width
    foot = dice.between(0.26, 0.34)
    toe = box(wide, dice.between(0.03, 0.06), 0.09, 0.01).on(top).moved(z=0.5 * foot)
    heel = box(wide, dice.between(0.04, 0.09), 0.1, 0.01).on(top).moved(z=-0.5 * foot)
    ski.add("binding", toe, heel)
    if dice.chance(0.5):
        ski.add("binding", box(0.9 * wide, 0.012, 1.3 * foot).on(top - 0.002))
    if dice.chance(0.4):
        lever = rod((0, 0.08, -0.5 * foot), (0, 0.12, -0.5 * foot - 0.09), 0.01, sides=6)
        ski.add("binding", lever)
    if dice.chance(0.25):
        boot = Blend(seam=0.03)
        boot.limb("boot", np.array([(0, 0.09, 0.35 * foot), (0, 0.1, -0.3 * foot)]), [0.05, 0.065])
        boot.limb("boot", np.array([(0, 0.1, -0.25 * foot), (0, 0.32, -0.2 * foot)]), [0.06, 0.07])
        boot.into(ski, cells=16)


def _poles(skis: Assembly, dice: Dice, aside: float, length: float) -> None:
    """Two poles beside the skis: a shaft, a handle with its strap, a basket near the tip."""
    tall, thick = length * dice.between(0.6, 0.8), dice.between(0.006, 0.013)
    x = aside + dice.between(0.05, 0.12)
    back, front = -0.5 * tall, 0.5 * tall
    skis.add("pole", rod((x, 0.03, back), (x, 0.03, front), thick, 0.6 * thick, sides=8).both())
    grip = cylinder(1.9 * thick, 0.13, "z", top=1.6 * thick, sides=8).moved(x, 0.03, back)
    if dice.chance(0.6):
        loop = ring(0.05, 0.005, "x", 14, 5).stretched(y=0.5).moved(x, 0.03, back + 0.07)
        grip = join(grip, loop)
    skis.add("handle", grip.both())
    size = dice.between(0.035, 0.06)
    disc = cylinder(size, 0.012, "z", sides=12)
    if dice.chance(0.5):
        disc = join(ring(size, 0.006, "z", 14, 5), spokes(4, 0.0, size, 0.01, 0.006, "z"))
    skis.add("basket", disc.moved(x, 0.03, front - 0.07).both())
