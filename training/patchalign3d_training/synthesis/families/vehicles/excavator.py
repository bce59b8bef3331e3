"""Excavators: a cabin that turns on tracks or wheels, an arm with a bucket; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.rolling import (
    chain_track,
    pairs,
    road_wheel,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    beam,
    box,
    cylinder,
    join,
    prism,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """The upper carriage is turned by any angle against the tracks."""
    length, track_x = dice.between(2.4, 3.4), dice.between(0.75, 1.0)
    tall = dice.between(0.6, 0.8)
    if dice.chance(0.75):
        belt = chain_track(length, tall, dice.between(0.35, 0.5), dice.count(8, 14))
        roller = cylinder(0.3 * tall, 0.3, "x").moved(y=0.45 * tall)
        model.add("track", belt.moved(track_x).both())
        model.add("wheel", roller.in_row(4, 0.24 * length, "z").moved(track_x).both())
    else:
        one = road_wheel(dice, 0.5 * tall, 0.3)
        model.add("wheel", pairs(one, track_x, [-0.35 * length, 0.35 * length]))
    model.add("chassis", box(2.0 * track_x, 0.3 * tall, 0.5 * length).on(0.45 * tall))
    model.add("chassis", cylinder(0.5, 0.2).on(0.75 * tall))
    upper = model.group()
    level = 0.75 * tall + 0.15
    _carriage(upper, dice)
    _arm(upper, dice)
    turn = dice.between(-90.0, 90.0) if dice.chance(0.5) else dice.between(-10.0, 10.0)
    model.take(upper, lambda mesh: mesh.turned("y", turn).moved(y=level))
    if dice.chance(0.35):
        blade = box(2.2 * track_x, 0.5, 0.08).on(0.05).moved(z=0.62 * length)
        stay = rod((0.4, 0.3, 0.6 * length), (0.4, 0.4, 0.2 * length), 0.06)
        model.add("blade", blade, stay.both())


def _carriage(upper: Assembly, dice: Dice) -> None:
    """Engine box and counterweight behind, the cabin with its panes in front at one side."""
    width, tall = dice.between(1.7, 2.1), dice.between(0.7, 0.95)
    body = box(width, tall, 1.5, 0.1).on(0.0).moved(z=-0.75)
    floor = box(width, 0.2, 1.4).on(0.0).moved(z=0.45)
    upper.add("body", body, floor)
    weight = cylinder(0.5 * width, 0.85 * tall).stretched(z=0.5).on(0.05).moved(z=-1.45)
    upper.add("body", weight)
    high, wide, deep = dice.between(1.3, 1.6), 0.42 * width, dice.between(1.1, 1.4)
    x = 0.5 * (width - wide)
    frame = box(0.08, high, 0.08).on(0.15).at_corners(wide, deep, inset=0.04)
    sill = box(wide, 0.45, deep).on(0.15)
    upper.add("cabin", join(frame, sill).moved(x, 0.0, 0.4))
    upper.add("roof", box(1.08 * wide, 0.1, 1.08 * deep, 0.04).on(0.15 + high).moved(x, 0.0, 0.4))
    if dice.chance(0.85):
        side = box(0.03, high - 0.5, 0.9 * deep).on(0.6).moved(0.47 * wide).both()
        front = box(0.85 * wide, high - 0.5, 0.03).on(0.6).moved(z=0.47 * deep).both("z")
        upper.add("window", join(side, front).moved(x, 0.0, 0.4))
    if dice.chance(0.6):
        seat = join(box(0.45, 0.12, 0.45, 0.04), box(0.42, 0.55, 0.1, 0.04).moved(y=0.3, z=-0.2))
        upper.add("seat", seat.moved(x, 0.75, 0.25))
    if dice.chance(0.6):
        upper.add("exhaust", cylinder(0.06, 0.4).on(tall).moved(-0.3 * width, 0.0, -1.0))


def _arm(upper: Assembly, dice: Dice) -> None:
    """Boom, stick and bucket in one plane, with pistons along them."""
    foot = np.array([-0.15, 0.3, 0.6])
    boom, stick = dice.between(2.2, 3.0), dice.between(1.4, 2.0)
    rise, fall = dice.between(25.0, 70.0), dice.between(-100.0, -35.0)
    elbow = _reach(foot, boom, rise)
    knee = 0.5 * (foot + elbow) + (0.0, 0.25, 0.0)
    wrist = _reach(elbow, stick, fall)
    wide = dice.between(0.2, 0.32)
    upper.add("arm", beam(foot, knee, wide, 0.4), beam(knee, elbow, wide, 0.36, 0.8))
    back = _reach(elbow, -0.4, fall)
    upper.add("arm", beam(back, wrist, 0.85 * wide, 0.3, 0.7))
    pin = cylinder(0.1, 1.3 * wide, "x")
    upper.add("arm", pin.at([foot, elbow, wrist]))
    lower = rod(foot + (0.0, -0.1, 0.4), knee + (0.0, -0.1, 0.0), 0.06)
    inner = rod(knee + (0.0, 0.25, 0.0), back, 0.05)
    upper.add("piston", join(lower.moved(0.2), lower.moved(-0.2)), inner)
    if dice.chance(0.7):
        outer = rod(_reach(elbow, 0.2, fall) + (0, 0.2, 0.2), wrist + (0, 0.15, 0.15), 0.045)
        upper.add("piston", outer)
    upper.add("bucket", _bucket(dice).turned("x", -dice.between(-30.0, 60.0)).at([wrist]))


def _reach(start: Points, length: float, degrees: float) -> Points:
    """The end of a bar that rises by so many degrees from +z."""
    angle = np.radians(degrees)
    return start + length * np.array([0.0, np.sin(angle), np.cos(angle)])


def _bucket(dice: Dice) -> Mesh:
    """A bent sheet with side walls and teeth; it hangs from the origin and opens to the rear."""
    wide, size = dice.between(0.6, 1.0), dice.between(0.5, 0.75)
    angle = np.radians(np.linspace(80.0, -100.0, 8))
    arc = size * np.stack([0.5 * np.cos(angle), 0.5 * np.sin(angle) - 0.5], axis=1)  # (z, y)
    inner = arc * 0.88 + (0.0, -0.06 * size)
    bowl = prism(np.concatenate([arc, inner[::-1]])[::-1], wide, "x")
    cheek = prism(arc[::-1], 0.04, "x").moved(0.5 * wide).both()
    tooth = box(0.08, 0.06, 0.2).moved(0.0, float(arc[-1, 1]), float(arc[-1, 0]) - 0.08)
    teeth = tooth.in_row(5, 0.23 * wide)
    return join(bowl, cheek, teeth) if dice.chance(0.8) else join(bowl, cheek)
