"""Delivery vans, campers, minibuses and ambulances; they drive towards +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import pairs, road_wheel, wedge
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    join,
    knob,
    panel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A short hood, a leaning windshield and a high box behind it."""
    width, length, tall = dice.between(1.7, 2.2), dice.between(4.0, 6.5), dice.between(1.5, 2.4)
    floor, radius = dice.between(0.2, 0.4), dice.between(0.3, 0.42)
    front, rear = 0.5 * length, -0.5 * length
    hood, belt = dice.between(0.3, 1.1), dice.between(0.42, 0.52) * tall
    lean = dice.between(0.2, 0.8)
    base, crown = front - hood, front - hood - lean  # of the windshield
    side = [(rear, 0.0), (front, 0.0), (front, 0.8 * belt), (base, belt)]
    side += [(crown, tall), (rear + 0.1, tall)]
    model.add("body", wedge(side, width, 0.05).moved(y=floor))
    ambulance = dice.chance(0.3)
    if ambulance and dice.chance(0.6):  # a box that stands out over the cab
        crate = box(1.1 * width, 1.1 * tall, crown - rear - 0.2, 0.05)
        model.add("body", crate.on(floor + 0.1).moved(z=0.5 * (crown + rear)))
        tall *= 1.15
    out = 0.55 if tall > 2.4 else 0.5
    roof = box(0.95 * width, 0.06, crown - rear - 0.15, 0.02).on(floor + tall - 0.02)
    model.add("roof", roof.moved(z=0.5 * (crown + rear)))
    hood_lid = wedge(
        [(base, belt), (front, 0.8 * belt), (front, 0.8 * belt + 0.03), (base, belt + 0.03)],
        0.85 * width,
        0.0,
    )
    model.add("hood", hood_lid.moved(y=floor))
    glass_low, glass_high = belt + 0.06, 0.92 * 1.0 * (tall if tall < 2.4 else tall / 1.15)
    slope = lean / (glass_high / 0.92 - belt)
    shield = [(base - 0.06 * slope, glass_low), (base - slope * (glass_high - belt), glass_high)]
    shield += [(z + 0.05, y + 0.02) for z, y in reversed(shield)]
    model.add("window", wedge(shield, 0.86 * width, 0.0).moved(y=floor))
    pane_y, pane = floor + 0.5 * (glass_low + glass_high), 0.8 * (glass_high - glass_low)
    door_z, door_wide = crown - 0.45, 1.0
    leaf = panel(door_wide, 0.55 * tall, 0.05).turned("y", 90.0).on(floor + 0.12)
    model.add("door", leaf.moved(0.5 * width, 0.0, door_z).both())
    window = box(0.08, pane, 0.75).moved(0.5 * width, pane_y, door_z)
    model.add("window", window.both())
    handle = box(0.06, 0.04, 0.16).moved(0.5 * width + 0.03, floor + 0.9 * belt, door_z - 0.35)
    model.add("handle", handle.both())
    if dice.chance(0.6):
        row = window.in_row(dice.count(1, 2), 0.95, "z").moved(z=-1.5)
        model.add("window", row.moved((out - 0.5) * width).both())
    if dice.chance(0.6):
        sliding = panel(1.2, 0.75 * tall, 0.06, "framed").turned("y", 90.0).on(floor + 0.12)
        model.add("door", sliding.moved(out * width, 0.0, door_z - 1.3))
        model.add(
            "handle",
            knob(0.04, 0.07)
            .turned("y", 90.0)
            .moved(out * width + 0.03, floor + belt, door_z - 0.85),
        )
    if dice.chance(0.7):
        back = panel(0.46 * width, 0.8 * tall, 0.06, "framed").moved(0.24 * width).both()
        model.add("door", back.on(floor + 0.1).moved(z=rear - 0.01))
        model.add("handle", box(0.04, 0.2, 0.06).moved(0.06, floor + belt, rear - 0.06))
    model.add(
        "wheel",
        pairs(road_wheel(dice, radius, 0.22), 0.5 * width - 0.09, [front - 0.8, rear + 0.9]),
    )
    lamp = ball(0.13, 0.12, 0.06, 12) if dice.chance(0.5) else box(0.3, 0.16, 0.06, 0.0)
    model.add("headlight", lamp.moved(0.37 * width, floor + 0.6 * belt, front).both())
    model.add("headlight", box(0.12, 0.3, 0.05).moved(0.45 * width, floor + belt, rear).both())
    if dice.chance(0.8):
        bumper = box(1.02 * width, 0.18, 0.15, 0.05).moved(0.0, floor + 0.08, front)
        model.add("bumper", bumper, bumper.moved(z=rear - front))
    if dice.chance(0.7):
        mirror = box(0.12, 0.2, 0.06, 0.02).moved(0.56 * width, floor + glass_low + 0.1, base - 0.2)
        model.add("mirror", mirror.both())
    if ambulance or dice.chance(0.1):
        bar = join(box(0.2, 0.08, 0.2), box(0.3, 0.14, 0.2, 0.04).moved(0.3).both())
        siren = bar if dice.chance(0.6) else cylinder(0.12, 0.2)
        model.add("siren", siren.on(floor + tall + 0.03).moved(z=crown - 0.3))
