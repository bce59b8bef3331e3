"""Things about the house: buckets, pans, umbrellas, scissors, taps, clocks, plants, cutlery."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import (
    ellipse,
    rectangle,
    smooth,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, frame, lathe, prism, sheet
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube

UMBRELLA = {
    "canopy": ("canopy", "umbrella canopy", "umbrella cover", "umbrella cloth", "parasol top"),
    "handle": ("handle", "umbrella handle", "hook", "crook"),
    "pole": ("pole", "shaft", "umbrella pole", "stick", "rod"),
}
SCISSORS = {
    "blade": ("blade", "scissor blade", "cutting blade", "cutting edge", "blades"),
    "handle": ("handle", "finger loop", "scissor handle", "finger ring", "handles"),
    "screw": ("screw", "pivot", "rivet", "joint"),
}
CLOCK = {
    "face": ("face", "dial", "clock face", "clock dial"),
    "hand": ("hand", "clock hand", "hands", "pointer"),
    "frame": ("frame", "case", "clock case", "rim", "clock frame", "body"),
    "foot": ("foot", "leg", "stand", "feet", "base"),
}
PLANT = {
    "pot": ("pot", "plant pot", "flower pot", "planter", "vase"),
    "leaf": ("leaf", "leaves", "foliage", "plant leaf"),
    "stem": ("stem", "trunk", "stalk", "branch"),
}


def umbrella(random: np.random.Generator) -> LabelledMesh:
    """An open umbrella, a parasol or a closed umbrella."""
    umbrella = Assembly(UMBRELLA)
    long, radius = random.uniform(1.2, 2.0), 1.0
    ribs = int(random.integers(6, 11))
    if chance(random, 0.2):
        angle = np.linspace(0, 2 * np.pi, 6 * ribs, endpoint=False)
        star = 1.0 + 0.25 * np.cos(ribs * angle)
        circle = np.stack([np.cos(angle) * star, 0 * angle, np.sin(angle) * star], axis=1)
        rings = [
            circle * s * 0.16 + (0, y * long, 0) for y, s in ((0.25, 0.9), (0.35, 1.1), (0.9, 0.25))
        ]
        umbrella.add("canopy", skin(np.stack(rings)))
    else:
        rise = random.uniform(0.25, 0.6)
        share = np.linspace(0.0, 1.0, 8)
        angle = np.linspace(0, 2 * np.pi, 4 * ribs, endpoint=False)
        rows = []
        for s in share:
            reach = s * radius * (1.0 - 0.1 * s * (1 - np.cos(ribs * angle)) / 2)
            y = long - rise * s**2
            rows.append(
                np.stack([reach * np.cos(angle), 0 * angle + y, reach * np.sin(angle)], axis=1)
            )
        cloth = skin(np.stack(rows), caps=False)
        umbrella.add("canopy", cloth)
        if chance(random, 0.3):
            spoke = rod((0.05, 0.75 * long, 0), (0.6, long - 0.36 * rise, 0), 0.008, sides=5)
            umbrella.add(pick(random, "canopy", None), spoke.around(ribs))
    umbrella.add("pole", rod((0, 0.1, 0), (0, 1.04 * long, 0), random.uniform(0.012, 0.03)))
    if chance(random, 0.65):
        path = [(0, 0.25, 0), (0, 0.05, 0), (0.07, -0.05, 0), (0.15, -0.02, 0), (0.17, 0.06, 0)]
        umbrella.add("handle", tube(path, random.uniform(0.025, 0.04), 18))
    else:
        umbrella.add("handle", cylinder(0.04, 0.3).moved(0, 0.05))
    return umbrella.finish()


def scissors(random: np.random.Generator) -> LabelledMesh:
    """Scissors or shears, open or closed; they lie flat."""
    scissors = Assembly(SCISSORS)
    long, grip = random.uniform(0.8, 1.6), random.uniform(0.5, 0.9)
    wide = random.uniform(0.08, 0.16)
    opening = random.uniform(2.0, 28.0)
    size = random.uniform(0.16, 0.26)
    edge = np.array(
        [(0, -0.5 * wide), (long, -0.02), (long, 0.02), (0.6 * long, 0.6 * wide), (0, 0.5 * wide)]
    )
    for side in (1, -1):
        blade = prism(edge * (1, side), 0.03, "y").moved(0, 0.02 * side)
        stem = sweep([(0.05, 0, 0), (-0.6 * grip, 0, -0.12 * side), (-grip, 0, -0.1 * side)],
                     [0.5 * wide, 0.3 * wide, 0.3 * wide], sides=8)  # fmt: skip
        loop = ring(size, 0.045, "y", 20, 6).stretched(random.uniform(1.0, 1.6), 1, 1)
        hold = loop.moved(-grip - 0.8 * size, 0.0, -side * (0.15 + 0.6 * size))
        turn = -side * opening
        scissors.add("blade", blade.turned("y", turn))
        scissors.add("handle", stem.moved(0, 0.02 * side).turned("y", turn), hold.turned("y", turn))
    scissors.add("screw", cylinder(0.4 * wide, 0.11))
    return scissors.finish()


def clock(random: np.random.Generator) -> LabelledMesh:
    """A wall clock, alarm clock or mantel clock; it looks along +z."""
    clock = Assembly(CLOCK)
    deep = random.uniform(0.1, 0.6)
    square = chance(random, 0.25)
    outer = rectangle(2.1, 2.1, 0.1, 6) if square else ellipse(2.1, 2.1, 32)
    scale = random.uniform(0.8, 0.95)
    clock.add("frame", frame(outer, outer * scale, deep, "z"))
    clock.add("frame", sheet(outer, "z", -0.5 * deep))
    front = random.uniform(0.1, 0.45) * deep
    clock.add("face", sheet(outer * scale, "z", front))
    for long, wide in ((0.75, 0.06), (0.5, 0.09), (0.8, 0.02))[: pick(random, 2, 2, 3)]:
        hand = box(wide, 1.15 * long, 0.02).moved(0, 0.42 * long)
        clock.add("hand", hand.turned("z", random.uniform(0, 360)).moved(0, 0, front + 0.04))
    if chance(random, 0.5):
        mark = box(0.04, 0.12, 0.02).moved(0, 0.85 * scale, front)
        clock.add("face", mark.around(12, "z"))
    if chance(random, 0.5):
        if chance(random, 0.5):
            clock.add("foot", rod((0.5, -0.9, 0), (0.75, -1.3, 0), 0.06).both())
            if chance(random, 0.7):
                bell = ball(0.32, 0.2, 0.32, 12).moved(0, 1.15).turned("z", 28.0)
                clock.add("frame", bell.both())
        else:
            clock.add("foot", box(1.6, 0.2, max(deep, 0.35), 0.03).moved(0, -1.1))
    return clock.finish()


def plant(random: np.random.Generator) -> LabelledMesh:
    """A potted plant or a small tree."""
    plant = Assembly(PLANT)
    height = random.uniform(0.5, 1.3)
    foot = random.uniform(0.3, 0.5)
    sides = pick(random, 24, 24, 4, 6)
    wall = [
        (0, 0),
        (foot, 0),
        (0.5, height),
        (0.45, height),
        (0.43, 0.85 * height),
        (0, 0.85 * height),
    ]
    plant.add("pot", lathe(wall, sides))
    kind = pick(random, "rosette", "rosette", "bush", "cactus", "palm")
    start = 0.8 * height
    if kind == "bush":
        trunk = random.uniform(0.3, 1.5)
        plant.add("stem", rod((0, start, 0), (0, start + trunk, 0), 0.05, 0.035))
        for _ in range(int(random.integers(1, 7))):
            at = random.uniform(-0.3, 0.3, 3)
            crown = ball(1.0).stretched(*random.uniform(0.25, 0.5, 3))
            plant.add("leaf", crown.moved(at[0], start + trunk + 0.2 + at[1], at[2]))
        return plant.finish()
    if kind == "cactus":
        tall = random.uniform(0.6, 1.6)
        plant.add(
            "stem",
            lathe(smooth([(0.2, start), (0.24, start + 0.5 * tall), (0.02, start + tall)], 9), 10),
        )
        arm = tube(
            [(0.15, start + 0.3, 0), (0.45, start + 0.35, 0), (0.47, start + 0.75, 0)], 0.09, 12
        )
        plant.add("stem", arm.around(int(random.integers(1, 3)), start=random.uniform(0, 180)))
        return plant.finish()
    trunk = random.uniform(0.4, 1.2) if kind == "palm" else 0.0
    if trunk or chance(random, 0.4):
        plant.add("stem", rod((0, start, 0), (0, start + trunk + 0.15, 0), 0.05))
    for _ in range(int(random.integers(5, 16))):
        long, bend = random.uniform(0.5, 1.3), random.uniform(-0.4, 0.9)
        blade = _leaf(long, random.uniform(0.05, 0.18), bend)
        lift = random.uniform(15.0, 80.0)
        turned = blade.turned("z", lift).turned("y", random.uniform(0, 360))
        plant.add("leaf", turned.moved(0, start + trunk, 0))
    return plant.finish()


def _leaf(long: float, wide: float, bend: float) -> Mesh:
    """A thin blade from the origin along +x."""
    share = np.linspace(0.0, 1.0, 9)
    half = wide * np.sin(np.pi * share**0.7) + 0.008
    across = np.array([-1.0, 0.0, 1.0])
    points = np.zeros((9, 3, 3))
    points[..., 0] = (long * share)[:, None]
    points[..., 1] = (-bend * long * share**2)[:, None] - 0.2 * wide * (1 - np.abs(across))
    points[..., 2] = half[:, None] * across
    return skin(points, closed=False)
