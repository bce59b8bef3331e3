"""Lamps that reach out: desk lamps with joints, arcs, street lamps, candelabras."""

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import (
    bulb_of,
    foot_of,
    post_of,
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
    Points,
    ball,
    box,
    cylinder,
    join,
    rod,
    smooth,
    sweep,
    tube,
)


def desk_lamp(lamp: Assembly, dice: Dice) -> None:
    """A work lamp with joints, a gooseneck or a banker's trough."""
    thick = dice.between(0.004, 0.014)
    foot = np.array([0.0, 0.02, 0.0])
    elbow = np.array([0.0, dice.between(0.15, 0.35), -dice.between(-0.05, 0.22)])
    tip = elbow + (0.0, dice.between(-0.04, 0.25), dice.between(0.1, 0.38))
    if dice.chance(0.35):
        bow = 0.5 * (foot + elbow) + (0, 0.05, 0)
        lamp.add("pole", tube([foot, bow, elbow, tip], 1.4 * thick, 24))
    else:
        _jointed_arm(lamp, dice, np.stack([foot, elbow, tip]), thick)
    if dice.chance(0.14):
        jaw, screw = box(0.03, 0.07, 0.06), rod((0, -0.06, 0.02), (0, 0.0, 0.02), 0.006)
        plate = cylinder(0.02, 0.008).moved(y=-0.02, z=0.02)
        lamp.add("fixing bracket", jaw, screw, plate)
    else:
        lamp.add("base", foot_of(dice, dice.between(0.06, 0.14), dice.between(0.01, 0.04)))
    radius = dice.between(0.05, 0.12)
    if dice.chance(0.25):
        lamp.add("lampshade", bar_of(dice, dice.between(0.22, 0.5)).at([tip]))
        return
    shade = dice.pick({shade_of: 2, bullet: 1})(dice, radius)
    smaller = min(1.0, dice.between(0.12, 0.18) / shade.height)
    head, tall = shade.mesh.scaled(smaller), smaller * shade.height
    tilt = dice.between(-10.0, 60.0)
    if dice.chance(0.5):
        head = join(head, bulb_of(0.4 * radius).moved(y=0.5 * tall))
    held_at = tall * dice.between(0.7, 1.0)
    lamp.add("lampshade", head.moved(y=-held_at).turned("x", -tilt).at([tip]))


def _jointed_arm(lamp: Assembly, dice: Dice, joints: Points, thick: float) -> None:
    """Single or twin bars from the foot over the elbow to the tip, (3, 3), with a joint at both."""
    foot, elbow, tip = joints
    twin = dice.chance(0.5)
    for start, end in ((foot, elbow), (elbow, tip)):
        aside = (dice.between(0.008, 0.018), 0.0, 0.0)
        pair = rod(start + aside, end + aside, 0.6 * thick).both()
        lamp.add("pole", pair if twin else rod(start, end, thick))
    joint = cylinder(0.018, 0.04, "x") if twin else ball(1.8 * thick)
    lamp.add("pole", joint.at([elbow, tip]), detail="joint")
    if dice.chance(0.25):
        counterweight = rod(elbow, elbow + 0.4 * (elbow - tip), 2.0 * thick)
        lamp.add("pole", counterweight)


def arc_lamp(lamp: Assembly, dice: Dice) -> None:
    """A floor lamp that bows over a table."""
    height, reach = dice.between(1.2, 1.9), dice.between(0.3, 1.1)
    foot, stem = (0, 0.02, 0), (0, dice.between(0.5, 0.75) * height, 0)
    end = (0.0, dice.between(0.6, 0.92) * height, reach)
    path = [foot, stem, (0, height, 0.4 * reach), end]
    lamp.add("pole", tube(path, dice.between(0.008, 0.018), 28))
    lamp.add("base", foot_of(dice, dice.between(0.12, 0.24), dice.between(0.02, 0.07)))
    shade = shade_of(dice, dice.between(0.08, 0.24))
    lamp.add("lampshade", shade.hanging.moved(y=0.03 * shade.height).at([end]))


def street_lamp(lamp: Assembly, dice: Dice) -> None:
    """A tall post with a lantern on top or heads on arms."""
    height, thick = dice.between(2.5, 5.0), dice.between(0.03, 0.07)
    lamp.add("pole", rod((0, 0.1, 0), (0, height, 0), thick, end_radius=0.6 * thick))
    if dice.chance(0.7):
        socket = cylinder(2.6 * thick, 0.25, top=2.4 * thick).on(0.0)
        flare = cylinder(2.4 * thick, 0.3, top=1.3 * thick).on(socket)
        lamp.add("base", socket, flare)
    if dice.chance(0.4):
        lantern = shade_of(dice, dice.between(0.15, 0.35))
        lamp.add("lampshade", lantern.mesh.moved(y=0.99 * height))
        return
    reach, up = dice.between(0.4, 1.3), dice.between(-0.1, 0.5)
    start, end = (0.0, height - 0.1, 0.0), (reach, height + up, 0.0)
    bow = (0.3 * reach, height + 0.8 * up, 0.0)
    arm = sweep(smooth([start, bow, end], 14), 0.5 * thick, sides=6)
    flat_head = ball(0.3, 0.07, 0.13, 12).moved(x=0.2, y=-0.03)
    shade = shade_of(dice, dice.between(0.12, 0.25))
    head = (flat_head if dice.chance(0.5) else shade.hanging).at([end])
    double = dice.chance(0.4)
    lamp.add("pole", arm.both() if double else arm)
    lamp.add("lampshade", head.both() if double else head)


def branched_lamp(lamp: Assembly, dice: Dice) -> None:
    """A candelabra or a lamp whose two to five arms carry a shade each."""
    height, reach = dice.between(0.35, 1.6), dice.between(0.12, 0.35)
    thick = dice.between(0.006, 0.016)
    lamp.add("base", foot_of(dice, reach * dice.between(0.4, 0.9), 0.03))
    lamp.add("pole", post_of(dice, height, thick))
    count = dice.count(2, 5)
    shade = dice.one_of(shade_of, bowl_of)(dice, dice.between(0.3, 0.55) * reach)
    low, up = height * dice.between(0.7, 0.98), dice.between(-0.1, 0.2) * reach
    dip = dice.between(-0.5, 0.5) * reach
    start, bow, end = (0, low, 0), (0.5 * reach, low - dip, 0), (reach, low + up, 0)
    lamp.add("pole", tube([start, bow, end], 0.7 * thick, 12, 6).around(count))
    sunk = shade.height * dice.one_of(0.0, 0.9)  # how far the shade hangs below the arm's end
    lamp.add("lampshade", shade.mesh.at([end]).moved(y=-sunk).around(count))
    if dice.chance(0.3):
        lamp.add("lampshade", shade.mesh.moved(y=height - 0.1 * shade.height))
