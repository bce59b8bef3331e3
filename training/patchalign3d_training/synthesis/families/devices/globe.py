"""Globes on stands."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    lathe,
    rectangle,
    ring,
    rod,
    sweep,
)

TILT = 23.4  # degrees of the earth's axis from upright


def build(model: Assembly, dice: Dice) -> None:
    """A globe of radius 1 about the origin, on a table stand or in a floor stand."""
    ball_of_earth = ball(1.0, sides=dice.pick({16: 1, 28: 3}))
    tilt = TILT if dice.chance(0.8) else 0.0
    model.add("sphere", ball_of_earth.turned("z", -tilt))
    if dice.chance(0.35):
        model.add("sphere", ring(1.005, 0.012, sides=5).turned("z", -tilt))
    reach = dice.between(1.06, 1.18)
    axis = np.array([np.sin(np.radians(tilt)), np.cos(np.radians(tilt)), 0.0])
    pin = rod(-reach * axis, -0.97 * axis, 0.04)
    model.add("frame", pin, rod(0.97 * axis, reach * axis, 0.04))
    kind = dice.pick({"half": 5, "full": 2, "cradle": 1})
    start = 90.0 - tilt  # where the axis ends above, in degrees from +x
    angle = np.radians(np.linspace(start, start + (180.0 if kind == "half" else 360.0), 30))
    bow = reach * np.stack([np.cos(angle), np.sin(angle), 0.0 * angle], axis=1)
    section = rectangle(dice.between(0.03, 0.06), dice.between(0.06, 0.16), 0.01, 2)
    if kind != "cradle":
        model.add("frame", sweep(bow, 1.0, section, normal=(0, 0, 1)))
    if kind == "cradle" or dice.chance(0.15):
        _floor_stand(model, dice, reach)
    else:
        _table_stand(model, dice, reach)


def _table_stand(model: Assembly, dice: Dice, reach: float) -> None:
    """A column on a round or square foot."""
    tall, wide = dice.between(0.15, 0.7), dice.between(0.55, 0.9)
    low = -reach - tall
    column = cylinder(0.1, tall + 0.04, top=dice.between(0.05, 0.09), sides=18)
    model.add("stand", column.on(low))
    if dice.chance(0.75):
        profile = [(0, 0), (wide, 0), (wide, 0.06), (0.5 * wide, 0.14), (0.12, 0.2), (0, 0.2)]
        foot = lathe(profile, 30)
    else:
        foot = box(1.7 * wide, 0.12, 1.7 * wide, 0.03)
    model.add("base", foot.on(low - 0.05))


def _floor_stand(model: Assembly, dice: Dice, reach: float) -> None:
    """A level ring around the globe, carried by three or four legs."""
    out = reach + 0.06
    path = np.linspace(0.0, 2 * np.pi, 40, endpoint=False)
    circle = out * np.stack([np.cos(path), 0 * path, np.sin(path)], axis=1)
    tape = rectangle(dice.between(0.08, 0.16), 0.06)
    model.add("frame", sweep(circle, 1.0, tape, loop=True, normal=(0, 1, 0)))
    tall = dice.between(1.3, 2.6)
    spread = dice.between(0.9, 1.15)
    leg = rod((out, 0, 0), (spread * out, -tall, 0), 0.06, end_radius=0.045)
    count = dice.pick({3: 1, 4: 2})
    model.add("stand", leg.around(count))
    if dice.chance(0.7):
        cross = rod((0, -0.7 * tall, 0), (0.97 * out, -0.7 * tall, 0), 0.035)
        model.add("stand", cross.around(count))
    pad = cylinder(0.08, 0.06, sides=12).on(-tall - 0.03).moved(x=spread * out)
    model.add("base", pad.around(count))
