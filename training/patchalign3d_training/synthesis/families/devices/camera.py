"""A compact or reflex camera; its lens looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    pipe,
    prism,
    tube,
)


def build(camera: Assembly, dice: Dice) -> None:
    """A compact or reflex camera; its lens looks along +z."""
    width, tall, deep = (
        dice.between(1.1, 1.5),
        dice.between(0.7, 0.95),
        dice.between(0.3, 0.55),
    )
    camera.add("body", box(width, tall, deep, dice.between(0.02, 0.12)))
    radius = tall * dice.between(0.25, 0.45)
    x, long = dice.between(-0.2, 0.1) * width, dice.between(0.12, 1.0)
    start = 0.5 * deep
    for step, scale in enumerate((1.0, dice.between(0.8, 0.95), dice.between(0.85, 1.1))):
        barrel = pipe(radius * scale, 0.7 * radius * scale, long / 3, "z")
        camera.add("lens", barrel.moved(x, -0.03, start + long * (step + 0.5) / 3))
    glass = ball(0.72 * radius, 0.72 * radius, 0.1).moved(x, -0.03, start + 0.7 * long)
    camera.add("lens", glass)
    if dice.chance(0.6):
        hump = prism(
            np.array([(-0.25, 0), (0.25, 0), (0.15, 0.25), (-0.15, 0.25)]), 0.9 * deep, "z"
        )
        camera.add("body", hump.moved(x, 0.5 * tall), detail="flash")
    top = 0.5 * tall
    camera.add("button", cylinder(0.06, 0.08).moved(-0.38 * width, top + 0.03))
    if dice.chance(0.7):
        camera.add("button", cylinder(0.12, 0.1).moved(0.36 * width, top + 0.04))
    if dice.chance(0.5):
        grip = box(0.18 * width, 0.95 * tall, 0.3, 0.06).moved(-0.42 * width, 0, 0.5 * deep)
        camera.add("body", grip)
    if dice.chance(0.35):
        x, y = 0.5 * width, 0.35 * tall
        path = [(x, y, 0), (1.4 * x, y + 0.5, -0.2), (0, y + 1.2, -0.4), (-1.4 * x, y + 0.5, -0.2)]
        strap = tube([*path, (-x, y, 0)], 0.04, 26, 6).stretched(1, 1, 0.8)
        camera.add("strap", strap)
