"""Camp fires."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    bumpy,
    cylinder,
    dome,
    join,
    lathe,
    ring,
    rod,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """Logs that lean together or are stacked, burning or not, in a ring of stones; about 1 wide."""
    sides, thick = dice.pick({6: 2, 10: 2}), dice.between(0.05, 0.09)
    count, length = dice.count(4, 8), dice.between(0.5, 0.8)
    tall = 0.0
    if dice.chance(0.65):  # leaning
        lean = dice.between(30.0, 60.0)
        log = cylinder(thick, length, top=0.85 * thick, sides=sides).on(0.0)
        log = log.turned("z", lean).moved(0.85 * length * np.sin(np.radians(lean)))
        model.add("log", log.around(count, start=dice.between(0.0, 90.0)))
        tall = length * np.cos(np.radians(lean))
    else:
        pair = cylinder(thick, length, "x", sides=sides).moved(z=0.3 * length).both("z")
        for layer in range(dice.count(2, 4)):
            level = thick + 1.8 * thick * layer
            model.add("log", pair.turned("y", 90.0 * (layer % 2)).moved(y=level))
            tall = level
    if dice.chance(0.75):
        drop = np.array([(0, 0), (0.8, 0.25), (1.0, 0.6), (0.6, 1.2), (0.2, 1.8), (0, 2.1)])
        flames = model.group()
        for i in range(dice.count(1, 5)):
            size = dice.between(0.12, 0.26)
            at = (0.0, 0.3 * tall, 0.0) if i == 0 else (*dice.many(-0.14, 0.14, 3),)
            tongue = lathe(smooth(drop * (size, dice.about(size, 0.3)), 10), sides)
            flames.add("fire", tongue.moved(at[0], 0.3 * tall, at[2]))
        rough = dice.chance(0.5)
        model.take(flames, bumpy(dice, 0.3, 0.03) if rough else lambda mesh: mesh)
    if dice.chance(0.7):
        around, out = dice.count(7, 14), dice.between(0.5, 0.75)
        low_poly = dice.chance(0.4)
        for i in range(around):
            half = np.array([1.0, 0.75, 1.0]) * dice.many(0.75, 1.2, 3) * 2.6 * out / around
            x, y, z = half
            stone = ball(x, y, z, 5 if low_poly else 9).on(-0.02)
            turn = 360.0 * (i + dice.between(-0.15, 0.15)) / around
            model.add("stone", stone.moved(out).turned("y", turn))
    if dice.chance(0.5):
        model.add("ash", ball(0.55, 0.03, 0.55, 14))
    if dice.chance(0.35):
        _kitchen(model, dice)


def _kitchen(model: Assembly, dice: Dice) -> None:
    """A pot that hangs over the fire from three poles, or from a bar on two forks."""
    top, level = dice.between(1.1, 1.5), dice.between(0.5, 0.65)
    if dice.chance(0.6):
        pole = rod((0.7, 0, 0), (-0.06, 1.05 * top, 0), 0.022)
        model.add("tripod", pole.around(3, start=30.0))
    else:
        post = rod((0.8, 0, 0), (0.8, top, 0), 0.025).both()
        model.add("tripod", post, rod((-0.95, top, 0), (0.95, top, 0), 0.022))
    radius = dice.between(0.16, 0.24)
    bowl = dome(radius, 0.9 * radius, 0.01, 20).turned("x", 180.0).moved(y=level)
    hoop = ring(radius, 0.015).moved(y=level)
    wire = ring(radius, 0.008, "z").moved(y=level)
    model.add("pot", join(bowl, hoop, wire))
    model.add("tripod", rod((0, level + radius, 0), (0, top, 0), 0.006))
