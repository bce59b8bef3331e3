"""A sofa, love seat, corner sofa or garden bench."""

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.armchairs import club, tub
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    centres,
    cylinder,
    four_legs,
    grid_bars,
    rectangle,
    rod,
    sweep,
)


def build(sofa: Assembly, dice: Dice) -> None:
    """A sofa, love seat, corner sofa or garden bench."""
    if dice.chance(0.4):
        dice.pick({club: 3, tub: 1})(sofa, dice)
        return
    if dice.chance(0.25):
        _bench(sofa, dice)
        return
    width, depth = dice.between(1.3, 2.4), dice.between(0.75, 1.0)
    foot, height = dice.between(0.04, 0.18), dice.between(0.38, 0.48)
    rear, rise = dice.between(0.12, 0.28), dice.between(0.3, 0.55)
    soft = dice.between(0.01, 0.05)
    side = dice.between(0.08, 0.25) if dice.chance(0.85) else 0.0
    inner, tall = width - 2 * side, height - foot
    count = dice.count(1, 3)
    base = box(inner, 0.55 * tall, depth - 0.5 * rear).moved(0, foot + 0.28 * tall, 0.25 * rear)
    sofa.add("seat", base)
    pad = box(inner / count * 0.985, 0.45 * tall, depth - rear, soft)
    cover = box(inner / count * 0.97, rise, 0.6 * rear, soft).turned("x", -8.0)
    split_back = dice.chance(0.6)
    for x in centres(count, inner):
        sofa.add("seat", pad.moved(x, height - 0.22 * tall, 0.5 * rear))
        if split_back:
            sofa.add("back", cover.moved(x, height + 0.5 * rise, -0.5 * depth + 0.9 * rear))
    panel = box(width if dice.chance(0.5) else inner, rise + 0.8 * tall, 0.5 * rear, soft)
    sofa.add(
        "back", panel.moved(0, foot + 0.5 * (rise + 0.8 * tall) + 0.1, -0.5 * depth + 0.25 * rear)
    )
    if side:
        up = tall + dice.between(0.08, 0.28)
        arm = box(side, up, depth, min(soft, 0.4 * side))
        sofa.add("arm", arm.on(foot).moved(0.5 * (width - side)).both())
        if dice.chance(0.35):
            roll = cylinder(0.65 * side, 1.02 * depth, "z")
            sofa.add("arm", roll.moved(0.5 * (width - side), foot + up).both())
    if dice.chance(0.25):
        chaise = box(inner / count, tall, 0.7, soft)
        x = dice.one_of(-1, 1) * 0.5 * (inner - inner / count)
        sofa.add("seat", chaise.on(foot).moved(x, z=0.5 * depth + 0.3))
    if dice.chance(0.35):
        pillow = ball(0.2, 0.2, 0.07).turned("x", -15.0).moved(0.35 * inner, height + 0.2, -0.05)
        part = dice.one_of("back", None)
        sofa.add(part, pillow.both() if dice.chance(0.5) else pillow, detail="pillow")
    peg = rod((0, foot + 0.02, 0), (0, 0, 0), dice.between(0.02, 0.045), 0.02)
    x, z = 0.5 * width - 0.1, 0.5 * depth - 0.08
    sofa.add("leg", peg.at([(x, 0, z), (-x, 0, z), (x, 0, -z), (-x, 0, -z)]))


def _bench(sofa: Assembly, dice: Dice) -> None:
    """A garden bench of slats."""
    width, depth, height = dice.between(1.0, 1.8), dice.between(0.38, 0.5), 0.44
    count = dice.count(3, 7)
    slat = box(width, 0.02, 0.8 * depth / count)
    for z in centres(count, depth):
        sofa.add("seat", slat.moved(0, height, z))
    support = four_legs(dice, width, depth, height - 0.01, 1.3)
    sofa.add("leg", *support.legs, *support.bars)
    rise = dice.between(0.3, 0.5)
    if dice.chance(0.5):
        rows = dice.count(2, 5)
        backs = [
            box(width, 0.7 * rise / rows, 0.02).moved(0, y) for y in np.linspace(0.1, rise, rows)
        ]
    else:
        bars = grid_bars(0.95 * width, rise, dice.count(8, 15), 2, 0.012)
        backs = [bars.moved(0, 0.5 * rise)]
    posts = box(0.05, rise + 0.1, 0.04).moved(0.45 * width, 0.5 * rise).both()
    for piece in (*backs, posts):
        sofa.add("back", piece.turned("x", -10.0).moved(0, height, -0.5 * depth))
    if dice.chance(0.7):
        x, y = 0.48 * width, height + 0.2
        path = [(x, height, 0.45 * depth), (x, y, 0.45 * depth), (x, y, -0.55 * depth)]
        sofa.add("arm", sweep(path, 0.02, rectangle(2.5, 1.5), normal=(1, 0, 0)).both())
