"""Pumps: driven by a motor, by a hand at a well, or by hand for tyres."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.families.mechanics.flanges import flange
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    ring,
    rod,
    smooth,
    spokes,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A pump that stands on y = 0."""
    dice.pick({_motor_pump: 5, _well_pump: 3, _air_pump: 2})(model, dice)


def _pipe_end(model: Assembly, dice: Dice, start: Mesh, move: Callable[[Mesh], Mesh]) -> None:
    """A short pipe along +y from the origin with a flange, then moved."""
    radius, length = 0.3, float(start.size[1])
    model.add("pipe", move(start))
    if dice.chance(0.75):
        rim = flange(1.9 * radius, 0.7 * radius, 0.14, dice.pick({4: 2, 6: 1}))
        model.add("flange", move(rim.disc.moved(y=length)))
        model.add("bolt", move(rim.bolts.moved(y=length)))


def _motor_pump(model: Assembly, dice: Dice) -> None:
    """A snail-shaped casing at +z, a ribbed motor behind it, both on a plate."""
    axle = dice.between(1.1, 1.4)  # its height
    casing, thick = dice.between(0.75, 1.0), dice.between(0.4, 0.6)
    front = cylinder(casing, thick, "z", sides=28)
    snail = join(front, ring(0.85 * casing, 0.5 * thick, "z", 28))
    model.add("body", snail.moved(y=axle), cylinder(0.5 * casing, 1.3 * thick, "z").moved(y=axle))
    stub = cylinder(0.3, dice.between(0.6, 1.0), sides=18).on(0.0)
    side = dice.pick({0.0: 2, 0.6 * casing: 2})
    _pipe_end(model, dice, stub, lambda mesh: mesh.moved(side, axle + 0.7 * casing))
    inlet = cylinder(0.3, dice.between(0.3, 0.7), sides=18).on(0.0)
    _pipe_end(model, dice, inlet, lambda mesh: mesh.turned("x", 90.0).moved(0, axle, 0.5 * thick))

    radius, length = dice.between(0.55, 0.8), dice.between(1.4, 2.2)
    back = -0.5 * thick - dice.between(0.1, 0.5)
    model.add("body", cylinder(0.4, 0.7, "z").moved(y=axle, z=back + 0.2))
    mid = back - 0.5 * length
    model.add("motor", cylinder(radius, length, "z", sides=24).moved(y=axle, z=mid))
    if dice.chance(0.7):
        rib = box(0.05, 0.12, 0.8 * length).moved(y=radius + 0.03)
        model.add("fin", rib.around(dice.count(12, 24), "z").moved(y=axle, z=mid))
    cap = cylinder(1.05 * radius, 0.3 * radius, "z", top=0.9 * radius, sides=24)
    model.add("motor", cap.moved(y=axle, z=back - length))
    if dice.chance(0.6):
        terminal = box(0.5, 0.3, 0.6, 0.04).on(axle + 0.9 * radius)
        model.add("motor", terminal.moved(z=mid))
    plate = box(2.0 * radius, 0.12, length + thick + 0.5).on(0.0).moved(z=0.5 * (mid + 0.2) - 0.1)
    leg = box(1.2 * radius, axle - 0.7 * radius, 0.16).on(0.0)
    model.add("base", leg.moved(z=mid).moved(z=0.3 * length), leg.moved(z=mid - 0.3 * length))
    model.add("base", box(0.8, axle - 0.5 * casing, 0.5 * thick).on(0.0))
    if dice.chance(0.75):
        model.add("base", plate)


def _well_pump(model: Assembly, dice: Dice) -> None:
    """An iron column with a spout and a long bent lever."""
    radius, height = dice.between(0.16, 0.26), dice.between(1.2, 2.2)
    shape = [(1.0, 0.0), (1.0, 0.55), (1.25, 0.62), (1.2, 0.95), (1.35, 1.0), (0.0, 1.0)]
    model.add("body", lathe(np.array(shape) * (radius, height), dice.pick({24: 3, 8: 1})))
    top = height + dice.between(0.15, 0.35)
    model.add(
        "body", lathe([(1.3 * radius, height), (0.8 * radius, 0.5 * (height + top)), (0.1, top)])
    )
    wide = dice.between(2.0, 3.0) * radius
    if dice.chance(0.7):
        model.add("base", cylinder(wide, 0.08).on(0.0), cylinder(1.6 * radius, 0.14).on(0.0))
    else:
        model.add("base", box(2.0 * wide, 0.25, 2.0 * wide, 0.03).under(0.02))
    if dice.chance(0.5):
        nut = cylinder(0.05, 0.1, sides=6).moved(0.8 * wide).around(4)
        model.add("bolt", nut.on(0.06))
    level, reach = dice.between(0.6, 0.75) * height, radius + dice.between(0.35, 0.6)
    drop = dice.between(0.1, 0.3)
    curve = [(0, level, 0.6 * radius), (0, level + 0.05, 0.7 * reach), (0, level - drop, reach)]
    model.add("spout", tube(curve, 0.4 * radius, 14, 12))
    rise = top + dice.between(0.05, 0.25)
    model.add("body", rod((0, top - 0.1, 0), (0, rise, 0), 0.05))
    fork = rod((0, height - 0.05, -radius), (0, rise - 0.1, -2.0 * radius), 0.05)
    model.add("body", fork)
    swing = dice.between(0.1, 0.7)
    end = (0, rise - swing * height, -2.0 * radius - dice.between(0.6, 0.9))
    bow = [
        (0, rise, 0.05),
        (0, rise + 0.02, -2.0 * radius),
        (0, rise - 0.3 * swing, -3.0 * radius),
        end,
    ]
    model.add("handle", sweep(smooth(bow, 18), dice.between(0.03, 0.055)), ball(0.07).moved(*end))


def _air_pump(model: Assembly, dice: Dice) -> None:
    """A barrel on a foot with a T handle on its rod, and a hose."""
    height, radius = dice.between(0.4, 0.6), dice.between(0.018, 0.035)
    model.add("body", cylinder(radius, height).on(0.02))
    model.add("body", pipe(1.2 * radius, 0.4 * radius, 0.03).on(height))
    pull = height + 0.03 + dice.between(0.01, 0.4)
    model.add("handle", rod((0, height, 0), (0, pull, 0), 0.007))
    reach = dice.between(0.1, 0.16)
    grip = cylinder(dice.between(0.013, 0.02), 2.0 * reach, "x", sides=14).moved(y=pull)
    model.add("handle", grip)
    step = box(dice.between(0.16, 0.26), 0.02, 0.06, 0.008)
    if dice.chance(0.3):
        model.add("base", spokes(3, 0.0, 0.14, 0.04, 0.02).on(0.0))
    else:
        model.add("base", step.on(0.0))
    side = dice.between(0.1, 0.25)
    path = [
        (0, 0.04, radius),
        (0, 0.02, 0.12),
        (side, 0.3 * height, 0.16),
        (side, 0.7 * height, 0.06),
    ]
    model.add("hose", tube([*path, (0.5 * side, 0.95 * height, 0.03)], 0.006, 30, 7))
    if dice.chance(0.5):
        gauge = cylinder(0.028, 0.02, "z").moved(y=0.06, z=radius + 0.02)
        model.add("body", gauge)
