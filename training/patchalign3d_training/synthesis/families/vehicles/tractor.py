"""Farm tractors; they drive towards +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import pairs, road_wheel
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    grille,
    join,
    pipe,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A hood with the engine in front, the driver between two large wheels behind."""
    big, small = dice.between(0.65, 0.9), dice.between(0.3, 0.55)
    base, width = dice.between(1.6, 2.2), dice.between(0.5, 0.7)
    front, rear = 0.5 * base, -0.5 * base
    floor = 0.8 * big
    hood_long, hood_tall = dice.between(1.2, 1.6), dice.between(0.45, 0.65)
    hood = box(width, hood_tall, hood_long, dice.between(0.02, 0.2))
    hood = hood.on(floor).moved(z=front + 0.3 - 0.5 * hood_long)
    model.add("hood", hood)
    bars = grille(0.7 * width, 0.7 * hood_tall, 6, 0.05).beside(hood, "+z")
    model.add("grille", bars.moved(y=floor + 0.5 * hood_tall))
    engine = box(0.7 * width, 0.45 * floor, 0.9 * hood_long).under(hood).moved(z=hood.middle[2])
    gearbox = box(0.8 * width, 0.5, 0.9 * base).on(0.5 * floor).moved(z=0.3 * rear)
    model.add("body", engine, gearbox)
    track = 0.5 * width + dice.between(0.25, 0.45)
    rear_width, front_width = dice.between(0.3, 0.5), dice.between(0.16, 0.32)
    large = _lugged(dice, big, rear_width)
    model.add("wheel", pairs(large, track, [rear]))
    model.add("wheel", pairs(road_wheel(dice, small, front_width), track - 0.05, [front]))
    axle = rod((-track, 0.0, 0.0), (track, 0.0, 0.0), 0.08)
    model.add("axle", axle.moved(0.0, big, rear), axle.moved(0.0, small, front))
    guard = pipe(1.12 * big, 1.06 * big, rear_width, "x", 24)
    upper = guard.vertices[:, 1] > 0.25 * big
    keep = upper[guard.faces].all(axis=1)
    fender = Mesh(guard.vertices, guard.faces[keep]).moved(track, big, rear)
    if dice.chance(0.8):
        model.add("fender", fender.both())
    seat_y, seat_z = floor + 0.35, rear + 0.1
    cushion = box(0.45, 0.12, 0.42, 0.05).on(seat_y)
    back = box(0.42, 0.4, 0.1, 0.05).on(seat_y + 0.1).moved(z=-0.2)
    model.add("seat", join(cushion, back).moved(z=seat_z))
    column = rod((0.0, floor + 0.4, seat_z + 0.75), (0.0, seat_y + 0.5, seat_z + 0.45), 0.03)
    wheel = ring(0.2, 0.02, "y", 16, 6).turned("x", 50.0).moved(0.0, seat_y + 0.5, seat_z + 0.45)
    model.add("steering wheel", wheel, column)
    if dice.chance(0.6):
        _cabin(model, dice, floor, rear, 1.3 * width)
    elif dice.chance(0.4):
        hoop = box(0.07, 1.3, 0.07).on(floor).moved(0.45 * width).both()
        bar = box(width, 0.07, 0.07).on(floor + 1.25)
        model.add("cabin", join(hoop, bar).moved(z=seat_z - 0.3))
    if dice.chance(0.8):
        stack = cylinder(0.05, dice.between(0.5, 0.9)).on(hood)
        side = dice.pick({0.0: 1, 0.3: 1, -0.3: 1}) * width
        model.add("exhaust", stack.moved(side, 0.0, float(hood.middle[2]) + 0.15))
    lamp = ball(0.09, 0.09, 0.05, 10).moved(0.4 * width, floor + 0.75 * hood_tall, hood.high[2])
    model.add("headlight", lamp.both())


def _lugged(dice: Dice, radius: float, width: float) -> Mesh:
    """A large wheel whose tyre has slanting lugs, or none."""
    one = road_wheel(dice, 0.95 * radius, width)
    if dice.chance(0.3):
        return one.scaled(1.0 / 0.95)
    lug = box(0.5 * width, 0.08 * radius, 0.09 * radius).turned("y", 25.0)
    left = lug.moved(0.24 * width, 0.96 * radius)
    right = left.mirrored().turned("x", 10.0)
    return join(one, join(left, right).around(18, "x"))


def _cabin(model: Assembly, dice: Dice, floor: float, rear: float, width: float) -> None:
    """Four posts with panes between them under a roof."""
    tall, deep = dice.between(1.2, 1.5), dice.between(1.0, 1.3)
    z = rear + 0.3
    post = box(0.08, tall, 0.08).on(floor + 0.15).at_corners(width, deep)
    sill = box(width, 0.35, deep).on(floor + 0.1) if dice.chance(0.4) else post
    model.add("cabin", join(post, sill).moved(z=z))
    roof = box(1.15 * width, dice.between(0.1, 0.2), 1.2 * deep, 0.08).on(floor + 0.15 + tall)
    model.add("roof", roof.moved(z=z))
    if dice.chance(0.7):
        side = box(0.02, 0.65 * tall, 0.9 * deep).on(floor + 0.45).moved(0.5 * width).both()
        end = box(0.9 * width, 0.65 * tall, 0.02).on(floor + 0.45).moved(z=0.5 * deep).both("z")
        model.add("window", join(side, end).moved(z=z))
