"""Harps and lyres; the strings are upright in the plane z = 0."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    cylinder,
    join,
    lathe,
    rod,
    sheet,
    smooth,
    superellipse,
    sweep,
)


def build(harp: Assembly, dice: Dice) -> None:
    """A concert harp with pedals, a small one for the lap, or a lyre."""
    kind = dice.pick({"concert": 4, "small": 3, "lyre": 2})
    if kind == "lyre":
        _lyre(harp, dice)
        return
    tall, wide = dice.between(1.4, 1.8), dice.between(0.7, 1.0)
    thick = dice.between(0.025, 0.05)
    foot = np.array([-0.5 * wide, 0.08, 0.0])  # where soundbox and column meet, near the ground
    shoulder = np.array([0.5 * wide, tall * dice.between(0.7, 0.85), 0.0])
    head = np.array([-0.5 * wide + dice.between(-0.1, 0.05), tall, 0.0])
    _soundbox(harp, dice, foot, shoulder)
    neck = _neck_curve(dice, head, shoulder)
    section = superellipse(2.0, dice.between(1.2, 2.0), 3.0, 10)
    harp.add("neck", sweep(neck, thick, section, normal=(0, 0, 1)))
    _column(harp, dice, foot, head, thick)
    _strings(harp, dice, foot, shoulder, neck)
    if kind == "concert":
        deep = dice.between(0.3, 0.45)
        base = box(0.35, 0.12, deep, 0.03).on(-0.04).moved(float(foot[0]) + 0.05)
        harp.add("base", base)
        if dice.chance(0.8):
            pedal = box(0.14, 0.02, 0.03, 0.006).moved(float(foot[0]) - 0.2, 0.02)
            harp.add("pedal", pedal.in_row(7, deep / 8.0, "z"))
    elif dice.chance(0.5):
        harp.add("base", box(0.25, 0.05, 0.25, 0.02).on(-0.03).moved(float(foot[0]) + 0.08))


def _neck_curve(dice: Dice, head: Points, shoulder: Points) -> Points:
    """A double curve from the column's head down to the soundbox's upper end."""
    across = shoulder - head
    sag = dice.between(0.1, 0.22)
    first = head + 0.3 * across - (0.0, 0.6 * sag, 0.0)
    second = head + 0.7 * across - (0.0, 0.2 * sag - 0.08, 0.0)
    return smooth([head, first, second, shoulder], 18)


def _soundbox(harp: Assembly, dice: Dice, foot: Points, shoulder: Points) -> None:
    """A hollow body that narrows upwards, its board towards the strings."""
    low, high = dice.between(0.14, 0.24), dice.between(0.06, 0.1)  # half its depth along z
    squareness = dice.between(2.0, 4.0)
    section = superellipse(1.0, 2.0, squareness, 16)  # across the plane twice as broad
    path = np.linspace(foot, shoulder + 0.03 * (shoulder - foot), 6)
    shifted = path + np.array([0.05, -0.05, 0.0])
    harp.add("body", sweep(shifted, np.linspace(low, high, 6), section, normal=(1, -1, 0)))
    if dice.chance(0.5):
        ridge = rod(foot, shoulder, 0.015, sides=6)
        harp.add("body", ridge)


def _column(harp: Assembly, dice: Dice, foot: Points, head: Points, thick: float) -> None:
    """Straight, fluted or bowed, with a crown on concert harps."""
    kind = dice.pick({"straight": 2, "bowed": 2, "turned": 1})
    if kind == "bowed":
        middle = 0.5 * (foot + head) - (dice.between(0.05, 0.15), 0.0, 0.0)
        path = smooth([foot, middle, head], 14)
        harp.add("column", sweep(path, 1.1 * thick, sides=10))
    else:
        swell = 1.0 if kind == "straight" else 1.5
        tall = float(head[1] - foot[1])
        profile = [(swell * 1.3, 0.0), (1.0, 0.08), (1.0, 0.9), (swell * 1.2, 1.0)]
        post = lathe(np.array(profile) * (thick, tall), 12)
        harp.add("column", post.pointing(head - foot).at([foot]))
    if dice.chance(0.5):
        crown = [(0, 0), (1.2, 0), (1.8, 1.5), (1.4, 3.0), (1.9, 3.6), (0, 4.0)]
        top = lathe(np.array(crown) * thick, 12).at([head])
        harp.add("column", top, detail="crown")


def _strings(harp: Assembly, dice: Dice, foot: Points, shoulder: Points, neck: Points) -> None:
    """Upright strings from the soundbox to the neck, with a peg at each."""
    count, thick = dice.count(10, 32), dice.between(0.0015, 0.005)
    pegs = dice.chance(0.7)
    peg = cylinder(0.008, 0.1, "z", sides=5)
    for share in np.linspace(0.12, 0.93, count):
        low = foot + share * (shoulder - foot)
        high = float(np.interp(low[0], neck[:, 0], neck[:, 1]))
        harp.add("string", rod(low, (low[0], high, 0.0), thick, sides=4))
        if pegs:
            harp.add("neck", peg.moved(float(low[0]), high + 0.01), detail="peg")


def _lyre(harp: Assembly, dice: Dice) -> None:
    """Two bent arms on a body, a bar across them, strings in between."""
    half, tall = dice.between(0.25, 0.4), dice.between(0.7, 1.1)
    thick = dice.between(0.02, 0.045)
    bowl = superellipse(2.2 * half, 0.8 * half, 2.4, 24)
    body = lathe([(0, -0.5), (0.7, -0.45), (1.0, 0.0), (0.7, 0.45), (0, 0.5)], 20)
    harp.add("body", body.stretched(1.1 * half, 0.9 * half, 0.35 * half).moved(y=0.4 * half))
    harp.add("body", sheet(bowl, "z", 0.3 * half).moved(y=0.4 * half))
    curl = dice.between(0.0, 0.3) * half
    bends = [
        (0.8 * half, 0.5 * half, 0),
        (1.15 * half, 0.4 * tall, 0),
        (0.8 * half, 0.75 * tall, 0),
    ]
    arm = sweep(smooth([*bends, (half + curl, tall, 0)], 16), np.linspace(1.3, 0.8, 16) * thick)
    harp.add("column", arm.both())
    level = 0.85 * tall
    bar = rod((-1.2 * half, level, 0), (1.2 * half, level, 0), 0.8 * thick)
    knob = cylinder(1.3 * thick, 0.05, "x").moved(1.2 * half, level).both()
    harp.add("neck", join(bar, knob))
    count = dice.count(4, 9)
    front = 0.3 * half
    string = rod((0, 0.2 * half, front), (0, level, thick), 0.006, sides=4)
    harp.add("string", string.in_row(count, 1.1 * half / count, "x"))
    bridge = box(1.1 * half, 0.03, 0.08).moved(y=0.25 * half, z=front)
    harp.add("body", bridge)
    if dice.chance(0.5):
        harp.add("base", box(half, 0.06, 0.6 * half, 0.01).under(0.0))
