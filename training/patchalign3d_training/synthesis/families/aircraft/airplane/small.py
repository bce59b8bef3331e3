"""Propeller planes, gliders, biplanes and toys."""

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import (
    ENGINE,
    add_gear,
    add_tail,
    floats_of,
    fuselage_of,
    main_wing,
    propeller_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    cylinder,
    hull,
    prism,
    rod,
    superellipse,
    wing,
)


def add_propeller(plane: Assembly, dice: Dice) -> None:
    """A light aircraft or a warbird, one or two engines."""
    length, width = 2.4, dice.between(0.32, 0.46)
    twin = dice.chance(0.3)
    plane.add("body", fuselage_of(dice, length, width, 0.14, dice.between(0.5, 0.65), 0.2))
    cabin = hull(
        [
            (0.55, 0.4 * width, 0.1, 0.35 * width),
            (0.35, 0.8 * width, 0.65 * width, 0.42 * width),
            (-0.1, 0.75 * width, 0.6 * width, 0.4 * width),
            (-0.5, 0.3 * width, 0.2 * width, 0.25 * width),
        ]
    )
    plane.add("body", cabin, detail="cockpit")
    high = dice.chance(0.4)
    y = (0.62 if high else -0.32) * width
    root = (0.05 if high else 0.2 * width, y, dice.between(0.15, 0.4))
    span, chord = dice.between(2.4, 3.4), dice.between(0.42, 0.65)
    taper, dihedral = dice.between(0.45, 1.0), dice.between(0.0, 0.1)
    plane.add("wing", main_wing(dice, span, chord, dice.between(0.0, 0.12), root, dihedral, taper))
    if high and dice.chance(0.6):
        strut = rod((0.3 * width, -0.3 * width, root[2]), (0.25 * span, y, root[2]), 0.015, sides=6)
        plane.add("wing", strut.both())
    add_tail(
        plane,
        dice,
        length,
        dice.between(0.3, 0.46),
        0.2 * width,
        dice.between(0.1, 0.5),
        "low",
    )
    screw = propeller_of(dice, dice.between(0.28, 0.42))
    if twin:
        x = dice.between(0.5, 0.7)
        pod = hull(
            [(0.5, 0.1, 0.1, 0), (0.35, 0.2, 0.2, 0), (0.0, 0.2, 0.2, 0), (-0.4, 0.05, 0.05, 0)]
        )
        plane.add(ENGINE, pod.moved(x, y, root[2]).both())
        plane.add(ENGINE, screw.moved(x, y, root[2] + 0.52).both(), detail="propeller")
    else:
        cowl = cylinder(0.4 * width, 0.3, "z", top=0.34 * width).moved(0, -0.05, 0.5 * length - 0.1)
        plane.add(dice.one_of(ENGINE, "body"), cowl)
        front = screw.moved(0, -0.05, 0.5 * length + 0.06)
        plane.add(ENGINE, front, detail="propeller")
    if dice.chance(0.12):
        plane.add(ENGINE, floats_of(length, width))
    elif dice.chance(0.6):
        add_gear(plane, dice, 0.7 * length, width)


def add_glider(plane: Assembly, dice: Dice) -> None:
    """A sailplane: a thin body under a long wing."""
    length, width = 1.8, dice.between(0.16, 0.24)
    rows = [
        (0.9, 0.02, 0.02, -0.02),
        (0.75, 0.7 * width, 0.8 * width, 0),
        (0.4, width, 1.2 * width, 0),
    ]
    rows += [(0.0, 0.6 * width, 0.7 * width, 0.03), (-0.4, 0.3 * width, 0.3 * width, 0.04)]
    plane.add("body", hull([*rows, (-0.9, 0.15 * width, 0.2 * width, 0.05)]))
    root = (0.02, 0.35 * width, 0.2)
    plane.add("wing", main_wing(dice, dice.between(3.0, 4.2), 0.26, 0.02, root, 0.05, 0.4))
    add_tail(plane, dice, length, dice.between(0.25, 0.35), 0.05, 0.25, dice.one_of("tee", "low"))


