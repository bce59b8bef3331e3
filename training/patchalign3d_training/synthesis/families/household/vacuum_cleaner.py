"""Vacuum cleaners: on wheels with a hose, upright, as a stick, as a robot."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    button,
    cylinder,
    hull,
    join,
    loft,
    ring,
    rod,
    smooth,
    spokes,
    sweep,
    tube,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A vacuum cleaner in metres that is pushed along +z."""
    dice.pick({_canister: 4, _upright: 3, _stick: 2, _robot: 2})(model, dice)


def _floor_head(dice: Dice, width: float) -> Mesh:
    """A flat nozzle on the floor with the stub for the tube behind it."""
    deep, tall = dice.between(0.07, 0.13), dice.between(0.03, 0.05)
    shape = box(width, tall, deep, 0.012).on(0.0)
    stub = rod((0, 0.6 * tall, -0.2 * deep), (0, 1.6 * tall, -0.8 * deep), 0.02)
    return join(shape, stub)


def _canister(model: Assembly, dice: Dice) -> None:
    """A body on two large wheels and a caster, a bent hose, a tube with the nozzle in front."""
    width, length = dice.between(0.24, 0.32), dice.between(0.34, 0.48)
    tall, low = dice.between(0.18, 0.28), 0.03
    if dice.chance(0.25):  # a drum for workshops
        length = width
        drum = cylinder(0.5 * width, tall, sides=24).on(low)
        model.add("dust container", drum)
        body = loft([(0.0, width, width), (0.4 * tall, 0.9 * width, 0.9 * width)]).on(drum)
        tall *= 1.4
    else:
        half = 0.5 * length
        rows = [(-half, 0.5, 0.5), (-0.8 * half, 0.9, 0.9), (0.0, 1.0, 1.0), (0.7 * half, 0.8, 0.7)]
        table = [(z, w * width, h * tall, 0.5 * h * tall + low) for z, w, h in rows]
        body = hull([*table, (half, 0.4 * width, 0.35 * tall, 0.2 * tall + low)], 3.0)
        if dice.chance(0.4):
            bin_ = cylinder(0.3 * width, 0.5 * length, "z", sides=20)
            model.add("dust container", bin_.moved(y=tall + low - 0.1 * tall, z=0.1 * length))
    model.add("body", body)
    radius = dice.between(0.05, 0.1) if dice.chance(0.7) else 0.03
    model.add("wheel", wheel(radius, 0.03).moved(0.52 * width, radius, -0.25 * length).both())
    model.add("wheel", wheel(0.022, 0.02).moved(0.0, 0.022, 0.4 * length))
    top = float(body.high[1])
    if dice.chance(0.7):
        path = [
            (0, top - 0.02, -0.2),
            (0, top + 0.05, -0.13),
            (0, top + 0.05, 0.13),
            (0, top - 0.03, 0.2),
        ]
        grip = sweep(np.array(path) * (1, 1, 0.7 * length / 0.4), 0.012)
        model.add("handle", grip)
    if dice.chance(0.6):
        key = button(0.04, 0.03, 0.012, dice.one_of(0.0, 0.02)).turned("x", -90.0)
        model.add("button", key.moved(0.25 * width, 0.0, -0.2 * length).both().on(top - 0.03))

    lift, reach = dice.between(0.5, 0.9), 0.5 * length + dice.between(0.5, 0.8)
    side = dice.between(-0.15, 0.15)
    hand, tip = np.array([side, lift, 0.5 * length]), np.array([side, 0.07, reach])
    bow = [(0, 0.7 * tall, 0.42 * length), (0, tall + 0.2, 0.7 * length)]
    back = (side, lift + dice.between(0.1, 0.25), 0.1 * length)
    hose = tube(np.array([*bow, back, tuple(hand)]), dice.between(0.016, 0.024), 34, 10)
    model.add("hose", hose)
    model.add("handle", rod(hand, 0.8 * hand + 0.2 * tip, 0.024), ball(0.026).moved(*hand))
    model.add("tube", rod(0.8 * hand + 0.2 * tip, tip, 0.016))
    head = _floor_head(dice, dice.between(0.22, 0.32))
    model.add("nozzle", head.moved(side, 0.0, reach + 0.05))


