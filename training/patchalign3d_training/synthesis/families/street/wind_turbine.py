"""Wind turbines."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Section,
    box,
    cylinder,
    dome,
    hull,
    lathe,
    prism,
    rod,
    wing,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tall tower with a nacelle whose rotor looks along +z, or the lattice wheel of a farm."""
    if dice.chance(0.25):
        _farm(model, dice)
        return
    height, reach = dice.between(6.0, 10.0), dice.between(2.5, 5.0)
    foot = dice.between(0.2, 0.4)
    tower = cylinder(foot, height, top=0.55 * foot, sides=dice.one_of(8, 20)).on(0.0)
    model.add("tower", tower)
    long, wide = dice.between(0.9, 1.6), 1.6 * foot
    if dice.chance(0.5):
        body = box(wide, wide, long, 0.1)
    else:
        body = hull([Section(0.5 * long, wide, wide), Section(-0.5 * long, 0.6 * wide, 0.6 * wide)])
    model.add("nacelle", body.on(height).moved(z=0.15 * long))
    y, z = height + 0.5 * wide, 0.65 * long + 0.1
    hub = dome(0.45 * wide, 0.6 * wide).turned("x", 90.0).moved(0.0, y, z)
    collar = cylinder(0.45 * wide, 0.25, "z").moved(0.0, y, z - 0.1)
    model.add("hub", hub, collar)
    chord = dice.between(0.08, 0.14) * reach
    stations = [(0.0, 0.2 * wide, 0.0), (0.0, 0.2 * reach, 0.0), (0.0, reach, 0.0)]
    blade = wing(stations, [0.4 * chord, chord, 0.3 * chord], 0.18, upright=True)
    blade = blade.turned("y", 90.0 - dice.between(0.0, 20.0))
    count = dice.pick({3: 6, 2: 1})
    blades = blade.around(count, "z", dice.between(0.0, 120.0))
    model.add("blade", blades.moved(0.0, y, z))
    if dice.chance(0.4):
        model.add("base", cylinder(2.5 * foot, 0.3, top=2.0 * foot).on(-0.1))
    if dice.chance(0.3):
        door = box(0.6 * foot, 1.1 * foot, 0.06).on(0.05).moved(z=foot - 0.01)
        model.add("door", door)


def _farm(model: Assembly, dice: Dice) -> None:
    """A wheel of many slats and a tail vane on a lattice tower."""
    height, foot = dice.between(4.0, 6.0), dice.between(0.6, 1.0)
    leg = rod((foot, 0.0, foot), (0.15, height, 0.15), 0.05).around(4)
    model.add("tower", leg)
    for share in (0.2, 0.45, 0.7):
        half = foot + (0.15 - foot) * share
        bar = rod((-half, share * height, half), (half, share * height, half), 0.03, sides=5)
        model.add("tower", bar.around(4))
    y, radius = height + 0.1, dice.between(0.8, 1.3)
    model.add("nacelle", box(0.25, 0.25, 0.5).moved(0.0, y, 0.1))
    model.add("hub", cylinder(0.14, 0.2, "z").moved(0.0, y, 0.45))
    slat = (
        box(dice.between(0.12, 0.2), 0.65 * radius, 0.02).turned("y", 30.0).moved(y=0.65 * radius)
    )
    model.add("blade", slat.around(dice.count(10, 18), "z").moved(0.0, y, 0.45))
    fan = np.array([(0.0, -0.1), (0.0, 0.1), (0.7, 0.4), (0.7, -0.4)])
    vane = prism(fan * (-1.0, 1.0), 0.03, "x").moved(0.0, y, -0.6)
    model.add("tail", vane, rod((0.0, y, 0.0), (0.0, y, -0.7), 0.03))
    if dice.chance(0.4):
        model.add(
            "base", lathe([(1.8 * foot, 0.0), (1.8 * foot, 0.15), (0.0, 0.15)], 4).turned("y", 45.0)
        )
