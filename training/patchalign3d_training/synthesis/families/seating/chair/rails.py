"""Chairs whose arms run on into the back or down into the legs as one rail."""

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import SeatSize, back, seat
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    centroids,
    four_legs,
    prism,
    rectangle,
    rod,
    smooth,
    sweep,
)


def captain(chair: Assembly, dice: Dice) -> None:
    """A Windsor or captain's chair: a rail on spindles, from arm to arm around the back."""
    width, depth = dice.between(0.45, 0.62), dice.between(0.42, 0.52)
    height, thick = dice.between(0.38, 0.48), dice.between(0.02, 0.08)
    size = SeatSize(width, depth, height, thick)
    chair.add("seat", *seat(dice, size))
    support = four_legs(dice, *size.below)
    chair.add("leg", *support.legs)
    chair.add("leg", *support.bars, detail="stretcher")
    up, rise = dice.between(0.16, 0.28), dice.between(0.0, 0.3)
    x, front, rear = 0.52 * width, dice.between(0.05, 0.4) * depth, -0.52 * depth
    y = height + up
    lift = y + (rise if dice.chance(0.5) else 0.03)
    right = [(x, y, front), (x + 0.02, y, 0.0), (0.85 * x, 0.5 * (y + lift), 0.75 * rear)]
    middle = (0.0, lift, rear - 0.06)
    rail = smooth([*right, middle, *[(-a, b, c) for a, b, c in right[::-1]]], 40)
    flat = rectangle(dice.between(0.02, 0.06), dice.between(0.015, 0.03))
    bow = sweep(rail, 1.0, flat, normal=(1, 0, 0))
    split = dice.between(0.15, 0.5) * rear
    chair.split(bow, {"back": centroids(bow)[:, 2] < split}, rest="arm")
    bars = rail[2 : -2 : dice.one_of(2, 3, 4, 6)]
    for px, py, pz in bars:
        foot = (0.88 * px, height - 0.01, max(0.92 * pz, rear + 0.03))
        bar = rod(foot, (px, py, pz), dice.between(0.006, 0.012), sides=6)
        chair.add("back" if pz < split else "arm", bar)
    if rise and lift < y + 0.1 and dice.chance(0.7):
        comb = prism(rectangle(0.8 * width, 0.08, 0.02), 0.02, "z")
        chair.add("back", comb.moved(0, y + rise, rear - 0.1))
        for px in np.linspace(-0.35, 0.35, dice.count(3, 7)) * width:
            chair.add("back", rod((px, height, rear), (px, y + rise, rear - 0.1), 0.008, sides=6))


