"""Snails and slugs; they creep along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    bumpy,
    join,
    rod,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A soft body on a broad foot, a spiral shell, eyes on stalks."""
    style = style_of(dice)
    thick = dice.between(0.1, 0.16)
    long = dice.between(0.5, 0.75)
    snail = model.group()
    blend = Blend(seam=0.03)
    rise = dice.between(0.05, 0.4)
    neck = np.array([(0.0, 0.02, 0.3), (0.0, 0.3 * rise + 0.02, long - 0.12), (0.0, rise, long)])
    blend.limb(
        "body",
        [(0.0, 0.0, 0.3), (0.0, 0.0, -0.25), (0.0, -0.04, -long)],
        [thick, 0.9 * thick, 0.03],
    )
    blend.limb("body", neck, [thick, 0.85 * thick, 0.8 * thick])
    size = dice.between(0.9, 1.2) * thick * style.head**0.5
    blend.ball("head", neck[-1] + (0.0, 0.02, 0.3 * thick), (0.95 * size, size, size))
    for z in np.linspace(0.3, -0.75 * long, 6):  # the sole
        blend.ball("body", (0.0, -0.75 * thick, z), (1.15 * thick, 0.35 * thick, 0.14))
    blend.into(snail, round(1.4 * style.cells), loose=dice.chance(0.2))
    top = neck[-1] + np.array([0.0, 0.6 * size, 0.5 * size])
    tall, thin = dice.between(0.14, 0.32), dice.between(0.016, 0.03)
    out = dice.between(0.3, 0.8)
    tip = top + np.array([0.4 * size + out * 0.3 * tall, tall, 0.3 * tall])
    root = top + (0.4 * size, -0.2 * size, 0.0)
    snail.add("feeler", rod(root, tip, 1.2 * thin, thin, sides=6).both())
    eye = dice.between(1.3, 2.4) * thin * style.head**0.6
    snail.add("eye", ball(eye, sides=8).moved(*tip).both())
    if dice.chance(0.5):
        low = root + (0.0, -0.6 * size, 0.4 * size)
        snail.add("feeler", rod(low, low + (0.04, 0.0, 0.1), thin, 0.6 * thin, sides=6).both())
    if dice.chance(0.88):
        snail.add("shell", _shell(dice).moved(0.0, 0.5 * thick, dice.between(-0.2, 0.0)))
    rough = bumpy(dice, 0.1, 0.004)
    model.take(snail, rough if dice.chance(0.2) else lambda mesh: mesh)


def _shell(dice: Dice) -> Mesh:
    """A spiral on edge, coiled flat or drawn out to one side; it stands on the origin."""
    turns, grow = dice.between(1.8, 3.0), dice.between(0.2, 0.34)
    angle = np.linspace(0.0, 2.0 * np.pi * turns, round(16 * turns))
    share = angle / angle[-1]
    radius = grow * share**1.3 + 0.02
    tube = 0.75 * grow * share**1.2 + 0.03
    side = dice.between(0.0, 0.35) * (1.0 - share)
    start = dice.between(-0.6, 0.3) - 2.0 * np.pi * turns
    turn = angle + start
    path = np.stack([side, radius * np.sin(turn), radius * np.cos(turn)], axis=1)
    spiral = sweep(path, tube, sides=dice.pick({8: 1, 14: 2}))
    core = ball(0.8 * grow, 0.9 * grow, 0.9 * grow, 12) if dice.chance(0.3) else None
    shell = join(spiral, core) if core is not None else spiral
    lean = dice.between(-20.0, 20.0)
    return shell.turned("z", lean).on(0.0)
