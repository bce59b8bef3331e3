"""Wheelchairs; who sits in them looks along +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import pairs
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    join,
    ring,
    rod,
    sweep,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A chair between two large wheels with hand rims, or on four small ones; two foot plates."""
    width, depth = dice.between(0.38, 0.5), dice.between(0.4, 0.48)
    height, tall = dice.between(0.45, 0.55), dice.between(0.35, 0.55)
    half_x, half_z = 0.5 * width, 0.5 * depth
    soft = dice.between(0.02, 0.08)
    model.add("seat", box(width, soft, depth, 0.4 * soft).on(height))
    lean = dice.between(3.0, 15.0)
    hinge = (0.0, height, -half_z)
    back = box(width, tall, soft, 0.3 * soft).on(height + 0.04).moved(z=-half_z)
    model.add("back", back.turned("x", -lean, at=hinge))
    x = half_x + 0.02
    top = height + tall + 0.1
    cane = rod((x, height - 0.12, -half_z), (x, top, -half_z), 0.013)
    grip_out = dice.between(0.08, 0.14)
    bar = rod((x, top, -half_z), (x, top, -half_z - grip_out), 0.018)
    model.add("frame", cane.turned("x", -lean, at=hinge).both())
    model.add("handle", bar.turned("x", -lean, at=hinge).both())
    leg = [(x, height, half_z), (x, height - 0.05, half_z + 0.06), (x, 0.15, half_z + 0.16)]
    rails = [
        rod((x, height - 0.02, -half_z), (x, height - 0.02, half_z), 0.013),
        rod((x, 0.25, -half_z), (x, 0.25, half_z), 0.013),
        rod((x, 0.2, half_z), (x, height, half_z), 0.013),
        rod((x, 0.2, -half_z), (x, height, -half_z), 0.013),
        sweep(leg, 0.013, sides=6),
    ]
    model.add("frame", join(*rails).both())
    cross = rod((-half_x, 0.25, 0.0), (half_x, height - 0.02, 0.0), 0.012)
    model.add("frame", cross.both())
    plate = box(0.42 * width, 0.015, 0.16, 0.0).turned("x", -12.0)
    model.add("footrest", plate.moved(0.25 * width, 0.13, half_z + 0.22).both())
    if dice.chance(0.8):
        rise = dice.between(0.2, 0.26)
        pad = box(0.05, 0.035, 0.75 * depth, 0.012).moved(x, height + rise, -0.05)
        foot, top_end = (x, height, 0.4 * half_z), (x, height + rise - 0.02, 0.35 * half_z)
        side = box(0.01, rise - 0.04, 0.7 * depth).on(height).moved(x, 0.0, -0.05)
        model.add("arm", pad.both(), rod(foot, top_end, 0.012).both())
        if dice.chance(0.5):
            model.add("frame", side.both())
    small, out = dice.between(0.07, 0.11), x + 0.04
    caster = wheel(small, 0.03, dice.pick({0: 1, 5: 1}), 0.25)
    fork = rod((x, small, half_z - 0.03), (x, 0.28, half_z), 0.012)
    model.add("frame", fork.both())
    model.add("caster", pairs(caster, x, [half_z - 0.03]))
    if dice.chance(0.8):
        big = dice.between(0.28, 0.33)
        large = wheel(big, 0.035, dice.pick({12: 2, 20: 2, 5: 1}), 0.1)
        z = -half_z + dice.between(0.05, 0.15)
        model.add("wheel", pairs(large, out, [z]))
        model.add("axle", rod((-out, big, z), (out, big, z), 0.014))
        if dice.chance(0.85):
            hoop = ring(0.87 * big, 0.01, "x", 30, 6).moved(out + 0.045, big, z)
            model.add("hand rim", hoop.both())
    else:
        second = wheel(dice.between(0.1, 0.16), 0.04, 0, 0.25)
        model.add("wheel", pairs(second, out, [-half_z]))
        model.add(
            "axle",
            rod(
                (-out, float(second.high[1]), -half_z), (out, float(second.high[1]), -half_z), 0.014
            ),
        )
