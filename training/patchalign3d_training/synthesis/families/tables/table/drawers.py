"""Desks and drawers."""

from typing import NamedTuple

from patchalign3d_training.synthesis.kit import Assembly, Dice, Room, ball, box, centres, rod, sweep

SUPPORT = "leg or support"
"""The part that carries a plate, by its name in ShapeNetPart."""


class Front(NamedTuple):
    """A drawer or a door: the size of its front, and where its middle is.

    Attributes:
        width: Along x.
        height: Along y.
        middle: x, y, z of the middle of a drawer's box; of a door's leaf.
    """

    width: float
    height: float
    middle: tuple[float, float, float]


def add_drawer_row(table: Assembly, dice: Dice, room: Room, height: float) -> None:
    """One to three drawers of a height side by side at the top of the room under a plate."""
    count = dice.count(1, 3)
    each = room.width / count
    for x in centres(count, room.width):
        front = Front(0.93 * each, 0.88 * height, (x, room.height - 0.5 * height, 0.0))
        add_drawer(table, dice, front, room.depth)


def add_drawer(table: Assembly, dice: Dice, front: Front, depth: float) -> None:
    """A drawer of a depth behind its front, closed or pulled out; it looks along +z."""
    width, height, (x, y, z) = front
    out = dice.between(0.05, 0.6) * depth if dice.chance(0.25) else 0.0
    kind = dice.pick({"solid": 1, "tray": 3, "plate": 1})
    if kind == "solid":
        table.add("drawer", box(width, height, 0.95 * depth).moved(x, y, z + out))
    elif kind == "plate":  # the case behind it is one block, as in plain models
        table.add("drawer", box(width, height, 0.025).moved(x, y, z + 0.47 * depth))
        table.add(SUPPORT, box(1.04 * width, 1.04 * height, 0.9 * depth).moved(x, y, z))
        out = 0.0
    else:
        side = box(0.012, 0.8 * height, 0.9 * depth).moved(0.48 * width).both()
        rear = box(width, 0.8 * height, 0.012).moved(z=-0.45 * depth)
        floor = box(width, 0.01, 0.9 * depth).moved(0, -0.4 * height)
        face = box(width, height, 0.02).moved(z=0.47 * depth)
        table.add("drawer", *(piece.moved(x, y, z + out) for piece in (side, rear, floor, face)))
    front_z = z + out + 0.48 * depth
    kinds = {"knob": 4, "bar": 4, "long": 1, "cup": 1, "none": 1}
    grip, at = dice.pick(kinds), (x, y, front_z)
    if grip in ("knob", "bar") and width > 0.45 and dice.chance(0.4):
        for aside in (-0.26, 0.26):
            _add_handle(table, grip, 0.5 * width, (x + aside * width, y, front_z))
    else:
        _add_handle(table, grip, width, at)


def _add_handle(table: Assembly, kind: str, width: float, at: tuple[float, float, float]) -> None:
    """A handle on a front of that width, standing out from `at`."""
    x, y, front_z = at
    if kind == "knob":
        table.add("drawer", ball(0.016).moved(x, y, front_z + 0.02), detail="drawer handle")
    elif kind in ("bar", "long"):
        half = (0.25 if kind == "bar" else 0.46) * width
        path = [(x - half, y, front_z), (x - half, y, front_z + 0.03)]
        path += [(x + half, y, front_z + 0.03), (x + half, y, front_z)]
        table.add("drawer", sweep(path, 0.006, sides=6), detail="drawer handle")
    elif kind == "cup":
        table.add(
            "drawer",
            box(0.3 * width, 0.02, 0.03, 0.006).moved(x, y, front_z),
            detail="drawer handle",
        )


def add_door(table: Assembly, dice: Dice, front: Front) -> None:
    """A cupboard door hinged at -x, closed or open; to the annotators it is a drawer."""
    width, height, (x, y, z) = front
    leaf = box(width, height, dice.between(0.01, 0.025))
    knob = ball(0.014).moved(0.42 * width, 0.0, 0.03)
    swing = dice.between(30.0, 100.0) if dice.chance(0.2) else 0.0
    for piece, detail in ((leaf, None), (knob, "drawer handle")):
        swung = piece.moved(0.5 * width).turned("y", -swing).moved(x - 0.5 * width, y, z)
        table.add("drawer", swung, detail=detail)


def add_desk(table: Assembly, dice: Dice, room: Room) -> None:
    """One or two pedestals with drawers in the room under a plate."""
    width, depth, under = room
    wide = dice.between(0.2, 0.36) * width
    sides = dice.one_of((1,), (1,), (-1, 1))
    floor = dice.between(0.0, 0.15) * under if dice.chance(0.5) else 0.0
    for side in sides:
        x = side * 0.5 * (width - wide)
        tall = under - floor
        wall = box(0.016, tall, 0.92 * depth).moved(0.5 * wide).both()
        rear = box(wide, tall, 0.016).moved(0, 0, -0.45 * depth)
        for piece in (wall, rear, box(wide, 0.016, 0.9 * depth).moved(0, -0.5 * tall)):
            table.add(SUPPORT, piece.moved(x, floor + 0.5 * tall))
        count = dice.count(1, 4)
        each = tall / count
        if count == 1:
            middle = (x, floor + 0.5 * tall, 0.45 * depth)
            add_door(table, dice, Front(0.9 * wide, 0.95 * tall, middle))
        for level in range(count if count > 1 else 0):
            middle = (x, floor + (level + 0.5) * each, 0.02)
            add_drawer(table, dice, Front(0.9 * wide, 0.9 * each, middle), 0.9 * depth)
        if floor > 0:
            peg = rod((0.42 * wide, 0, 0.4 * depth), (0.42 * wide, floor, 0.4 * depth), 0.015)
            table.add(SUPPORT, peg.both("x").both("z").moved(x))
    if len(sides) == 1:
        x = -0.5 * width + 0.02
        panel = box(0.025, under, 0.9 * depth).on().moved(x)
        post = rod((x, 0, 0.4 * depth), (x, under, 0.4 * depth), 0.02).both("z")
        table.add(SUPPORT, dice.one_of(panel, post))
    elif dice.chance(0.5):
        gap = width - 2 * wide
        middle = (0, under - 0.07, 0.02)
        add_drawer(table, dice, Front(0.95 * gap, 0.13, middle), 0.85 * depth)
    if dice.chance(0.5):
        tall = dice.between(0.3, 0.9) * under
        modesty = box(width, tall, 0.015).under(under).moved(z=-0.42 * depth)
        table.add(SUPPORT, modesty)
