"""Fighters, flying wings and bombers."""

import numpy as np

from patchalign3d_training.synthesis.categories.aircraft_pieces import (
    ENGINE,
    add_gear,
    add_tail,
    fuselage_of,
    main_wing,
    propeller_of,
    store_of,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly
from patchalign3d_training.synthesis.solids import ball, box, cylinder, hull, lathe, prism, wing
from patchalign3d_training.synthesis.sweeps import rod


def add_fighter(plane: Assembly, random: np.random.Generator) -> None:
    """A jet with one or two engines in its fuselage: delta, swept or straight wing."""
    width, half = random.uniform(0.28, 0.54), random.uniform(1.3, 1.7)
    flat = random.uniform(0.6, 1.0)
    rows = [(half, 0.02, 0.02, -0.03), (0.8 * half, 0.35 * width, 0.35 * width, -0.02)]
    rows += [(0.47 * half, 0.62 * width, 0.7 * width, 0), (0.13 * half, width, 0.8 * width, 0)]
    rows += [(-0.6 * half, 1.1 * width, flat * width, 0)]
    rows += [(-0.9 * half, 0.85 * width, 0.8 * flat * width, 0)]
    body = hull(rows, random.uniform(2.0, 4.5))
    middle = body.vertices[body.faces].mean(axis=1)  # (F, 3)
    nozzle_zone = middle[:, 2] < -random.uniform(0.7, 0.88) * half
    labelled = chance(random, 0.25)
    plane.split(body, {ENGINE: nozzle_zone & labelled}, rest="body")
    glass = ball(random.uniform(0.2, 0.3) * width, 0.3 * width, random.uniform(0.2, 0.4))
    cockpit = glass.moved(0, 0.36 * width, random.uniform(0.3, 0.55) * half)
    plane.add("body", cockpit, detail="cockpit")
    twin = chance(random, 0.5)
    if chance(random, 0.6):
        deep = random.uniform(0.6, 1.2)
        scoop = box(0.32 * width, 0.5 * width, deep, 0.04)
        scoop = scoop.moved(0.52 * width, -0.1 * width, 0.25 * half - 0.5 * deep)
        plane.add("body", scoop.both())
    elif chance(random, 0.5):
        plane.add("body", box(0.5 * width, 0.3 * width, 0.9, 0.05).moved(0, -0.45 * width, 0.0))
    _fighter_wings(plane, random, width, half)
    radius = (0.26 if twin else 0.36) * width
    deep = random.uniform(0.12, 0.4)
    corners = [(radius, 0.5), (0.8 * radius, -0.5), (0.72 * radius, -0.5), (0.85 * radius, 0.5)]
    nozzle = lathe(np.array(corners) * (1.0, deep), 14).turned("x", 90.0)
    cone = cylinder(0.7 * radius, 0.8 * deep, "z", top=0.3 * radius, sides=12)
    if chance(random, 0.93):
        x = 0.3 * width if twin else 0.0
        at = -0.9 * half - random.uniform(0.0, 0.5) * deep
        places = [(side * x, 0.0, at) for side in ((1, -1) if x else (1,))]
        plane.add(ENGINE, nozzle.at(places))
        if chance(random, 0.5):
            plane.add(ENGINE, cone.at(places))
    if chance(random, 0.3):
        plane.add("body", rod((0, -0.03, 0.98 * half), (0, -0.03, 1.15 * half), 0.008, sides=5))
    if chance(random, 0.3):
        add_gear(plane, random, 1.6 * half, width)


def _fighter_wings(plane: Assembly, random: np.random.Generator, width: float, half: float) -> None:
    """Main wing, canards and strakes, stabilisers, fins; stores under and at the wing."""
    delta = chance(random, 0.5)
    chord = random.uniform(1.2, 1.9) if delta else random.uniform(0.7, 1.15)
    span, sweep = random.uniform(1.5, 2.4), random.uniform(0.5, 1.0) * (1.2 if delta else 0.8)
    root = (random.uniform(0.3, 0.52) * width, random.uniform(-0.2, 0.25) * width, 0.0)
    root = (root[0], root[1], random.uniform(-0.15, 0.3))
    taper = random.uniform(0.05, 0.25) if delta else random.uniform(0.25, 0.45)
    slope = random.uniform(-0.05, 0.05)
    plane.add("wing", main_wing(random, span, chord, sweep, root, slope, taper, 0.08))
    if chance(random, 0.3):
        strake = [(0.2 * width, root[1], 0.45 * half), (0.5 * width + 0.15, root[1], 0.1 * half)]
        plane.add("wing", wing(strake, [0.9, 0.4], 0.05).both())
    if delta and chance(random, 0.4):
        canard = [(0.3 * width, 0.1 * width, 0.45 * half), (0.75 * width + 0.15, 0.1 * width, 0.3)]
        plane.add("wing", wing(canard, [0.35, 0.15], 0.06).both())
    fin, lean = random.uniform(0.35, 0.6), random.uniform(0.0, 0.45)
    for side in pick(random, (0.0,), (0.45 * width,)):
        upright = [
            (side, 0.25 * width, -0.62 * half),
            (side + lean * fin * (side > 0), fin, -0.85 * half),
        ]
        panel = wing(upright, [random.uniform(0.5, 0.8), 0.28], 0.07, upright=True)
        plane.add("tail", panel.both() if side else panel)
    if not delta or chance(random, 0.3):
        flat = [(0.3 * width, 0, -0.78 * half), (random.uniform(0.5, 0.75), 0, -0.78 * half - 0.25)]
        plane.add("tail", wing(flat, [0.45, 0.25], 0.06).both())
    if chance(random, 0.5):
        for share in random.uniform(0.3, 0.85, int(random.integers(1, 4))):
            x = 0.5 * share * span
            place = (x, root[1] - 0.1, root[2] - sweep * x)
            plane.add(ENGINE, store_of(random).moved(*place).both())
            plane.add(ENGINE, box(0.02, 0.08, 0.2).moved(x, root[1] - 0.04, place[2]).both())
    if chance(random, 0.25):
        x = 0.5 * span
        plane.add("wing", rod((x, root[1], root[2] - sweep * x - 0.3),
                              (x, root[1], root[2] - sweep * x + 0.25), 0.03).both())  # fmt: skip


def add_flying_wing(plane: Assembly, random: np.random.Generator) -> None:
    """A stealth aircraft: body and wing flow into each other."""
    span, sweep = random.uniform(2.2, 3.6), random.uniform(0.5, 0.9)
    half, tail = 0.5 * span, random.uniform(0.3, 0.6)
    nose = random.uniform(0.8, 1.1)
    points = [(0.0, nose), (half, nose - sweep * half), (half, nose - sweep * half - 0.2)]
    points += [(0.45 * half, -tail - 0.05), (0.25 * half, -tail - 0.25), (0.0, -tail)]
    right = prism(np.array(points), 0.06, "y", 0.02)
    center = 0.32 * half
    middle = right.vertices[right.faces].mean(axis=1)
    for sheet in (right, right.mirrored()):
        plane.split(sheet, {"wing": middle[:, 0] > center}, rest="body")
    hump = hull([(nose - 0.1, 0.05, 0.05, 0.0), (0.3, 1.1 * center, 0.3, 0.03),
                 (-0.2, center, 0.2, 0.02), (-tail, 0.3 * center, 0.05, 0.0)])  # fmt: skip
    plane.add("body", hump)
    plane.add("body", ball(0.08, 0.08, 0.2).moved(0, 0.15, 0.4), detail="cockpit")
    pod = hull([(0.2, 0.2, 0.05, 0.08), (0.05, 0.26, 0.16, 0.08), (-0.4, 0.22, 0.04, 0.04)])
    if chance(random, 0.7):
        plane.add(ENGINE, pod.moved(1.1 * center).both())
    if chance(random, 0.6):
        fin = [(0.2, 0.03, -0.3), (0.2 + random.uniform(0.1, 0.35), 0.35, -0.6)]
        plane.add("tail", wing(fin, [0.45, 0.25], 0.06, upright=True).both())


def add_bomber(plane: Assembly, random: np.random.Generator) -> None:
    """A bomber of the forties: two or four propellers, glass nose, turrets, one or two fins."""
    length, width = random.uniform(2.6, 3.2), random.uniform(0.3, 0.42)
    body = fuselage_of(random, length, width, random.uniform(0.08, 0.15), 0.6, 0.3)
    plane.add("body", body)
    glass = hull([(0.25, 0.03, 0.03, 0), (0.15, 0.5 * width, 0.3 * width, 0),
                  (-0.2, 0.4 * width, 0.3 * width, 0)])  # fmt: skip
    plane.add("body", glass.moved(0, 0.45 * width, 0.3 * length), detail="cockpit")
    for z in (0.1 * length, -0.25 * length):
        if chance(random, 0.5):
            turret = ball(0.3 * width, 0.25 * width).moved(0, 0.45 * width, z)
            guns = rod((0.03, 0.5 * width, z), (0.03, 0.55 * width, z - 0.3), 0.012, sides=5)
            plane.add("body", turret, guns.both())
    span, chord = random.uniform(3.2, 4.2), random.uniform(0.6, 0.85)
    y, dihedral = random.uniform(-0.3, 0.4) * width, random.uniform(0.0, 0.08)
    root = (0.1, y, random.uniform(0.2, 0.45))
    plane.add("wing", main_wing(random, span, chord, 0.08, root, dihedral, 0.35))
    kind = pick(random, "low", "low", "twin", "twin", "cross")
    add_tail(plane, random, length, random.uniform(0.4, 0.6), 0.25 * width, 0.25, kind)
    pod = hull(
        [(0.5, 0.1, 0.1, 0), (0.42, 0.17, 0.17, 0), (0.0, 0.15, 0.16, 0), (-0.35, 0.03, 0.04, 0)]
    )
    screw = propeller_of(random, random.uniform(0.26, 0.36))
    for share in pick(random, (0.28,), (0.25, 0.5)):
        x = 0.5 * share * span
        place = (x, y + dihedral * x - 0.02, root[2] + 0.1)
        plane.add(ENGINE, pod.moved(*place).both())
        front = screw.moved(place[0], place[1], place[2] + 0.5)
        plane.add(ENGINE, front.both(), detail="propeller")
    if chance(random, 0.5):
        add_gear(plane, random, 0.8 * length, width)
