"""Aeroplanes: liners, jets, propeller planes, gliders, biplanes."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.solids import (
    ball,
    box,
    cylinder,
    dome,
    hull,
    lathe,
    rod,
    wing,
)

PARTS = {
    "body": ("body", "airplane body", "aircraft body", "main body", "hull", "cabin", "airframe"),
    "wing": ("wing", "wings", "airplane wing", "main wing", "aircraft wing", "airfoil"),
    "tail": ("tail", "tail wing", "stabilizer", "tail plane", "rear fin", "rudder", "empennage"),
    "engine or frame": (
        "engine or frame",
        "engine",
        "engines",
        "jet engine",
        "turbine",
        "motor",
        "engine or propeller",
    ),
}
DETAILS = {
    "propeller": ("propeller", "propeller blade", "airscrew", "rotor"),
    "landing gear": ("landing gear", "undercarriage", "wheel", "wheels"),
    "cockpit": ("cockpit", "canopy", "windshield", "pilot window"),
}


def airplane(random: np.random.Generator) -> LabelledMesh:
    """A liner, business jet, fighter, propeller plane, biplane, glider or bomber."""
    plane = Assembly(PARTS, DETAILS)
    builds = (_liner, _liner, _liner, _fighter, _fighter, _propeller, _propeller)
    pick(random, *builds, _business, _glider, _biplane, _transport)(plane, random)
    return plane.finish()


def _fuselage(
    random: np.random.Generator, length: float, width: float, nose: float, rear: float, rise: float
) -> Mesh:
    """A body from z = length / 2 (nose) to -length / 2; `nose` and `rear` are tapering shares."""
    share = np.array([0, 0.05, 0.2, 0.5, 1.0])
    blunt = random.uniform(1.6, 2.6)
    front = (1.0 - (1.0 - share) ** blunt) ** (1.0 / blunt)
    back = 1.0 - (1.0 - share) ** random.uniform(1.3, 2.0)
    tall = width * random.uniform(0.95, 1.2)
    rows = []
    for s, f in zip(share, front, strict=True):
        size = max(f, 0.02)
        z = 0.5 * length - nose * length * s
        rows.append((z, width * size, tall * size, -0.12 * tall * (1.0 - f)))
    rows.append((0.0, width, tall, 0.0))
    for s, b in zip(share[::-1], back[::-1], strict=True):
        size = max(b, 0.06)
        z = -0.5 * length + rear * length * s
        rows.append((z, width * size, tall * size, rise * tall * (1.0 - b)))
    return hull(rows, random.uniform(1.9, 2.4))


def _main_wing(
    random: np.random.Generator,
    span: float,
    chord: float,
    sweep: float,
    at: tuple[float, float, float],
    dihedral: float = 0.05,
    taper: float = 0.35,
) -> Mesh:
    """Both halves; `sweep` and `dihedral` are slopes, `at` is the quarter chord of the root."""
    x, y, z = at
    half = 0.5 * span
    kink = random.uniform(0.25, 0.45) if chance(random, 0.5) else 0.5
    steps = np.array([0.0, kink, 1.0])
    reach = steps * (half - x)
    places = np.stack([x + reach, y + dihedral * reach, z - sweep * reach], axis=1)
    middle = chord * (1 - kink * (1 - taper) * random.uniform(1.0, 1.25))
    panel = wing(places, [chord, middle, chord * taper], random.uniform(0.07, 0.16))
    if chance(random, 0.25):
        tip = places[-1]
        small = chord * taper
        up = tip + (0.06 * half, 0.16 * half * random.uniform(0.4, 1.0), -0.5 * small)
        panel = join(panel, wing([tip, up], [small, 0.5 * small], 0.08, upright=True))
    return panel.both()


def _tail(
    plane: Assembly,
    random: np.random.Generator,
    length: float,
    size: float,
    y: float,
    sweep: float,
    kind: str | None = None,
) -> None:
    """Fin and stabilisers at the rear end; `size` is the fin's height."""
    z = -0.5 * length + random.uniform(0.1, 0.16) * length
    chord = size * random.uniform(0.7, 1.1)
    kind = kind or pick(random, "low", "low", "low", "tee", "cross", "vee", "twin")
    if kind == "vee":
        tip = (0.7 * size, y + 0.7 * size, z - sweep * size)
        plane.add("tail", wing([(0, y, z), tip], [chord, 0.5 * chord], 0.1).both())
        return
    level = {"low": y, "tee": y + 0.97 * size, "cross": y + 0.5 * size, "twin": y}[kind]
    half = size * random.uniform(0.8, 1.3)
    root_z = z - (sweep * size if kind == "tee" else 0.5 * sweep * size if kind == "cross" else 0)
    slope = random.uniform(0.2, 1.0) * sweep
    flat = [
        (0.0, level, root_z),
        (half, level + random.uniform(-0.02, 0.1) * half, root_z - slope * half),
    ]
    plane.add("tail", wing(flat, [0.8 * chord, 0.4 * chord], 0.09).both())
    upright = [(0, y - 0.05, z), (0, y + size, z - sweep * size)]
    fin = wing(upright, [chord, chord * random.uniform(0.4, 0.8)], 0.1, upright=True)
    if kind == "twin":
        plane.add("tail", fin.stretched(1, 0.8, 1).moved(half * 0.95).both())
    else:
        plane.add("tail", fin)


