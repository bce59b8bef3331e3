"""Hot-air balloons."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    ring,
    rod,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """A drop-shaped envelope, perhaps with bulging gores; a basket on ropes, a burner between."""
    radius, tall = 1.0, dice.between(2.0, 2.8)
    mouth = dice.between(0.12, 0.3)
    widest = dice.between(0.55, 0.68) * tall
    shoulder, waist = (0.7, 0.9 * tall), (0.65, 0.3 * tall)
    controls = [(mouth, 0.0), waist, (radius, widest), shoulder, (0.0, tall)]
    profile = np.maximum(smooth(controls, dice.one_of(9, 18)), 0.0)
    sides = dice.pick({8: 1, 16: 2, 32: 2})
    skin = lathe(profile, sides)
    if sides == 32 and dice.chance(0.5):
        skin = _gored(skin, dice.one_of(8, 16))
    gap = dice.between(0.35, 0.8)
    basket_wide, basket_tall = dice.between(0.2, 0.4), dice.between(0.2, 0.35)
    bottom = -gap - basket_tall
    model.add("balloon", skin)
    if dice.chance(0.4):
        model.add("balloon", lathe(profile[1:] * (0.97, 0.99), 16))
    if dice.chance(0.35):
        at = float(np.interp(widest, profile[:, 1], profile[:, 0]))
        model.add("band", ring(at, 0.05, "y", 32, 6).stretched(y=3.0).moved(y=widest))
    if dice.chance(0.6):
        model.add("skirt", lathe([(mouth, 0.02), (0.8 * mouth, -0.15)], 16))
    square = dice.chance(0.6)
    half = 0.5 * basket_wide
    if square:
        side = box(basket_wide, basket_tall, 0.03).moved(z=half).around(4)
        rim = box(1.15 * basket_wide, 0.05, 0.06).moved(z=half, y=0.5 * basket_tall).around(4)
        floor = box(basket_wide, 0.03, basket_wide).moved(y=-0.5 * basket_tall)
        basket = join(side, rim, floor)
    else:
        wall = pipe(half, 0.88 * half, basket_tall, sides=16)
        rim = ring(half, 0.03, "y", 16, 6).moved(y=0.5 * basket_tall)
        basket = join(wall, rim, cylinder(half, 0.03).moved(y=-0.5 * basket_tall))
    model.add("basket", basket.on(bottom))
    top = bottom + basket_tall
    corner = half if square else 0.7 * half
    rope = rod((corner, top, corner), (0.72 * mouth, 0.03, 0.72 * mouth), 0.012, sides=5)
    model.add("rope", rope.around(4))
    if dice.chance(0.7):
        burner = join(cylinder(0.07, 0.12, sides=12), pipe(0.05, 0.04, 0.1).moved(y=0.1))
        stand = box(0.8 * basket_wide, 0.03, 0.04)
        post = rod((corner, top, corner), (0.9 * corner, top + 0.5 * gap, 0.9 * corner), 0.014)
        model.add("burner", join(burner, stand).moved(y=top + 0.5 * gap), post.around(4))
    if dice.chance(0.4):
        bag = cylinder(0.04, 0.12, sides=8).moved(half + 0.05, bottom + 0.6 * basket_tall)
        model.add("sandbag", bag.around(4, start=20.0), bag.around(4, start=70.0))


def _gored(skin: Mesh, count: int) -> Mesh:
    """An envelope whose `count` strips bulge between their seams."""
    x, y, z = skin.vertices.T
    bulge = 1.0 + 0.05 * np.abs(np.sin(0.5 * count * np.arctan2(z, x)))
    return Mesh(np.stack([x * bulge, y, z * bulge], axis=1), skin.faces)
