"""Aeroplanes: liners, jets, propeller planes, gliders, biplanes."""

from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import (
    ENGINE,
    add_gear,
    add_tail,
    fuselage_of,
    lined,
    main_wing,
    nacelle_of,
    propeller_of,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.small import (
    add_biplane,
    add_glider,
    add_propeller,
    add_toy,
    add_twin_boom,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.warplanes import (
    add_bomber,
    add_fighter,
    add_flying_wing,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, hull


def build(plane: Assembly, dice: Dice) -> None:
    """A liner, business jet, fighter, propeller plane, biplane, glider or bomber."""
    builds = (*[_liner] * 9, *[add_fighter] * 5, *[add_propeller] * 4, *[_business] * 3)
    rare = (
        add_toy,
        add_twin_boom,
        add_glider,
        add_biplane,
        _transport,
        _transport,
        add_bomber,
        add_bomber,
        add_flying_wing,
    )
    dice.one_of(*builds, *rare)(plane, dice)


def _liner(plane: Assembly, dice: Dice) -> None:
    """Short to long, two to four engines under the wing, at the rear or in the fin."""
    length, width = dice.between(3.4, 4.6), dice.between(0.36, 0.52)
    nose, rear = dice.between(0.1, 0.18), dice.between(0.26, 0.4)
    plane.add("body", *lined(dice, fuselage_of(dice, length, width, nose, rear, 0.35)))
    if dice.chance(0.1):
        rows = [
            (0.47 * length, 0.3 * width, 0.1, 0.3 * width),
            (0.4 * length, 0.7 * width, 0.6 * width, 0.4 * width),
        ]
        rows += [
            (0.2 * length, 0.7 * width, 0.6 * width, 0.4 * width),
            (0.1 * length, 0.3 * width, 0.2 * width, 0.3 * width),
        ]
        plane.add("body", hull(rows))
    span, chord = dice.between(3.2, 4.6), dice.between(0.65, 1.1)
    sweep, dihedral = dice.between(0.35, 0.7), dice.between(0.03, 0.14)
    inside, low = dice.between(0.15, 0.5), dice.between(0.2, 0.4)
    root = (inside * width, -low * width, dice.between(0.1, 0.45))
    taper = dice.between(0.2, 0.4)
    plane.add("wing", main_wing(dice, span, chord, sweep, root, dihedral, taper))
    if dice.chance(0.5):
        swell = [(0.5, 0.3, 0.2), (0.1, 1.1, 0.3), (-0.6, 1.1, 0.3), (-1.0, 0.3, 0.2)]
        belly = hull([(z * chord, x * width, y * width, 0.0) for z, x, y in swell])
        plane.add("body", belly.moved(0, -0.38 * width, root[2] - 0.1))
    fin = dice.between(0.45, 0.8)
    shares = dice.one_of((0.3,), (0.34,), (0.3,), (0.28, 0.56), (0.3, 0.6), ())
    kind = dice.one_of("tee", "low", "cross") if not shares else dice.pick({"low": 6, "cross": 1})
    add_tail(plane, dice, length, fin, 0.3 * width, dice.between(0.6, 1.0), kind)
    radius = dice.between(0.075, 0.145)
    nacelle = nacelle_of(dice, radius, radius * dice.between(2.4, 4.2))
    for share in shares:
        x = share * 0.5 * span
        y = root[1] + dihedral * x - dice.between(1.0, 1.3) * radius
        z = root[2] - sweep * (x - root[0]) + 0.25 * chord + radius * dice.between(0.6, 1.4)
        plane.add(ENGINE, nacelle.moved(x, y, z).both())
        if dice.chance(0.85):
            pylon = box(0.03, 1.2 * radius, 2.5 * radius).moved(x, y + radius, z - radius)
            plane.add(ENGINE, pylon.both())
    if not shares:
        place = (0.5 * width + 1.2 * radius, 0.25 * width, -dice.between(0.22, 0.3) * length)
        plane.add(ENGINE, nacelle.moved(*place).both())
        bridge = box(radius, 0.03, radius).moved(0.5 * width, 0.25 * width, place[2])
        plane.add(ENGINE, bridge.both())
    if kind != "tee" and dice.chance(0.15):
        plane.add(ENGINE, nacelle.moved(0, 0.3 * width + 0.25 * fin, -0.4 * length))
    if dice.chance(0.5):
        fat, long = dice.between(0.02, 0.06), dice.between(0.3, 0.55) * chord
        rows = [
            (0.5, 0.3, 0.3, 0.0),
            (0.2, 1.0, 1.2, 0.0),
            (-0.2, 0.9, 1.0, 0.0),
            (-0.5, 0.1, 0.1, 0.3),
        ]
        pod = hull([(z * long, x * fat, y * fat, up * fat) for z, x, y, up in rows])
        for share in dice.many(0.25, 0.8, dice.count(2, 4)):
            x = share * 0.5 * span
            z = root[2] - sweep * x - 0.45 * chord * (1 - 0.5 * share)
            plane.add("wing", pod.moved(x, root[1] + dihedral * x - 0.02, z).both())
    if dice.chance(0.35):
        add_gear(plane, dice, length, width)


def _business(plane: Assembly, dice: Dice) -> None:
    length, width = 3.0, dice.between(0.32, 0.45)
    body = fuselage_of(dice, length, width, dice.between(0.2, 0.3), 0.4, 0.3)
    plane.add("body", *lined(dice, body))
    root = (0.3 * width, -0.35 * width, dice.between(-0.1, 0.25))
    plane.add(
        "wing",
        main_wing(dice, dice.between(2.4, 3.2), dice.between(0.55, 0.75), 0.35, root, 0.06, 0.35),
    )
    kind = dice.pick({"tee": 2, "cross": 1})
    add_tail(plane, dice, length, dice.between(0.45, 0.65), 0.3 * width, 0.8, kind)
    radius = dice.between(0.09, 0.13)
    place = (0.5 * width + radius, 0.25 * width, -0.25 * length)
    plane.add(ENGINE, nacelle_of(dice, radius, 5 * radius).moved(*place).both())
    if dice.chance(0.4):
        add_gear(plane, dice, length, width)


def _transport(plane: Assembly, dice: Dice) -> None:
    """A high-wing freighter with propellers or jets."""
    length, width = 3.2, dice.between(0.45, 0.55)
    plane.add("body", *lined(dice, fuselage_of(dice, length, width, 0.13, 0.42, 0.5)))
    span, chord = dice.between(3.4, 4.2), dice.between(0.5, 0.7)
    root = (0.1, 0.5 * width, 0.35)
    plane.add("wing", main_wing(dice, span, chord, dice.between(0.0, 0.4), root, -0.02, 0.45))
    add_tail(plane, dice, length, dice.between(0.55, 0.8), 0.35 * width, 0.4)
    if dice.chance(0.12):
        plate = hull(
            [(r, w, h, 0.0) for r, w, h in ((0.5, 0.3, 0.02), (0, 1.0, 0.1), (-0.5, 0.3, 0.02))]
        )
        plane.add("body", plate.moved(0, 1.1 * width, -0.1))
    props = dice.chance(0.7)
    for share in dice.one_of((0.3,), (0.25, 0.5)):
        x = share * 0.5 * span
        place = (x, root[1] - 0.08, root[2] + 0.1)
        pod = hull(
            [
                (0.45, 0.12, 0.12, 0),
                (0.3, 0.2, 0.2, 0),
                (-0.1, 0.18, 0.18, 0),
                (-0.4, 0.04, 0.04, 0),
            ]
        )
        if props:
            plane.add(ENGINE, pod.moved(*place).both())
            screw = propeller_of(dice, 0.35).moved(place[0], place[1], place[2] + 0.46)
            plane.add(ENGINE, screw.both(), detail="propeller")
        else:
            plane.add(ENGINE, nacelle_of(dice, 0.13, 0.5).moved(*place).both())
    if dice.chance(0.5):
        add_gear(plane, dice, 0.8 * length, width)
