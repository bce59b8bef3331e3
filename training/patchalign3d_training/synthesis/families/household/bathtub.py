"""Bathtubs: standing free on feet, built in, round."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    frame,
    join,
    lathe,
    plane,
    rod,
    skin,
    superellipse,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tub in metres, long along x, its rim level; the faucet is at -x or behind."""
    length, width = dice.between(1.3, 1.9), dice.between(0.65, 0.9)
    if dice.chance(0.15):
        length = width = dice.between(1.2, 1.9)
    is_built_in = dice.chance(0.4)
    deep, power = dice.between(0.38, 0.55), dice.one_of(2.2, 3.0, 5.0)
    lift = 0.0 if is_built_in else dice.between(0.0, 0.14)
    rim = deep + lift
    outline = superellipse(length, width, power, 36)
    inside = [(1.0, 0.0), (0.96, -0.1), (0.82, -0.85), (0.7, -0.97), (0.0, -0.97)]
    slope = dice.between(0.0, 0.25)  # how much higher the end for the head is

    def ring_at(size: float, level: float) -> np.ndarray:
        points = plane(outline * size, "y", rim + level * deep)
        rise = np.clip(points[:, 0] / length, 0.0, 0.5) ** 2 * 4.0 * slope * (1.0 + level)
        points[:, 1] += rise * deep
        return points

    model.add("tub", skin(np.stack([ring_at(*row) for row in inside]), caps=False))
    lip = dice.between(1.04, 1.12)
    if is_built_in:
        wide, long = 1.15 * width, 1.1 * length
        border = frame(superellipse(long, wide, 30.0, 36), outline, 0.03)
        model.add("tub", border.moved(y=rim))
        model.add("panel", box(long, rim - 0.02, 0.02).on(0.0).moved(z=0.5 * wide - 0.01))
        if dice.chance(0.85):
            model.add("panel", box(0.02, rim - 0.02, wide).on(0.0).moved(0.5 * long - 0.01).both())
    else:
        foot = dice.between(0.6, 0.9)
        outside = [(0.0, -1.0), (foot, -1.0), (0.5 * (foot + 1.0), -0.6), (1.03, -0.1)]
        outside += [(lip, -0.05), (lip, 0.0), (1.0, 0.0)]
        model.add("tub", skin(np.stack([ring_at(*row) for row in outside]), caps=False))
        if lift > 0.05:
            claw = join(
                ball(0.05, 0.03, 0.05).on(0.0), rod((0, 0.03, 0), (-0.03, lift + 0.1, -0.02), 0.03)
            )
            model.add("foot", claw.at_corners(0.7 * length * foot, 0.7 * width * foot))
        elif dice.chance(0.4):
            model.add("foot", box(0.8 * length * foot, 0.04, 0.8 * width * foot, 0.01).under(0.01))
    _fittings(model, dice, length, width, rim, deep)
    if dice.chance(0.3):
        level = rim - dice.between(0.15, 0.4) * deep
        share = 1.0 - 0.18 * (rim - level) / deep
        model.add(
            "water",
            skin(
                np.stack([plane(outline * s, "y", level) for s in (0.94 * share, 0.0)]), caps=False
            ),
        )


def _fittings(
    model: Assembly, dice: Dice, length: float, width: float, rim: float, deep: float
) -> None:
    """The drain, and a faucet on the rim or from the floor, perhaps with a shower."""
    model.add("drain", cylinder(0.035, 0.012).on(rim - 0.97 * deep).moved(-0.25 * length))
    if not dice.chance(0.8):
        return
    tap = model.group()
    low = 0.0 if not dice.chance(0.3) else -rim  # from the floor up
    rise, reach = dice.between(0.12, 0.25), dice.between(0.14, 0.22)
    path = [(0, low, 0), (0, rise, 0), (0.5 * reach, rise + 0.03, 0), (reach, 0.8 * rise, 0)]
    tap.add("faucet", tube(path, 0.016, 18, 10))
    knob = cylinder(0.022, 0.04, "z", sides=12).moved(0, 0.5 * rise, 0.09)
    tap.add("faucet", knob.both("z"), rod((0, 0.5 * rise, -0.09), (0, 0.5 * rise, 0.09), 0.012))
    if dice.chance(0.5):
        if dice.chance(0.5):
            head = lathe([(0.0, 0.0), (0.07, 0.0), (0.07, 0.015), (0.015, 0.04), (0, 0.04)], 20)
            up = dice.between(0.9, 1.2)
            pole = tube(
                [(-0.03, 0.1, 0), (-0.03, up, 0), (0.1, up + 0.1, 0), (0.25, up, 0)], 0.012, 20
            )
            tap.add("shower", pole, head.moved(0.25, up - 0.03))
        else:
            grip = rod((0.02, rise + 0.05, 0.1), (0.14, rise + 0.1, 0.1), 0.014)
            head = cylinder(0.035, 0.03, sides=14).moved(0.15, rise + 0.09, 0.1)
            hose = tube(
                [(0, 0.4 * rise, 0.05), (-0.05, -0.15, 0.16), (0.02, rise + 0.05, 0.1)], 0.007, 18
            )
            tap.add("shower", grip, head, hose)
    if dice.chance(0.6):
        model.take(tap, lambda mesh: mesh.moved(-0.52 * length, rim))
    else:
        model.take(tap, lambda mesh: mesh.turned("y", -90.0).moved(0.0, rim, -0.52 * width))
