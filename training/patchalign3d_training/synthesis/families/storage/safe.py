"""Safes and strong boxes."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    ball,
    box,
    button,
    case,
    cylinder,
    dial,
    foot,
    frame,
    hinge,
    join,
    lever_handle,
    opened,
    rectangle,
    ring,
    rod,
    screen,
)


def build(model: Assembly, dice: Dice) -> None:
    """A thick-walled case whose door, shut or open to +z, carries a dial, keys and a handle."""
    width = dice.between(0.3, 0.7)
    height, depth = width * dice.between(0.7, 1.8), width * dice.between(0.7, 1.1)
    wall = dice.between(0.05, 0.12) * width
    rounding = dice.pick({0.0: 3, 0.05: 1}) * width
    front = 0.5 * depth
    shell = case(width, height, depth, wall)
    if dice.chance(0.2):
        shell = box(width, height, depth, rounding)
    model.add("body", shell)
    inset = dice.chance(0.5)
    thick = dice.between(0.08, 0.18) * width
    door_width = width - 2.0 * wall if inset else dice.between(0.85, 0.98) * width
    door_height = height - 2.0 * wall if inset else dice.between(0.85, 0.98) * height
    door = model.group()
    slab = box(door_width, door_height, thick)
    door.add("door", slab)
    if dice.chance(0.3):
        door.add("door", box(0.85 * door_width, 0.85 * door_height, 0.2 * thick).beside(slab, "+z"))
    elif dice.chance(0.3):  # a rim in relief
        rim = rectangle(0.9 * door_width, 0.9 * door_height)
        relief = frame(rim, dice.between(0.75, 0.95) * rim, 0.12 * thick, "z")
        door.add("door", relief.moved(z=0.55 * thick))
    if dice.chance(0.4):  # the inner plate, seen when it is open
        plate = box(0.82 * door_width, 0.84 * door_height, 0.3 * thick)
        door.add("door", plate.moved(z=-0.6 * thick))
    _fittings(door, dice, door_width, door_height, 0.55 * thick)
    state = dice.pick({"shut": 6, "ajar": 1, "open": 3})
    swing = {"shut": 0.0, "ajar": dice.between(5.0, 30.0), "open": dice.between(30.0, 150.0)}[state]
    if (inset or swing) and dice.chance(0.6):
        bolt = cylinder(0.06 * door_width, 0.12 * door_width, "x", sides=12)
        bolts = bolt.in_row(dice.count(2, 4), 0.22 * door_height, "y")
        door.add("door", bolts.moved(0.45 * door_width), detail="bolt")
    side: HingeSide = "right" if dice.chance(0.2) else "left"
    at = (0.0, 0.0, front - 0.45 * thick if inset else front + 0.5 * thick)
    model.take(door, opened(side, door_width, door_height, swing, at))
    if inset and dice.chance(0.5):  # a frame around the door
        trim, outer = 0.02 * width, rectangle(width, height)
        border = frame(outer, rectangle(door_width, door_height), trim, "z")
        model.add("body", border.moved(z=front + 0.5 * trim))
    if dice.chance(0.5):
        barrel = hinge(0.12 * height, 0.02 * width).in_row(2, 0.6 * height, "y")
        edge = (-0.5 if side == "left" else 0.5) * door_width
        model.add("hinge", barrel.moved(edge, 0.0, front))
    if dice.chance(0.2):  # a locker inside
        locker = box(width - 2.2 * wall, 0.25 * height, 0.7 * depth).on(-0.5 * height + wall)
        model.add("shelf", locker)
    if dice.chance(0.6):
        board = box(width - 2.0 * wall, 0.02 * height, 0.8 * depth)
        model.add("shelf", board.in_row(dice.count(1, 2), 0.3 * height, "y"))
    if dice.chance(0.5):
        one_foot = foot(dice, 0.06 * width, 0.05 * width).under(shell)
        model.add("foot", one_foot.at_corners(width, depth, inset=0.1 * width))


def _fittings(door: Assembly, dice: Dice, width: float, height: float, face: float) -> None:
    """What opens the door: a dial or keys or a key's hole, and a lever, a wheel or a knob."""
    size = min(width, height)
    aside = dice.between(-0.05, 0.3) * width
    layout = dice.pick({"dial": 4, "keys": 4, "both": 1, "key hole": 1})
    level = dice.between(0.08, 0.25) * height
    if layout in ("dial", "both"):
        radius = dice.between(0.07, 0.14) * size
        turn = dial(radius, dice.between(0.3, 0.8) * radius, dice.between(-180.0, 180.0))
        collar = cylinder(1.25 * radius, 0.15 * radius, "z").moved(z=0.07 * radius)
        door.add("knob", turn.moved(aside, level, face), collar.moved(aside, level, face))
    if layout in ("keys", "both"):
        shift = (-0.5 * aside - 0.1 * width if layout == "both" else aside, 1.1 * level)
        _keys(door, dice, size, (*shift, face))
    if layout == "key hole":
        shield = cylinder(0.05 * size, 0.02 * size, "z", sides=16).moved(z=0.01 * size)
        slot = box(0.012 * size, 0.04 * size, 0.03 * size).moved(z=0.012 * size)
        door.add("knob", join(shield, slot).moved(aside, level, face))
    low = (aside if dice.chance(0.6) else 0.0, -dice.between(0.05, 0.25) * height)
    kind = dice.pick({"wheel": 3, "lever": 4, "bar": 2, "none": 1})
    if kind == "wheel":
        spokes = dice.count(3, 6)
        reach, out = dice.between(0.12, 0.22) * size, dice.between(0.06, 0.14) * size
        arm = rod((0, 0, out), (0, reach, out), 0.1 * reach, sides=6).around(spokes, "z")
        tip = ball(0.18 * reach, sides=8).moved(y=reach, z=out).around(spokes, "z")
        hub = cylinder(0.22 * reach, out, "z", sides=12).moved(z=0.5 * out)
        rim = ring(reach, 0.09 * reach, "z").moved(z=out) if dice.chance(0.5) else tip
        door.add("handle", join(arm, hub, rim).moved(*low, face))
    elif kind == "lever":
        lever = lever_handle(dice.between(0.2, 0.35) * size, 0.1 * size, 0.025 * size)
        door.add("handle", lever.turned("z", dice.one_of(0.0, 90.0, 180.0)).moved(*low, face))
    elif kind == "bar":
        grip = box(0.06 * size, 0.35 * size, 0.06 * size, 0.01 * size)
        door.add("handle", grip.moved(0.38 * width, 0.0, face + 0.03 * size))


def _keys(door: Assembly, dice: Dice, size: float, at: tuple[float, float, float]) -> None:
    """A panel with a display over rows of buttons."""
    wide, tall = dice.between(0.25, 0.4) * size, dice.between(0.3, 0.45) * size
    panel = door.group()
    panel.add("control panel", box(wide, tall, 0.03 * size))
    face = 0.015 * size
    columns, rows = dice.pick({(3, 4): 5, (2, 5): 1, (6, 2): 1})
    step = (0.85 * wide / columns, 0.6 * tall / rows)
    key = button(0.7 * step[0], 0.7 * step[1], 0.02 * size, dice.one_of(0.0, 1.0))
    panel.add("button", key.in_grid(columns, rows, step).moved(y=-0.12 * tall, z=face))
    if dice.chance(0.75):
        display = screen(0.8 * wide, 0.18 * tall, 0.02 * tall, 0.01 * size)
        panel.add("display", display.moved(y=0.35 * tall, z=face))
    door.take(panel, lambda mesh: mesh.moved(*at))
