"""Street lamps."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    dome,
    join,
    lathe,
    pipe,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """An old lantern on a turned post, globes on arms, or a modern mast with a flat head."""
    kind = dice.pick({"mast": 4, "globe": 2, "lantern": 6})
    {"lantern": _lantern, "globe": _globe, "mast": _mast}[kind](model, dice)


def _post(model: Assembly, dice: Dice, height: float, thick: float) -> None:
    """A turned or plain post with its foot."""
    if dice.chance(0.5):
        profile = [(2.2, 0.0), (2.2, 0.08), (1.4, 0.12), (1.6, 0.2), (1.0, 0.25)]
        foot = lathe(np.array([(0.0, 0.0), *profile, (0.0, 0.25)]) * (thick, height), 16)
    else:
        foot = box(4.0 * thick, 0.1 * height, 4.0 * thick, 0.02).on(0.0)
    model.add("base", foot)
    model.add("pole", cylinder(thick, height, top=0.75 * thick, sides=12).on(0.0))
    if dice.chance(0.4):
        collar = ring(thick, 0.35 * thick, "y", 14, 6)
        model.add("pole", collar.moved(y=0.4 * height), collar.moved(y=0.95 * height))


def _head(model: Assembly, dice: Dice, size: float, sides: int) -> None:
    """A lantern on y = 0: glass between bars under a small roof, a bulb inside."""
    tall = size * dice.between(1.4, 2.0)
    low = dice.between(0.55, 1.0) * size
    glass = lathe([(low, 0.0), (size, tall)], sides)
    model.add("glass", glass)
    bar = rod((low, 0.0, 0.0), (size, tall, 0.0), 0.06 * size, sides=5).around(
        sides if sides < 9 else 6
    )
    floor = cylinder(1.05 * low, 0.12 * size, sides=sides)
    model.add("frame", bar, floor)
    roof = lathe(
        [(1.2 * size, 0.0), (0.8 * size, 0.5 * size), (0.0, dice.between(0.7, 1.2) * size)], sides
    )
    model.add("roof", roof.on(tall))
    if dice.chance(0.6):
        model.add("roof", ball(0.12 * size, sides=8).on(float(roof.high[1]) + tall - 0.05))
    if dice.chance(0.7):
        bulb = join(ball(0.3 * size), cylinder(0.12 * size, 0.4 * size).moved(y=-0.35 * size))
        model.add("light", bulb.moved(y=0.5 * tall))


def _lantern(model: Assembly, dice: Dice) -> None:
    """One lantern on top, or two to four on arms."""
    height, size, thick = dice.between(2.2, 4.0), dice.between(0.16, 0.28), dice.between(0.04, 0.08)
    _post(model, dice, height, thick)
    sides = dice.pick({4: 3, 6: 2, 16: 1})
    head = model.group()
    _head(head, dice, size, sides)
    count = dice.pick({1: 4, 2: 2, 3: 1})
    if count == 1:
        model.take(head, lambda mesh: mesh.turned("y", 45.0).moved(y=height))
        if dice.chance(0.4):
            model.add("arm", rod((-0.3, height - 0.3, 0.0), (0.3, height - 0.3, 0.0), 0.02))
        return
    reach = dice.between(0.4, 0.7)
    bend = [(0.0, height - 0.5, 0.0), (0.6 * reach, height - 0.5, 0.0), (reach, height, 0.0)]
    model.add("arm", tube(bend, 0.025, 12, 6).around(count))
    model.take(head, lambda mesh: mesh.moved(reach, height).around(count))


def _globe(model: Assembly, dice: Dice) -> None:
    """Round glasses on one post, upright or hanging."""
    height, size = dice.between(2.2, 3.5), dice.between(0.15, 0.25)
    _post(model, dice, height, dice.between(0.04, 0.06))
    glass, cup = ball(size), cylinder(0.5 * size, 0.3 * size, top=0.7 * size)
    count = dice.pick({0: 2, 2: 2, 3: 1, 4: 1})
    if count == 0 or dice.chance(0.5):
        model.add("frame", cup.on(height))
        model.add("light", glass.on(height + 0.15 * size))
    if count:
        reach, y = dice.between(0.4, 0.6), height - 0.6
        bend = [(0.0, y - 0.2, 0.0), (0.7 * reach, y - 0.15, 0.0), (reach, y, 0.0)]
        model.add("arm", tube(bend, 0.022, 12, 6).around(count))
        model.add("frame", cup.on(y).moved(reach).around(count))
        model.add("light", glass.on(y + 0.15 * size).moved(reach).around(count))


def _mast(model: Assembly, dice: Dice) -> None:
    """A tall mast whose arm carries a flat head over the road, along +z."""
    height, thick = dice.between(3.5, 6.0), dice.between(0.05, 0.09)
    _post(model, dice, height, thick)
    reach, rise = dice.between(0.6, 1.6), dice.between(0.0, 0.5)
    top = height + rise
    if dice.chance(0.6):
        path = [(0.0, height - 0.2, 0.0), (0.0, top, 0.25 * reach), (0.0, top, reach)]
        arm = tube(path, 0.6 * thick, 14, 8)
    else:
        arm = rod((0.0, height - 0.1, 0.0), (0.0, top, reach), 0.6 * thick)
    wide, long = dice.between(0.2, 0.35), dice.between(0.45, 0.8)
    head = box(wide, 0.12, long, 0.06).moved(0.0, top, reach + 0.4 * long)
    if dice.chance(0.3):
        head = dome(0.3, 0.25, 0.02).moved(0.0, top - 0.1, reach + 0.1)
        lens = ball(0.2, 0.08, 0.2).moved(0.0, top - 0.1, reach + 0.1)
    else:
        lens = box(0.75 * wide, 0.05, 0.7 * long, 0.03).under(head).centred(head)
    sides = 2 if dice.chance(0.25) else 1
    model.add("arm", arm.around(sides))
    model.add("frame", head.around(sides))
    model.add("light", lens.around(sides))
    if dice.chance(0.2):
        model.add("pole", pipe(1.3 * thick, thick, 0.3).moved(y=0.35 * height))
