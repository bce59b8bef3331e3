"""Rockets and missiles."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import smooth
from patchalign3d_training.synthesis.solids import cylinder, lathe, prism, wing
from patchalign3d_training.synthesis.sweeps import ring, rod, tube

PARTS = {
    "body": ("body", "rocket body", "main body", "hull", "rocket tube", "stage"),
    "fin": ("fin", "fins", "rocket fin", "stabilizer", "side fin", "guide vane"),
    "nose": ("nose", "nose cone", "tip", "rocket tip", "rocket nose", "warhead"),
}
DETAILS = {
    "nozzle": ("nozzle", "engine", "rocket engine", "thruster"),
    "booster": ("booster", "side booster", "rocket booster"),
    "window": ("window", "porthole"),
}


def rocket(random: np.random.Generator) -> LabelledMesh:
    """A missile, a launcher, a toy rocket or a cartoon rocket; it stands on its tail or lies."""
    rocket = Assembly(PARTS, DETAILS)
    kind = pick(random, "missile", "missile", "launcher", "toy", "cartoon")
    long = {"missile": random.uniform(5.0, 12.0), "cartoon": random.uniform(2.5, 4.0)}.get(
        kind, random.uniform(4.0, 9.0)
    )
    radius = random.uniform(0.4, 0.6)
    nose = radius * random.uniform(1.0, 4.0)
    top = long - nose
    body = np.array([(1.0, 0.0), (1.0, 0.5), (1.0, 1.0)])
    if kind == "cartoon":
        body = smooth([(0.6, 0), (1.1, 0.35), (1.1, 0.65), (0.85, 1.0)], 14)
    elif kind == "launcher" and chance(random, 0.5):
        step = random.uniform(0.4, 0.7)
        thin = random.uniform(0.6, 1.2)
        body = np.array([(1, 0), (1, step), (thin, step + 0.05), (thin, 1.0)])
    profile = body * (radius, top)
    rocket.add("body", lathe([(0, 0), *profile], 20))
    _nose(rocket, random, profile[-1, 0], top, nose)
    _fins(rocket, random, kind, radius, long, profile[0, 0])
    if chance(random, 0.5):
        bell = lathe(
            [(0, 0.3), (0.35, 0.25), (0.5, -0.1), (0.75, -0.6), (0.7, -0.6), (0.3, 0.2)], 16
        )
        count = 1 if chance(random, 0.7) else 4
        size = profile[0, 0] * (1.0 if count == 1 else 0.4)
        one = bell.stretched(size, size, size).moved(0.0 if count == 1 else 0.5 * radius)
        rocket.add("body", one.around(count), detail="nozzle")
    if kind == "launcher" and chance(random, 0.6):
        _boosters(rocket, random, radius, top)
    if chance(random, 0.4):
        for share in random.uniform(0.1, 0.9, int(random.integers(1, 4))):
            at = float(np.interp(share * top, profile[:, 1], profile[:, 0]))
            rocket.add("body", ring(at, 0.05 * radius, "y", 20, 5).moved(0, share * top))
    if kind == "cartoon" and chance(random, 0.6):
        window = ring(0.3 * radius, 0.08 * radius, "z", 16, 6).moved(0, 0.6 * top, 1.08 * radius)
        rocket.add("body", window, detail="window")
    return _laid(rocket.finish(), chance(random, 0.5))


def _laid(mesh: LabelledMesh, lies: bool) -> LabelledMesh:
    if not lies:
        return mesh
    turned = Mesh(mesh.vertices, mesh.faces).turned("x", 90.0)
    return LabelledMesh(
        turned.vertices, mesh.faces, mesh.face_part, mesh.parts, mesh.face_detail, mesh.details
    )


def _nose(
    rocket: Assembly, random: np.random.Generator, radius: float, top: float, height: float
) -> None:
    blunt = random.uniform(1.0, 2.2)
    share = np.linspace(0.0, 1.0, 9)
    curve = np.stack([radius * (1.0 - share**blunt), top + height * share], axis=1)
    if chance(random, 0.3):
        curve[:, 0] *= 1.0 + 0.25 * np.sin(np.pi * np.minimum(1.5 * share, 1.0))
    curve[-1, 0] = 0.0
    rocket.add("nose", lathe(curve, 20))
    if chance(random, 0.3):
        tip = top + height
        rocket.add("nose", rod((0, tip - 0.05, 0), (0, tip + 0.5 * height, 0), 0.06 * radius))


def _fins(
    rocket: Assembly,
    random: np.random.Generator,
    kind: str,
    radius: float,
    long: float,
    foot: float,
) -> None:
    count = pick(random, 4, 4, 4, 3, 3, 6)
    start = random.uniform(0.0, 90.0)
    rings = pick(random, 1, 1, 2) if kind == "missile" else 1
    for level in range(rings):
        span, chord = radius * random.uniform(0.7, 1.9), radius * random.uniform(1.0, 2.6)
        y = 0.0 if level == 0 else long * random.uniform(0.45, 0.7)
        slope = random.uniform(-0.6, 0.4) if kind != "cartoon" else random.uniform(-0.9, -0.4)
        tip = chord * random.uniform(0.15, 0.9)
        root_x = 0.9 * foot if kind == "cartoon" else 0.95 * radius
        corners = [(root_x, y + chord), (root_x, y), (root_x + span, y + slope * span)]
        corners += [(root_x + span, y + slope * span + tip)]
        fin = prism(np.array(corners), radius * random.uniform(0.04, 0.14), "z")
        if chance(random, 0.25):
            fin = wing([(root_x, 0, 0), (root_x + span, 0, 0)], [chord, tip + 0.1], 0.1)
            fin = fin.turned("x", -90.0).moved(0, y + 0.6 * chord)
        elif kind == "cartoon" and chance(random, 0.5):
            path = [
                (root_x, y + chord, 0),
                (root_x + span, y + 0.3 * chord, 0),
                (root_x + span, y - 0.4, 0),
            ]
            fin = tube(path, 0.16 * radius, 12, 8).stretched(1, 1, 0.6)
        rocket.add("fin", fin.around(count, start=start))


def _boosters(rocket: Assembly, random: np.random.Generator, radius: float, top: float) -> None:
    size, tall = radius * random.uniform(0.3, 0.6), top * random.uniform(0.35, 0.75)
    cone = lathe([(size, tall), (0.5 * size, tall + size), (0, tall + 1.8 * size)], 14)
    tank = cylinder(size, tall, sides=14).moved(0, 0.5 * tall)
    count, away = pick(random, 2, 2, 4), radius + 0.95 * size
    rocket.add("body", tank.moved(away).around(count), detail="booster")
    rocket.add("nose", cone.moved(away).around(count))
