"""Cars: one curved shell whose regions are body, hood and roof, over four wheels."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.insides import add_chassis, add_interior
from patchalign3d_training.synthesis.families.vehicles.car.pieces import (
    add_fittings,
    add_wheels,
    wheel_of,
)
from patchalign3d_training.synthesis.families.vehicles.car.shells import add_shell, draw_silhouette
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    beam,
    box,
    cylinder,
    grid_bars,
    hull,
    rectangle,
    rod,
    skin,
    sweep,
    wing,
)


def build(car: Assembly, dice: Dice) -> None:
    """A sedan, hatchback, SUV, van, pickup, sports or open car, an old-timer or a racing car."""
    other = dice.random.random()
    if other < 0.05:
        _racer(car, dice)
        return
    if other < 0.11:
        _oldtimer(car, dice)
        return
    kind, form = draw_silhouette(dice)
    tall = kind in ("suv", "pickup", "box")
    radius = dice.between(0.31, 0.42) * (dice.between(1.05, 1.3) if tall else 1.0)
    radius = min(radius, 0.54 * form.hood)
    axles = (dice.between(0.16, 0.23), dice.between(0.77, 0.84))
    clearance = dice.between(0.06, 0.28) + (0.1 if tall else 0.0)
    add_shell(car, dice, form, kind, radius, axles, clearance)
    add_wheels(car, dice, form, radius, axles)
    add_chassis(car, dice, form, clearance)
    if not dice.chance(0.15):
        add_fittings(car, dice, form, kind, clearance)
    if kind == "open" or dice.chance(0.7):
        add_interior(car, dice, form, clearance)


def _racer(car: Assembly, dice: Dice) -> None:
    """An open-wheel racing car."""
    half, width = dice.between(1.7, 2.5), dice.between(0.5, 0.95)
    nose, neck = dice.between(0.1, 0.4), dice.between(0.3, 0.6) * width
    tip, tall = dice.between(0.18, 0.4), dice.between(0.4, 0.65)
    rows = [(half, nose, 0.12, tip), (0.5 * half, neck + 0.5 * nose, 0.3, 0.34)]
    rows += [(dice.between(0.0, 0.3), width, tall, 0.36), (-0.5 * half, width, tall, 0.42)]
    rows += [(-0.92 * half, 0.4 * width, 0.35, 0.38)]
    shell = hull(rows, 2.6)
    ahead = shell.vertices[shell.faces][:, :, 2].min(axis=1) > -0.1
    strip = np.arange(len(shell.faces)) // 2 % 20  # counted from +x over the top, as hull does
    hood = ahead & (strip < 10) & (np.arange(len(strip)) < 40 * (len(rows) - 1))
    car.split(shell, {"hood": hood}, rest="body")
    x = dice.between(0.68, 0.85)
    size = dice.between(0.28, 0.38)
    for z, radius in ((0.65 * half, size), (-0.65 * half, 1.1 * size)):
        wheel = wheel_of(dice, radius, dice.between(0.2, 0.42))
        car.add("wheel", wheel.moved(x, radius, z).both())
        for shift in (-0.2, 0.0, 0.2):
            arm = rod((0.1, radius + 0.05, z + shift), (x, radius, z), 0.02, sides=5)
            car.add("body", arm.both())
    for z, y in ((half, 0.12), (-half, dice.between(0.6, 0.9))):
        blade = wing([(0, y, z), (0.75, y, z)], [0.35, 0.3], 0.08).both()
        plate = box(0.02, 0.25, 0.4).moved(0.75, y, z - 0.05).both()
        car.add("body", blade, plate, detail="spoiler")
    if dice.chance(0.6):
        pod = box(0.4, 0.35, 1.5, 0.08).moved(0.5 * width + 0.15, 0.3, -0.2 * half)
        car.add("body", pod.both())
    if dice.chance(0.6):
        car.add("body", hull([(-0.3, 0.2, 0.3, 0.75), (-0.9 * half, 0.05, 0.1, 0.5)]))
    car.add("body", box(0.06, 0.5, 0.2).moved(0, 0.5, -0.95 * half))
    car.add("body", ball(0.14).moved(0, 0.62, -0.1))


def _oldtimer(car: Assembly, dice: Dice) -> None:
    """A narrow engine box and a cabin between four free fenders."""
    half, width = dice.between(1.7, 2.1), dice.between(0.75, 1.05)
    radius, sill = dice.between(0.36, 0.46), dice.between(0.35, 0.5)
    belt, roof = dice.between(1.0, 1.15), dice.between(1.55, 1.85)
    front, cabin = dice.between(0.75, 0.92) * half, dice.between(0.0, 0.25) * half
    rows = [(front, 0.55 * width, belt - sill - 0.1, 0.5 * (belt + sill))]
    rows += [(cabin, 0.9 * width, belt - sill, 0.5 * (belt + sill))]
    engine = hull(rows, dice.between(3.0, 6.0))
    middle = engine.vertices[engine.faces].mean(axis=1)
    level = dice.between(0.3, 0.75)
    lid = (middle[:, 1] > sill + level * (belt - sill)) & (middle[:, 2] < front - 0.03)
    car.split(engine, {"hood": lid}, rest="body")
    car.add("body", grid_bars(0.45 * width, 0.5 * belt, 7, 2, 0.012).moved(0, 0.7, front + 0.02))
    tail = -dice.between(0.75, 0.95) * half
    tub = box(1.15 * width, belt - sill, cabin - tail, 0.08)
    car.add("body", tub.moved(0, 0.5 * (belt + sill), 0.5 * (cabin + tail)))
    _old_cabin(car, dice, width, belt, roof, (tail, cabin))
    x = 0.5 * width + dice.between(0.12, 0.2)
    wheel = wheel_of(dice, radius, dice.between(0.1, 0.2))
    for z, spread in ((0.68 * half, (10.0, 150.0)), (-0.62 * half, (20.0, 170.0))):
        car.add("wheel", wheel.moved(x, radius, z).both())
        car.add("body", rod((-x, radius, z), (x, radius, z), 0.04, sides=6))
        angle = np.radians(np.linspace(*spread, 12))
        arc = np.stack([0 * angle, np.sin(angle), np.cos(angle)], axis=1) * 1.2 * radius
        fender = sweep(arc, 1.0, rectangle(0.3, 0.03), normal=(1, 0, 0))
        if dice.chance(0.85):
            car.add("body", fender.moved(x, radius, z).both(), detail="fender")
    car.add("body", box(0.3, 0.04, half).moved(x, 0.8 * radius).both())
    lamp = cylinder(0.11, 0.16, "z").moved(0.5 * width + 0.05, belt - 0.15, front - 0.05)
    car.add("body", lamp.both(), detail="headlight")
    bumper = box(1.5 * width, 0.08, 0.06, 0.02).moved(0, radius, half)
    car.add("body", bumper, bumper.mirrored("z"), detail="bumper")
    if dice.chance(0.4):
        spare = wheel_of(dice, radius, 0.15).turned("y", 90.0).moved(0, belt - 0.2, tail - 0.1)
        car.add("wheel", spare)


def _old_cabin(
    car: Assembly,
    dice: Dice,
    width: float,
    belt: float,
    roof: float,
    ends: tuple[float, float],
) -> None:
    """A closed cabin, a canopy on posts, or an open tub with a windshield and benches."""
    tail, cabin = ends
    kind = dice.pick({"closed": 2, "canopy": 1, "open": 1})
    x = 0.54 * width
    if kind != "open":
        lid = box(1.2 * width, dice.between(0.03, 0.12), cabin - tail + 0.1, 0.1)
        car.add("roof", lid.moved(0, roof, 0.5 * (cabin + tail)))
        for z in (tail + 0.05, 0.5 * (tail + cabin), cabin - 0.05):
            car.add("body", beam((x, belt, z), (x, roof, z), 0.05, 0.08).both())
    if kind == "closed" and dice.chance(0.7):
        corners = [(x, cabin), (-x, cabin), (-x, tail), (x, tail)]
        walls = np.array([[(a, y, b) for a, b in corners] for y in (belt, roof)])
        car.add("body", skin(walls, caps=False), detail="window")
    if kind != "closed" or dice.chance(0.4):
        bench = box(0.95 * width, 0.2, 0.5, 0.05)
        rest = box(0.95 * width, 0.55, 0.15, 0.05).moved(0, 0.3, -0.25)
        for z in (cabin - 0.65, tail + 0.4):
            car.add(
                "body",
                bench.moved(0, belt - 0.2, z),
                rest.moved(0, belt - 0.2, z),
                detail="car seat",
            )
        glass = box(1.05 * width, 0.4, 0.02).moved(0, belt + 0.2, cabin - 0.05)
        car.add("body", glass, detail="window")
