"""Locomotives and wagons of railways and of toy sets; they run towards +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import (
    pairs,
    side_windows,
    wedge,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    dome,
    hull,
    join,
    lathe,
    panel,
    rod,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A steam engine, a diesel or a fast train, perhaps with wagons behind it, perhaps on rails."""
    width, tall = dice.between(1.3, 1.8), dice.between(1.5, 2.2)
    kind = dice.pick({"steam": 5, "diesel": 3, "fast": 2})
    head = {"steam": _steam, "diesel": _diesel, "fast": _fast}[kind]
    end = head(model, dice, width, tall)
    for _ in range(dice.pick({0: 3, 1: 2, 2: 2, 3: 1})):
        end = _wagon(model, dice, (width, tall), end, kind)
    if dice.chance(0.3):
        front, rear = 4.0, end - 0.3
        rail = box(0.1, 0.12, front - rear).moved(0.4 * width).both()
        tie = box(1.2 * width, 0.08, 0.22).moved(y=-0.08)
        ties = tie.in_row(int((front - rear) / 0.6), 0.6, "z")
        model.add("rail", join(rail, ties).under(0.0).moved(z=0.5 * (front + rear)))


def _steam(model: Assembly, dice: Dice, width: float, tall: float) -> float:
    """A boiler with chimney and domes before a cab; returns where it ends."""
    radius, long = 0.36 * width * dice.between(0.9, 1.2), dice.between(1.8, 3.4)
    floor = dice.between(0.55, 0.8)
    middle = floor + radius
    boiler = cylinder(radius, long, "z").moved(0.0, middle, 0.5 * long)
    front = cylinder(1.04 * radius, 0.2, "z", top=0.9 * radius).moved(0.0, middle, long)
    model.add("boiler", boiler, front)
    pipe = dice.between(0.12, 0.22) * width
    flare = dice.between(0.8, 2.0)
    chimney = cylinder(0.8 * pipe, dice.between(0.5, 1.0), top=flare * pipe)
    model.add("chimney", chimney.on(middle + 0.85 * radius).moved(z=0.85 * long))
    for share in (0.3, 0.58)[: dice.count(0, 2)]:
        bell = dome(0.4 * radius, 0.5 * radius).on(middle + 0.8 * radius)
        model.add("boiler", bell.moved(z=share * long))
    deep = dice.between(0.9, 1.3)
    _cab(model, dice, (width, tall), floor, -0.5 * deep, deep)
    model.add(
        "chassis", box(0.8 * width, 0.15, long + deep).on(floor - 0.12).moved(z=0.5 * (long - deep))
    )
    low = dice.between(0.24, 0.32)
    big = dice.between(0.38, 0.5)
    spoked = dice.pick({0: 1, 8: 2, 12: 1})
    drive, lead = wheel(big, 0.12, spoked, 0.2), wheel(low, 0.1, spoked, 0.2)
    drives = [-0.3 * deep + 2.1 * big * i for i in range(dice.count(2, 3))]
    model.add("wheel", pairs(drive, 0.4 * width, drives))
    model.add("wheel", pairs(lead, 0.4 * width, [0.85 * long]))
    if dice.chance(0.6):
        side = 0.4 * width + 0.09
        bar = rod((side, 0.8 * big, drives[0]), (side, 0.8 * big, drives[-1]), 0.05, sides=6)
        model.add("rod", bar.both())
    plough = [(long, 0.05), (long + 0.5, 0.05), (long + 0.1, 0.5), (long, 0.5)]
    if dice.chance(0.6):
        model.add("bumper", wedge(plough, 0.8 * width, 0.0))
    else:
        buffer = cylinder(0.12, 0.3, "z").moved(0.28 * width, floor, long + 0.2)
        model.add("bumper", buffer.both())
    if dice.chance(0.6):
        lamp = cylinder(0.14, 0.2, "z").moved(0.0, middle + 0.6 * radius, long + 0.1)
        model.add("headlight", lamp)
    return -deep


def _cab(
    model: Assembly, dice: Dice, size: tuple[float, float], floor: float, z: float, deep: float
) -> None:
    """A driver's house with windows and a roof that stands over it."""
    width, tall = size
    model.add("cabin", box(width, tall, deep).on(floor).moved(z=z))
    top = floor + tall
    lid = lathe([(0.6 * width, 0.0), (0.5 * width, 0.12), (0.0, 0.22)], 16).stretched(
        z=0.65 * deep / (0.6 * width)
    )
    roof = lid if dice.chance(0.4) else box(1.15 * width, 0.12, 1.2 * deep, 0.05).on(0.0)
    model.add("roof", roof.on(top - 0.02).moved(z=z))
    pane = box(0.06, 0.35 * tall, 0.5 * deep).moved(0.5 * width, floor + 0.7 * tall, z)
    model.add("window", pane.both())
    front = box(0.25 * width, 0.3 * tall, 0.06).moved(
        0.27 * width, floor + 0.75 * tall, z + 0.5 * deep
    )
    model.add("window", front.both())


