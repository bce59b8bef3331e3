"""Flashlights; they shine along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    button,
    cylinder,
    lathe,
    ring,
    rod,
    tube,
)


def build(light: Assembly, dice: Dice) -> None:
    """A tube with a wider head, or a hand lamp with a bow."""
    radius, length = dice.between(0.12, 0.2), dice.between(1.0, 1.9)  # of the tube
    head = radius * dice.between(1.05, 2.0)
    sides = dice.pick({8: 1, 14: 1, 24: 3})
    if dice.chance(0.2):
        _hand_lamp(light, dice)
        return
    light.add("body", cylinder(radius, length, "z", sides=sides).moved(z=-0.5 * length))
    deep, neck = dice.between(0.25, 0.55), dice.between(0.1, 0.3)
    profile = [(radius, 0.0), (head, neck), (head, neck + deep), (0.86 * head, neck + deep)]
    mirror = [(0.3 * head, neck + 0.4 * deep), (0.0, neck + 0.35 * deep)]
    light.add("head", lathe([(0, 0), *profile, *mirror], sides).turned("x", 90.0))
    glass = cylinder(0.86 * head, 0.02, "z", sides=sides)
    light.add("lens", glass.moved(z=neck + deep - dice.between(0.0, 0.06)))
    if dice.chance(0.8):
        cap = cylinder(1.06 * radius, dice.between(0.1, 0.25), "z", sides=sides)
        light.add("cap", cap.moved(z=-length))
    if dice.chance(0.75):
        round_one = dice.chance(0.5)
        press = button(0.11, 0.11 if round_one else 0.2, 0.05, 0.06 if round_one else 0.02)
        up = press.turned("x", -90.0).on(0.97 * radius)
        light.add("button", up.moved(z=-dice.between(0.1, 0.4) * length))
    if dice.chance(0.5):  # ribs to hold it by
        count = dice.count(4, 12)
        rib = ring(radius, 0.06 * radius, "z", 20, 5)
        light.add("body", rib.in_row(count, 0.5 * length / count, "z").moved(z=-0.6 * length))
    if dice.chance(0.3):
        end = -length - 0.05
        loop = [(0, 0, end), (0.1, -0.15, end - 0.3), (-0.1, -0.2, end - 0.35), (0, 0, end)]
        light.add("strap", tube(loop, 0.02, 18, 5))
    elif dice.chance(0.3):
        clip = box(0.08, 0.02, 0.5 * length).moved(y=-1.25 * radius, z=-0.5 * length)
        light.add("strap", clip, box(0.08, 0.08, 0.06).moved(y=-1.1 * radius, z=-0.75 * length))


def _hand_lamp(light: Assembly, dice: Dice) -> None:
    """A box or drum with a big lens in front and a bow on top."""
    half, deep = dice.between(0.35, 0.5), dice.between(0.5, 0.9)
    if dice.chance(0.5):
        light.add("body", box(1.7 * half, 1.6 * half, deep, 0.1).moved(z=-0.5 * deep))
    else:
        light.add("body", cylinder(0.9 * half, deep, "z").moved(z=-0.5 * deep))
    profile = np.array([(0.85, 0.0), (1.0, 0.12), (1.0, 0.25), (0.88, 0.25), (0.0, 0.05)])
    light.add("head", lathe(profile * (half, 1.0), 24).turned("x", 90.0))
    light.add("lens", cylinder(0.88 * half, 0.02, "z").moved(z=0.22))
    rise, thick = 0.8 * half + dice.between(0.2, 0.35), dice.between(0.05, 0.09)
    bow = [
        (0, 0.75 * half, -0.05),
        (0, rise, -0.1),
        (0, rise, 0.15 - deep),
        (0, 0.75 * half, -deep),
    ]
    light.add("body", tube(bow, thick, 18, 8))
    light.add("button", rod((0, rise, -0.25), (0, rise + thick + 0.05, -0.25), 0.05))
