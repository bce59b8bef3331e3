"""Mail boxes at the curb, on a wall, and letter boxes in the street."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    any_handle,
    beam,
    box,
    cylinder,
    foot,
    frame,
    knob,
    opened,
    panel,
    prism,
    rectangle,
    rod,
    sheet,
    take_crooked,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tunnel on a post, a box on a wall or a post, or a collection box on legs."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.2, most=0.25)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same with upright walls."""
    kind = dice.pick({"curb": 6, "wall": 3, "street": 2, "pillar": 1})
    if kind == "curb":
        _curb(model, dice)
    elif kind == "wall":
        _wall(model, dice)
    elif kind == "street":
        _street(model, dice)
    else:
        _pillar(model, dice)


def _tunnel(width: float, height: float, vault: float) -> Points:
    """A rectangle with a round top of which `vault` is the share of the height, (n, 2)."""
    angle = np.linspace(0.0, np.pi, 13)
    rise = vault * height
    arch = np.stack([0.5 * width * np.cos(angle), height - rise + rise * np.sin(angle)], axis=1)
    return np.concatenate([[(-0.5 * width, 0.0), (0.5 * width, 0.0)], arch])


def _curb(model: Assembly, dice: Dice) -> None:
    """A tunnel with a door in front and a flag at the side, on a post of wood or metal."""
    width = dice.between(0.16, 0.28)
    height, long = width * dice.between(0.9, 1.4), width * dice.between(1.8, 3.0)
    outline = _tunnel(width, height, dice.pick({0.35: 2, 0.5: 3, 0.05: 1}))
    level = dice.between(0.7, 1.2)
    box_group = model.group()
    centre = outline.mean(axis=0)
    inner = centre + 0.94 * (outline - centre)
    ajar = dice.between(20.0, 95.0) if dice.chance(0.4) else 0.0
    if ajar or dice.chance(0.5):
        box_group.add("body", frame(outline, inner, long, "z"))
        box_group.add("body", sheet(outline, "z", -0.5 * long))
    else:
        box_group.add("body", prism(outline, long, "z"))
    leaf = model.group()
    rim = centre + dice.between(0.95, 1.06) * (outline - centre)
    leaf.add("door", prism(rim, 0.012, "z"))
    pull = knob(0.02, 0.03) if dice.chance(0.5) else box(0.03, 0.05, 0.02)
    leaf.add("handle", pull.moved(y=0.82 * height, z=0.008))
    front = (0.0, 0.0, 0.5 * long + 0.006)
    box_group.take(leaf, lambda mesh: mesh.turned("x", ajar).moved(*front))
    if dice.chance(0.85):
        _flag(box_group, dice, width, height)
    if dice.chance(0.3):
        plate = box(0.004, 0.3 * height, 0.4 * long).moved(0.5 * width, 0.4 * height)
        box_group.add("plate", plate.both())
    model.take(box_group, lambda mesh: mesh.moved(y=level))
    thick = dice.between(0.025, 0.06)
    shape = dice.pick({"beam": 3, "pole": 2, "arm": 2})
    if shape == "arm":  # the box hangs on an arm before the post
        rear = -0.45 * long
        post = beam((0, 0, rear), (0, level + 0.4, rear), 2 * thick, 2 * thick)
        arm = box(2 * thick, 2 * thick, 1.3 * long).under(level)
        stay = beam((0, level - 0.45, rear), (0, level - 0.05, 0.2 * long), thick, thick)
        model.add("post", post, arm, stay)
    elif shape == "pole":
        model.add("post", cylinder(0.7 * thick, level, sides=14).on(0.0))
    else:
        board = box(0.9 * width, 0.02, 0.8 * long).under(level)
        model.add("post", box(2 * thick, level, 2 * thick).on(0.0), board)
    if dice.chance(0.35):
        model.add("base", box(0.3, 0.04, 0.3, 0.01 * dice.count(0, 1)).on(0.0))


def _flag(group: Assembly, dice: Dice, width: float, height: float) -> None:
    """A red flag on an arm at the side, up or down."""
    arm = dice.between(0.6, 1.1) * height
    staff = box(0.006, arm, 0.02).on(0.0)
    cloth = box(0.006, dice.between(0.2, 0.35) * arm, dice.between(0.25, 0.45) * arm)
    cloth = cloth.under(arm).beside(staff, "+z", gap=-0.02)
    side = dice.one_of(-1.0, 1.0) * (0.5 * width + 0.006)
    down = 0.0 if dice.chance(0.65) else -90.0
    for piece in (staff, cloth):
        group.add("flag", piece.turned("x", down).moved(side, 0.4 * height))


