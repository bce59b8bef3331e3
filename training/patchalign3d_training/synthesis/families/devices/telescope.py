"""Telescopes for the sky and for the hand."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    beam,
    box,
    cylinder,
    ellipse,
    join,
    lathe,
    pipe,
    prism,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A refractor or reflector on a stand, or a spyglass; it looks up along +z."""
    kind = dice.pick({"refractor": 4, "reflector": 3, "spyglass": 2})
    if kind == "spyglass":
        _spyglass(model, dice)
        return
    optics = model.group()  # about the origin, looking along +z
    length = dice.between(0.6, 1.0)
    if kind == "refractor":
        _refractor(optics, dice, length, radius=length * dice.between(0.035, 0.07))
        radius = 0.06 * length
    else:
        radius = length * dice.between(0.1, 0.2)
        _reflector(optics, dice, length, radius)
    rise = dice.between(5.0, 60.0)
    yaw = dice.between(-30.0, 30.0)
    box_stand = kind == "reflector" and dice.chance(0.4)
    height = 0.55 * length + 0.1 if box_stand else length * dice.between(0.9, 1.5)
    model.take(optics, lambda mesh: mesh.turned("x", -rise).moved(y=height).turned("y", yaw))
    stand = model.group()
    if box_stand:
        _rocker_box(stand, dice, height, radius)
        model.take(stand, lambda mesh: mesh.turned("y", yaw))
    else:
        _tripod(stand, dice, height, radius)
        model.take(stand)


def _lengthwise(profile: list[tuple[float, float]], sides: int = 26) -> Mesh:
    """A body turned about z from (radius, z)."""
    return lathe(profile, sides).turned("x", 90.0)


def _eyepiece(dice: Dice, radius: float) -> Mesh:
    """A short tube with a wider cup, its foot in the origin, along +y."""
    long = radius * dice.between(2.5, 4.0)
    stem = cylinder(0.8 * radius, long).on(0.0)
    cup = pipe(radius, 0.6 * radius, 0.4 * long, "y", 16).on(0.7 * long)
    return join(stem, cup)


def _finder(optics: Assembly, dice: Dice, radius: float, at: float) -> None:
    """A small telescope on two rings upon the large one; `at` is its z."""
    size = radius * dice.between(0.16, 0.3)
    long = radius * dice.between(1.5, 2.6)
    level = radius + 1.8 * size
    body = cylinder(size, long, "z", top=0.7 * size, sides=14).mirrored("z")
    optics.add("finder", body.moved(y=level, z=at))
    hold = box(0.5 * size, 2.0 * size, 0.4 * size).moved(y=level - 1.2 * size)
    optics.add("finder", hold.in_row(2, 0.5 * long, "z").moved(z=at))


def _refractor(optics: Assembly, dice: Dice, length: float, radius: float) -> None:
    """A long slim tube with a dew shield in front and a focuser behind."""
    front, rear = 0.5 * length, -0.42 * length
    back = [(0.45 * radius, rear - 0.06 * length), (0.5 * radius, rear)]
    cone = [(radius, rear + 0.02 * length), (radius, 0.8 * front)]
    optics.add("tube", _lengthwise([*back, *cone]))
    shield = pipe(dice.between(1.1, 1.35) * radius, 1.02 * radius, 0.25 * length, "z", 26)
    optics.add("tube", shield.moved(z=front - 0.1 * length))
    glass = ball(1.0 * radius, 1.0 * radius, 0.15 * radius, 20).moved(z=0.82 * front)
    optics.add("lens", glass)
    focuser = rod((0, 0, rear), (0, 0, rear - 0.1 * length), 0.42 * radius)
    optics.add("tube", focuser)
    wheel = cylinder(0.3 * radius, 0.25 * radius, "x", sides=14).moved(x=0.65 * radius).both()
    optics.add("knob", wheel.moved(z=rear - 0.03 * length))
    eye = _eyepiece(dice, 0.4 * radius)
    end = rear - 0.1 * length
    if dice.chance(0.7):  # looked into from above
        corner = box(0.9 * radius, 0.9 * radius, 0.9 * radius, 0.1 * radius).moved(z=end)
        optics.add("tube", corner)
        optics.add("eyepiece", eye.moved(y=0.4 * radius, z=end))
    else:
        optics.add("eyepiece", eye.turned("x", -90.0).moved(z=end))
    if dice.chance(0.6):
        _finder(optics, dice, radius, at=-0.25 * length)
    if dice.chance(0.5):
        band = ring(1.05 * radius, 0.1 * radius, "z").stretched(z=2.0)
        optics.add("mount", band.in_row(2, 0.25 * length, "z"))


def _reflector(optics: Assembly, dice: Dice, length: float, radius: float) -> None:
    """A wide tube, open in front, with the eyepiece at its side near the front."""
    wall = 0.94 * radius
    outside = [(0, -0.5), (1.0, -0.5), (1.0, 0.5)]
    inside = [(wall / radius, 0.5), (wall / radius, -0.45), (0, -0.45)]
    shape = [(r * radius, z * length) for r, z in [*outside, *inside]]
    optics.add("tube", _lengthwise(shape))
    mirror = ball(0.9 * wall, 0.9 * wall, 0.1 * radius, 20).moved(z=-0.42 * length)
    optics.add("mirror", mirror)
    if dice.chance(0.7):
        vane = box(2 * wall, 0.01 * radius, 0.04 * length)
        spider = join(vane, vane.turned("z", 90.0))
        second = cylinder(0.25 * radius, 0.1 * length, "z").moved(z=-0.02 * length)
        optics.add("mirror", join(spider, second).moved(z=0.4 * length))
    rims = ring(1.01 * radius, 0.06 * radius, "z")
    optics.add("tube", rims.moved(z=0.5 * length), rims.moved(z=-0.5 * length))
    side = dice.between(20.0, 90.0)  # degrees from upright towards +x
    plate = box(0.6 * radius, 0.15 * radius, 0.6 * radius).on(0.98 * radius)
    eye = _eyepiece(dice, 0.2 * radius).on(plate)
    z = 0.36 * length
    optics.add("tube", plate.turned("z", -side).moved(z=z))
    optics.add("eyepiece", eye.turned("z", -side).moved(z=z))
    focus = cylinder(0.12 * radius, 0.15 * radius, "z", sides=12).moved(y=1.3 * radius)
    optics.add("knob", focus.turned("z", -side).moved(z=z + 0.35 * radius))
    if dice.chance(0.6):
        _finder(optics, dice, radius, at=0.2 * length)


