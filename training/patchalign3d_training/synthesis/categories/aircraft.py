"""Aeroplanes: liners, jets, propeller planes, gliders, biplanes."""

import numpy as np

from patchalign3d_training.synthesis.categories.aircraft_pieces import (
    DETAILS,
    ENGINE,
    PARTS,
    add_gear,
    add_tail,
    fuselage_of,
    lined,
    main_wing,
    nacelle_of,
    propeller_of,
)
from patchalign3d_training.synthesis.categories.small_planes import (
    add_biplane,
    add_glider,
    add_propeller,
    add_toy,
    add_twin_boom,
)
from patchalign3d_training.synthesis.categories.warplanes import (
    add_bomber,
    add_fighter,
    add_flying_wing,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.solids import box, hull


def airplane(random: np.random.Generator) -> LabelledMesh:
    """A liner, business jet, fighter, propeller plane, biplane, glider or bomber."""
    plane = Assembly(PARTS, DETAILS)
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
    pick(random, *builds, *rare)(plane, random)
    return plane.finish()


def _liner(plane: Assembly, random: np.random.Generator) -> None:
    """Short to long, two to four engines under the wing, at the rear or in the fin."""
    length, width = random.uniform(3.4, 4.6), random.uniform(0.36, 0.52)
    nose, rear = random.uniform(0.1, 0.18), random.uniform(0.26, 0.4)
    plane.add("body", *lined(random, fuselage_of(random, length, width, nose, rear, 0.35)))
    if chance(random, 0.1):
        rows = [
            (0.47 * length, 0.3 * width, 0.1, 0.3 * width),
            (0.4 * length, 0.7 * width, 0.6 * width, 0.4 * width),
        ]
        rows += [
            (0.2 * length, 0.7 * width, 0.6 * width, 0.4 * width),
            (0.1 * length, 0.3 * width, 0.2 * width, 0.3 * width),
        ]
        plane.add("body", hull(rows))
    span, chord = random.uniform(3.2, 4.6), random.uniform(0.65, 1.1)
    sweep, dihedral = random.uniform(0.35, 0.7), random.uniform(0.03, 0.14)
    inside, low = random.uniform(0.15, 0.5), random.uniform(0.2, 0.4)
    root = (inside * width, -low * width, random.uniform(0.1, 0.45))
    taper = random.uniform(0.2, 0.4)
    plane.add("wing", main_wing(random, span, chord, sweep, root, dihedral, taper))
    if chance(random, 0.5):
        swell = [(0.5, 0.3, 0.2), (0.1, 1.1, 0.3), (-0.6, 1.1, 0.3), (-1.0, 0.3, 0.2)]
        belly = hull([(z * chord, x * width, y * width, 0.0) for z, x, y in swell])
        plane.add("body", belly.moved(0, -0.38 * width, root[2] - 0.1))
    fin = random.uniform(0.45, 0.8)
    shares = pick(random, (0.3,), (0.34,), (0.3,), (0.28, 0.56), (0.3, 0.6), ())
    kind = (
        pick(random, "tee", "low", "cross") if not shares else pick(random, *["low"] * 6, "cross")
    )
    add_tail(plane, random, length, fin, 0.3 * width, random.uniform(0.6, 1.0), kind)
    radius = random.uniform(0.075, 0.145)
    nacelle = nacelle_of(random, radius, radius * random.uniform(2.4, 4.2))
    for share in shares:
        x = share * 0.5 * span
        y = root[1] + dihedral * x - random.uniform(1.0, 1.3) * radius
        z = root[2] - sweep * (x - root[0]) + 0.25 * chord + radius * random.uniform(0.6, 1.4)
        plane.add(ENGINE, nacelle.moved(x, y, z).both())
        if chance(random, 0.85):
            pylon = box(0.03, 1.2 * radius, 2.5 * radius).moved(x, y + radius, z - radius)
            plane.add(ENGINE, pylon.both())
    if not shares:
        place = (0.5 * width + 1.2 * radius, 0.25 * width, -random.uniform(0.22, 0.3) * length)
        plane.add(ENGINE, nacelle.moved(*place).both())
        bridge = box(radius, 0.03, radius).moved(0.5 * width, 0.25 * width, place[2])
        plane.add(ENGINE, bridge.both())
    if kind != "tee" and chance(random, 0.15):
        plane.add(ENGINE, nacelle.moved(0, 0.3 * width + 0.25 * fin, -0.4 * length))
    if chance(random, 0.5):
        fat, long = random.uniform(0.02, 0.06), random.uniform(0.3, 0.55) * chord
        rows = [
            (0.5, 0.3, 0.3, 0.0),
            (0.2, 1.0, 1.2, 0.0),
            (-0.2, 0.9, 1.0, 0.0),
            (-0.5, 0.1, 0.1, 0.3),
        ]
        pod = hull([(z * long, x * fat, y * fat, up * fat) for z, x, y, up in rows])
        for share in random.uniform(0.25, 0.8, int(random.integers(2, 5))):
            x = share * 0.5 * span
            z = root[2] - sweep * x - 0.45 * chord * (1 - 0.5 * share)
            plane.add("wing", pod.moved(x, root[1] + dihedral * x - 0.02, z).both())
    if chance(random, 0.35):
        add_gear(plane, random, length, width)


def _business(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 3.0, random.uniform(0.32, 0.45)
    body = fuselage_of(random, length, width, random.uniform(0.2, 0.3), 0.4, 0.3)
    plane.add("body", *lined(random, body))
    root = (0.3 * width, -0.35 * width, random.uniform(-0.1, 0.25))
    plane.add(
        "wing",
        main_wing(
            random, random.uniform(2.4, 3.2), random.uniform(0.55, 0.75), 0.35, root, 0.06, 0.35
        ),
    )
    kind = pick(random, "tee", "tee", "cross")
    add_tail(plane, random, length, random.uniform(0.45, 0.65), 0.3 * width, 0.8, kind)
    radius = random.uniform(0.09, 0.13)
    place = (0.5 * width + radius, 0.25 * width, -0.25 * length)
    plane.add(ENGINE, nacelle_of(random, radius, 5 * radius).moved(*place).both())
    if chance(random, 0.4):
        add_gear(plane, random, length, width)


def _transport(plane: Assembly, random: np.random.Generator) -> None:
    """A high-wing freighter with propellers or jets."""
    length, width = 3.2, random.uniform(0.45, 0.55)
    plane.add("body", *lined(random, fuselage_of(random, length, width, 0.13, 0.42, 0.5)))
    span, chord = random.uniform(3.4, 4.2), random.uniform(0.5, 0.7)
    root = (0.1, 0.5 * width, 0.35)
    plane.add("wing", main_wing(random, span, chord, random.uniform(0.0, 0.4), root, -0.02, 0.45))
    add_tail(plane, random, length, random.uniform(0.55, 0.8), 0.35 * width, 0.4)
    if chance(random, 0.12):
        plate = hull(
            [(r, w, h, 0.0) for r, w, h in ((0.5, 0.3, 0.02), (0, 1.0, 0.1), (-0.5, 0.3, 0.02))]
        )
        plane.add("body", plate.moved(0, 1.1 * width, -0.1))
    props = chance(random, 0.7)
    for share in pick(random, (0.3,), (0.25, 0.5)):
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
            screw = propeller_of(random, 0.35).moved(place[0], place[1], place[2] + 0.46)
            plane.add(ENGINE, screw.both(), detail="propeller")
        else:
            plane.add(ENGINE, nacelle_of(random, 0.13, 0.5).moved(*place).both())
    if chance(random, 0.5):
        add_gear(plane, random, 0.8 * length, width)
