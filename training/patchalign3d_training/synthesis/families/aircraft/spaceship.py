"""Spaceships: fighters, shuttles and flying saucers; the nose looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    ball,
    box,
    cylinder,
    dome,
    hull,
    join,
    lathe,
    pipe,
    prism,
    rod,
    wing,
)


def build(model: Assembly, dice: Dice) -> None:
    """A winged fighter, a freighter of boxes, or a saucer."""
    kind = dice.pick({"fighter": 5, "freighter": 3, "saucer": 2})
    {"fighter": _fighter, "freighter": _freighter, "saucer": _saucer}[kind](model, dice)


def _fighter(model: Assembly, dice: Dice) -> None:
    """A slim body between swept or crossed wings with guns, engines behind."""
    half, width = dice.between(1.2, 2.2), dice.between(0.4, 0.8)
    tall, power = width * dice.between(0.6, 1.0), dice.pick({2.0: 1, 3.0: 1, 7.0: 1})
    nose = Section(half, dice.between(0.05, 0.3) * width, 0.15 * tall, -0.1 * tall)
    chest, back = Section(0.3 * half, 0.8 * width, 0.9 * tall), Section(-0.5 * half, width, tall)
    model.add("body", hull([nose, chest, back, Section(-half, 0.8 * width, 0.8 * tall)], power))
    glass = ball(0.26 * width, 0.32 * tall, dice.between(0.25, 0.5))
    model.add("cockpit", glass.moved(0.0, 0.4 * tall, dice.between(0.0, 0.4) * half))
    span, chord = dice.between(0.6, 1.6), dice.between(0.6, 1.3)
    sweep, lift = dice.between(-0.4, 0.8), dice.between(-0.3, 0.4)
    thick, z = dice.between(0.05, 0.12), dice.between(-0.6, 0.0) * half
    root = 0.4 * width
    outline = [(root, z + 0.3 * chord), (root, z - 0.7 * chord)]
    tip_z = z - sweep * span
    outline += [(root + span, tip_z - 0.4 * chord), (root + span, tip_z + 0.1 * chord)]
    plate = prism(np.array(outline), thick, "y", 0.3 * thick)
    one = plate.turned("z", float(np.degrees(np.arctan(lift))))
    crossed = dice.chance(0.25)
    model.add("wing", one.both(), *((one.both().mirrored("y"),) if crossed else ()))
    if dice.chance(0.7):
        tip = (root + span, lift * (root + span), tip_z - 0.15 * chord)
        gun = rod(tip, (tip[0], tip[1], tip[2] + dice.between(0.5, 1.1)), 0.035, 0.02)
        pod = cylinder(0.06, 0.4, "z").moved(*tip)
        guns = join(gun, pod).both()
        model.add("gun", guns, *((guns.mirrored("y"),) if crossed else ()))
    if dice.chance(0.5):
        high = dice.between(0.3, 0.7)
        fin = wing(
            [(0.0, 0.3 * tall, -0.6 * half), (0.0, 0.3 * tall + high, -0.9 * half)],
            [0.6, 0.3],
            0.1,
            True,
        )
        model.add("fin", fin if dice.chance(0.5) else fin.moved(0.3 * width).both())
    count = dice.pick({1: 1, 2: 3})
    radius = (0.4 if count == 1 else 0.25) * tall
    motor = _engine(radius, dice.between(0.4, 1.0)).moved(0.0, 0.0, -half)
    model.add(
        "engine", motor if count == 1 else motor.moved(dice.between(0.25, 0.6) * width).both()
    )


def _engine(radius: float, length: float) -> Mesh:
    """A jet along z about the origin, its glowing mouth to the rear."""
    mouth = [(0.6 * radius, -0.3), (0.9 * radius, -0.5), (radius, -0.5)]
    profile = [(0.0, -0.3), *mouth, (radius, 0.2), (0.7 * radius, 0.5), (0.0, 0.5)]
    return lathe(np.array(profile) * (1.0, length), 14).turned("x", 90.0)


def _freighter(model: Assembly, dice: Dice) -> None:
    """Boxes in a row with a cockpit before them, engines behind, legs below, a dish above."""
    width, tall = dice.between(0.7, 1.4), dice.between(0.5, 0.9)
    z = 1.0
    front = hull(
        [Section(z + 0.7, 0.4 * width, 0.3 * tall, -0.1), Section(z, 0.8 * width, 0.8 * tall)], 4.0
    )
    model.add("body", front)
    shield = box(0.5 * width, 0.05, 0.35).turned("x", 35.0).moved(0.0, 0.3 * tall, z + 0.35)
    model.add("cockpit", shield)
    for _ in range(dice.count(1, 4)):
        long = dice.between(0.4, 1.0)
        crate = box(width * dice.between(0.6, 1.1), tall * dice.between(0.7, 1.1), long, 0.06)
        model.add("body", crate.moved(z=z - 0.5 * long))
        if dice.chance(0.4):
            tank = cylinder(0.2 * tall, 0.9 * long, "z").moved(0.6 * width, 0.0, z - 0.5 * long)
            model.add("body", tank.both())
        z -= long
    columns, rows = dice.count(1, 3), dice.count(1, 2)
    step = 0.8 * width / columns
    radius = 0.4 * min(step, 0.8 * tall / rows)
    motor = _engine(radius, dice.between(0.3, 0.6)).moved(z=z - 0.1)
    model.add("engine", motor.in_grid(columns, rows, (step, 0.8 * tall / rows)))
    if dice.chance(0.5):
        reach = dice.between(0.4, 0.9)
        panel = box(reach, 0.06, 0.7, 0.0).moved(0.5 * width + 0.4 * reach)
        model.add("wing", panel.both())
    if dice.chance(0.5):
        dish = dome(0.3, 0.15, 0.02).turned("x", 160.0).moved(y=0.5 * tall + 0.35)
        model.add("antenna", dish, rod((0.0, 0.4 * tall, 0.0), (0.0, 0.5 * tall + 0.2, 0.0), 0.03))
    if dice.chance(0.5):
        low = -0.5 * tall - dice.between(0.3, 0.5)
        leg = rod((0.3 * width, -0.4 * tall, 0.0), (0.45 * width, low, 0.0), 0.05)
        foot = cylinder(0.14, 0.05).moved(0.45 * width, low)
        model.add(
            "landing leg", join(leg, foot).both().in_row(2, 1.2, "z").moved(z=0.5 * (z + 1.0))
        )
    if dice.chance(0.5):
        barrel = rod((0.08, 0.0, 0.0), (0.08, 0.1, 0.7), 0.03).both()
        turret = join(cylinder(0.18, 0.15), barrel).moved(0.0, 0.55 * tall, 0.4)
        model.add("gun", turret)


def _saucer(model: Assembly, dice: Dice) -> None:
    """A disc with a glass dome, lights around its rim, three or four legs."""
    radius, tall = 1.0, dice.between(0.25, 0.5)
    rim, flat = dice.between(-0.1, 0.1), dice.between(0.4, 0.6)
    profile = [(0.0, -tall), (flat, -0.8 * tall), (radius, rim - 0.03), (radius, rim + 0.03)]
    model.add("body", lathe([*profile, (flat, 0.6 * tall), (0.0, 0.7 * tall)], dice.one_of(12, 28)))
    glass = dome(dice.between(0.3, 0.5), dice.between(0.25, 0.5)).on(0.5 * tall)
    model.add("cockpit", glass)
    light = ball(dice.between(0.05, 0.09), sides=10)
    model.add(
        "light", light.moved(dice.between(0.7, 0.98) * radius, 0.6 * rim).around(dice.count(6, 14))
    )
    if dice.chance(0.6):
        leg = rod((0.5, -0.7 * tall, 0.0), (0.75, -tall - 0.4, 0.0), 0.03)
        pad = ball(0.09, 0.04, 0.09, 10).moved(0.75, -tall - 0.4)
        model.add("landing leg", join(leg, pad).around(dice.count(3, 4)))
    if dice.chance(0.5):
        model.add("engine", pipe(0.3, 0.22, 0.15).moved(y=-tall))
    if dice.chance(0.4):
        tip = float(glass.high[1])
        model.add("antenna", rod((0.0, tip - 0.03, 0.0), (0.0, tip + 0.3, 0.0), 0.015))
        model.add("antenna", ball(0.04, sides=8).moved(y=tip + 0.3))
