"""Fighters, flying wings and bombers."""

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import (
    ENGINE,
    add_gear,
    add_tail,
    fuselage_of,
    main_wing,
    propeller_of,
    store_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    hull,
    lathe,
    prism,
    rod,
    wing,
)


def add_fighter(plane: Assembly, dice: Dice) -> None:
    """A jet with one or two engines in its fuselage: delta, swept or straight wing."""
    width, half = dice.between(0.28, 0.54), dice.between(1.3, 1.7)
    flat = dice.between(0.6, 1.0)
    rows = [(half, 0.02, 0.02, -0.03), (0.8 * half, 0.35 * width, 0.35 * width, -0.02)]
    rows += [(0.47 * half, 0.62 * width, 0.7 * width, 0), (0.13 * half, width, 0.8 * width, 0)]
    rows += [(-0.6 * half, 1.1 * width, flat * width, 0)]
    rows += [(-0.9 * half, 0.85 * width, 0.8 * flat * width, 0)]
    body = hull(rows, dice.between(2.0, 4.5))
    middle = body.vertices[body.faces].mean(axis=1)  # (F, 3)
    nozzle_zone = middle[:, 2] < -dice.between(0.7, 0.88) * half
    labelled = dice.chance(0.25)
    plane.split(body, {ENGINE: nozzle_zone & labelled}, rest="body")
    glass = ball(dice.between(0.2, 0.3) * width, 0.3 * width, dice.between(0.2, 0.4))
    cockpit = glass.moved(0, 0.36 * width, dice.between(0.3, 0.55) * half)
    plane.add("body", cockpit, detail="cockpit")
    twin = dice.chance(0.5)
    if dice.chance(0.6):
        deep = dice.between(0.6, 1.2)
        scoop = box(0.32 * width, 0.5 * width, deep, 0.04)
        scoop = scoop.moved(0.52 * width, -0.1 * width, 0.25 * half - 0.5 * deep)
        plane.add("body", scoop.both())
    elif dice.chance(0.5):
        plane.add("body", box(0.5 * width, 0.3 * width, 0.9, 0.05).moved(0, -0.45 * width, 0.0))
    _fighter_wings(plane, dice, width, half)
    radius = (0.26 if twin else 0.36) * width
    deep = dice.between(0.12, 0.4)
    corners = [(radius, 0.5), (0.8 * radius, -0.5), (0.72 * radius, -0.5), (0.85 * radius, 0.5)]
    nozzle = lathe(np.array(corners) * (1.0, deep), 14).turned("x", 90.0)
    cone = cylinder(0.7 * radius, 0.8 * deep, "z", top=0.3 * radius, sides=12)
    if dice.chance(0.93):
        x = 0.3 * width if twin else 0.0
        at = -0.9 * half - dice.between(0.0, 0.5) * deep
        places = [(side * x, 0.0, at) for side in ((1, -1) if x else (1,))]
        plane.add(ENGINE, nozzle.at(places))
        if dice.chance(0.5):
            plane.add(ENGINE, cone.at(places))
    if dice.chance(0.3):
        plane.add("body", rod((0, -0.03, 0.98 * half), (0, -0.03, 1.15 * half), 0.008, sides=5))
    if dice.chance(0.3):
        add_gear(plane, dice, 1.6 * half, width)


def _fighter_wings(plane: Assembly, dice: Dice, width: float, half: float) -> None:
    """Main wing, canards and strakes, stabilisers, fins; stores under and at the wing."""
    delta = dice.chance(0.5)
    chord = dice.between(1.2, 1.9) if delta else dice.between(0.7, 1.15)
    span, sweep = dice.between(1.5, 2.4), dice.between(0.5, 1.0) * (1.2 if delta else 0.8)
    root = (dice.between(0.3, 0.52) * width, dice.between(-0.2, 0.25) * width, 0.0)
    root = (root[0], root[1], dice.between(-0.15, 0.3))
    taper = dice.between(0.05, 0.25) if delta else dice.between(0.25, 0.45)
    slope = dice.between(-0.05, 0.05)
    plane.add("wing", main_wing(dice, span, chord, sweep, root, slope, taper, 0.08))
    if dice.chance(0.3):
        strake = [(0.2 * width, root[1], 0.45 * half), (0.5 * width + 0.15, root[1], 0.1 * half)]
        plane.add("wing", wing(strake, [0.9, 0.4], 0.05).both())
    if delta and dice.chance(0.4):
        canard = [(0.3 * width, 0.1 * width, 0.45 * half), (0.75 * width + 0.15, 0.1 * width, 0.3)]
        plane.add("wing", wing(canard, [0.35, 0.15], 0.06).both())
    fin, lean = dice.between(0.35, 0.6), dice.between(0.0, 0.45)
    for side in dice.one_of((0.0,), (0.45 * width,)):
        upright = [
            (side, 0.25 * width, -0.62 * half),
            (side + lean * fin * (side > 0), fin, -0.85 * half),
        ]
        panel = wing(upright, [dice.between(0.5, 0.8), 0.28], 0.07, upright=True)
        plane.add("tail", panel.both() if side else panel)
    if not delta or dice.chance(0.3):
        flat = [(0.3 * width, 0, -0.78 * half), (dice.between(0.5, 0.75), 0, -0.78 * half - 0.25)]
        plane.add("tail", wing(flat, [0.45, 0.25], 0.06).both())
    if dice.chance(0.5):
        for share in dice.many(0.3, 0.85, dice.count(1, 3)):
            x = 0.5 * share * span
            place = (x, root[1] - 0.1, root[2] - sweep * x)
            plane.add(ENGINE, store_of(dice).moved(*place).both())
            plane.add(ENGINE, box(0.02, 0.08, 0.2).moved(x, root[1] - 0.04, place[2]).both())
    if dice.chance(0.25):
        x = 0.5 * span
        plane.add(
            "wing",
            rod(
                (x, root[1], root[2] - sweep * x - 0.3),
                (x, root[1], root[2] - sweep * x + 0.25),
                0.03,
            ).both(),
        )