def _upright(model: Assembly, dice: Dice) -> None:
    """A body that leans over a wide head, a bag or a clear bin, a long handle."""
    width, tall = dice.between(0.16, 0.26), dice.between(0.55, 0.75)
    lean = dice.between(5.0, 35.0)
    head_width = dice.between(0.28, 0.36)
    foot_ = box(head_width, dice.between(0.06, 0.1), dice.between(0.18, 0.28), 0.02).on(0.01)
    model.add("nozzle", foot_.moved(z=0.08))
    model.add("wheel", wheel(0.05, 0.03).moved(0.4 * head_width, 0.05, -0.06).both())
    if dice.chance(0.5):
        roll = cylinder(0.025, 0.9 * head_width, "x").moved(0.0, 0.025, 0.18)
        model.add(
            "brush",
            roll,
            spokes(6, 0.0, 0.032, 0.006, 0.8 * head_width, "x").moved(0.0, 0.03, 0.18),
        )
    upper = model.group()
    deep = 0.6 * width
    back = box(0.7 * width, tall, 0.5 * deep, 0.02).on(0.06).moved(z=-0.2 * deep)
    upper.add("body", back, loft([(0.06, width, deep), (0.25, 0.8 * width, deep)], power=4.0))
    if dice.chance(0.6):
        bin_ = cylinder(0.42 * width, 0.45 * tall, top=0.45 * width).on(0.27)
        upper.add("dust container", bin_.moved(z=0.15 * deep))
    else:
        rows = [(0.26, 0.5), (0.36, 1.0), (0.5 * tall + 0.1, 1.1), (tall, 0.4)]
        bag = loft([(y, 0.9 * width * s, 1.2 * deep * s) for y, s in rows])
        upper.add("dust container", bag.moved(z=0.3 * deep))
    end = tall + dice.between(0.3, 0.45)
    pole = rod((0, tall, -0.2 * deep), (0, end, -0.2 * deep), 0.014)
    grip = tube([(0, end - 0.02, 0), (0, end + 0.06, 0.01), (0, end + 0.12, -0.09)], 0.016, 9)
    if dice.chance(0.4):
        grip = join(ring(0.05, 0.012, "x").stretched(y=1.4).moved(y=end + 0.05))
    upper.add("handle", pole, grip.moved(z=-0.2 * deep))
    if dice.chance(0.5):
        side = 0.4 * width
        path = [(side, 0.15, -0.3 * deep), (1.3 * side, 0.4 * tall, -0.6 * deep)]
        hose = tube(
            [*path, (side, tall, -0.4 * deep), (0.2 * side, 0.9 * tall, -0.5 * deep)], 0.018, 22
        )
        upper.add("hose", hose)
    if dice.chance(0.5):
        upper.add("button", button(0.03, 0.03, 0.012, 0.02).moved(0.0, tall - 0.03, 0.06 * deep))
    model.take(upper, lambda mesh: mesh.turned("x", -lean, at=(0.0, 0.06, 0.0)))


def _stick(model: Assembly, dice: Dice) -> None:
    """A hand unit with a small bin at the upper end of a long tube."""
    length, lean = dice.between(0.6, 0.8), dice.between(10.0, 45.0)
    model.add("nozzle", _floor_head(dice, dice.between(0.2, 0.28)).moved(z=0.08))
    if dice.chance(0.6):
        model.add("wheel", wheel(0.015, 0.012).moved(0.08, 0.015, 0.02).both())
    upper = model.group()
    upper.add("tube", rod((0, 0.0, 0), (0, length, 0), dice.between(0.014, 0.02)))
    motor = cylinder(dice.between(0.03, 0.05), 0.18, sides=20).on(length)
    bin_radius = dice.between(0.04, 0.06)
    bin_ = cylinder(bin_radius, dice.between(0.1, 0.18), sides=20).on(length - 0.02)
    upper.add("body", motor)
    upper.add("dust container", bin_.moved(z=bin_radius + 0.01))
    start = length + 0.16
    path = [
        (0, start, -0.02),
        (0, start + 0.03, -0.12),
        (0, length + 0.02, -0.13),
        (0, length, -0.03),
    ]
    upper.add("handle", sweep(smooth(path, 14), 0.013))
    if dice.chance(0.6):
        upper.add("button", button(0.014, 0.02, 0.01).moved(0.0, length + 0.1, 0.035))
    model.take(upper, lambda mesh: mesh.turned("x", -lean).moved(y=0.05))


def _robot(model: Assembly, dice: Dice) -> None:
    """A flat disc with a bumper around its front, wheels and brushes below."""
    radius, tall = dice.between(0.15, 0.18), dice.between(0.07, 0.1)
    disc = cylinder(radius, tall, top=0.97 * radius, sides=36).on(0.015)
    model.add("body", disc)
    angle = np.linspace(0.0, np.pi, 20)
    arc = np.stack([np.cos(angle), np.zeros(20), np.sin(angle)], axis=1) * 1.01 * radius
    strip = sweep(
        arc,
        1.0,
        np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (0.3 * tall, 0.004),
        normal=(0, 1, 0),
    )
    model.add("bumper", strip.moved(y=0.015 + 0.5 * tall))
    model.add("wheel", wheel(0.035, 0.02).moved(0.6 * radius, 0.035, 0.0).both())
    model.add("wheel", wheel(0.015, 0.015).moved(0.0, 0.015, 0.7 * radius))
    bristles = spokes(3, 0.0, 0.09, 0.012, 0.004).moved(0.7 * radius, 0.006, 0.7 * radius)
    model.add("brush", bristles if dice.chance(0.6) else bristles.both())
    key = cylinder(dice.between(0.015, 0.03), 0.008, sides=18).on(disc)
    model.add("button", key.moved(z=0.5 * radius))
    if dice.chance(0.6):
        turret = cylinder(0.05, 0.022, sides=20).on(disc).moved(z=-0.3 * radius)
        model.add("body", turret)
    if dice.chance(0.5):
        lid = box(radius, 0.006, 0.7 * radius, 0.002).on(disc).moved(z=-0.35 * radius)
        model.add("dust container", lid)
