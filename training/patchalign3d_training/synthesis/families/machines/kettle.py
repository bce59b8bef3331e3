"""Kettles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    button,
    cylinder,
    knob,
    lathe,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """An electric jug with a side handle, or one for the stove with a bow; its spout is at +x."""
    is_electric = dice.chance(0.6)
    radius = dice.between(0.075, 0.1)
    height = radius * (dice.between(2.0, 2.8) if is_electric else dice.between(1.2, 1.8))
    mouth = radius * (dice.between(0.65, 0.9) if is_electric else dice.between(0.35, 0.6))
    belly = dice.between(0.15, 0.5)  # height of the widest ring
    profile = [(0, 0), (0.95, 0), (1.0, belly), (0.5 + 0.5 * mouth / radius, 0.85)]
    profile += [(mouth / radius, 1.0), (0.95 * mouth / radius, 1.0), (0.85, belly), (0, 0.05)]
    body = lathe(np.array(profile) * (radius, height), dice.pick({28: 4, 10: 1}))
    model.add("body", body)
    lid = lathe([(1.02 * mouth, 0), (0.9 * mouth, 0.02), (0.3 * mouth, 0.03), (0, 0.03)])
    lid = lid.on(height)
    swing = dice.between(40.0, 95.0) if dice.chance(0.15) else 0.0
    model.add("lid", lid.turned("z", swing, at=(-mouth, height, 0.0)))
    if dice.chance(0.75) and not swing:
        model.add("lid", knob(0.014, 0.025).turned("x", -90.0).on(lid), detail="lid knob")

    reach = dice.between(0.35, 0.7) * radius
    if is_electric:
        tip, root = (radius + 0.3 * reach, 0.98 * height, 0), (0.75 * mouth, 0.8 * height, 0)
        beak = tube([root, (0.9 * radius, 0.88 * height, 0), tip], 0.3 * radius, 5, 10)
    else:
        start, bend = (0.8 * radius, 0.45 * height, 0), (radius + 0.5 * reach, 0.6 * height, 0)
        beak = tube([start, bend, (radius + reach, 0.98 * height, 0)], 0.17 * radius, 9, 10)
    model.add("spout", beak)

    grip = dice.between(0.007, 0.013)
    if is_electric:
        far, high = -radius - dice.between(0.04, 0.06), dice.between(0.85, 1.0) * height
        path = [(-mouth, high, 0), (far, high, 0), (far, 0.25 * height, 0)]
        if dice.chance(0.6):
            path.append((-0.95 * radius, 0.15 * height, 0))
        model.add("handle", sweep(path, grip, sides=8))
        if dice.chance(0.6):
            switch = button(0.02, 0.014, 0.008).turned("x", -90.0)
            model.add("button", switch.on(high + grip).moved(0.5 * (far - mouth)))
    else:
        top, side = height + dice.between(0.06, 0.1), 0.75 * radius
        low = 0.8 * height
        path = [(-side, low, 0), (-0.8 * side, top, 0), (0.8 * side, top, 0), (side, low, 0)]
        model.add("handle", tube(path, grip, 16, 8))
    if is_electric and dice.chance(0.75):
        gap = 0.03 if dice.chance(0.15) else 0.0
        plate = cylinder(1.08 * radius, 0.02, top=radius, sides=28).under(-gap)
        model.add("base", plate)
