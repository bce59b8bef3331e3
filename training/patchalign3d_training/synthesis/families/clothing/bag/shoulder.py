"""Bags worn on the back or over the shoulder, and what all soft bags share."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
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


def soft_body(
    dice: Dice,
    bottom: tuple[float, float],
    top: tuple[float, float],
    height: float,
) -> Mesh:
    """A loft from a bottom of (width, depth) to a top, bulging between them, perhaps lined."""
    share = np.linspace(0.0, 1.0, 8)
    bulge = 1.0 + dice.between(0.0, 0.25) * np.sin(np.pi * share)
    power, corners = dice.between(2.5, 5.0), dice.pick({28: 2, 16: 1})
    rings = []
    for s, b in zip(share, bulge, strict=True):
        width = ((1 - s) * bottom[0] + s * top[0]) * (1 + 0.3 * (b - 1))
        depth = ((1 - s) * bottom[1] + s * top[1]) * b
        rings.append(plane(superellipse(width, depth, power, corners), "y", s * height))
    outside = skin(np.stack(rings), caps=dice.chance(0.7))
    lining = outside.stretched(0.96, 0.97, 0.94).moved(0, 0.02 * height)
    return join(outside, lining) if dice.chance(0.3) else outside


def loop_of(dice: Dice, half: float, y: float, rise: float, z: float = 0.0) -> Mesh:
    """A handle that bows from (-half, y) to (half, y)."""
    kind = dice.pick({"round": 2, "flat": 1, "peak": 1})
    lean = dice.between(-0.1, 0.1) * rise
    path = [(-half, y - 0.04, z), (-0.85 * half, y + 0.7 * rise, z + lean), (0, y + rise, z + lean)]
    path += [(0.85 * half, y + 0.7 * rise, z + lean), (half, y - 0.04, z)]
    curve = smooth(path, 24) if kind != "peak" else np.asarray(path)
    thick = dice.between(0.01, 0.025)
    if kind == "flat" or dice.chance(0.35):
        strap = rectangle(0.4 * thick, thick * dice.between(1.5, 4.0))
        return sweep(curve, 1.0, strap, normal=(1, 0, 0))
    return sweep(curve, thick, sides=8)


def backpack(bag: Assembly, dice: Dice) -> None:
    """A rucksack with two straps behind, pockets and a top loop."""
    width, height = dice.between(0.5, 0.7), dice.between(0.65, 1.0)
    depth = dice.between(0.22, 0.42)
    share = np.linspace(-0.5, 0.5, 9)
    dome = 1.0 - dice.between(0.1, 0.6) * np.maximum(share, 0) ** 2 * 4
    power = dice.between(2.5, 5.0)
    rings = [
        plane(superellipse(width * r, depth * r, power, 26), "y", (s + 0.5) * height)
        for s, r in zip(share, dome, strict=True)
    ]
    bag.add("body", skin(np.stack(rings)))
    if dice.chance(0.75):
        tall = dice.between(0.25, 0.5) * height
        deep = dice.between(0.06, 0.16)
        pocket = box(dice.between(0.6, 0.85) * width, tall, deep, 0.04)
        bag.add("body", pocket.moved(0, 0.55 * tall, 0.5 * depth), detail="pocket")
    if dice.chance(0.4):
        pouch = cylinder(0.25 * depth, 0.4 * height, sides=12).moved(0.5 * width, 0.22 * height)
        bag.add("body", pouch.both(), detail="pocket")
    if dice.chance(0.25):
        roll = cylinder(0.11, 0.9 * width, "x").moved(0, height + 0.06)
        bag.add("body", roll)
    x, z = dice.between(0.15, 0.3) * width, -0.48 * depth
    out = dice.between(0.08, 0.28)
    path = [(x, 0.95 * height, z + 0.06), (x, 0.9 * height, z - 0.8 * out)]
    path += [(1.1 * x, 0.5 * height, z - out), (1.4 * x, dice.between(0.02, 0.2) * height, z)]
    curve = smooth(path, 20)
    wide = dice.between(0.05, 0.12)
    strap = sweep(curve, 1.0, rectangle(dice.between(0.01, 0.035), wide), normal=(0, 0, 1))
    bag.add("handle", strap.both())
    if dice.chance(0.7):
        bag.add("handle", loop_of(dice, 0.07, height - 0.05, 0.09, z + 0.1))


def hobo(bag: Assembly, dice: Dice) -> None:
    """A crescent or half-moon whose horns run on into the strap."""
    width, height = dice.between(0.8, 1.1), dice.between(0.4, 0.7)
    depth, dip = dice.between(0.1, 0.3), dice.between(0.0, 0.45)
    angle = np.linspace(np.pi, 2 * np.pi, 20)
    under = np.stack([0.5 * width * np.cos(angle), height * (1 + np.sin(angle))], axis=1)
    x = np.linspace(0.45, -0.45, 9) * width
    over = np.stack([x, height * (1 - dip * (1 - (2 * x / width) ** 2))], axis=1)
    bag.add("body", prism(np.concatenate([under, over]), depth, "z", 0.3 * depth))
    rise = dice.between(0.2, 0.8)
    wide = dice.between(0.03, 0.12)
    side = smooth(
        [
            (-0.48, height - 0.02),
            (-0.35, height + 0.8 * rise),
            (0, height + rise),
            (0.35, height + 0.8 * rise),
            (0.48, height - 0.02),
        ],
        28,
    )
    strap = strip(side * (width, 1.0), wide, dice.between(0.008, 0.02), columns=3)
    bag.add("handle", strap.turned("y", 90.0))


def messenger(bag: Assembly, dice: Dice) -> None:
    """A box with a flap and one long strap that stands up, droops or falls behind."""
    width, height = dice.between(0.6, 1.0), dice.between(0.4, 0.75)
    depth = dice.between(0.12, 0.35)
    if dice.chance(0.5):
        body = soft_body(dice, (width, depth), (width, 0.8 * depth), height)
    else:
        body = box(width, height, depth, dice.between(0.0, 0.06)).moved(0, 0.5 * height)
    bag.add("body", body)
    if dice.chance(0.75):
        fall = dice.between(0.3, 0.95) * height
        side = [(-0.5 * depth, height), (0.52 * depth, height + 0.015)]
        side.append((0.54 * depth, height - fall))
        curve = np.concatenate([np.linspace(side[i], side[i + 1], 5) for i in range(2)])
        flap = strip(np.delete(curve, 5, axis=0)[::-1], 0.98 * width, 0.015, columns=5)
        bag.add("body", flap, detail="flap")
    _long_strap(bag, dice, 0.5 * width, height, depth)
    if dice.chance(0.3):
        buckle = box(0.06, 0.08, 0.03).moved(0.25 * width, 0.35 * height, 0.56 * depth)
        bag.add("body", buckle.both())


def _long_strap(bag: Assembly, dice: Dice, half: float, height: float, depth: float) -> None:
    """A shoulder strap from side to side; of links, of tape or round."""
    rise = dice.between(0.3, 1.3)
    kind = dice.pick({"up": 2, "drape": 1, "behind": 1})
    low = dice.between(0.3, 0.95) * height
    tall = height + rise if kind == "up" else height + 0.25
    path = [(-half, low, 0.0), (-half, height, 0.0)]
    if kind == "up":
        path += [(-0.7 * half, 0.5 * (height + tall), 0), (0, tall, 0)]
    elif kind == "drape":
        path += [(-1.2 * half, tall, 0.1), (-0.4 * half, height + 0.1, 0.3 * depth)]
        path += [(0.0, 0.8 * height, 0.7 * depth)]
    else:
        path += [
            (-0.9 * half, height + 0.1, -0.6 * depth),
            (0, dice.between(0.1, 0.8) * height, -0.8 * depth),
        ]
    mirrored = [(-x, y, z) for x, y, z in path[-2::-1]]
    curve = smooth([*path, *mirrored], 40)
    if dice.chance(0.15):
        size = dice.between(0.02, 0.035)
        link = ring(size, 0.3 * size, "x", 8, 4)
        links = [(link if i % 2 else link.turned("y", 90.0)).moved(*p) for i, p in enumerate(curve)]
        bag.add("handle", *links)
        return
    tape = rectangle(dice.between(0.03, 0.1), 0.012)
    round_strap = sweep(curve, dice.between(0.01, 0.02), sides=6)
    flat = sweep(curve, 1.0, tape, normal=(0, 0, 1))
    bag.add("handle", dice.pick({flat: 2, round_strap: 1}))
