"""A wheelbarrow, hand truck or shopping cart; it is pushed towards +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    cylinder,
    plane,
    rectangle,
    rod,
    sheet,
    skin,
    sweep,
)


def build(cart: Assembly, dice: Dice) -> None:
    """A wheelbarrow, hand truck or shopping cart; it is pushed towards +z."""
    barrow = dice.chance(0.5)
    width, long = dice.between(0.5, 0.7), dice.between(0.7, 1.0)
    deep = dice.between(0.2, 0.45)
    low = dice.between(0.35, 0.55)
    lower = plane(rectangle(0.7 * width, 0.65 * long), "y", low)
    upper = plane(rectangle(width, long), "y", low + deep)
    cart.add(
        "basket", skin(np.stack([lower, upper]), caps=False), sheet(lower[:, [0, 2]], "y", low)
    )
    if dice.chance(0.4):
        inner = skin(np.stack([lower * (0.97, 1.01, 0.97), upper * (0.97, 1, 0.97)]), caps=False)
        cart.add("basket", inner)
    radius = dice.between(0.1, 0.2)
    wheel = cylinder(radius, 0.06, "x")
    if barrow:
        cart.add("wheel", wheel.moved(0, radius, 0.55 * long))
        end = (0.36 * width, low + 0.35, -1.1 * long)
        arm = rod((0.05, radius, 0.55 * long), (0.3 * width, low - 0.02, -0.4 * long), 0.02)
        cart.add("leg", arm.both())
        cart.add("handle", rod((0.3 * width, low - 0.02, -0.4 * long), end, 0.022).both())
        leg = rod((0.28 * width, low, -0.3 * long), (0.3 * width, 0, -0.35 * long), 0.018)
        cart.add("leg", leg.both())
    else:
        small = 0.6 * radius
        post = rod((0.32 * width, low, 0.3 * long), (0.38 * width, small, 0.38 * long), 0.016)
        cart.add("leg", post.both("x").both("z"))
        wheel = cylinder(small, 0.05, "x").moved(0.38 * width, small, 0.38 * long)
        cart.add("wheel", wheel.both("x").both("z"))
        y = low + deep
        path = [(0.45 * width, y - 0.1, -0.45 * long), (0.42 * width, y + 0.15, -0.65 * long)]
        path += [(-0.42 * width, y + 0.15, -0.65 * long), (-0.45 * width, y - 0.1, -0.45 * long)]
        cart.add("handle", sweep(path, 0.02))
