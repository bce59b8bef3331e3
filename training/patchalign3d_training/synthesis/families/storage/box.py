"""Cardboard boxes, crates, shoe boxes, gifts and pizza boxes."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    beam,
    box,
    frame,
    join,
    rectangle,
    sheet,
    tray,
    tube,
)


@dataclass(frozen=True)
class Sizes:
    """A box's lengths in metres; it stands on y = 0."""

    width: float
    height: float
    depth: float
    wall: float


def build(model: Assembly, dice: Dice) -> None:
    """A carton with flaps, a box with a lid, a gift with a ribbon or a crate of boards."""
    kind = dice.pick({"carton": 5, "lidded": 3, "hinged": 2, "gift": 2, "crate": 3})
    width = dice.between(0.25, 0.8)
    size = Sizes(
        width,
        width * (dice.between(0.12, 0.4) if kind == "hinged" else dice.between(0.3, 1.1)),
        width * dice.between(0.5, 1.1),
        dice.between(0.008, 0.02) * width,
    )
    if kind == "carton":
        _carton(model, dice, size)
    elif kind == "crate":
        _crate(model, dice, size)
    else:
        model.add("body", tray(size.width, size.height, size.depth, size.wall).on(0.0))
        _cover(model, dice, size, kind)


def _carton(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Four flaps, shut or standing at any angle; tape, labels and holes to grip."""
    width, height, depth = size.width, size.height, size.depth
    hollow = dice.chance(0.85)
    walls = tray(width, height, depth, size.wall) if hollow else box(width, height, depth)
    model.add("body", walls.on(0.0))
    shut = not hollow or dice.chance(0.35)
    alike = dice.between(60.0, 250.0)
    thick = size.wall
    for name, along, reach, out in (
        ("x", depth, 0.5 * depth, 0.5 * width),
        ("z", width, 0.5 * depth, 0.5 * depth),
    ):
        for sign in (1.0, -1.0):
            angle = 0.0 if shut else (alike if dice.chance(0.3) else dice.between(30.0, 250.0))
            flap = box(along, thick, reach) if dice.chance(0.8) else sheet(rectangle(along, reach))
            flap = flap.moved(z=-0.5 * reach)  # from its hinge to the middle of the box
            low = height + (0.5 if name == "x" else 1.6) * thick  # the long flaps lie on the others
            turned = flap.turned("x", angle).moved(0.0, low, out)
            if name == "x":
                turned = turned.turned("y", 90.0)
            model.add("lid", turned if sign > 0 else turned.turned("y", 180.0))
    if shut and dice.chance(0.8):
        top = height + 2.3 * thick
        broad = dice.between(0.08, 0.2) * depth
        drop = dice.between(0.1, 0.5) * height
        strip = box(width + thick, 0.5 * thick, broad).moved(y=top)
        end = box(0.5 * thick, drop, broad).under(top).moved(0.5 * width + 0.4 * thick)
        model.add("tape", strip, end.both())
    if dice.chance(0.3):
        label = box(0.35 * width, 0.3 * height, 0.3 * thick).moved(y=0.55 * height)
        shift = dice.between(-0.2, 0.2) * width
        model.add("label", label.moved(shift, z=0.5 * depth + 0.2 * thick))
    if dice.chance(0.3):
        outer = rectangle(0.28 * depth, 0.14 * height, 0.06 * height)
        hole = frame(outer, 0.8 * outer, 0.6 * thick, "x").moved(0.5 * width, 0.75 * height)
        model.add("handle", hole.both())


def _cover(model: Assembly, dice: Dice, size: Sizes, kind: str) -> None:
    """A lid that slips over the rim, on, beside or ajar; or one with a hinge at the rear."""
    over = 2.0 * size.wall
    tall = size.height * (dice.between(0.8, 1.0) if kind == "hinged" else dice.between(0.15, 0.4))
    cover = tray(size.width + over, tall, size.depth + over, size.wall).turned("x", 180.0)
    cover = cover.under(size.height + size.wall)
    group = model.group()
    group.add("lid", cover)
    if kind == "gift" or dice.chance(0.1):
        _ribbon(model, group, dice, size, tall)
    elif dice.chance(0.3):
        group.add("label", box(0.5 * size.width, 0.002, 0.4 * size.depth).on(cover))
    if kind == "hinged":
        swing = dice.between(20.0, 130.0) if dice.chance(0.7) else 0.0
        rear = (0.0, size.height, -0.5 * size.depth)
        model.take(group, lambda mesh: mesh.turned("x", -swing, at=rear))
    elif dice.chance(0.7):
        model.take(group)
    else:
        lean = dice.between(5.0, 25.0)
        lift = 0.02 if dice.chance(0.5) else dice.between(0.1, 0.4)
        model.take(group, lambda mesh: mesh.turned("z", lean).moved(y=lift * size.width))
    if kind != "gift" and dice.chance(0.25):
        outer = rectangle(0.3 * size.depth, 0.15 * size.height)
        grip = frame(outer, 0.75 * outer, size.wall, "x").moved(0.5 * size.width, 0.5 * size.height)
        model.add("handle", grip.both())


def _ribbon(model: Assembly, lid: Assembly, dice: Dice, size: Sizes, tall: float) -> None:
    """Two bands that cross on top under a bow."""
    broad, thick = dice.between(0.08, 0.16) * size.width, 1.6 * size.wall
    width, depth = size.width + 2.0 * thick, size.depth + 2.0 * thick
    for long, turn in ((width, 0.0), (depth, 90.0)):
        top = box(long, thick, broad).turned("y", turn).moved(y=size.height + 1.2 * size.wall)
        end = box(thick, tall, broad).under(size.height + 1.2 * size.wall)
        lid.add("ribbon", top, end.moved(0.5 * long - 0.4 * thick).both().turned("y", turn))
        lower = box(thick, size.height, broad).on(0.0).moved(0.5 * long - thick)
        model.add("ribbon", lower.both().turned("y", turn))
    loop = [(0, 0, 0), (0.9, 0.9, 0.1), (1.6, 0.6, 0), (1.1, 0.1, -0.1), (0, 0, 0)]
    bow = tube(loop, 0.18, 14, 6).scaled(1.6 * broad)
    pair = bow.moved(y=size.height + 2.0 * size.wall).both()
    lid.add("ribbon", pair, ball(0.35 * broad).centred(pair).on(size.height))


def _crate(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A wooden box: boards between corner posts, braces, often shut on all sides."""
    width, height, depth = size.width, size.height, size.depth
    thick = dice.between(0.03, 0.06) * width
    shut = dice.chance(0.6)
    rows = dice.count(2, 5)
    model.add(
        "body", _boards(width, height, rows, thick).moved(0.0, 0.5 * height, 0.5 * depth).both("z")
    )
    ends = _boards(depth, height, rows, thick).turned("y", 90.0)
    model.add("body", ends.moved(0.5 * width, 0.5 * height).both())
    flat = _boards(width, depth, rows, thick).turned("x", 90.0)
    model.add("body", flat.on(0.0))
    if shut:
        model.add("lid", flat.on(height))
    if dice.chance(0.6):
        for edge in (0.5 * width, 0.5 * depth):
            turn = 0.0 if edge == 0.5 * depth else 90.0
            wide = (width if turn == 0.0 else depth) + 2.4 * thick
            rim = frame(
                rectangle(wide, height), rectangle(wide - 4 * thick, height - 4 * thick), thick, "z"
            )
            sides = [rim]
            if dice.chance(0.6):
                low, high = (-0.4 * wide, -0.4 * height, 0.0), (0.4 * wide, 0.4 * height, 0.0)
                sides.append(beam(low, high, 0.5 * thick, 2.0 * thick))
            brace = join(*sides).moved(y=0.5 * height, z=edge + 0.8 * thick)
            model.add("frame", brace.both("z").turned("y", turn))
    else:
        post = box(2.0 * thick, height, 2.0 * thick).on(0.0)
        model.add("frame", post.at_corners(width, depth, inset=1.4 * thick))
    if not shut and dice.chance(0.4):
        bar = box(thick, 1.2 * thick, 0.4 * depth).moved(0.5 * width + thick, 0.75 * height)
        model.add("handle", bar.both())


def _boards(width: float, height: float, rows: int, thick: float) -> Mesh:
    """Level boards one over the other in the plane z = 0."""
    step = height / rows
    return box(width, 0.92 * step, thick).in_row(rows, step, "y")
