"""Wooden and sleeved shafts, which tools and axes share."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, prism, rod, superellipse, sweep

GRIP_SWELL = (1.25, 1.2, 1.3, 1.15)  # thickness where the hand holds it, against the shaft's
NECK_SWELL = (0.9, 0.8, 0.85, 0.9)  # and towards the head


def shaft(tool: Assembly, dice: Dice, length: float, radius: float, sway: float = 0.0) -> None:
    """A shaft from the origin up; it is the handle.

    Args:
        tool: What it is added to.
        dice: Draws its form.
        length: Along y.
        radius: About its middle.
        sway: How far it bends back and forth along z, as a share of its length.
    """
    swell = np.array([*GRIP_SWELL, *NECK_SWELL])
    if dice.chance(0.4):
        swell = np.ones_like(swell)
    levels = np.linspace(0.0, length, len(swell))
    flatness, squareness = dice.between(0.65, 1.0), dice.between(2.0, 3.5)
    section = superellipse(2.0, 2.0 * flatness, squareness, 14)
    share = levels / length
    bent = sway * length * np.sin(2.0 * np.pi * share) * (1.0 - share)
    path = np.stack([0 * levels, levels, bent], axis=1)
    tool.add("handle", sweep(path, radius * swell, section, normal=(0, 0, 1)))
    if dice.chance(0.5) and not sway:
        sleeve_length = length * dice.between(0.3, 0.5)
        sleeve_radius = radius * dice.between(1.3, 1.7)
        oval = superellipse(2 * sleeve_radius, 2.3 * sleeve_radius, 2.6, 16)
        tool.add("handle", prism(oval, sleeve_length, "y", 0.3 * sleeve_radius).on(0.0))
    if dice.chance(0.2):  # the bore to hang it up by, seen as a pin
        bore = 0.08  # height
        tool.add("handle", rod((-radius, bore, 0), (radius, bore, 0), 0.012, sides=6))
