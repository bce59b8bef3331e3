"""Lamps that stand: with one upright axis, with joints, bowed, in the street."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import (
    block_of,
    bulb_of,
    foot_of,
    post_of,
    vase_of,
)
from patchalign3d_training.synthesis.families.lighting.lamp.shades import (
    bar_of,
    bowl_of,
    bullet,
    shade_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    join,
    rod,
    smooth,
    sweep,
    tube,
)


def table_lamp(lamp: Assembly, dice: Dice) -> None:
    """A shade over a vase, a block, or a foot with a short post."""
    height = dice.between(0.25, 0.7)
    radius = height * dice.between(0.2, 0.5)
    pieces, tall = shade_of(dice, radius)
    over = height - tall * dice.between(0.2, 0.45)
    lamp.add("lampshade", *(piece.moved(0, over) for piece in pieces))
    kind = dice.pick({"vase": 3, "block": 1, "post": 2, "short": 1, "none": 1})
    neck = over + dice.between(-0.1, 0.15) * tall
    if kind == "none":
        lamp.add("base", *block_of(dice, radius, max(over, 0.03)))
        return
    if kind == "short":  # the shade stands close above a flat foot or a candlestick
        up = tall * dice.between(0.04, 0.15)
        lamp.add("pole", rod((0, over - up, 0), (0, over + 0.2 * tall, 0), 0.06 * radius))
        body = dice.pick({vase_of: 2, foot_of: 1})
        foot = max(over - up, 0.03)
        high = foot if body is vase_of else 0.5 * foot
        pieces = body(dice, radius * dice.between(0.5, 1.0), high)
        top = max(float(piece.vertices[:, 1].max()) for piece in pieces)
        lamp.add("base", *(piece.stretched(y=foot / max(top, 0.01)) for piece in pieces))
    elif kind == "post":
        lamp.add("base", *foot_of(dice, radius * dice.between(0.4, 0.95), 0.03))
        thick = dice.between(0.006, 0.025)
        lamp.add("pole", *post_of(dice, over + 0.4 * tall, thick))
    else:
        neck = max(neck * dice.between(0.75, 1.0), 0.1)
        body = vase_of if kind == "vase" else block_of
        lamp.add("base", *body(dice, radius, neck))
        post = rod((0, neck - 0.02, 0), (0, over + dice.between(0.2, 0.95) * tall, 0), 0.008)
        lamp.add("pole", post)
    if dice.chance(0.5):
        bulb = bulb_of(0.22 * radius).turned("x", 180.0).moved(0, over + 0.45 * tall)
        lamp.add("lampshade", bulb, detail="bulb")


def floor_lamp(lamp: Assembly, dice: Dice) -> None:
    """A tall post with a shade, a bowl or several heads."""
    height, radius = dice.between(1.2, 1.9), dice.between(0.1, 0.3)
    thick = dice.between(0.008, 0.03)
    head = dice.pick({"shade": 3, "bowl": 1, "heads": 1})
    if dice.chance(0.2):
        up = dice.between(0.6, 0.95) * height
        spread = dice.between(0.15, 0.35)
        leg = rod((0.02, up, 0), (spread, 0, 0), dice.between(0.008, 0.02)).around(3)
        lamp.add("base", leg)
        lamp.add("pole", rod((0, up - 0.05, 0), (0, height, 0), 0.012))
    else:
        lamp.add("base", *foot_of(dice, dice.between(0.1, 0.24), dice.between(0.015, 0.05)))
        lamp.add("pole", *post_of(dice, height, thick))
        if dice.chance(0.1):
            wide = dice.between(0.25, 0.5)
            tray = dice.one_of(box(wide, 0.02, wide), cylinder(0.5 * wide, 0.02))
            lamp.add("pole", tray.moved(0, dice.between(0.3, 0.5) * height))
    if head == "heads":
        count = dice.count(2, 5)
        pieces, tall = dice.one_of(bullet, shade_of)(dice, dice.between(0.05, 0.1))
        for i in range(count):
            level = height * (1.0 - 0.12 * i)
            turn, tilt = dice.between(0.0, 360.0), dice.between(-30.0, 80.0)
            arm = rod((0, level, 0), (0.2, level + 0.06, 0), 0.5 * thick + 0.002).turned("y", turn)
            shade = join(*pieces).moved(0, -0.8 * tall).turned("z", tilt).moved(0.2, level + 0.06)
            lamp.add("pole", arm)
            lamp.add("lampshade", shade.turned("y", turn))
        return
    if head == "bowl":
        pieces, tall = bowl_of(dice, radius)
        at = height
        if dice.chance(0.3):
            side, level = dice.between(0.15, 0.3), 0.65 * height
            path = [(0, 0.55 * height, 0), (0.6 * side, level, 0), (side, level + 0.1, 0)]
            lamp.add("pole", tube(path, 0.5 * thick, 12, 6))
            reader, _ = shade_of(dice, 0.4 * radius)
            lamp.add("lampshade", *(piece.moved(side, level) for piece in reader))
    else:
        pieces, tall = shade_of(dice, radius)
        at = height - tall * dice.between(0.3, 1.0)
    lamp.add("lampshade", *(piece.moved(0, at) for piece in pieces))
    if dice.chance(0.3):
        lamp.add("lampshade", bulb_of(0.2 * radius).moved(0, at + 0.4 * tall), detail="bulb")


def desk_lamp(lamp: Assembly, dice: Dice) -> None:
    """A work lamp with joints, a gooseneck or a banker's trough."""
    radius = dice.between(0.004, 0.014)
    elbow = np.array([0.0, dice.between(0.15, 0.35), -dice.between(-0.05, 0.22)])
    tip = elbow + (0.0, dice.between(-0.04, 0.25), dice.between(0.1, 0.38))
    foot = np.array([0.0, 0.02, 0.0])
    if dice.chance(0.35):
        lamp.add(
            "pole", tube([foot, 0.5 * (foot + elbow) + (0, 0.05, 0), elbow, tip], radius * 1.4, 24)
        )
    else:
        twin = dice.chance(0.5)
        for start, end in ((foot, elbow), (elbow, tip)):
            shift = (dice.between(0.008, 0.018), 0.0, 0.0)
            arm = rod(start + shift, end + shift, 0.6 * radius).both()
            lamp.add("pole", arm if twin else rod(start, end, radius))
        joint = cylinder(0.018, 0.04, "x") if twin else ball(1.8 * radius)
        lamp.add("pole", joint.moved(*elbow), joint.moved(*tip), detail="joint")
        if dice.chance(0.25):
            weight = rod(elbow, elbow + 0.4 * (elbow - tip), 2.0 * radius)
            lamp.add("pole", weight)
    if dice.chance(0.14):
        lamp.add("fixing bracket", box(0.03, 0.07, 0.06))
        lamp.add("fixing bracket", rod((0, -0.06, 0.02), (0, 0.0, 0.02), 0.006))
        lamp.add("fixing bracket", cylinder(0.02, 0.008).moved(0, -0.02, 0.02))
    else:
        lamp.add("base", *foot_of(dice, dice.between(0.06, 0.14), dice.between(0.01, 0.04)))
    size = dice.between(0.05, 0.12)
    if dice.chance(0.25):
        lamp.add("lampshade", *(p.moved(*tip) for p in bar_of(dice, dice.between(0.22, 0.5))))
        return
    pieces, tall = dice.pick({shade_of: 2, bullet: 1})(dice, size)
    scale = min(1.0, dice.between(0.12, 0.18) / tall)
    pieces, tall = [piece.stretched(scale, scale, scale) for piece in pieces], scale * tall
    tilt = dice.between(-10.0, 60.0)
    if dice.chance(0.5):
        pieces = [*pieces, bulb_of(0.4 * size).moved(0, 0.5 * tall)]
    grip = tall * dice.between(0.7, 1.0)
    lamp.add("lampshade", *(p.moved(0, -grip).turned("x", -tilt).moved(*tip) for p in pieces))


