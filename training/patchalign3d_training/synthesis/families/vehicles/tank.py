"""Battle tanks; they drive towards +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.rolling import chain_track, wedge
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Section,
    box,
    cylinder,
    hull,
    join,
    pipe,
    prism,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A hull between two tracks; a turret, turned by some degrees, whose gun may be raised."""
    length, width = dice.between(3.2, 4.6), dice.between(1.0, 1.5)
    track_tall, track_wide = dice.between(0.7, 1.0), dice.between(0.35, 0.55)
    low, tall = 0.4 * track_tall, dice.between(0.6, 0.9)
    half = 0.5 * length
    top = low + tall
    lower = [(-0.9 * half, low), (0.75 * half, low), (half, low + 0.4 * tall)]
    upper = [(0.6 * half, top), (-0.95 * half, top), (-half, low + 0.5 * tall)]
    model.add("body", wedge([*lower, *upper], width, 0.03))
    x = 0.5 * (width + track_wide)
    belt = chain_track(0.95 * length, track_tall, track_wide, dice.count(8, 16))
    model.add("track", belt.moved(x).both())
    radius = 0.36 * track_tall
    count = max(3, int((length - track_tall) / (2.1 * radius)))
    one = join(
        cylinder(radius, 0.8 * track_wide, "x"), cylinder(0.4 * radius, 1.05 * track_wide, "x")
    )
    row = one.in_row(count, (length - track_tall) / (count - 1), "z").moved(x, 0.48 * track_tall)
    model.add("wheel", row.both())
    if dice.chance(0.6):
        guard = box(1.1 * track_wide, 0.05, dice.between(0.8, 1.0) * length).moved(
            x, track_tall + 0.06
        )
        model.add("fender", guard.both())
    turret = model.group()
    _turret(turret, dice, width + track_wide)
    turn = dice.between(-50.0, 50.0) if dice.chance(0.4) else 0.0
    at_z = dice.between(-0.15, 0.15) * length
    model.take(turret, lambda mesh: mesh.turned("y", turn).moved(0.0, top, at_z))
    if dice.chance(0.5):
        lamp = cylinder(0.08, 0.1, "z").moved(0.35 * width, low + 0.75 * tall, 0.85 * half)
        model.add("headlight", lamp.both())
    if dice.chance(0.4):
        pot = cylinder(0.1, 0.4, "z").moved(0.3 * width, top, -0.95 * half)
        model.add("exhaust", pot.both())


def _turret(turret: Assembly, dice: Dice, wide: float) -> None:
    """A turret on y = 0 with its gun along +z, a hatch, perhaps a machine gun and an aerial."""
    size, tall = 0.5 * wide * dice.between(0.75, 1.0), dice.between(0.35, 0.6)
    kind = dice.pick({"round": 2, "wedge": 2, "box": 1, "cast": 1})
    if kind == "round":
        shell = cylinder(size, tall, top=0.75 * size, sides=dice.one_of(8, 20)).on(0.0)
    elif kind == "cast":
        mantlet, middle = Section(size, 0.5 * size, 0.6 * tall), Section(0.2, 2 * size, tall)
        shell = hull([mantlet, middle, Section(-1.2 * size, 1.2 * size, 0.7 * tall)], 2.6).on(0.0)
    elif kind == "wedge":
        front = [(0.5 * size, 1.1 * size), (-0.5 * size, 1.1 * size), (-size, 0.3 * size)]
        rear = [(-0.8 * size, -1.1 * size), (0.8 * size, -1.1 * size), (size, 0.3 * size)]
        shell = prism(np.array([*front, *rear]), tall, "y", 0.06).on(0.0)
    else:
        shell = box(1.7 * size, tall, 2.0 * size, 0.1).on(0.0)
    turret.add("turret", shell)
    gun = turret.group()
    long, fat = dice.between(1.3, 3.0), dice.between(0.06, 0.11)
    face = 0.8 * size
    gun.add("barrel", rod((0.0, 0.0, 0.0), (0.0, 0.0, face + long), fat, 0.85 * fat, sides=12))
    if dice.chance(0.5):
        gun.add("barrel", pipe(1.5 * fat, 0.7 * fat, 0.3, "z", 12).moved(z=face + long))
    if dice.chance(0.4):
        gun.add("barrel", cylinder(1.35 * fat, 0.35, "z").moved(z=face + 0.55 * long))
    gun.add("turret", box(0.6 * size, 0.6 * tall, 0.35, 0.05).moved(z=face + 0.1))
    raised = dice.between(-2.0, 15.0)
    turret.take(gun, lambda mesh: mesh.turned("x", -raised).moved(y=0.5 * tall))
    hatch = (
        cylinder(0.28 * size, 0.1).on(tall - 0.02).moved(dice.one_of(0.4, -0.4) * size, 0.0, -0.2)
    )
    turret.add("hatch", hatch)
    if dice.chance(0.6):
        weapon = rod((0.0, 0.0, -0.2), (0.0, 0.0, 0.6), 0.03, sides=6)
        mount = rod((0.0, 0.0, 0.0), (0.0, -0.2, 0.0), 0.03, sides=6)
        turret.add(
            "machine gun", join(weapon, mount).moved(float(hatch.middle[0]), tall + 0.25, 0.0)
        )
    if dice.chance(0.5):
        high = dice.between(0.6, 1.4)
        x, z = -0.6 * size, -0.7 * size
        turret.add("antenna", rod((x, 0.8 * tall, z), (x, tall + high, z - 0.1), 0.015, sides=5))
