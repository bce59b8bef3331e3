"""Earphones: headsets and earbuds."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import rectangle, smooth
from patchalign3d_training.synthesis.solids import ball, box, cylinder, lathe
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube

PARTS = {
    "earcup": ("earcup", "ear cup", "ear pad", "earpiece", "ear muff", "speaker", "earbud"),
    "headband": ("headband", "head band", "band", "head strap", "bow", "overhead band"),
    "data wire": ("data wire", "wire", "cable", "cord", "earphone wire", "audio cable"),
}
DETAILS = {
    "microphone": ("microphone", "mic", "boom microphone"),
    "plug": ("plug", "jack", "audio jack"),
}


def earphone(random: np.random.Generator) -> LabelledMesh:
    """A headset over the ears or behind the neck, or a pair of earbuds."""
    earphone = Assembly(PARTS, DETAILS)
    if chance(random, 0.75):
        _headset(earphone, random)
    else:
        _buds(earphone, random)
    return earphone.finish()


def _headset(earphone: Assembly, random: np.random.Generator) -> None:
    half, height = random.uniform(0.8, 1.05), random.uniform(1.0, 1.5)
    radius, deep = random.uniform(0.38, 0.62), random.uniform(0.22, 0.45)
    angle = np.linspace(0.0, np.pi, 25)
    power = random.uniform(0.75, 1.0)
    x = half * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power
    drop = random.uniform(0.0, 0.3) * radius
    path = np.stack([x, drop + height * np.sin(angle) ** power, 0 * angle], axis=1)
    kind = pick(random, "strap", "strap", "wire", "double", "padded", "tube")
    if kind == "wire":
        earphone.add("headband", sweep(path, random.uniform(0.02, 0.04), sides=8))
    elif kind == "tube":
        earphone.add("headband", sweep(path, random.uniform(0.05, 0.09), sides=10))
    elif kind == "double":
        for z in (0.12, -0.12):
            earphone.add("headband", sweep(path + (0, 0, z), 0.025, sides=6))
        inner = path[5:-5] * (0.95, 0.93, 1.0)
        earphone.add("headband", sweep(inner, 1.0, rectangle(0.03, 0.3), normal=(1, 0, 0)))
    else:
        strap = rectangle(random.uniform(0.04, 0.1), random.uniform(0.15, 0.42), 0.02, 3)
        earphone.add("headband", sweep(path, 1.0, strap, normal=(1, 0, 0)))
        if kind == "padded":
            inner = path[6:-6] * (0.94, 0.94, 1.0)
            pad = rectangle(0.1, 0.34, 0.04, 3)
            earphone.add("headband", sweep(inner, 1.0, pad, normal=(1, 0, 0)))
    cup = _cup(random, radius, deep)
    tilt, squash = random.uniform(-8.0, 8.0), random.uniform(0.75, 1.0)
    placed = cup.stretched(1, 1, squash).turned("z", tilt)
    sides = (1, -1) if chance(random, 0.93) else (1,)
    for side in sides:
        one = placed.moved(half - 0.25 * deep)
        earphone.add("earcup", one if side > 0 else one.mirrored())
    if chance(random, 0.5):
        fork = ring(1.06 * radius, 0.03, "x", 24, 6)
        keep = fork.vertices[fork.faces].mean(axis=1)[:, 1] > -0.1
        yoke = Mesh(fork.vertices, fork.faces[keep]).moved(half)
        earphone.add("headband", yoke.both())
    else:
        earphone.add("headband", box(0.08, 0.4, 0.12, 0.02).moved(half, 0.7 * radius).both())
    if chance(random, 0.3):
        boom = tube([(half, 0, 0.2), (half, -0.4, 0.6), (0.6 * half, -0.7, 1.0)], 0.025, 12, 6)
        tip = ball(0.08, 0.06, 0.06, 10).moved(0.6 * half, -0.7, 1.0)
        part = pick(random, "earcup", "data wire", None)
        earphone.add(part, boom, tip, detail="microphone")
    if chance(random, 0.45):
        _wire(earphone, random, [(half, -0.9 * radius, 0.0)])


def _cup(random: np.random.Generator, radius: float, deep: float) -> Mesh:
    """An ear cup about the origin, its outside at +x."""
    kind = pick(random, "closed", "closed", "flat", "dome", "block")
    pad = ring(0.75 * radius, 0.24 * radius, "x", 22, 8).moved(-0.3 * deep)
    if kind == "block":
        shell = box(0.6 * deep, 1.7 * radius, 1.4 * radius, 0.2 * deep)
        return join(shell, pad)
    profiles = {
        "closed": [(0, 0.5), (0.75, 0.5), (0.95, 0.25), (1.0, 0.0), (0.95, -0.3), (0, -0.3)],
        "flat": [(0, 0.2), (0.9, 0.2), (0.95, -0.2), (0, -0.2)],
        "dome": [(0, 0.7), (0.4, 0.62), (0.75, 0.4), (1.0, 0.0), (1.0, -0.3), (0, -0.3)],
    }
    profile = np.array(profiles[kind]) * (radius, deep)
    shell = lathe(profile[::-1], 24).turned("z", -90.0)
    if chance(random, 0.3):
        return join(shell, cylinder(0.85 * radius, 0.3 * deep, "x").moved(-0.4 * deep))
    return join(shell, pad)


def _wire(
    earphone: Assembly, random: np.random.Generator, starts: list[tuple[float, float, float]]
) -> None:
    """Cables from the cups, perhaps joined, down to a plug."""
    radius = random.uniform(0.015, 0.04)
    low = min(start[1] for start in starts) - random.uniform(0.8, 2.2)
    join_at = np.array([random.uniform(-0.3, 0.3), 0.5 * low, random.uniform(-0.2, 0.2)])
    for start in starts:
        middle = 0.5 * (np.array(start) + join_at) + random.uniform(-0.2, 0.2, 3)
        earphone.add("data wire", tube([start, middle, join_at], radius, 16, 6))
    end = join_at + (random.uniform(-0.4, 0.4), 0.5 * low, random.uniform(-0.4, 0.4))
    wave = [join_at, 0.5 * (join_at + end) + random.uniform(-0.25, 0.25, 3), end]
    earphone.add("data wire", tube(wave, radius, 16, 6))
    if chance(random, 0.6):
        plug = cylinder(2.0 * radius, 0.15).moved(*end)
        pin = rod(end, end - (0, 0.25, 0), 0.9 * radius, sides=8)
        earphone.add("data wire", plug, pin, detail="plug")


def _buds(earphone: Assembly, random: np.random.Generator) -> None:
    """In-ear phones on a wire."""
    size = random.uniform(0.18, 0.32)
    gap = random.uniform(0.4, 0.9)
    stem = random.uniform(0.2, 0.6)
    profile = [(0, -0.8), (0.6, -0.7), (1.0, -0.1), (0.9, 0.4), (0.5, 0.6), (0.45, 1.2), (0, 1.25)]
    bulb = lathe(np.array(profile) * size, 16).turned("z", 80.0)
    stalk = rod((0, 0, 0), (0.02, -stem, 0), 0.3 * size, 0.22 * size)
    bud = join(bulb, stalk).turned("y", random.uniform(-40.0, 40.0))
    if chance(random, 0.3):
        hook = smooth([(0, 0.1, 0), (0.1, 0.5, -0.2), (0, 0.5, -0.6), (0, 0.0, -0.8)], 16)
        bud = join(bud, sweep(hook, 0.05, sides=6))
    earphone.add("earcup", bud.moved(gap).both())
    if chance(random, 0.2):
        path = smooth([(gap, 0, 0), (1.2 * gap, 0, -1.0), (0, 0.1, -1.6)], 14)
        earphone.add("headband", sweep(path, 0.05, sides=6).both())
    else:
        _wire(earphone, random, [(gap, -stem, 0.0), (-gap, -stem, 0.0)])
