"""Treasure chests, trunks and tool boxes."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    bow_handle,
    box,
    cylinder,
    foot,
    frame,
    grown,
    hinge,
    prism,
    rectangle,
    ring_handle,
    take_crooked,
    tray,
)


@dataclass(frozen=True)
class Sizes:
    """A chest's lengths in metres; it stands on y = 0 and opens to +z."""

    width: float
    depth: float
    height: float  # of the body, to the rim
    rise: float  # of the lid
    wall: float


def build(model: Assembly, dice: Dice) -> None:
    """A body, a flat or vaulted lid, shut or open, with bands, a lock, handles and treasure."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.3, most=0.3)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same as a carpenter would build it."""
    width = dice.between(0.5, 1.3)
    depth = width * dice.between(0.42, 0.75)
    height = depth * dice.between(0.4, 0.95)
    vault = dice.pick({"round": 5, "flat": 3, "edged": 2})
    rise = depth * (dice.between(0.25, 0.5) if vault != "flat" else dice.between(0.05, 0.2))
    size = Sizes(width, depth, height, rise, dice.between(0.02, 0.06) * width)

    hollow = dice.chance(0.6)
    body = tray(width, height, depth, size.wall) if hollow else box(width, height, depth)
    model.add("body", body.on(0.0))
    side = _side(vault, depth, rise)
    swing = dice.between(15.0, 115.0) if hollow and dice.chance(0.45) else 0.0
    lid = model.group()
    lid.add("lid", _lid(side, size, hollow))
    if dice.chance(0.75):
        _bands(model, lid, dice, size, side)
    if dice.chance(0.85):
        _lock(model, lid, dice, size)
    pivot = (0.0, height, -0.5 * depth)
    model.take(lid, lambda mesh: mesh.moved(y=height).turned("x", -swing, at=pivot))
    if dice.chance(0.5):
        pair = hinge(0.1 * height, 0.015 * width).turned("y", 180.0)
        pair = pair.moved(y=height, z=-0.5 * depth).in_row(2, 0.6 * width)
        model.add("body", pair, detail="hinge")
    if dice.chance(0.6):
        _handles(model, dice, size)
    if dice.chance(0.35):
        one_foot = foot(dice, 0.08 * height, 0.04 * width).under(0.0)
        model.add("foot", one_foot.at_corners(width, depth, inset=0.05 * width))
    if swing > 30.0 and dice.chance(0.6):
        _treasure(model, dice, size)


def _side(vault: str, depth: float, rise: float) -> Points:
    """The lid seen from the side, (n, 2) of (z, y), from the front rim over the top."""
    half = 0.5 * depth
    if vault == "flat":
        return np.array([(half, 0.0), (half, rise), (-half, rise), (-half, 0.0)])
    if vault == "edged":
        corners = [(half, 0.0), (half, 0.35 * rise), (0.6 * half, rise)]
        return np.array([*corners, *[(-z, y) for z, y in corners[::-1]]])
    angle = np.linspace(0.0, np.pi, 13)
    return np.stack([half * np.cos(angle), rise * np.sin(angle)], axis=1)


def _lid(side: Points, size: Sizes, hollow: bool) -> Mesh:
    """A vault over the rim; a hollow one has ends and an inner face."""
    if not hollow:
        return prism(side, size.width, "x")
    shrink = 1.0 - 2.0 * size.wall / size.depth
    arch = np.concatenate([side, side[::-1] * (shrink, shrink)])
    shell = prism(arch, size.width, "x")
    end = prism(side, size.wall, "x").moved(0.5 * (size.width - size.wall)).both()
    return Mesh(
        np.concatenate([shell.vertices, end.vertices]),
        np.concatenate([shell.faces, end.faces + len(shell.vertices)]),
    )