def looped(chair: Assembly, dice: Dice) -> None:
    """A seat and a back between two closed side frames that are legs below and arms above."""
    width, depth = dice.between(0.48, 0.75), dice.between(0.45, 0.7)
    height = dice.between(0.36, 0.46)
    thick = dice.between(0.015, 0.12)
    chair.add("seat", *seat(dice, SeatSize(width, depth, height, thick)))
    rise = dice.between(0.3, 0.5)
    lean = dice.between(4.0, 20.0)
    for piece in back(dice, width, rise):
        chair.add("back", piece.turned("x", -lean).moved(0, height, -0.46 * depth))
    up = height + dice.between(0.14, 0.28)
    x, z = 0.5 * width + 0.02, 0.5 * depth
    tip = dice.between(-0.08, 0.12)
    kind = dice.pick({"closed": 2, "front": 1, "rear": 1, "trapeze": 1})
    loop = [(x, 0.01, -z), (x, 0.01, z), (x, up, z + tip), (x, up, -z)]
    if kind == "front":  # it stands on its runners and swings freely behind
        loop = [(x, up, -z), (x, up, z + tip), (x, 0.01, z), (x, 0.01, -z)]
    elif kind == "rear":
        loop = [(x, up, z), (x, up, -z - tip), (x, 0.01, -z), (x, 0.01, z)]
    elif kind == "trapeze":
        loop = [(x, 0.01, -1.2 * z), (x, up, -0.7 * z), (x, up, 0.8 * z), (x, 0.01, 1.2 * z)]
    path = np.concatenate([np.linspace(a, b, 9)[:-1] for a, b in zip(loop, loop[1:], strict=False)])
    closed = kind == "closed"
    tail = np.linspace(loop[-1], loop[0], 9)[:-1] if closed else np.array(loop[-1:])
    path = np.concatenate([path, tail])
    if dice.chance(0.5):
        for _ in range(3):
            path[1:-1] = (path[:-2] + path[1:-1] + path[2:]) / 3.0
    if dice.chance(0.5):
        frame = sweep(path, dice.between(0.01, 0.02), sides=6, loop=closed)
    else:
        flat = rectangle(dice.between(0.03, 0.07), dice.between(0.012, 0.03))
        frame = sweep(path, 1.0, flat, loop=closed, normal=(1, 0, 0))
    upper = centroids(frame)[:, 1] > height
    chair.split(frame, {"arm": upper}, rest="leg")
    chair.split(frame.mirrored(), {"arm": upper}, rest="leg")
    if dice.chance(0.6):
        bar = rod((-x, height - thick, 0.6 * z), (x, height - thick, 0.6 * z), 0.012, sides=6)
        chair.add("seat", bar, bar.mirrored("z"))
    if dice.chance(0.3):
        pad = box(0.05, 0.025, 1.2 * z, 0.008).moved(x, up + 0.015)
        chair.add("arm", pad.both())


def tubular(chair: Assembly, dice: Dice) -> None:
    """A tube that is foot, leg, arm and at times the post of the back, under a slung seat."""
    width, depth = dice.between(0.48, 0.68), dice.between(0.45, 0.6)
    height, up = dice.between(0.36, 0.46), dice.between(0.17, 0.27)
    rise, slope = dice.between(0.3, 0.5), dice.between(0.0, 0.25)
    x, z, radius = 0.5 * width + 0.02, 0.5 * depth, dice.between(0.01, 0.022)
    top = height + up
    swing = dice.chance(0.6)
    foot = (x, 0.01, -z) if swing else (x, 0.01, dice.between(0.6, 1.0) * z)
    path = [foot, (x, 0.01, z), (x, height, 1.02 * z), (x, top, 0.95 * z), (x, top, -0.9 * z)]
    if not swing:
        path = [*path[1:], (x, height, -z), (x, 0.01, -1.1 * z)]
    rail = smooth(path, 40) if dice.chance(0.5) else np.asarray(path)
    loop = sweep(rail, radius, sides=8).both()
    chair.split(loop, {"arm": centroids(loop)[:, 1] > height}, rest="leg")
    if dice.chance(0.5):
        pad = box(dice.between(0.03, 0.06), 0.025, 1.2 * z, 0.01)
        chair.add("arm", pad.moved(x, top + radius).both())
    low = 0.01 if swing else height - radius
    for end in (-z, z):
        chair.add("leg", rod((-x, low, end), (x, low, end), radius, sides=8))
    thick = dice.between(0.006, 0.1)
    pan = box(2 * x, thick, 1.9 * z, 0.3 * min(thick, 0.05))
    chair.add("seat", pan.turned("x", -np.degrees(slope) * 0.4).moved(0, height))
    lean = dice.between(5.0, 22.0) + np.degrees(slope)
    gap = dice.between(0.0, 0.4) * rise
    panel = box(2 * x, rise - gap, dice.between(0.006, 0.08)).moved(0, 0.5 * (rise + gap))
    posts = rod((x, -0.02, 0), (x, rise, 0), radius, sides=8).both()
    for piece in (panel, posts):
        chair.add("back", piece.turned("x", -lean).moved(0, height, -0.95 * z))