def _diesel(model: Assembly, dice: Dice, width: float, tall: float) -> float:
    """A long hood with a cab on it, or a box with a cab at its end."""
    long, floor = dice.between(3.5, 5.0), dice.between(0.5, 0.7)
    low = dice.between(0.45, 0.8) * tall
    model.add("body", box(0.8 * width, low, long, 0.05).on(floor).moved(z=0.5 * long))
    deep = dice.between(0.9, 1.3)
    at = dice.pick({0.2: 1, 0.5: 1, 0.85: 3}) * long
    _cab(model, dice, (width, tall), floor, at, deep)
    model.add("chassis", box(width, 0.15, long + 0.3).on(floor - 0.15).moved(z=0.5 * long))
    one = wheel(dice.between(0.28, 0.38), 0.12, 0, 0.2)
    axles = [0.12 * long, 0.3 * long, 0.7 * long, 0.88 * long]
    model.add("wheel", pairs(one, 0.36 * width, axles))
    lamp = cylinder(0.1, 0.08, "z").moved(0.25 * width, floor + 0.25, long)
    model.add("headlight", lamp.both())
    model.add("bumper", box(width, 0.25, 0.15).on(floor - 0.25).moved(z=long + 0.15))
    if dice.chance(0.6):
        pipe = (
            cylinder(0.12, 0.35)
            .on(floor + low)
            .moved(z=0.3 * long if at > 0.4 * long else 0.6 * long)
        )
        model.add("chimney", pipe)
    return 0.0


def _fast(model: Assembly, dice: Dice, width: float, tall: float) -> float:
    """A streamlined train whose nose runs out like a bird's bill."""
    long, floor = dice.between(4.5, 7.0), 0.3
    nose, y = dice.between(0.8, 2.0), floor + 0.5 * tall
    tip = (long, 0.4 * width, 0.25 * tall, floor + 0.2 * tall)
    brow = (long - 0.5 * nose, 0.85 * width, 0.6 * tall, floor + 0.35 * tall)
    full, rear = (long - nose, width, tall, y), (0.0, width, tall, y)
    model.add("body", hull([tip, brow, full, rear], dice.between(3.0, 6.0)))
    lean = [(long - 0.45 * nose, floor + 0.6 * tall), (long - nose, floor + 0.9 * tall)]
    shield = [*lean, (long - nose, floor + 1.02 * tall), (long - 0.4 * nose, floor + 0.72 * tall)]
    model.add("window", wedge(shield, 0.55 * width, 0.0))
    count = dice.count(4, 9)
    row = side_windows(count, 0.5, long - nose - 0.8, 0.25 * tall, 0.06)
    model.add("window", row.moved(0.5 * width, floor + 0.65 * tall).both())
    leaf = panel(0.5, 0.7 * tall, 0.06).turned("y", 90.0).on(floor + 0.15 * tall)
    model.add("door", leaf.moved(0.5 * width, 0.0, long - nose - 0.45).both())
    roof = box(0.6 * width, 0.08, long - nose, 0.05).on(floor + tall - 0.05)
    model.add("roof", roof.moved(z=0.5 * (long - nose)))
    one = wheel(0.3, 0.12, 0, 0.2)
    model.add("wheel", pairs(one, 0.36 * width, [0.5, 1.2, long - nose - 1.2, long - nose - 0.5]))
    lamp = cylinder(0.08, 0.1, "z").moved(0.17 * width, floor + 0.22 * tall, long - 0.02)
    model.add("headlight", lamp.both())
    return 0.0


def _wagon(model: Assembly, dice: Dice, size: tuple[float, float], end: float, head: str) -> float:
    """A coach or an open car behind `end`, coupled to what runs before; returns where it ends."""
    width, tall = size
    long, floor, gap = dice.between(2.0, 4.0), dice.between(0.4, 0.55), 0.3
    z = end - gap - 0.5 * long
    model.add("coupling", rod((0.0, floor, end + 0.05), (0.0, floor, end - gap - 0.05), 0.06))
    model.add("chassis", box(0.9 * width, 0.14, long).on(floor - 0.1).moved(z=z))
    if head == "fast" or dice.chance(0.6):
        model.add("body", box(width, 0.9 * tall, long, 0.05).on(floor).moved(z=z))
        model.add(
            "roof", box(1.05 * width, 0.12, 1.03 * long, 0.05).on(floor + 0.9 * tall).moved(z=z)
        )
        row = side_windows(dice.count(3, 6), -0.45 * long, 0.45 * long, 0.28 * tall, 0.06)
        model.add("window", row.moved(0.5 * width, floor + 0.6 * tall, z).both())
    else:
        high = dice.between(0.3, 0.6) * tall
        side = box(0.08, high, long).moved(0.48 * width).both()
        wall = box(width, high, 0.08).moved(z=0.48 * long).both("z")
        model.add("body", join(side, wall).on(floor).moved(z=z))
        if dice.chance(0.6):
            heap = lathe([(1.0, 0.0), (0.6, 0.5), (0.0, 0.7)], 9)
            model.add(
                "cargo",
                heap.stretched(0.46 * width, high, 0.45 * long).on(floor + 0.4 * high).moved(z=z),
            )
    one = wheel(dice.between(0.24, 0.34), 0.1, dice.pick({0: 2, 8: 1}), 0.2)
    model.add("wheel", pairs(one, 0.38 * width, [z - 0.3 * long, z + 0.3 * long]))
    return z - 0.5 * long
