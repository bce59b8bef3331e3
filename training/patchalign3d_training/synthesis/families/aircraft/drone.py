"""Drones with four to eight rotors; the camera looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    beam,
    box,
    cylinder,
    join,
    prism,
    ring,
    rod,
    superellipse,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A small body, arms with motors and rotors, mostly a camera and legs."""
    count = dice.pick({4: 6, 6: 2, 8: 1})
    reach, tall = 1.0, dice.between(0.15, 0.4)
    width, long = dice.between(0.3, 0.6), dice.between(0.4, 0.9)
    outline = superellipse(width, long, dice.pick({2.0: 1, 3.5: 2, 8.0: 2}), 20)
    body = prism(outline, tall, "y", 0.25 * tall)
    model.add("body", body)
    if dice.chance(0.4):
        model.add("body", box(0.6 * width, 0.12, 0.5 * long, 0.04).on(0.4 * tall))
    start = 180.0 / count
    lift, thick = dice.between(-0.05, 0.2), dice.between(0.04, 0.1)
    tip = (reach, lift, 0.0)
    if dice.chance(0.6):
        arm = rod((0.1, 0.0, 0.0), tip, thick, 0.7 * thick)
    else:
        arm = beam((0.1, 0.0, 0.0), tip, 1.6 * thick, thick)
    model.add("arm", arm.around(count, start=start))
    motor = cylinder(0.09, 0.16, sides=14).moved(reach, lift + 0.05)
    model.add("motor", motor.around(count, start=start))
    blades, size = dice.pick({2: 4, 3: 2}), reach * np.sin(np.pi / count) * dice.between(0.65, 0.95)
    blade = box(size, 0.015, dice.between(0.06, 0.12), 0.0).moved(0.5 * size).turned("x", 12.0)
    rotor = join(
        blade.around(blades, start=dice.between(0.0, 90.0)), cylinder(0.04, 0.06, sides=10)
    )
    model.add("propeller", rotor.moved(reach, lift + 0.15).around(count, start=start))
    if dice.chance(0.3):
        guard = ring(1.06 * size, 0.03, "y", 24, 6).moved(reach, lift + 0.1)
        model.add("guard", guard.around(count, start=start))
    low = -0.5 * tall
    if dice.chance(0.75):
        eye = ball(0.12) if dice.chance(0.5) else box(0.22, 0.18, 0.18, 0.03)
        lens = cylinder(0.06, 0.1, "z").moved(z=0.14)
        mount = rod((0.0, 0.0, 0.0), (0.0, 0.2, -0.05), 0.03)
        camera = join(eye, lens, mount).turned("x", dice.between(0.0, 40.0))
        model.add("camera", camera.moved(0.0, low - 0.1, dice.between(0.2, 0.45) * long))
    drop = low - dice.between(0.2, 0.5)
    kind = dice.pick({"skid": 3, "pegs": 3, "none": 1})
    if kind == "skid":
        x = 0.5 * width
        bar = rod((x, drop, -0.45), (x, drop, 0.45), 0.03)
        strut = rod((0.3 * width, low + 0.05, 0.0), (x, drop, 0.0), 0.025)
        model.add("leg", join(bar, strut.in_row(2, 0.4, "z")).both())
    elif kind == "pegs":
        peg = tube(
            [(0.75 * reach, lift, 0.0), (0.78 * reach, 0.5 * drop, 0.0), (0.8 * reach, drop, 0.0)],
            0.035,
            6,
            6,
        )
        model.add("leg", peg.around(count if count == 4 else 3, start=start))
    if dice.chance(0.4):
        model.add(
            "antenna",
            rod((0.1, 0.4 * tall, -0.4 * long), (0.14, tall + 0.35, -0.5 * long), 0.015).both(),
        )
    if dice.chance(0.4):
        light = ball(0.035, sides=8).moved(0.3 * width, 0.0, 0.47 * long)
        model.add("light", light.both())
