"""Guitars."""

import numpy as np

from patchalign3d_training.synthesis.categories.guitar_bodies import horned, waisted
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import (
    Points,
    ellipse,
    grown,
    lengthwise,
    plane,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, prism, sheet
from patchalign3d_training.synthesis.sweeps import beam, ring, rod

PARTS = {
    "headstock": (
        "headstock",
        "guitar head",
        "head",
        "tuning head",
        "peg head",
        "guitar headstock",
        "top of the neck",
    ),
    "neck": ("neck", "guitar neck", "fingerboard", "long neck", "neck board"),
    "body": ("body", "guitar body", "sound box", "main body", "soundboard", "resonator"),
}
DETAILS = {
    "peg": ("tuning peg", "tuner", "peg", "machine head"),
    "hole": ("sound hole", "soundhole", "rosette"),
    "bridge": ("bridge", "saddle", "string holder"),
    "string": ("string", "strings", "guitar strings"),
    "pickup": ("pickup", "pickups", "magnetic pickup"),
    "fret": ("fret", "frets", "fret wire"),
    "knob": ("knob", "control knob", "volume knob"),
}


def guitar(random: np.random.Generator) -> LabelledMesh:
    """An acoustic, classical, electric or bass guitar or a ukulele, standing on its body."""
    guitar = Assembly(PARTS, DETAILS)
    acoustic = chance(random, 0.4)
    width = random.uniform(0.3, 0.46)
    length = width * random.uniform(1.05, 1.5)
    depth = width * (random.uniform(0.16, 0.34) if acoustic else random.uniform(0.07, 0.15))
    if acoustic:
        outline, seam = waisted(random, width, length), length
    else:
        outline, seam = horned(random, width, length)
    front = 0.5 * depth
    if acoustic and chance(random, 0.6):
        _hollow(guitar, random, outline, depth, length)
    else:
        round_edge = 0.4 * depth if chance(random, 0.5) else 0.0
        guitar.add("body", prism(outline, depth, "z", min(round_edge, 0.02)))
    neck = random.uniform(0.3, 0.5) * random.uniform(0.9, 1.25)
    thin = random.uniform(0.036, 0.062)
    start = seam - random.uniform(0.0, 0.14) * length
    top = seam + neck
    if acoustic:
        heel = beam((0, seam - 0.03, 0), (0, seam + 0.05, 0.6 * front), 0.05, 0.6 * depth)
        guitar.add("neck", heel)
        if chance(random, 0.6):
            hole = ring(0.11 * length, 0.008, "z", 20, 5).moved(0, 0.62 * length, front)
            guitar.add("body", hole, detail="hole")
    else:
        _electrics(guitar, random, width, length, front)
    spread = 0.28 * width if not acoustic and chance(random, 0.03) else 0.0
    offsets = (spread, -spread) if spread else (0.0,)
    overlap = random.uniform(0.05, 0.25) * length if chance(random, 0.5) else 0.0
    for x in offsets:
        part = Assembly(PARTS, DETAILS)
        _neck(part, random, (start, seam, top), front, thin, overlap)
        _head(part, random, top, front - 0.01, thin)
        _strings(part, random, (start, length, top), front, thin)
        guitar.take(part, x)
    return guitar.finish()


def _hollow(
    guitar: Assembly, random: np.random.Generator, outline: Points, depth: float, length: float
) -> None:
    """A sound box with a hole in its top and, in some models, its inner walls."""
    front = 0.5 * depth
    hole = ellipse(0.22 * length, 0.22 * length, len(outline)) + (0.0, 0.62 * length)
    first = int(np.argmax(outline[:, 0]))
    rim = np.roll(outline, -first, axis=0)
    rings = np.stack([plane(rim, "z", front), plane(hole, "z", front)])
    guitar.add("body", skin(rings, caps=False), sheet(outline, "z", -front))
    wall = np.stack([plane(outline, "z", at) for at in (-front, front)])
    guitar.add("body", skin(wall, caps=False))
    if chance(random, 0.4):
        guitar.add("body", skin(wall * (0.97, 0.97, 0.95), caps=False))
        guitar.add("body", sheet(outline * 0.97, "z", -0.93 * front))
    if chance(random, 0.5):
        edge = grown(outline, 0.004)
        binding = np.stack([plane(edge, "z", at) for at in (front, 0.93 * front)])
        guitar.add("body", skin(binding, caps=False))


def _neck(
    guitar: Assembly,
    random: np.random.Generator,
    heights: tuple[float, float, float],
    front: float,
    thin: float,
    overlap: float,
) -> None:
    start, seam, top = heights
    taper = random.uniform(0.75, 0.95)
    bar = beam((0, start, front + 0.002), (0, top, front - 0.004), thin, 0.028, taper)
    guitar.add("neck", bar)
    if overlap:
        board = beam((0, seam - overlap, front + 0.012), (0, top, front + 0.01), thin, 0.008, taper)
        guitar.add("neck", board)
    if chance(random, 0.3):
        fret = box(0.9 * thin, 0.002, 0.004)
        levels = top - (top - start) * (1.0 - 2.0 ** (-np.arange(1, 16) / 12.0)) * 1.5
        places = [(0.0, y, front + 0.017) for y in levels if y > start]
        guitar.add("neck", fret.at(places), detail="fret")


def _strings(
    guitar: Assembly,
    random: np.random.Generator,
    heights: tuple[float, float, float],
    front: float,
    thin: float,
) -> None:
    """A bridge, perhaps a tailpiece, perhaps strings, each part's stretch its own."""
    start, length, top = heights
    y = random.uniform(0.2, 0.32) * length
    bridge = box(random.uniform(0.07, 0.17), random.uniform(0.015, 0.04), 0.014, 0.004)
    guitar.add("body", bridge.moved(0, y, front + 0.005), detail="bridge")
    if chance(random, 0.25):
        guitar.add("body", box(0.09, 0.02, 0.016).moved(0, 0.6 * y, front + 0.005), detail="bridge")
    if not chance(random, 0.55):
        return
    thick = random.uniform(0.0006, 0.0015)
    low, seam, high = (y, front + 0.014), (start, front + 0.017), (top, front + 0.018)
    for x in np.linspace(-0.38, 0.38, pick(random, 6, 6, 4)) * thin:
        for part, (first, near), (last, far) in (("body", low, seam), ("neck", seam, high)):
            string = rod((1.2 * x, first, near), (x, last, far), thick, sides=4)
            guitar.add(part, string, detail="string")


def _electrics(
    guitar: Assembly, random: np.random.Generator, width: float, length: float, front: float
) -> None:
    coil = box(0.09, 0.03, 0.014, 0.005)
    for share in (0.38, 0.5, 0.62)[: int(random.integers(1, 4))]:
        guitar.add("body", coil.moved(0, share * length, front + 0.004), detail="pickup")
    knob = cylinder(0.012, 0.016, "z", sides=10)
    for i in range(int(random.integers(1, 5))):
        at = ((0.25 + 0.03 * i) * width, (0.3 - 0.06 * i) * length, front + 0.008)
        guitar.add("body", knob.moved(*at), detail="knob")
    if chance(random, 0.4):
        guard = np.array([(0.1, 0.2), (0.4, 0.25), (0.36, 0.5), (0.2, 0.75), (0.08, 0.7)])
        guard = guard * (width, length)
        guitar.add("body", sheet(guard, "z", front + 0.002))
    if chance(random, 0.3):
        at = (0.12 * width, 0.2 * length, front + 0.02)
        guitar.add("body", rod((0.1 * width, 0.27 * length, front + 0.01), at, 0.003, sides=5))


def _head(
    guitar: Assembly, random: np.random.Generator, top: float, front: float, thin: float
) -> None:
    long, wide = random.uniform(0.1, 0.22), random.uniform(0.055, 0.11)
    lean = random.uniform(0.0, 16.0)
    kind = pick(random, "open", "paddle", "hook", "plain")
    if kind in ("open", "paddle"):
        half = [(0.5 * thin, 0.0), (0.45 * wide, 0.25 * long), (0.5 * wide, 0.85 * long)]
        outline = lengthwise([*half, (0.3 * wide, long)], 20)
    elif kind == "hook":
        points = [
            (0.5, 0),
            (0.45, 0.3),
            (0.6, 0.85),
            (0.2, 1.0),
            (-0.1, 0.9),
            (-0.6, 0.75),
            (-0.5, 0),
        ]
        outline = np.array(points) * (wide, long)
    else:
        points = [(0.4, 0), (0.5, 0.2), (0.45, 1.0), (-0.45, 1.0), (-0.5, 0.2), (-0.4, 0)]
        outline = np.array(points) * (wide, long)

    def set_up(piece: Mesh) -> Mesh:
        return piece.turned("x", -lean).moved(0.0, top, front)

    guitar.add("headstock", set_up(prism(outline, 0.016, "z")))
    peg = ball(0.009, 0.012, 0.006, 8).moved(0.5 * wide + 0.018)
    post = rod((0.3 * wide, 0, 0), (0.5 * wide + 0.018, 0, 0), 0.003, sides=5)
    button = cylinder(0.006, 0.014, "z", sides=8).moved(0.25 * wide, 0, 0.012)
    tuner = join(peg, post, button)
    in_line = kind == "hook" or chance(random, 0.2)
    for share in np.linspace(0.2, 0.85, 6 if in_line else pick(random, 3, 3, 2)):
        piece = tuner.mirrored() if in_line else tuner.both()
        guitar.add("headstock", set_up(piece.moved(0, share * long)), detail="peg")
    if chance(random, 0.5):
        nut = box(1.05 * thin, 0.008, 0.02).moved(0, top, front + 0.012)
        guitar.add(pick(random, "headstock", "neck"), nut)
