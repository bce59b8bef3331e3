"""Guitars."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import Points, lengthwise, smooth
from patchalign3d_training.synthesis.solids import ball, box, cylinder, prism, sheet
from patchalign3d_training.synthesis.sweeps import beam, ring, rod

PARTS = {
    "headstock": ("headstock", "guitar head", "head", "tuning head", "peg head"),
    "neck": ("neck", "guitar neck", "fingerboard", "long neck", "neck board"),
    "body": ("body", "guitar body", "sound box", "main body", "soundboard", "resonator"),
}
DETAILS = {
    "peg": ("tuning peg", "tuner", "peg", "machine head"),
    "hole": ("sound hole", "soundhole", "rosette"),
    "bridge": ("bridge", "saddle", "string holder"),
    "string": ("string", "strings", "guitar strings"),
    "pickup": ("pickup", "pickups", "magnetic pickup"),
    "knob": ("knob", "control knob", "volume knob"),
}


def guitar(random: np.random.Generator) -> LabelledMesh:
    """An acoustic, classical, electric or bass guitar or a ukulele, standing on its body."""
    guitar = Assembly(PARTS, DETAILS)
    acoustic = chance(random, 0.45)
    width = random.uniform(0.32, 0.44)
    length = width * random.uniform(1.1, 1.45)
    depth = width * (random.uniform(0.2, 0.32) if acoustic else random.uniform(0.09, 0.15))
    if acoustic:
        outline, seam = _waisted(random, width, length), length
    else:
        outline, seam = _horned(random, width, length)
    round_edge = 0.4 * depth if not acoustic and chance(random, 0.5) else 0.0
    guitar.add("body", prism(outline, depth, "z", min(round_edge, 0.02)))
    front = 0.5 * depth
    neck = random.uniform(0.32, 0.46) * random.uniform(0.9, 1.25)
    thin = random.uniform(0.036, 0.055)
    start = seam - random.uniform(0.0, 0.12) * length
    top = seam + neck
    bar = beam((0, start, front + 0.002), (0, top, front - 0.004), thin, 0.028, 0.85)
    guitar.add("neck", bar)
    if chance(random, 0.5):
        overlap = random.uniform(0.05, 0.25) * length
        board = beam((0, seam - overlap, front + 0.012), (0, top, front + 0.01), thin, 0.008, 0.85)
        guitar.add("neck", board)
    if acoustic:
        guitar.add(
            "neck", beam((0, seam - 0.03, 0), (0, seam + 0.05, 0.6 * front), 0.05, 0.6 * depth)
        )
        hole = ring(0.11 * length, 0.008, "z", 20, 5).moved(0, 0.62 * length, front)
        guitar.add("body", hole, detail="hole")
    else:
        _electrics(guitar, random, width, length, front)
    _head(guitar, random, top, front - 0.01, thin)
    bridge = box(random.uniform(0.08, 0.16), 0.03, 0.014).moved(0, 0.27 * length, front + 0.005)
    guitar.add("body", bridge, detail="bridge")
    if chance(random, 0.5):
        count = pick(random, 6, 6, 4)
        for x in np.linspace(-0.38, 0.38, count) * thin:
            low, high = (1.3 * x, 0.27 * length, front + 0.014), (x, top, front + 0.016)
            string = rod(low, high, 0.0011, sides=4)
            middle = start + 0.3 * (top - start)
            guitar.add("neck" if middle > length else "body", string, detail="string")
    return guitar.finish()


def _waisted(random: np.random.Generator, width: float, length: float) -> Points:
    half = 0.5 * width
    upper, waist = random.uniform(0.68, 0.85), random.uniform(0.55, 0.75)
    controls = [(0.02, 0.0), (0.7 * half, 0.04 * length), (half, 0.27 * length)]
    controls += [(half * waist, 0.58 * length), (half * upper, 0.8 * length)]
    controls += [(0.6 * half * upper, 0.97 * length), (0.02, length)]
    outline = lengthwise(controls, 44)
    if chance(random, 0.25):
        cut = (outline[:, 0] > 0.1 * half) & (outline[:, 1] > 0.78 * length)
        outline = np.where(cut[:, None], outline * (0.75, 0.93), outline)
    return outline


def _horned(random: np.random.Generator, width: float, length: float) -> tuple[Points, float]:
    """An electric body; also the height at which the neck leaves it."""
    half = 0.5 * width
    kind = pick(random, "double", "double", "single", "vee", "bolt", "round")
    if kind == "vee":
        spread = random.uniform(0.9, 1.3) * half
        points = [(0.04, 0.3 * length), (spread, -0.12 * length), (1.15 * spread, 0.0)]
        points += [(0.16 * width, length), (-0.16 * width, length), (-1.15 * spread, 0.0)]
        points += [(-spread, -0.12 * length), (-0.04, 0.3 * length)]
        return np.asarray(points, dtype=np.float64), length
    if kind == "bolt":
        points = [(0.1, 0), (1.1, 0.1), (0.7, 0.5), (1.2, 0.95), (0.3, 0.8), (-0.3, 0.8)]
        points += [(-0.7, 1.0), (-0.8, 0.5), (-1.1, 0.25), (-0.4, 0.1)]
        jitter = random.uniform(0.85, 1.15, (10, 1))
        return np.array(points) * (half, length) * jitter, 0.8 * length
    if kind == "round":
        return _waisted(random, width, length), length
    seam = 0.78 * length
    lower, horn = random.uniform(0.95, 1.2), random.uniform(0.85, 1.1)
    right = [(0.0, 0.0), (0.7, 0.05), (1.0, 0.27), (0.72, 0.55), (0.85 * horn, 0.8), (0.72, lower)]
    right += [(0.42, 0.86), (0.2, 0.78)]
    if kind == "single":
        left = [(-0.2, 0.9), (-0.5, 0.97), (-0.8, 0.85), (-0.72, 0.55), (-1.0, 0.27), (-0.7, 0.05)]
    else:
        left = [(-0.2, 0.78), (-0.42, 0.88), (-0.75, 1.08 * lower), (-0.85 * horn, 0.82)]
        left += [(-0.7, 0.55), (-1.0, 0.3), (-0.7, 0.05)]
    outline = smooth(np.array([*right, *left]), 46, closed=True)
    return outline * (half, length), seam


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
    long, wide = random.uniform(0.11, 0.2), random.uniform(0.06, 0.1)
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
    count = pick(random, 3, 3, 2)
    peg = ball(0.008, 0.011, 0.005, 8).moved(0.5 * wide + 0.016)
    post = rod((0.3 * wide, 0, 0), (0.5 * wide + 0.016, 0, 0), 0.003, sides=5)
    for share in np.linspace(0.25, 0.8, count):
        for piece in (peg, post):
            guitar.add("headstock", set_up(piece.moved(0, share * long).both()), detail="peg")