def _bands(model: Assembly, lid: Assembly, dice: Dice, size: Sizes, side: Points) -> None:
    """Metal straps around body and lid, and often fittings at edges or corners."""
    thick = dice.between(0.006, 0.02) * size.width
    broad = dice.between(0.05, 0.12) * size.width
    count = dice.pick({2: 4, 3: 2, 4: 1})
    step = dice.between(0.55, 0.93) * size.width / (count - 1)
    arch = np.concatenate([grown(side, thick), side[::-1]])  # over the lid, not through it
    lid.add("band", prism(arch, broad, "x").in_row(count, step))
    loop = rectangle(size.depth + 2.0 * thick, size.height)
    around = frame(loop, rectangle(size.depth, size.height - thick), broad, "x")
    model.add("band", around.on(0.0).in_row(count, step))
    if dice.chance(0.5):
        rim = rectangle(size.width + thick, size.depth + thick)
        edge = frame(rim, rectangle(size.width, size.depth), 0.5 * broad)
        model.add("band", edge.under(size.height))
        if dice.chance(0.6):
            lid.add("band", edge.on(0.0))
            model.add("band", edge.on(0.0))
    if dice.chance(0.4):
        stud = ball(0.18 * broad, sides=8)
        front = stud.moved(z=0.5 * size.depth + thick).in_row(count, step)
        for share in (0.2, 0.5, 0.8):
            model.add("band", front.moved(y=share * size.height), detail="stud")


def _lock(model: Assembly, lid: Assembly, dice: Dice, size: Sizes) -> None:
    """A plate with a keyhole below the rim and a hasp on the lid, or a padlock."""
    tall = dice.between(0.18, 0.4) * size.height
    front = 0.5 * size.depth
    shape = dice.pick({"square": 3, "round": 1})
    if shape == "round":
        plate = cylinder(0.5 * tall, 0.08 * tall, "z", sides=16)
    else:
        plate = box(dice.between(0.7, 1.0) * tall, tall, 0.2 * tall)
    plate = plate.under(size.height).moved(z=front + 0.1 * tall)
    model.add("lock", plate)
    hole = cylinder(0.1 * tall, 0.03 * tall, "z", sides=10).centred(plate, "xy")
    slot = box(0.1 * tall, 0.25 * tall, 0.03 * tall).centred(plate, "xy").moved(y=-0.12 * tall)
    keyhole = [piece.beside(plate, "+z") for piece in (hole, slot)]
    model.add("lock", *keyhole, detail="keyhole")
    if dice.chance(0.6):
        hasp = box(0.4 * tall, 0.5 * tall, 0.1 * tall).moved(y=0.1 * tall, z=front + 0.2 * tall)
        lid.add("lock", hasp)


def _handles(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A ring or a bow at each end."""
    level, end = dice.between(0.5, 0.8) * size.height, 0.5 * size.width
    if dice.chance(0.4):
        grip = ring_handle(0.18 * size.height, 0.04 * size.height)
    else:
        length = dice.between(0.25, 0.45) * size.depth
        grip = bow_handle(length, 0.3 * length, 0.07 * length)
    model.add("handle", grip.turned("y", 90.0).moved(end, level).both())


def _treasure(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A heap of coins, some of them apart, and a gem."""
    wide, deep = size.width - 2.0 * size.wall, size.depth - 2.0 * size.wall
    level = dice.between(0.5, 0.95) * size.height
    heap = ball(0.5 * wide, dice.between(0.1, 0.3) * size.height, 0.5 * deep, 20)
    model.add("treasure", heap.moved(y=level), box(wide, level, deep).on(0.0).scaled(0.98))
    coin = cylinder(0.05 * size.width, 0.012 * size.width, sides=10)
    for _ in range(dice.count(4, 14)):
        lying = coin.turned("x", dice.between(-60, 60)).turned("y", dice.between(0, 180))
        x, z = dice.between(-0.4, 0.4) * wide, dice.between(-0.4, 0.4) * deep
        up = 1.0 - (2.0 * x / wide) ** 2 - (2.0 * z / deep) ** 2
        model.add("treasure", lying.moved(x, level + 0.1 * size.height * up, z))
    if dice.chance(0.4):
        gem = ball(0.06 * size.width, sides=6).faceted(5)
        model.add("treasure", gem.on(heap.moved(y=level)).moved(y=-0.02 * size.width))