def _wall(model: Assembly, dice: Dice) -> None:
    """A flat box with a slot under a lid, a door below and now and then a post behind."""
    width, height = dice.between(0.25, 0.4), dice.between(0.25, 0.45)
    depth = dice.between(0.08, 0.16)
    rounded = 0.03 * dice.count(0, 1)
    stand = dice.between(0.7, 1.1) if dice.chance(0.35) else 0.0
    body = prism(rectangle(width, height, rounded, 4), depth, "z").on(stand)
    model.add("body", body)
    slope = dice.between(0.1, 0.6)  # of the roof, down to the front
    tilt = float(np.degrees(np.arctan(slope)))
    swing = dice.between(20.0, 80.0) if dice.chance(0.25) else 0.0
    lid = box(1.06 * width, 0.012, 1.2 * depth).moved(z=0.1 * depth)
    hinge_line = (0.0, 0.0, -0.5 * depth)
    lid = lid.turned("x", tilt - swing, at=hinge_line).moved(
        y=stand + height + slope * depth + 0.008
    )
    model.add("lid", lid)
    wedge = np.array([(-0.5 * depth, 0.0), (0.5 * depth, 0.0), (-0.5 * depth, slope * depth)])
    model.add("body", prism(wedge, width, "x").on(stand + height))
    front = 0.5 * depth
    if dice.chance(0.7):
        slot = frame(rectangle(0.75 * width, 0.04), rectangle(0.68 * width, 0.02), 0.01, "z")
        flap = box(0.68 * width, 0.02, 0.004)
        level = stand + 0.85 * height
        model.add("slot", slot.moved(y=level, z=front), flap.moved(y=level, z=front))
    tall = dice.between(0.4, 0.7) * height
    leaf = model.group()
    leaf.add("door", panel(0.86 * width, tall, 0.01, dice.pick({"plain": 2, "framed": 1})))
    leaf.add("lock", cylinder(0.014, 0.012, "z", sides=12).moved(0.36 * width, 0.3 * tall, 0.008))
    ajar = dice.between(20.0, 100.0) if dice.chance(0.2) else 0.0
    at = (0.0, stand + 0.5 * tall + 0.05 * height, front + 0.005)
    model.take(leaf, opened("left", 0.86 * width, tall, ajar, at))
    if dice.chance(0.3):
        plate = box(0.5 * width, 0.1 * height, 0.004).moved(y=at[1], z=front + 0.012)
        model.add("plate", plate)
    if stand:
        post = rod((0.3 * width, 0.0, 0.0), (0.3 * width, stand, 0.0), 0.02)
        model.add("post", post.both() if dice.chance(0.5) else post.moved(-0.3 * width))
    elif dice.chance(0.3):  # a tube for newspapers below
        model.add("body", cylinder(0.05, width, "x", sides=16).under(-0.01))


def _street(model: Assembly, dice: Dice) -> None:
    """A collection box on four short legs with a round top and a flap to pull."""
    width, height = dice.between(0.45, 0.6), dice.between(0.95, 1.3)
    depth, leg = width * dice.between(0.8, 1.1), dice.between(0.08, 0.2)
    outline = _tunnel(depth, height, 0.22)
    model.add("body", prism(outline, width, "x").on(leg))
    pull = box(0.8 * width, 0.18 * height, 0.02).moved(y=leg + 0.72 * height, z=0.5 * depth)
    model.add("slot", pull)
    grip = any_handle(dice, 0.2).moved(y=leg + 0.75 * height, z=0.5 * depth + 0.01)
    model.add("handle", grip)
    door = panel(0.8 * width, 0.45 * height, 0.012, "plain")
    model.add("door", door.moved(y=leg + 0.32 * height, z=0.5 * depth))
    lock = cylinder(0.02, 0.02, "z", sides=12)
    model.add("lock", lock.moved(0.3 * width, leg + 0.4 * height, 0.5 * depth + 0.012))
    if dice.chance(0.5):
        plate = box(0.5 * width, 0.12 * height, 0.006)
        model.add("plate", plate.moved(y=leg + 0.58 * height, z=0.5 * depth))
    one = foot(dice, leg, 0.03)
    model.add("post", one.at_corners(width, depth, inset=0.05))


def _pillar(model: Assembly, dice: Dice) -> None:
    """A round pillar with a cap and a slot."""
    radius, height = dice.between(0.18, 0.28), dice.between(1.1, 1.6)
    model.add("body", cylinder(radius, height, sides=28).on(0.0))
    cap = cylinder(1.12 * radius, 0.1 * height, top=0.7 * radius, sides=28)
    model.add("lid", cap.on(0.98 * height))
    model.add("base", cylinder(1.12 * radius, 0.08 * height, sides=28).on(0.0))
    slot = box(1.1 * radius, 0.05, 0.4 * radius).moved(y=0.82 * height, z=0.85 * radius)
    model.add("slot", slot)
    door = box(1.2 * radius, 0.4 * height, 0.3 * radius).moved(y=0.45 * height, z=0.91 * radius)
    model.add("door", door)
    plate = box(0.6 * radius, 0.1 * height, 0.03).moved(y=0.7 * height, z=radius)
    model.add("plate", plate)
    model.add("lock", cylinder(0.02, 0.03, "z").moved(0.4 * radius, 0.5 * height, radius))
