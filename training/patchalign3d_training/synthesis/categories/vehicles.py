"""Helicopters, ships and trucks."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import rectangle, smooth
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, hull, lathe, prism, wing
from patchalign3d_training.synthesis.sweeps import rod, tube

HELICOPTER = {
    "body": ("body", "helicopter body", "cabin", "main body", "hull", "cockpit section"),
    "rotor": ("rotor", "main rotor", "rotor blades", "propeller", "helicopter rotor"),
    "tail": ("tail", "tail boom", "helicopter tail", "rear boom", "tail section"),
    "skid": ("skid", "landing skid", "landing gear", "undercarriage", "skids"),
}
HELICOPTER_DETAILS = {"tail rotor": ("tail rotor", "rear rotor", "small rotor")}
SHIP = {
    "hull": ("hull", "ship hull", "boat body", "boat hull", "body"),
    "mast": ("mast", "ship mast", "pole", "sail post", "funnel mast"),
    "sail": ("sail", "sails", "ship sail", "sail cloth"),
    "cabin": ("cabin", "bridge", "superstructure", "deck house", "wheelhouse"),
}
SHIP_DETAILS = {"funnel": ("funnel", "chimney", "smokestack"), "deck": ("deck", "ship deck")}
TRUCK = {
    "cab": ("cab", "truck cab", "cabin", "driver cab", "front cabin"),
    "cargo bed": ("cargo bed", "trailer", "container", "load bed", "cargo box", "truck bed"),
    "wheel": ("wheel", "wheels", "truck wheel", "rim", "tire"),
    "chassis": ("chassis", "frame", "truck frame", "underbody", "truck base"),
}
TRUCK_DETAILS = {"light": ("headlight", "light"), "bumper": ("bumper", "front bumper")}


def helicopter(random: np.random.Generator) -> LabelledMesh:
    """A helicopter with one or two main rotors; its nose looks along +z."""
    heli = Assembly(HELICOPTER, HELICOPTER_DETAILS)
    width, tall = random.uniform(0.45, 0.7), random.uniform(0.55, 0.8)
    rows = [(0.95, 0.15 * width, 0.15 * tall, -0.12), (0.8, 0.6 * width, 0.6 * tall, -0.06)]
    rows += [(0.35, width, tall, 0.0), (-0.3, 0.95 * width, 0.9 * tall, 0.03)]
    heli.add(
        "body", hull([*rows, (-0.75, 0.3 * width, 0.35 * tall, 0.1)], random.uniform(2.0, 3.0))
    )
    end = -random.uniform(1.7, 2.3)
    boom = hull([(-0.5, 0.3 * width, 0.3 * tall, 0.12), (end, 0.08, 0.1, 0.16)])
    heli.add("tail", boom)
    fin = [(0, 0.1, end + 0.1), (0, 0.1 + random.uniform(0.25, 0.5), end - 0.1)]
    heli.add("tail", wing(fin, [0.35, 0.2], 0.1, upright=True))
    if chance(random, 0.6):
        flat = [(0, 0.15, end + 0.3), (random.uniform(0.25, 0.45), 0.15, end + 0.25)]
        heli.add("tail", wing(flat, [0.22, 0.16], 0.1).both())
    vane = box(0.05, 0.3, 0.02).moved(0, 0.16).around(pick(random, 2, 4), "z").turned("y", 90.0)
    heli.add("tail", vane.moved(0.08, 0.3, end), detail="tail rotor")
    reach = random.uniform(1.3, 1.9)
    blade = box(reach, 0.02, random.uniform(0.08, 0.14)).moved(0.5 * reach)
    rotor = blade.around(pick(random, 2, 3, 4, 4, 5), start=random.uniform(0, 90))
    top = 0.5 * tall + random.uniform(0.12, 0.3)
    heli.add("rotor", rotor.moved(0, top), cylinder(0.07, 0.08).moved(0, top))
    heli.add("rotor", rod((0, 0.4 * tall, 0), (0, top, 0), 0.04))
    heli.add(
        "body",
        hull([(0.3, 0.1, 0.1, 0.45 * tall), (0.0, 0.3, 0.25, 0.5 * tall), (-0.5, 0.1, 0.1, 0.3)]),
    )
    low, x = -0.5 * tall - random.uniform(0.12, 0.25), 0.55 * width
    if chance(random, 0.7):
        path = [(x, low + 0.1, 0.75), (x, low, 0.6), (x, low, -0.5)]
        heli.add("skid", tube(path, 0.025, 12).both())
        for z in (0.35, -0.25):
            strut = rod((0.3 * width, -0.4 * tall, z), (x, low, z), 0.02, sides=6)
            heli.add("skid", strut.both())
    else:
        wheel = cylinder(0.09, 0.06, "x").moved(0.4 * width, low, -0.2)
        heli.add("skid", wheel.both(), cylinder(0.09, 0.06, "x").moved(0, low, 0.6))
        heli.add("skid", rod((0, -0.4 * tall, 0.6), (0, low, 0.6), 0.02))
        heli.add("skid", rod((0.4 * width, 0, -0.2), (0.4 * width, low, -0.2), 0.02).both())
    return heli.finish()


def ship(random: np.random.Generator) -> LabelledMesh:
    """A sailing boat, galleon, tug, liner, freighter or rowing boat; its bow looks along +z."""
    ship = Assembly(SHIP, SHIP_DETAILS)
    long, width = random.uniform(2.5, 4.5), random.uniform(0.6, 1.0)
    tall = random.uniform(0.35, 0.7)
    share = np.linspace(0.0, 1.0, 11)
    stern = random.uniform(0.4, 0.95)
    plan = np.interp(share, [0, 0.35, 0.7, 1.0], [stern, 1.0, 0.9, 0.02]) * 0.5 * width
    sheer = tall * (1.0 + random.uniform(0.0, 0.6) * (2 * share - 1) ** 2)
    keel = tall * random.uniform(0.1, 0.6) * np.maximum(share - 0.6, 0.0) / 0.4
    depth = [(-1.0, 1.0), (-0.85, 0.35), (-0.35, 0.0), (0.35, 0.0), (0.85, 0.35), (1.0, 1.0)]
    rings = np.zeros((11, 6, 3))
    for i, (across, up) in enumerate(depth):
        rings[:, i, 0] = across * plan
        rings[:, i, 1] = keel + up * (sheer - keel)
        rings[:, i, 2] = (share - 0.5) * long
    ship.add("hull", skin(rings, closed=False))
    back = rings[0]
    ship.add("hull", skin(np.stack([back[:3], back[:2:-1]]), closed=False))
    kind = pick(random, "sail", "sail", "galleon", "power", "power", "row")
    level = sheer.min() * (0.95 if kind != "row" else 0.4)
    deck = np.stack([plan, np.full(11, level), (share - 0.5) * long], axis=1) * (0.95, 1, 1)
    ship.add("hull", skin(np.stack([deck, deck * (-1, 1, 1)]), closed=False), detail="deck")
    if kind in ("sail", "galleon"):
        _rig(ship, random, long, width, level, kind)
    elif kind == "power":
        _superstructure(ship, random, long, width, level)
    else:
        for z in (-0.2, 0.1):
            ship.add("hull", box(0.85 * width, 0.04, 0.25).moved(0, 0.6 * tall, z * long))
    return ship.finish()


def _rig(
    ship: Assembly, random: np.random.Generator, long: float, width: float, level: float, kind: str
) -> None:
    count = 1 if kind == "sail" else int(random.integers(2, 4))
    high = long * random.uniform(0.7, 1.2)
    for z in np.linspace(-0.25, 0.25, count) * long if count > 1 else [0.05 * long]:
        ship.add("mast", rod((0, level - 0.1, z), (0, level + high, z), 0.035, 0.02))
        if kind == "sail":
            boom = long * random.uniform(0.35, 0.5)
            low = level + 0.1 * high
            ship.add("mast", rod((0, low, z), (0, low, z - boom), 0.02, sides=6))
            main = np.array([(z - 0.03, low), (z - 0.03, level + 0.95 * high), (z - boom, low)])
            ship.add("sail", prism(main, 0.01, "x"))
            jib = np.array(
                [(z + 0.05, level + 0.8 * high), (0.47 * long, level + 0.1), (z + 0.08, low)]
            )
            if chance(random, 0.8):
                ship.add("sail", prism(jib, 0.01, "x"))
            continue
        for low, size in ((0.2, 0.9), (0.6, 0.65)):
            y, tall = level + low * high, 0.3 * high
            half = width * size
            ship.add("mast", rod((-half, y + tall, z), (half, y + tall, z), 0.02, sides=6))
            x = np.linspace(-half, half, 5)
            rows = [
                [(a, y + tall * s, z + 0.2 * np.sin(np.pi * s)) for a in x]
                for s in (0, 0.3, 0.6, 1)
            ]
            ship.add("sail", skin(np.array(rows), closed=False))


def _superstructure(
    ship: Assembly, random: np.random.Generator, long: float, width: float, level: float
) -> None:
    size, z = random.uniform(0.2, 0.6) * long, random.uniform(-0.25, 0.05) * long
    y = level
    for step in range(int(random.integers(1, 4))):
        tall = random.uniform(0.2, 0.3)
        scale = 1.0 - 0.22 * step
        ship.add(
            "cabin", box(0.65 * width * scale, tall, size * scale, 0.03).moved(0, y + 0.5 * tall, z)
        )
        y += tall
    if chance(random, 0.7):
        funnel = cylinder(0.09, 0.4, top=0.075).moved(0, y + 0.15)
        for k in range(int(random.integers(1, 4))):
            ship.add("cabin", funnel.moved(0, 0, z - 0.25 * size + 0.25 * k), detail="funnel")
    if chance(random, 0.6):
        ship.add("mast", rod((0, y, z + 0.1), (0, y + random.uniform(0.3, 0.8), z + 0.1), 0.02))


def truck(random: np.random.Generator) -> LabelledMesh:
    """A lorry, dump truck, tanker or trailer truck; it drives towards +z."""
    truck = Assembly(TRUCK, TRUCK_DETAILS)
    width, radius = random.uniform(1.8, 2.1), random.uniform(0.4, 0.5)
    floor = 1.8 * radius
    cab, load = random.uniform(1.3, 2.0), random.uniform(2.8, 5.5)
    tall = random.uniform(1.4, 2.2)
    hood = random.uniform(0.6, 1.2) if chance(random, 0.4) else 0.0
    side = [(0, 0), (cab + hood, 0), (cab + hood, 0.45 * tall if hood else 0.5 * tall)]
    side += [(cab + 0.1 * (hood > 0), 0.55 * tall), (cab - 0.3, tall), (0, tall)]
    truck.add("cab", prism(np.array(side), width, "x", 0.06).moved(0, floor - 0.2))
    front = cab + hood
    truck.add("cab", box(width, 0.2, 0.15, 0.04).moved(0, floor - 0.25, front), detail="bumper")
    light = ball(0.12, 0.1, 0.05, 10).moved(0.38 * width, floor + 0.1, front)
    truck.add("cab", light.both(), detail="light")
    truck.add(
        "chassis", box(0.5 * width, 0.18, front + load).moved(0, floor - 0.25, 0.5 * (front - load))
    )
    _load(truck, random, width, floor, load)
    tread = [
        (0, -0.14),
        (radius, -0.14),
        (radius, 0.14),
        (0.6 * radius, 0.14),
        (0.5 * radius, 0.02),
    ]
    wheel = lathe([*tread, (0, 0.08)], 20).turned("z", -90.0)
    places = [front - 0.55, -load + 0.6] + [-load + 1.6] * int(random.integers(0, 2))
    places += [-0.2] * (load > 4.2)
    for z in places:
        truck.add("wheel", wheel.moved(0.5 * width - 0.1, radius, z).both())
        truck.add(
            "chassis", rod((-0.4 * width, radius, z), (0.4 * width, radius, z), 0.06, sides=6)
        )
    return truck.finish()


def _load(
    truck: Assembly, random: np.random.Generator, width: float, floor: float, load: float
) -> None:
    kind = pick(random, "box", "box", "bed", "dump", "tank")
    middle = -0.5 * load - 0.1
    if kind == "box":
        tall = random.uniform(1.5, 2.4)
        truck.add(
            "cargo bed", box(1.03 * width, tall, load).moved(0, floor + 0.5 * tall - 0.1, middle)
        )
    elif kind == "tank":
        size = random.uniform(0.8, 1.0)
        tank = cylinder(size, load, "z").stretched(1, 0.85, 1)
        truck.add("cargo bed", tank.moved(0, floor + 0.75 * size, middle))
    else:
        tall = random.uniform(0.4, 1.0)
        tilt = random.uniform(5.0, 40.0) if kind == "dump" and chance(random, 0.5) else 0.0
        walls = [box(0.05, tall, load).moved(0.5 * width).both()]
        walls += [box(width, tall, 0.05).moved(0, 0, 0.5 * load).both("z")]
        walls += [box(width, 0.06, load).moved(0, -0.5 * tall)]
        for wall in walls:
            up = wall.moved(0, 0.5 * tall, 0.5 * load).turned("x", -tilt)
            truck.add("cargo bed", up.moved(0, floor - 0.1, middle - 0.5 * load))
    if chance(random, 0.2):
        bar = smooth(rectangle(width, 0.6), 8, closed=True)
        truck.add("chassis", prism(bar, 0.05, "z").moved(0, floor + 0.2, -0.05))