def _tripod(stand: Assembly, dice: Dice, height: float, radius: float) -> None:
    """Three legs under a head that holds the tube, perhaps with a counterweight and a tray."""
    hub = height - 1.2 * radius - 0.06
    spread = dice.between(0.3, 0.5) * height
    thick = dice.between(0.012, 0.03)
    top, end = (0.05, hub, 0.0), (spread, 0.0, 0.0)
    square = dice.chance(0.5)
    leg = beam(top, end, thick, 1.6 * thick) if square else rod(top, end, thick, 0.7 * thick)
    start = dice.between(0.0, 120.0)
    stand.add("leg", leg.around(3, start=start))
    if dice.chance(0.5):
        level = dice.between(0.4, 0.6)
        inside = 0.9 * (0.05 + (spread - 0.05) * level)
        tray = cylinder(inside, 0.01, sides=3 if dice.chance(0.4) else 20)
        stand.add("leg", tray.moved(y=hub * (1.0 - level)))
    head = cylinder(0.06, 0.06).on(hub - 0.03)
    column = rod((0, hub, 0), (0, height - 0.9 * radius, 0), 0.03)
    saddle = box(0.06, 0.3 * radius + 0.02, 0.15, 0.005).under(height - 0.85 * radius)
    stand.add("mount", head, column, saddle)
    if dice.chance(0.35):  # balanced about an inclined axis
        heading = np.array([dice.one_of(-1.0, 1.0) * 0.25, -0.18, 0.0])
        bar = rod((0, hub + 0.05, 0), heading + (0, hub + 0.05, 0), 0.01)
        weight = cylinder(0.05, 0.06).pointing(heading).at([0.8 * heading + (0, hub + 0.05, 0)])
        stand.add("mount", bar, weight)
    if dice.chance(0.4):
        handle = rod((0.0, hub + 0.03, 0.0), (0.1, hub - 0.05, -0.25), 0.007)
        stand.add("handle", handle)


def _rocker_box(stand: Assembly, dice: Dice, height: float, radius: float) -> None:
    """Two boards that carry the tube's bearings, on a turning plate."""
    gap = radius + 0.03
    tall = height - 0.06
    outline = np.array([(-0.9, 0), (0.9, 0), (0.5, 1.0), (-0.5, 1.0)]) * (1.2 * radius, tall)
    board = prism(outline, 0.02, "x").moved(x=gap, y=0.05)
    front = box(2 * gap, 0.5 * tall, 0.02).on(0.05).moved(z=0.75 * radius)
    plate = prism(ellipse(3.0 * radius, 3.0 * radius, 28), 0.025, "y").on(0.025)
    stand.add("mount", board.both(), front, plate)
    bearing = cylinder(dice.between(0.3, 0.5) * radius, 0.03, "x").moved(x=gap - 0.01, y=height)
    stand.add("mount", bearing.both())
    pad = cylinder(0.03, 0.03).on(0.0).moved(x=1.2 * radius)
    stand.add("leg", pad.around(3, start=30.0))


def _spyglass(model: Assembly, dice: Dice) -> None:
    """Two to four tubes that slide into each other, held level or laid on a small tripod."""
    count = dice.count(2, 4)
    radius = dice.between(0.018, 0.03)
    each = dice.between(0.1, 0.16)
    narrow = dice.between(0.8, 0.88)
    front = 0.5 * count * each
    group = model.group()
    for i in range(count):
        size = radius * narrow**i
        middle = front - (i + 0.5) * each
        group.add("tube", cylinder(size, each, "z", sides=24).moved(z=middle))
        collar = pipe(1.12 * size, 0.9 * size, 0.1 * each, "z", 24)
        group.add("tube", collar.moved(z=0.45 * each).both("z").moved(z=middle))
    glass = ball(0.88 * radius, 0.88 * radius, 0.2 * radius, 18).moved(z=front)
    group.add("lens", glass)
    last = radius * narrow ** (count - 1)
    cup = lathe([(0.9, 0.0), (1.25, 0.5), (1.25, 0.7), (0.6, 0.7), (0.0, 0.4)], 22).scaled(last)
    group.add("eyepiece", cup.turned("x", -90.0).moved(z=-front + 0.1 * last))
    if not dice.chance(0.4):
        model.take(group)
        return
    height = dice.between(0.15, 0.3)
    rise = dice.between(0.0, 30.0)
    model.take(group, lambda mesh: mesh.turned("x", -rise).moved(y=height))
    leg = rod((0.01, height - radius - 0.02, 0), (0.5 * height, 0, 0), 0.006)
    model.add("leg", leg.around(3))
    model.add("mount", cylinder(0.014, 0.04).under(height - 0.5 * radius))
