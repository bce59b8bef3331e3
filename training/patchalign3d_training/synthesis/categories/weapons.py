"""Pistols."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import rectangle, smooth, superellipse
from patchalign3d_training.synthesis.solids import box, cylinder, pipe, prism
from patchalign3d_training.synthesis.sweeps import rod, sweep, tube

PARTS = {
    "barrel": ("barrel", "gun barrel", "muzzle", "pistol barrel", "slide", "gun tube"),
    "handle or grip": (
        "handle or grip",
        "handle",
        "pistol grip",
        "gun handle",
        "gun grip",
        "stock",
    ),
    "trigger and guard": (
        "trigger and guard",
        "trigger",
        "trigger guard",
        "finger guard",
        "firing lever",
    ),
}
DETAILS = {
    "sight": ("sight", "gun sight", "front sight", "aiming sight"),
    "magazine": ("magazine", "clip", "ammo magazine"),
    "cylinder": ("cylinder", "revolver cylinder", "drum"),
    "hammer": ("hammer", "gun hammer", "cocking lever"),
}


def pistol(random: np.random.Generator) -> LabelledMesh:
    """An automatic, a revolver, an old flintlock, a machine pistol or a ray gun.

    The muzzle looks along +z.
    """
    pistol = Assembly(PARTS, DETAILS)
    kind = pick(random, "automatic", "automatic", "automatic", "revolver", "revolver", "old", "ray")
    long, tall = random.uniform(0.9, 1.4), random.uniform(0.16, 0.26)
    thick = random.uniform(0.1, 0.16)
    if kind == "automatic":
        _slide(pistol, random, long, tall, thick)
    elif kind == "revolver":
        _revolver(pistol, random, long, tall, thick)
    elif kind == "old":
        _flintlock(pistol, random, long, thick)
        return pistol.finish()
    else:
        profile = random.uniform(0.25, 1.0, 7) * tall
        z = np.linspace(0.0, long, 7)
        path = smooth(np.stack([0 * z, 0 * z, z], axis=1), 20)
        radii = smooth(profile[:, None], 20)[:, 0]
        pistol.add("barrel", sweep(path, np.maximum(radii, 0.03), sides=14))
    drop = random.uniform(0.55, 0.85)
    _grip(pistol, random, kind, tall, thick, drop)
    _trigger(pistol, random, tall, thick)
    return pistol.finish()


def _slide(
    pistol: Assembly, random: np.random.Generator, long: float, tall: float, thick: float
) -> None:
    slide = box(thick, 0.55 * tall, long, random.uniform(0.0, 0.03))
    pistol.add("barrel", slide.moved(0, 0.2 * tall, 0.5 * long - 0.15))
    under = long * random.uniform(0.5, 0.95)
    frame_part = box(0.9 * thick, 0.4 * tall, under, 0.01).moved(
        0, -0.28 * tall, 0.5 * under - 0.12
    )
    pistol.add(pick(random, "barrel", "barrel", "handle or grip"), frame_part)
    if chance(random, 0.6):
        muzzle = pipe(0.35 * thick, 0.25 * thick, random.uniform(0.05, 0.5), "z", 14)
        pistol.add("barrel", muzzle.moved(0, 0.2 * tall, long - 0.15))
    sight = box(0.03, 0.05, 0.06).moved(0, 0.5 * tall)
    if chance(random, 0.6):
        pistol.add("barrel", sight.at([(0, 0, long - 0.22), (0, 0, -0.08)]), detail="sight")
    if chance(random, 0.4):
        pistol.add(None, box(0.05, 0.09, 0.06, 0.01).moved(0, 0.25 * tall, -0.2), detail="hammer")
    if chance(random, 0.15):
        z = 0.3 * long
        pistol.add(
            "barrel", cylinder(0.06, 0.5, "z").moved(0, 0.5 * tall + 0.09, z), detail="sight"
        )


def _revolver(
    pistol: Assembly, random: np.random.Generator, long: float, tall: float, thick: float
) -> None:
    radius = thick * random.uniform(0.25, 0.4)
    start = 0.38
    barrel = pipe(radius, 0.6 * radius, long - start, "z", 14)
    pistol.add("barrel", barrel.moved(0, 0.25 * tall, 0.5 * (long + start)))
    if chance(random, 0.6):
        lug = box(1.2 * radius, 1.5 * radius, 0.8 * (long - start), 0.01)
        pistol.add("barrel", lug.moved(0, 0.25 * tall - 1.4 * radius, start + 0.4 * (long - start)))
    top = box(0.5 * thick, 0.2 * tall, 0.55, 0.01).moved(0, 0.5 * tall, 0.12)
    low = box(0.5 * thick, 0.25 * tall, 0.5, 0.01).moved(0, -0.45 * tall, 0.12)
    rear = box(0.6 * thick, 1.1 * tall, 0.15, 0.01).moved(0, 0, -0.1)
    pistol.add("barrel", top, low, rear)
    drum = prism(superellipse(1.3 * tall, 1.3 * tall, 2.2, 12), 0.28, "z").stretched(0.75, 0.75, 1)
    pistol.add("barrel", drum.moved(0, 0.05 * tall, 0.16), detail="cylinder")
    spur = tube(
        [(0, 0.3 * tall, -0.14), (0, 0.65 * tall, -0.2), (0, 0.75 * tall, -0.3)], 0.03, 8, 6
    )
    pistol.add(pick(random, "barrel", None), spur, detail="hammer")
    if chance(random, 0.7):
        sight = box(0.02, 0.07, 0.1).moved(0, 0.25 * tall + radius, long - 0.08)
        pistol.add("barrel", sight, detail="sight")


def _flintlock(pistol: Assembly, random: np.random.Generator, long: float, thick: float) -> None:
    radius = 0.4 * thick
    pistol.add(
        "barrel", cylinder(radius, 1.1 * long, "z", top=0.75 * radius).moved(0, 0.08, 0.5 * long)
    )
    drop = random.uniform(0.2, 0.45)
    path = [(0, 0, 0.75 * long), (0, -0.01, 0.1), (0, -0.08, -0.15), (0, -drop, -0.45)]
    curve = smooth([*path, (0, -drop - 0.1, -0.52)], 20)
    radii = np.interp(np.linspace(0, 1, 20), [0, 0.5, 0.8, 1], [0.5, 0.65, 0.55, 0.8]) * thick
    pistol.add("handle or grip", sweep(curve, radii, sides=12))
    _trigger(pistol, random, 0.12, thick)
    lock = box(0.04, 0.08, 0.3, 0.01).moved(0.5 * thick, 0.04, 0.0)
    cock = tube(
        [(0.5 * thick, 0.05, -0.02), (0.5 * thick, 0.18, -0.05), (0.5 * thick, 0.2, 0.05)],
        0.025,
        8,
        6,
    )
    pistol.add(None, lock, cock, detail="hammer")


def _grip(
    pistol: Assembly, random: np.random.Generator, kind: str, tall: float, thick: float, drop: float
) -> None:
    rake = random.uniform(0.05, 0.45)
    deep = random.uniform(0.2, 0.34)
    share = np.linspace(0.0, 1.0, 7)
    path = np.stack([0 * share, -0.2 * tall - drop * share, -rake * drop * share**1.2], axis=1)
    swell = (
        1.0
        + 0.12 * np.sin(np.pi * share * random.uniform(1.0, 2.0))
        + random.uniform(-0.1, 0.2) * share
    )
    section = superellipse(deep, random.uniform(0.7, 1.1) * thick, random.uniform(2.5, 5.0), 16)
    grip = sweep(path, swell, section, normal=(0, 0, 1))
    pistol.add("handle or grip", grip)
    if chance(random, 0.3):
        end = path[-1]
        plate = box(0.9 * thick, random.uniform(0.03, 0.3), deep, 0.01).moved(*end)
        pistol.add("handle or grip", plate, detail="magazine")
    if kind == "automatic" and chance(random, 0.15):
        clip = box(0.6 * thick, 0.6, 0.16).moved(0, -0.5 * tall - 0.3, 0.6)
        pistol.add("handle or grip", clip, detail="magazine")


def _trigger(pistol: Assembly, random: np.random.Generator, tall: float, thick: float) -> None:
    reach, deep = random.uniform(0.22, 0.34), random.uniform(0.16, 0.24)
    y = -0.45 * tall
    path = [(0, y, 0.1 + reach), (0, y - 0.8 * deep, 0.08 + reach), (0, y - deep, 0.16)]
    curve = smooth([*path, (0, y - 0.6 * deep, 0.05)], 14)
    strap = rectangle(0.03, 0.45 * thick)
    if chance(random, 0.92):
        pistol.add("trigger and guard", sweep(curve, 1.0, strap, normal=(0, 0, 1)))
    lever = [(0, y + 0.02, 0.22), (0, y - 0.4 * deep, 0.2), (0, y - 0.75 * deep, 0.24)]
    pistol.add("trigger and guard", tube(lever, 0.022, 8, 6))
    if chance(random, 0.1):
        pistol.add("trigger and guard", rod((0, y, 0.05), (0, y, 0.1 + reach), 0.02))