def _nacelle(random: np.random.Generator, radius: float, length: float) -> Mesh:
    """A turbofan about the origin, intake at +z."""
    half = 0.5 * length
    lip = 0.9 * radius
    outside = [(lip, half), (radius, 0.75 * half), (radius, 0), (0.65 * radius, -half)]
    intake = [(0, 0.3 * half), (0.8 * radius, 0.3 * half), (0.82 * radius, half)]
    exhaust = [(0.55 * radius, -half), (0.3 * radius, -0.8 * half), (0.0, -1.35 * half)]
    shell = lathe([*intake, *outside, *exhaust], 16).turned("x", 90.0)
    if chance(random, 0.6):
        spinner = (
            dome(0.35 * radius, 0.4 * half, sides=10).turned("x", 90.0).moved(0, 0, 0.3 * half)
        )
        shell = join(shell, spinner)
    return shell


def _gear(plane: Assembly, random: np.random.Generator, length: float, width: float) -> None:
    """Landing gear, part of the body for the annotators."""
    wheel = width * random.uniform(0.1, 0.2)
    drop = -width * random.uniform(0.7, 1.1)
    tyre = cylinder(wheel, 0.6 * wheel, "x", sides=12)
    for z, x in ((0.35 * length, 0.0), (-0.05 * length, random.uniform(0.3, 0.9) * width)):
        strut = rod((x, 0, z), (x, drop, z), 0.2 * wheel, sides=6)
        pair = join(strut, tyre.moved(x, drop, z))
        plane.add("body", pair if x == 0.0 else pair.both(), detail="landing gear")


