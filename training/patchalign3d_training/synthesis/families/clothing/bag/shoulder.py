"""Bags worn on the back or over the shoulder."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.bag.pieces import (
    BagSize,
    HandleLoop,
    Opening,
    handle_loop,
    mirrored_path,
    soft_body,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    plane,
    prism,
    rectangle,
    ring,
    skin,
    smooth,
    strip,
    superellipse,
    sweep,
)


def backpack(bag: Assembly, dice: Dice) -> None:
    """A rucksack with two straps behind, pockets and a top loop."""
    width, height = dice.between(0.5, 0.7), dice.between(0.65, 1.0)
    size = BagSize(width, height, depth=dice.between(0.22, 0.42))
    bag.add("body", _sack(dice, size))
    if dice.chance(0.75):
        tall, deep = dice.between(0.25, 0.5) * size.height, dice.between(0.06, 0.16)
        pocket = box(dice.between(0.6, 0.85) * size.width, tall, deep, 0.04)
        pocket = pocket.moved(y=0.55 * tall, z=0.5 * size.depth)
        bag.add("body", pocket, detail="pocket")
    if dice.chance(0.4):
        pouch = cylinder(0.25 * size.depth, 0.4 * size.height, sides=12).on(0.02 * size.height)
        bag.add("body", pouch.moved(x=0.5 * size.width).both(), detail="pocket")
    if dice.chance(0.25):
        bedroll = cylinder(0.11, 0.9 * size.width, "x")
        bag.add("body", bedroll.moved(y=size.height + 0.06))

    aside, back = dice.between(0.15, 0.3) * size.width, -0.48 * size.depth
    out = dice.between(0.08, 0.28)  # how far the straps stand off
    top = [(aside, 0.95 * size.height, back + 0.06), (aside, 0.9 * size.height, back - 0.8 * out)]
    middle = (1.1 * aside, 0.5 * size.height, back - out)
    end = (1.4 * aside, dice.between(0.02, 0.2) * size.height, back)
    wide = dice.between(0.05, 0.12)
    section = rectangle(dice.between(0.01, 0.035), wide)
    strap = sweep(smooth([*top, middle, end], 20), 1.0, section, normal=(0, 0, 1))
    bag.add("handle", strap.both())
    if dice.chance(0.7):
        bag.add("handle", handle_loop(dice, HandleLoop(0.07, size.height - 0.05, 0.09, back + 0.1)))


def _sack(dice: Dice, size: BagSize) -> Mesh:
    """A rounded block whose upper half narrows."""
    share = np.linspace(-0.5, 0.5, 9)
    dome = 1.0 - dice.between(0.1, 0.6) * np.maximum(share, 0) ** 2 * 4
    power = dice.between(2.5, 5.0)
    rings = [
        plane(
            superellipse(size.width * narrow, size.depth * narrow, power, 26),
            "y",
            (level + 0.5) * size.height,
        )
        for level, narrow in zip(share, dome, strict=True)
    ]
    return skin(np.stack(rings))


def hobo(bag: Assembly, dice: Dice) -> None:
    """A crescent or half-moon whose horns run on into the strap."""
    width, height = dice.between(0.8, 1.1), dice.between(0.4, 0.7)
    depth, dip = dice.between(0.1, 0.3), dice.between(0.0, 0.45)
    angle = np.linspace(np.pi, 2 * np.pi, 20)
    belly = np.stack([0.5 * width * np.cos(angle), height * (1 + np.sin(angle))], axis=1)
    x = np.linspace(0.45, -0.45, 9) * width
    mouth = np.stack([x, height * (1 - dip * (1 - (2 * x / width) ** 2))], axis=1)
    bag.add("body", prism(np.concatenate([belly, mouth]), depth, "z", 0.3 * depth))

    rise = dice.between(0.2, 0.8)
    wide = dice.between(0.03, 0.12)
    end, shoulder = (0.48, height - 0.02), (0.35, height + 0.8 * rise)  # (share of width, height)
    top = (0.0, height + rise)
    arc = np.array([end, shoulder, top])
    arc = np.concatenate([arc * (-1.0, 1.0), arc[-2::-1]])
    side = smooth(arc, 28) * (width, 1.0)
    strap = strip(side, wide, thick=dice.between(0.008, 0.02), columns=3)
    bag.add("handle", strap.turned("y", 90.0))


def messenger(bag: Assembly, dice: Dice) -> None:
    """A box with a flap and one long strap that stands up, droops or falls behind."""
    width, height = dice.between(0.6, 1.0), dice.between(0.4, 0.75)
    size = BagSize(width, height, depth=dice.between(0.12, 0.35))
    if dice.chance(0.5):
        body = soft_body(dice, size, Opening(size.width, 0.8 * size.depth))
    else:
        body = box(size.width, size.height, size.depth, dice.between(0.0, 0.06)).on(0.0)
    bag.add("body", body)
    if dice.chance(0.75):
        fall = dice.between(0.3, 0.95) * size.height
        bag.add("body", _flap(size, fall), detail="flap")
    _long_strap(bag, dice, size)
    if dice.chance(0.3):
        buckle = box(0.06, 0.08, 0.03)
        buckle = buckle.moved(0.25 * size.width, 0.35 * size.height, 0.56 * size.depth)
        bag.add("body", buckle.both())


def _flap(size: BagSize, fall: float) -> Mesh:
    """A cover from the rear edge over the top and down in front."""
    rear, front = (-0.5 * size.depth, size.height), (0.52 * size.depth, size.height + 0.015)
    lip = (0.54 * size.depth, size.height - fall)
    over, down = np.linspace(rear, front, 5), np.linspace(front, lip, 5)
    side = np.concatenate([over, down[1:]])[::-1]  # (z, y) from the lip to the rear
    return strip(side, 0.98 * size.width, thick=0.015, columns=5)


def _long_strap(bag: Assembly, dice: Dice, size: BagSize) -> None:
    """A shoulder strap from side to side; of links, of tape or round."""
    half, height, depth = 0.5 * size.width, size.height, size.depth
    rise = dice.between(0.3, 1.3)
    kind = dice.pick({"up": 2, "drape": 1, "behind": 1})
    low = dice.between(0.3, 0.95) * height  # where it is sewn to the sides
    seam = [(half, low, 0.0), (half, height, 0.0)]
    if kind == "up":
        top = height + rise
        over = [(0.7 * half, 0.5 * (height + top), 0.0), (0.0, top, 0.0)]
    elif kind == "drape":  # over the flap
        over = [(1.2 * half, height + 0.25, 0.1), (0.4 * half, height + 0.1, 0.3 * depth)]
        over += [(0.0, 0.8 * height, 0.7 * depth)]
    else:
        shoulder = (0.9 * half, height + 0.1, -0.6 * depth)
        over = [shoulder, (0.0, dice.between(0.1, 0.8) * height, -0.8 * depth)]
    curve = smooth(mirrored_path([*seam, *over]), 40)
    if dice.chance(0.15):
        bag.add("handle", _chain(curve, link=dice.between(0.02, 0.035)))
        return
    tape = rectangle(dice.between(0.03, 0.1), 0.012)
    round_strap = sweep(curve, dice.between(0.01, 0.02), sides=6)
    flat_strap = sweep(curve, 1.0, tape, normal=(0, 0, 1))
    bag.add("handle", dice.pick({flat_strap: 2, round_strap: 1}))


def _chain(curve: Points, link: float) -> Mesh:
    """Rings of radius `link` along a curve, every other one turned across."""
    along = ring(link, 0.3 * link, "x", 8, 4)
    across = along.turned("y", 90.0)
    return join(*((along if i % 2 else across).at([point]) for i, point in enumerate(curve)))