def add_twin_boom(plane: Assembly, dice: Dice) -> None:
    """A short pod; two booms, which count as tail, carry the fins behind it."""
    length, width = 1.5, dice.between(0.3, 0.45)
    body = fuselage_of(dice, length, width, 0.2, dice.between(0.3, 0.5), 0.1)
    plane.add("body", body.moved(0, 0, 0.4))
    y, x = dice.between(-0.1, 0.5) * width, dice.between(0.4, 0.6)
    span, chord = dice.between(2.4, 3.4), dice.between(0.4, 0.6)
    plane.add("wing", main_wing(dice, span, chord, 0.03, (0.05, y, 0.4), 0.04, 0.6))
    fat = dice.between(0.03, 0.06)
    plane.add("tail", rod((x, y, 0.4), (x, y, -1.2), fat, 0.5 * fat).both())
    tall, deep = dice.between(0.25, 0.45), dice.between(0.25, 0.35)
    fin = wing([(x, y, -1.0), (x, y + tall, -1.1)], [deep, 0.7 * deep], 0.1, upright=True)
    level = y + dice.one_of(0.0, 0.9) * tall
    plane.add("tail", fin.both(), wing([(-x, level, -1.05), (x, level, -1.05)], [deep, deep], 0.1))
    screw, size = propeller_of(dice, dice.between(0.25, 0.35)), dice.between(0.12, 0.2)
    if dice.chance(0.5):
        plane.add(ENGINE, screw.moved(0, 0, 1.17), screw.moved(0, 0, -0.37), detail="propeller")
    else:
        pod = hull([(0.3, 0.5 * size, 0.5 * size, 0), (0.2, size, size, 0), (-0.3, fat, fat, 0)])
        plane.add(ENGINE, pod.moved(x, y, 0.6).both())
        plane.add(ENGINE, screw.moved(x, y, 0.92).both(), detail="propeller")
    if dice.chance(0.5):
        add_gear(plane, dice, 0.7 * length, width)


def add_biplane(plane: Assembly, dice: Dice) -> None:
    """Two wings over each other with struts between them."""
    length, width = 2.0, dice.between(0.3, 0.4)
    plane.add("body", fuselage_of(dice, length, width, 0.12, 0.7, 0.2))
    span, chord = dice.between(2.0, 2.8), dice.between(0.36, 0.5)
    low, high = -0.45 * width, dice.between(0.9, 1.3) * width
    for y, scale in ((low, dice.between(0.85, 1.0)), (high, 1.0)):
        root = (0.0, y, 0.4)
        plane.add("wing", main_wing(dice, span * scale, chord, 0.0, root, 0.03, 0.9))
    for share in (0.1, 0.35):
        for z in (0.45, 0.2):
            strut = rod((share * span, low, z), (share * span, high, z), 0.014, sides=6)
            plane.add("wing", strut.both())
    add_tail(plane, dice, length, 0.35, 0.15 * width, 0.3, "low")
    cowl = cylinder(0.5 * width, dice.between(0.1, 0.3), "z", top=0.4 * width)
    plane.add(ENGINE, cowl.moved(0, 0, 0.45 * length))
    screw = propeller_of(dice, dice.between(0.35, 0.45)).moved(0, 0, 0.45 * length + 0.2)
    plane.add(ENGINE, screw, detail="propeller")
    add_gear(plane, dice, 0.7 * length, width)


def add_toy(plane: Assembly, dice: Dice) -> None:
    """A wooden or clip-art aeroplane: a fat body, wings and tail like paddles."""
    length, width = 2.0, dice.between(0.35, 0.6)
    plane.add("body", fuselage_of(dice, length, width, 0.2, dice.between(0.4, 0.7), 0.1))
    thick = dice.between(0.05, 0.14)
    sweep, power = dice.between(0.0, 0.5), dice.between(2.2, 6.0)

    def paddle(span: float, chord: float) -> Mesh:
        flat = prism(superellipse(span, chord, power, 32), thick, "y", 0.4 * thick)
        x, y, z = flat.vertices.T
        return Mesh(np.stack([x, y, z - sweep * np.abs(x)], axis=1), flat.faces)

    span, y = dice.between(1.6, 2.6), dice.between(-0.3, 0.3) * width
    wing_chord = dice.between(0.4, 0.8)
    plane.add("wing", paddle(span, wing_chord).moved(0, y, dice.between(0.1, 0.4)))
    tail = dice.between(0.35, 0.6)
    level = paddle(tail * span, 0.6 * wing_chord).moved(0, 0.05, -0.4 * length)
    plane.add("tail", level)
    tall = dice.between(0.4, 0.8)
    fin = paddle(tall, dice.between(0.3, 0.5)).turned("z", 90.0)
    plane.add("tail", fin.moved(0, 0.42 * tall, -0.38 * length))
    if dice.chance(0.4):
        screw = propeller_of(dice, dice.between(0.25, 0.4)).moved(0, 0, 0.5 * length + 0.03)
        plane.add(ENGINE, screw, detail="propeller")
    elif dice.chance(0.4):
        pod = cylinder(0.1, 0.35, "z", top=0.12, sides=12).moved(0.25 * span, y - 0.15, 0.2)
        plane.add(ENGINE, pod.both())