def _liner(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 4.0, random.uniform(0.36, 0.5)
    body = _fuselage(
        random, length, width, random.uniform(0.1, 0.18), random.uniform(0.28, 0.4), 0.35
    )
    plane.add("body", body)
    span, chord = random.uniform(3.2, 4.4), random.uniform(0.6, 0.95)
    sweep, dihedral = random.uniform(0.35, 0.65), random.uniform(0.03, 0.14)
    root = (0.3 * width, -0.3 * width, random.uniform(0.1, 0.45))
    taper = random.uniform(0.2, 0.4)
    plane.add("wing", _main_wing(random, span, chord, sweep, root, dihedral, taper))
    _tail(plane, random, length, random.uniform(0.55, 0.85), 0.3 * width, random.uniform(0.6, 1.0))
    radius = random.uniform(0.09, 0.16)
    nacelle = _nacelle(random, radius, radius * random.uniform(3.0, 4.5))
    shares = pick(random, (0.3,), (0.3,), (0.3, 0.58), ())
    for share in shares:
        x = share * 0.5 * span
        y = root[1] + dihedral * x - 1.15 * radius
        z = root[2] - sweep * (x - root[0]) + 0.25 * chord + radius
        plane.add("engine or frame", nacelle.moved(x, y, z).both())
        pylon = box(0.03, 1.2 * radius, 2.5 * radius).moved(x, y + radius, z - radius)
        plane.add("engine or frame", pylon.both())
    if not shares:
        place = (0.5 * width + 1.2 * radius, 0.25 * width, -0.28 * length)
        plane.add("engine or frame", nacelle.moved(*place).both())
        bridge = box(radius, 0.03, radius).moved(0.5 * width, 0.25 * width, -0.28 * length)
        plane.add("engine or frame", bridge.both())
    if chance(random, 0.3):
        _gear(plane, random, length, width)


def _business(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 3.0, random.uniform(0.32, 0.45)
    plane.add("body", _fuselage(random, length, width, random.uniform(0.2, 0.3), 0.4, 0.3))
    root = (0.3 * width, -0.35 * width, random.uniform(-0.1, 0.25))
    plane.add("wing", _main_wing(random, random.uniform(2.4, 3.2), 0.6, 0.35, root, 0.06, 0.35))
    kind = pick(random, "tee", "tee", "cross")
    _tail(plane, random, length, random.uniform(0.45, 0.65), 0.3 * width, 0.8, kind)
    radius = random.uniform(0.09, 0.13)
    place = (0.5 * width + radius, 0.25 * width, -0.25 * length)
    plane.add("engine or frame", _nacelle(random, radius, 5 * radius).moved(*place).both())
    if chance(random, 0.4):
        _gear(plane, random, length, width)


def _fighter(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 3.0, random.uniform(0.28, 0.45)
    rows = [(1.5, 0.02, 0.02, -0.03), (1.2, 0.35 * width, 0.35 * width, -0.02)]
    rows += [(0.7, 0.7 * width, 0.75 * width, 0), (0.2, width, 0.8 * width, 0)]
    rows += [(-0.9, 1.1 * width, 0.75 * width, 0), (-1.35, 0.85 * width, 0.6 * width, 0)]
    plane.add("body", hull(rows, random.uniform(2.0, 3.2)))
    cockpit = ball(0.25 * width, 0.3 * width, 0.3).moved(0, 0.4 * width, random.uniform(0.45, 0.8))
    plane.add("body", cockpit, detail="cockpit")
    if chance(random, 0.6):
        intake = box(0.3 * width, 0.5 * width, 1.3, 0.05).moved(0.55 * width, -0.1 * width, -0.1)
        plane.add("body", intake.both())
    delta = chance(random, 0.5)
    chord = random.uniform(1.2, 1.7) if delta else random.uniform(0.7, 1.0)
    span, sweep = random.uniform(1.6, 2.3), random.uniform(0.5, 1.0) * (1.2 if delta else 0.8)
    root = (0.35 * width, random.uniform(-0.1, 0.15) * width, random.uniform(-0.1, 0.3))
    taper = random.uniform(0.05, 0.25) if delta else random.uniform(0.25, 0.45)
    plane.add(
        "wing", _main_wing(random, span, chord, sweep, root, random.uniform(-0.05, 0.05), taper)
    )
    fin = random.uniform(0.4, 0.6)
    lean = random.uniform(0.0, 0.35)
    for side in pick(random, (0.0,), (0.45 * width,)):
        upright = [(side, 0.25 * width, -0.95), (side + lean * fin * (side > 0), fin, -1.3)]
        panel = wing(upright, [0.6, 0.28], 0.07, upright=True)
        plane.add("tail", panel.both() if side else panel)
    if not delta or chance(random, 0.3):
        flat = [(0.3 * width, 0, -1.15), (random.uniform(0.5, 0.75), 0, -1.4)]
        plane.add("tail", wing(flat, [0.45, 0.25], 0.06).both())
    nozzle = cylinder(0.3 * width, 0.3, "z", top=0.36 * width, sides=14)
    places = pick(random, [(0, 0, -1.45)], [(0.26 * width, 0, -1.45), (-0.26 * width, 0, -1.45)])
    if chance(random, 0.7):
        plane.add("engine or frame", nozzle.stretched(0.8, 0.8, 1).at(places))
    if chance(random, 0.4):
        missile = hull([(0.35, 0.01, 0.01, 0), (0.25, 0.06, 0.06, 0), (-0.35, 0.06, 0.06, 0)])
        x = random.uniform(0.3, 0.45) * span
        plane.add("engine or frame", missile.moved(x, root[1] - 0.08, root[2] - sweep * x).both())


def _screw(random: np.random.Generator, radius: float) -> Mesh:
    """A propeller about the origin whose axis is z."""
    count = pick(random, 2, 2, 3, 3, 4)
    rows = np.array([(0.1, 0.04, 0.05, 0), (0.6, 0.14, 0.03, 0), (1.0, 0.05, 0.01, 0)]) * radius
    vane = hull([(float(a), float(b), float(c), float(d)) for a, b, c, d in rows])
    turned = vane.turned("z", 25.0).turned("x", -90.0)
    spinner = dome(0.14 * radius, 0.25 * radius, sides=10).turned("x", 90.0)
    return join(turned.around(count, "z", random.uniform(0, 90)), spinner)


def _propeller(plane: Assembly, random: np.random.Generator) -> None:
    """A light aircraft or a warbird, one or two engines."""
    length, width = 2.4, random.uniform(0.32, 0.46)
    twin = chance(random, 0.3)
    plane.add("body", _fuselage(random, length, width, 0.14, random.uniform(0.5, 0.65), 0.2))
    cabin = hull(
        [
            (0.55, 0.4 * width, 0.1, 0.35 * width),
            (0.35, 0.8 * width, 0.65 * width, 0.42 * width),
            (-0.1, 0.75 * width, 0.6 * width, 0.4 * width),
            (-0.5, 0.3 * width, 0.2 * width, 0.25 * width),
        ]
    )
    plane.add("body", cabin, detail="cockpit")
    high = chance(random, 0.4)
    y = (0.62 if high else -0.32) * width
    root = (0.05 if high else 0.2 * width, y, random.uniform(0.15, 0.4))
    span, chord = random.uniform(2.4, 3.4), random.uniform(0.4, 0.6)
    taper, dihedral = random.uniform(0.45, 1.0), random.uniform(0.0, 0.1)
    plane.add(
        "wing", _main_wing(random, span, chord, random.uniform(0.0, 0.12), root, dihedral, taper)
    )
    if high and chance(random, 0.6):
        strut = rod((0.3 * width, -0.3 * width, root[2]), (0.25 * span, y, root[2]), 0.015, sides=6)
        plane.add("wing", strut.both())
    _tail(
        plane,
        random,
        length,
        random.uniform(0.35, 0.5),
        0.2 * width,
        random.uniform(0.1, 0.5),
        "low",
    )
    screw = _screw(random, random.uniform(0.28, 0.42))
    if twin:
        x = random.uniform(0.5, 0.7)
        pod = hull(
            [(0.5, 0.1, 0.1, 0), (0.35, 0.2, 0.2, 0), (0.0, 0.2, 0.2, 0), (-0.4, 0.05, 0.05, 0)]
        )
        plane.add("engine or frame", pod.moved(x, y, root[2]).both())
        plane.add("engine or frame", screw.moved(x, y, root[2] + 0.52).both(), detail="propeller")
    else:
        cowl = cylinder(0.4 * width, 0.3, "z", top=0.34 * width).moved(0, -0.05, 0.5 * length - 0.1)
        plane.add("engine or frame", cowl)
        front = screw.moved(0, -0.05, 0.5 * length + 0.06)
        plane.add("engine or frame", front, detail="propeller")
    if chance(random, 0.6):
        _gear(plane, random, 0.7 * length, width)


def _glider(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 1.8, random.uniform(0.16, 0.24)
    rows = [
        (0.9, 0.02, 0.02, -0.02),
        (0.75, 0.7 * width, 0.8 * width, 0),
        (0.4, width, 1.2 * width, 0),
    ]
    rows += [(0.0, 0.6 * width, 0.7 * width, 0.03), (-0.4, 0.3 * width, 0.3 * width, 0.04)]
    plane.add("body", hull([*rows, (-0.9, 0.15 * width, 0.2 * width, 0.05)]))
    root = (0.02, 0.35 * width, 0.2)
    plane.add("wing", _main_wing(random, random.uniform(3.0, 4.2), 0.26, 0.02, root, 0.05, 0.4))
    _tail(plane, random, length, random.uniform(0.25, 0.35), 0.05, 0.25, pick(random, "tee", "low"))


def _biplane(plane: Assembly, random: np.random.Generator) -> None:
    length, width = 2.0, random.uniform(0.3, 0.4)
    plane.add("body", _fuselage(random, length, width, 0.12, 0.7, 0.2))
    span, chord = random.uniform(2.0, 2.8), random.uniform(0.36, 0.5)
    low, high = -0.45 * width, random.uniform(0.9, 1.3) * width
    for y, scale in ((low, random.uniform(0.85, 1.0)), (high, 1.0)):
        root = (0.0, y, 0.4)
        plane.add("wing", _main_wing(random, span * scale, chord, 0.0, root, 0.03, 0.9))
    for share in (0.1, 0.35):
        for z in (0.45, 0.2):
            strut = rod((share * span, low, z), (share * span, high, z), 0.014, sides=6)
            plane.add("wing", strut.both())
    _tail(plane, random, length, 0.35, 0.15 * width, 0.3, "low")
    plane.add("engine or frame", cylinder(0.5 * width, 0.3, "z").moved(0, 0, 0.45 * length))
    screw = _screw(random, random.uniform(0.35, 0.45)).moved(0, 0, 0.45 * length + 0.2)
    plane.add("engine or frame", screw, detail="propeller")
    _gear(plane, random, 0.7 * length, width)


def _transport(plane: Assembly, random: np.random.Generator) -> None:
    """A high-wing freighter with propellers or jets."""
    length, width = 3.2, random.uniform(0.45, 0.55)
    plane.add("body", _fuselage(random, length, width, 0.13, 0.42, 0.5))
    span, chord = random.uniform(3.4, 4.2), random.uniform(0.5, 0.7)
    root = (0.1, 0.5 * width, 0.35)
    plane.add("wing", _main_wing(random, span, chord, random.uniform(0.0, 0.4), root, -0.02, 0.45))
    _tail(plane, random, length, random.uniform(0.7, 0.9), 0.35 * width, 0.4)
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
            plane.add("engine or frame", pod.moved(*place).both())
            screw = _screw(random, 0.35).moved(place[0], place[1], place[2] + 0.46)
            plane.add("engine or frame", screw.both(), detail="propeller")
        else:
            plane.add("engine or frame", _nacelle(random, 0.13, 0.5).moved(*place).both())
    if chance(random, 0.5):
        _gear(plane, random, 0.8 * length, width)