def add_flying_wing(plane: Assembly, dice: Dice) -> None:
    """A stealth aircraft: body and wing flow into each other."""
    span, sweep = dice.between(2.2, 3.6), dice.between(0.5, 0.9)
    half, tail = 0.5 * span, dice.between(0.3, 0.6)
    nose = dice.between(0.8, 1.1)
    points = [(0.0, nose), (half, nose - sweep * half), (half, nose - sweep * half - 0.2)]
    points += [(0.45 * half, -tail - 0.05), (0.25 * half, -tail - 0.25), (0.0, -tail)]
    right = prism(np.array(points), 0.06, "y", 0.02)
    center = 0.32 * half
    middle = right.vertices[right.faces].mean(axis=1)
    for sheet in (right, right.mirrored()):
        plane.split(sheet, {"wing": middle[:, 0] > center}, rest="body")
    hump = hull(
        [
            (nose - 0.1, 0.05, 0.05, 0.0),
            (0.3, 1.1 * center, 0.3, 0.03),
            (-0.2, center, 0.2, 0.02),
            (-tail, 0.3 * center, 0.05, 0.0),
        ]
    )
    plane.add("body", hump)
    plane.add("body", ball(0.08, 0.08, 0.2).moved(0, 0.15, 0.4), detail="cockpit")
    pod = hull([(0.2, 0.2, 0.05, 0.08), (0.05, 0.26, 0.16, 0.08), (-0.4, 0.22, 0.04, 0.04)])
    if dice.chance(0.7):
        plane.add(ENGINE, pod.moved(1.1 * center).both())
    if dice.chance(0.6):
        fin = [(0.2, 0.03, -0.3), (0.2 + dice.between(0.1, 0.35), 0.35, -0.6)]
        plane.add("tail", wing(fin, [0.45, 0.25], 0.06, upright=True).both())


def add_bomber(plane: Assembly, dice: Dice) -> None:
    """A bomber of the forties: two or four propellers, glass nose, turrets, one or two fins."""
    length, width = dice.between(2.6, 3.2), dice.between(0.3, 0.42)
    body = fuselage_of(dice, length, width, dice.between(0.08, 0.15), 0.6, 0.3)
    plane.add("body", body)
    glass = hull(
        [
            (0.25, 0.03, 0.03, 0),
            (0.15, 0.5 * width, 0.3 * width, 0),
            (-0.2, 0.4 * width, 0.3 * width, 0),
        ]
    )
    plane.add("body", glass.moved(0, 0.45 * width, 0.3 * length), detail="cockpit")
    for z in (0.1 * length, -0.25 * length):
        if dice.chance(0.5):
            turret = ball(0.3 * width, 0.25 * width).moved(0, 0.45 * width, z)
            guns = rod((0.03, 0.5 * width, z), (0.03, 0.55 * width, z - 0.3), 0.012, sides=5)
            plane.add("body", turret, guns.both())
    span, chord = dice.between(3.2, 4.2), dice.between(0.6, 0.85)
    y, dihedral = dice.between(-0.3, 0.4) * width, dice.between(0.0, 0.08)
    root = (0.1, y, dice.between(0.2, 0.45))
    plane.add("wing", main_wing(dice, span, chord, 0.08, root, dihedral, 0.35))
    kind = dice.pick({"low": 2, "twin": 2, "cross": 1})
    add_tail(plane, dice, length, dice.between(0.4, 0.6), 0.25 * width, 0.25, kind)
    pod = hull(
        [(0.5, 0.1, 0.1, 0), (0.42, 0.17, 0.17, 0), (0.0, 0.15, 0.16, 0), (-0.35, 0.03, 0.04, 0)]
    )
    screw = propeller_of(dice, dice.between(0.26, 0.36))
    for share in dice.one_of((0.28,), (0.25, 0.5)):
        x = 0.5 * share * span
        place = (x, y + dihedral * x - 0.02, root[2] + 0.1)
        plane.add(ENGINE, pod.moved(*place).both())
        front = screw.moved(place[0], place[1], place[2] + 0.5)
        plane.add(ENGINE, front.both(), detail="propeller")
    if dice.chance(0.5):
        add_gear(plane, dice, 0.8 * length, width)
