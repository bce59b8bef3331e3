"""Bodies with limbs: people and four-legged animals."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import Points, smooth, superellipse
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, hull, lathe
from patchalign3d_training.synthesis.sweeps import rod, sweep

PERSON = {
    "head": ("head", "human head", "face", "skull", "head and neck"),
    "torso": ("torso", "body", "trunk", "upper body", "chest", "belly"),
    "arm": ("arm", "arms", "human arm", "upper limb"),
    "leg": ("leg", "legs", "human leg", "lower limb", "thigh"),
}
PERSON_DETAILS = {
    "hand": ("hand", "hands", "fingers", "palm"),
    "foot": ("foot", "feet", "shoe", "shoes"),
    "hair": ("hair", "haircut", "hat"),
}
ANIMAL = {
    "head": ("head", "animal head", "face", "muzzle", "skull"),
    "body": ("body", "torso", "trunk", "animal body", "belly"),
    "leg": ("leg", "legs", "animal leg", "paw", "limb"),
    "tail": ("tail", "animal tail", "tail end", "dog tail", "horse tail"),
    "neck": ("neck", "animal neck", "throat", "nape"),
}
ANIMAL_DETAILS = {
    "ear": ("ear", "ears"),
    "horn": ("horn", "horns", "antler"),
    "hoof": ("hoof", "foot", "feet"),
}


def _limb(points: Points, radii: Points, flat: float = 1.0) -> Mesh:
    """A soft tube through joints with a radius at each."""
    curve = smooth(np.concatenate([points, radii[:, None]], axis=1), 5 * len(points))
    section = superellipse(2.0, 2.0 * flat, 2.0, 12)
    return sweep(curve[:, :3], np.maximum(curve[:, 3], 0.005), section)


def _turn(angle: float, lift: float) -> Points:
    """A unit direction: hanging down, lifted sideways by `lift`, swung forward by `angle`."""
    side, swing = np.radians(lift), np.radians(angle)
    return np.array([np.sin(side), -np.cos(side) * np.cos(swing), np.cos(side) * np.sin(swing)])


def person(random: np.random.Generator) -> LabelledMesh:
    """A standing, walking, sitting or waving person, slender to stout, looking along +z."""
    person = Assembly(PERSON, PERSON_DETAILS)
    stout = random.uniform(0.8, 1.35)
    shoulder, hip = random.uniform(0.17, 0.24), random.uniform(0.09, 0.13) * stout**0.5
    thigh = random.uniform(0.38, 0.48)
    crotch = 2 * thigh + 0.06
    top = crotch + random.uniform(0.5, 0.62)
    levels = np.linspace(0.0, 1.0, 7)
    waist = random.uniform(0.65, 0.95) * stout
    wide = np.interp(levels, [0, 0.2, 0.5, 0.85, 1.0], [1.6 * hip, 2.9 * hip, 2.5 * hip * waist,
                                                        2 * shoulder, 0.13])  # fmt: skip
    deep = (
        np.interp(levels, [0, 0.2, 0.5, 0.8, 1.0], [0.14, 0.22, 0.19 * stout, 0.23, 0.11]) * stout
    )
    rings = []
    for level, w, d in zip(levels, wide, deep, strict=True):
        flat = superellipse(w, d, 2.4, 22)
        y = crotch - 0.04 + level * (top - crotch + 0.06)
        rings.append(np.stack([flat[:, 0], np.full(22, y), flat[:, 1]], axis=1))
    person.add("torso", skin(np.stack(rings)))
    _head(person, random, top)
    sits = chance(random, 0.1)
    together = chance(random, 0.5)
    stance = (random.uniform(-35.0, 35.0), random.uniform(-35.0, 35.0))
    for side, swing in zip((1, -1), (0.0, 0.0) if together else stance, strict=True):
        if sits:
            swing = 85.0
        _leg(person, random, side, swing, hip, crotch, thigh, stout)
        _arm(person, random, side, shoulder, top, stout)
    return person.finish()


def _head(person: Assembly, random: np.random.Generator, top: float) -> None:
    size = random.uniform(0.095, 0.125)
    neck = lathe([(0.065, top - 0.05), (0.055, top + 0.06), (0.05, top + 0.12)], 14)
    at = top + 0.12 + 0.9 * size
    skull = ball(0.82 * size, 1.15 * size, size).moved(0, at, 0.015)
    nose = ball(0.012, 0.022, 0.025, 8).moved(0, at - 0.02, size + 0.015)
    ear = ball(0.012, 0.03, 0.02, 8).moved(0.82 * size, at - 0.01)
    person.add("head" if chance(random, 0.6) else "torso", neck)
    person.add("head", skull, nose, ear.both())
    if chance(random, 0.4):
        hair = ball(0.95 * size, 1.1 * size, 1.1 * size).moved(0, at + 0.02, -0.02)
        keep = hair.vertices[hair.faces].mean(axis=1)
        mask = (keep[:, 1] > at + 0.02) | (keep[:, 2] < -0.02)
        person.add("head", Mesh(hair.vertices, hair.faces[mask]), detail="hair")


def _leg(
    person: Assembly,
    random: np.random.Generator,
    side: int,
    swing: float,
    hip: float,
    crotch: float,
    thigh: float,
    stout: float,
) -> None:
    lift = random.uniform(0.0, 14.0)
    start = np.array([hip, crotch + 0.02, 0.0])
    knee = start + thigh * _turn(swing, lift)
    bend = swing - (random.uniform(0.0, 30.0) if swing < 60 else 85.0)
    ankle = knee + thigh * _turn(bend, 0.6 * lift)
    points = np.stack([start, 0.5 * (start + knee), knee, 0.6 * knee + 0.4 * ankle, ankle])
    radii = np.array([0.085, 0.078, 0.055, 0.056, 0.036]) * stout
    leg = _limb(points, radii)
    long = random.uniform(0.2, 0.26)
    rows = [(0.7 * long, 0.06, 0.03, -0.045), (0.45 * long, 0.09, 0.05, -0.035)]
    foot = hull([*rows, (0.0, 0.075, 0.09, -0.015), (-0.2 * long, 0.05, 0.06, -0.03)]).moved(*ankle)
    for piece, detail in ((leg, None), (foot, "foot")):
        person.add("leg", piece if side > 0 else piece.mirrored(), detail=detail)


def _arm(
    person: Assembly,
    random: np.random.Generator,
    side: int,
    shoulder: float,
    top: float,
    stout: float,
) -> None:
    lift = pick(random, 8.0, 20.0, 45.0, 88.0, random.uniform(0.0, 160.0))
    swing = random.uniform(-20.0, 40.0)
    start = np.array([0.93 * shoulder, top - 0.05, 0.0])
    upper, lower = random.uniform(0.26, 0.32), random.uniform(0.23, 0.28)
    elbow = start + upper * _turn(swing, lift)
    bend = swing + (random.uniform(0.0, 90.0) if chance(random, 0.4) else 8.0)
    wrist = elbow + lower * _turn(bend, lift)
    points = np.stack([start, 0.5 * (start + elbow), elbow, wrist])
    arm = _limb(points, np.array([0.06, 0.05, 0.038, 0.026]) * stout**0.7)
    along = (wrist - elbow) / lower
    palm = _limb(np.stack([wrist, wrist + 0.08 * along, wrist + 0.17 * along]),
                 np.array([0.03, 0.045, 0.015]), 0.45)  # fmt: skip
    for piece, detail in ((arm, None), (palm, "hand")):
        person.add("arm", piece if side > 0 else piece.mirrored(), detail=detail)


def animal(random: np.random.Generator) -> LabelledMesh:
    """A dog, cat, horse, cow, giraffe, elephant or pig; it looks along +z."""
    animal = Assembly(ANIMAL, ANIMAL_DETAILS)
    kind = pick(random, "dog", "dog", "cat", "horse", "horse", "cow", "giraffe", "pig", "sheep")
    legs = {"horse": 1.0, "giraffe": 1.2, "pig": 0.4, "cow": 0.7, "cat": 0.6}.get(kind, 0.75)
    legs *= random.uniform(0.85, 1.15)
    half = random.uniform(0.5, 0.65)
    girth = {"pig": 0.36, "cow": 0.36, "sheep": 0.36, "cat": 0.2}.get(kind, 0.27)
    girth *= random.uniform(0.9, 1.1)
    y = legs * 0.75 + 0.6 * girth
    rows = [
        (half + 0.08, 0.4 * girth, 0.5 * girth, y + 0.08),
        (half - 0.05, 1.4 * girth, 1.8 * girth, y),
    ]
    rows += [
        (0.0, 1.5 * girth, 1.75 * girth, y - 0.03),
        (-half + 0.1, 1.4 * girth, 1.7 * girth, y + 0.02),
    ]
    animal.add("body", hull([*rows, (-half - 0.08, 0.5 * girth, 0.7 * girth, y + 0.06)]))
    reach = {"giraffe": 1.2, "horse": 0.6, "cow": 0.35, "pig": 0.12, "sheep": 0.25}.get(kind, 0.3)
    slope = np.radians(random.uniform(25.0, 70.0) if kind not in ("pig",) else 10.0)
    if kind == "giraffe":
        slope = np.radians(75.0)
    start = np.array([0.0, y + 0.3 * girth, half - 0.05])
    tip = start + reach * np.array([0.0, np.sin(slope), np.cos(slope)])
    neck = _limb(np.stack([start, 0.5 * (start + tip), tip]), np.array([0.75, 0.5, 0.42]) * girth)
    animal.add("neck", neck)
    _animal_head(animal, random, kind, tip, girth)
    _animal_legs(animal, random, y, half, girth, legs)
    _animal_tail(animal, random, kind, y, half, girth)
    return animal.finish()


def _animal_head(
    animal: Assembly, random: np.random.Generator, kind: str, tip: Points, girth: float
) -> None:
    size = girth * random.uniform(0.5, 0.65)
    long = {"horse": 1.5, "cow": 1.3, "giraffe": 1.3, "cat": 0.55}.get(
        kind, random.uniform(0.8, 1.3)
    )
    rows = [(-0.6 * size, 0.8 * size, 0.9 * size, 0.0), (0.0, 1.6 * size, 1.7 * size, 0.0)]
    rows += [(0.7 * size, 1.2 * size, 1.2 * size, -0.1 * size)]
    rows += [((0.7 + long) * size, 0.75 * size, 0.7 * size, -0.25 * size)]
    drop = random.uniform(0.0, 40.0)
    pieces: list[tuple[Mesh, str | None]] = [(hull(rows), None)]
    tall = size * {"cat": 0.6, "horse": 0.6}.get(kind, random.uniform(0.5, 1.1))
    root, end = (0.5 * size, 0.6 * size, -0.1 * size), (0.75 * size, 0.6 * size + tall, -0.2 * size)
    ear = rod(root, end, 0.3 * size, 0.05 * size, sides=6)
    if kind in ("dog", "pig") and chance(random, 0.5):
        ear = ball(0.1 * size, 0.55 * size, 0.3 * size, 8).moved(0.85 * size, 0.1 * size)
    pieces.append((ear.both(), "ear"))
    if kind in ("cow", "giraffe", "sheep") and chance(random, 0.7):
        path = smooth([(0.4, 0.7, 0.0), (0.9, 1.1, 0.0), (1.0, 1.6, 0.1)], 8) * size
        pieces.append((sweep(path, np.linspace(0.16, 0.03, 8) * size, sides=6).both(), "horn"))
    for piece, detail in pieces:
        animal.add("head", piece.turned("x", drop).moved(*tip), detail=detail)


def _animal_legs(
    animal: Assembly, random: np.random.Generator, y: float, half: float, girth: float, legs: float
) -> None:
    thick = girth * random.uniform(0.28, 0.42)
    foot = box(1.1 * thick, 0.5 * thick, 1.5 * thick, 0.2 * thick)
    for z, knee in ((half - 0.12, 0.04), (-half + 0.12, -0.08)):
        for side in (1, -1):
            swing = random.uniform(-0.2, 0.2) * legs if chance(random, 0.4) else 0.0
            x = side * 0.5 * girth
            joints = np.array(
                [
                    (x, y, z),
                    (x, 0.4 * y, z + knee * legs + 0.4 * swing),
                    (x, 0.25 * thick, z + swing),
                ]
            )
            animal.add("leg", _limb(joints, np.array([1.3, 0.65, 0.5]) * thick))
            animal.add("leg", foot.moved(x, 0.25 * thick, z + swing + 0.2 * thick), detail="hoof")


def _animal_tail(
    animal: Assembly, random: np.random.Generator, kind: str, y: float, half: float, girth: float
) -> None:
    long = {"pig": 0.15, "sheep": 0.12, "cow": 0.6}.get(kind, random.uniform(0.3, 0.7))
    rise = random.uniform(-0.8, 0.9) if kind in ("dog", "cat") else random.uniform(-1.0, -0.5)
    start = np.array([0.0, y + 0.5 * girth, -half - 0.02])
    side = random.uniform(-0.2, 0.2) * long
    joints = [start, start + (0.3 * side, 0.2 * rise * long, -0.5 * long)]
    joints.append(start + (side, rise * long, -0.6 * long))
    thick = girth * random.uniform(0.12, 0.2)
    radii = np.array([1.0, 0.8, pick(random, 0.4, 1.3)]) * thick
    animal.add("tail", join(_limb(np.stack(joints), radii)))
