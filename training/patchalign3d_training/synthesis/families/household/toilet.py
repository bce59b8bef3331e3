"""A toilet; its front looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    frame,
    plane,
    prism,
    rod,
    skin,
    superellipse,
)


def build(toilet: Assembly, dice: Dice) -> None:
    """A toilet; its front looks along +z."""
    width, long = dice.between(0.34, 0.4), dice.between(0.5, 0.6)
    height = dice.between(0.36, 0.44)
    oval = superellipse(width, long, 2.3, 28)
    foot = dice.between(0.55, 0.9)
    levels = [(foot, 0.0), (0.9 * foot, 0.4 * height), (1.0, 0.8 * height), (1.0, height)]
    levels += [(0.75, height), (0.6, 0.6 * height), (0.2, 0.45 * height), (0.0, 0.45 * height)]
    rings = [plane(oval * s, "y", y) for s, y in levels]
    toilet.add("bowl", skin(np.stack(rings), caps=False))
    if dice.chance(0.9):
        seat = frame(1.02 * oval, oval * (0.68, 0.72), 0.025)
        toilet.add("seat", seat.moved(0, height + 0.015))
    if dice.chance(0.8):
        cover = prism(1.02 * oval, 0.025)
        up = dice.between(85.0, 100.0) if dice.chance(0.6) else 0.0
        hinged = (
            cover.moved(0, 0, 0.5 * long).turned("x", -up).moved(0, height + 0.035, -0.5 * long)
        )
        toilet.add("lid", hinged)
    if dice.chance(0.85):
        tall, deep = dice.between(0.3, 0.42), dice.between(0.16, 0.22)
        z = -0.5 * long - 0.5 * deep
        toilet.add("tank", box(1.1 * width, tall, deep, 0.02).moved(0, height + 0.5 * tall, z))
        toilet.add("tank", box(1.16 * width, 0.04, 1.1 * deep, 0.01).moved(0, height + tall, z))
        lever = rod(
            (0.1, height + 0.8 * tall, z + 0.55 * deep),
            (0.2, height + 0.8 * tall, z + 0.6 * deep),
            0.01,
        )
        toilet.add("tank", lever, detail="flush")
        toilet.add(
            "bowl", box(0.8 * width, height, deep + 0.1, 0.02).moved(0, 0.5 * height, z + 0.05)
        )