def arc_lamp(lamp: Assembly, dice: Dice) -> None:
    """A floor lamp that bows over a table."""
    height, reach = dice.between(1.2, 1.9), dice.between(0.3, 1.1)
    path = [(0, 0.02, 0), (0, dice.between(0.5, 0.75) * height, 0), (0, height, 0.4 * reach)]
    end = (0.0, dice.between(0.6, 0.92) * height, reach)
    lamp.add("pole", tube([*path, end], dice.between(0.008, 0.018), 28))
    lamp.add("base", *foot_of(dice, dice.between(0.12, 0.24), dice.between(0.02, 0.07)))
    pieces, tall = shade_of(dice, dice.between(0.08, 0.24))
    lamp.add("lampshade", *(piece.moved(0, end[1] - 0.97 * tall, end[2]) for piece in pieces))


def street_lamp(lamp: Assembly, dice: Dice) -> None:
    """A tall post with a lantern on top or heads on arms."""
    height, thick = dice.between(2.5, 5.0), dice.between(0.03, 0.07)
    lamp.add("pole", rod((0, 0.1, 0), (0, height, 0), thick, 0.6 * thick))
    flare = [(2.6 * thick, 0.0), (2.4 * thick, 0.25), (1.3 * thick, 0.5)]
    if dice.chance(0.7):
        lamp.add("base", cylinder(flare[0][0], 0.25, top=flare[1][0]).moved(0, 0.125))
        lamp.add("base", cylinder(flare[1][0], 0.3, top=flare[2][0]).moved(0, 0.4))
    if dice.chance(0.4):
        pieces, _ = shade_of(dice, dice.between(0.15, 0.35))
        lamp.add("lampshade", *(piece.moved(0, 0.99 * height) for piece in pieces))
        return
    reach, up = dice.between(0.4, 1.3), dice.between(-0.1, 0.5)
    path = smooth(
        [(0, height - 0.1, 0), (0.3 * reach, height + 0.8 * up, 0), (reach, height + up, 0)], 14
    )
    arm = sweep(path, 0.5 * thick, sides=6)
    flat = ball(0.3, 0.07, 0.13, 12).moved(reach + 0.2, height + up - 0.03)
    pieces, tall = shade_of(dice, dice.between(0.12, 0.25))
    head = flat if dice.chance(0.5) else join(*pieces).moved(reach, height + up - tall)
    double = dice.chance(0.4)
    lamp.add("pole", arm.both() if double else arm)
    lamp.add("lampshade", head.both() if double else head)


def branched_lamp(lamp: Assembly, dice: Dice) -> None:
    """A candelabra or a lamp whose two to five arms carry a shade each."""
    height, reach = dice.between(0.35, 1.6), dice.between(0.12, 0.35)
    thick = dice.between(0.006, 0.016)
    lamp.add("base", *foot_of(dice, reach * dice.between(0.4, 0.9), 0.03))
    lamp.add("pole", *post_of(dice, height, thick))
    count = dice.count(2, 5)
    pieces, tall = dice.one_of(shade_of, bowl_of)(dice, dice.between(0.3, 0.55) * reach)
    low, up = height * dice.between(0.7, 0.98), dice.between(-0.1, 0.2) * reach
    dip = dice.between(-0.5, 0.5) * reach
    path = [(0, low, 0), (0.5 * reach, low - dip, 0), (reach, low + up, 0)]
    lamp.add("pole", tube(path, 0.7 * thick, 12, 6).around(count))
    shade = join(*pieces).moved(reach, low + up - tall * dice.one_of(0.0, 0.9))
    lamp.add("lampshade", shade.around(count))
    if dice.chance(0.3):
        lamp.add("lampshade", join(*pieces).moved(0, height - 0.1 * tall))
