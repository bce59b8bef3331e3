"""Things worn or carried: bags, caps, eyeglasses."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import (
    Points,
    ellipse,
    grown,
    plane,
    rectangle,
    smooth,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, frame, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube

CAP = {
    "crown": ("crown", "cap crown", "hat crown", "dome", "top of the cap", "head cover"),
    "brim": ("brim", "visor", "cap brim", "peak", "bill", "hat brim"),
}
CAP_DETAILS = {"button": ("button", "cap button", "top button")}
GLASSES = {
    "lens": ("lens", "lenses", "glass", "eyeglass lens", "eye glass"),
    "frame": ("frame", "rim", "glasses frame", "bridge", "front frame"),
    "temple": ("temple", "side arm", "ear piece", "glasses leg", "temple arm", "ear hook"),
}


def cap(random: np.random.Generator) -> LabelledMesh:
    """A baseball cap, visor cap, brimmed hat, top hat or beret with a peak."""
    cap = Assembly(CAP, CAP_DETAILS)
    kind = pick(random, "baseball", "baseball", "baseball", "baseball", "army", "hat", "top")
    radius = 1.0
    deep = radius * random.uniform(1.05, 1.25)
    if kind in ("hat", "top"):
        _brimmed(cap, random, kind)
        return cap.finish()
    height = random.uniform(0.6, 1.05)
    angle = np.linspace(0.0, 0.5 * np.pi, 9)
    flat = random.uniform(0.55, 1.0)
    wall = random.uniform(0.0, 0.06)
    circle = ellipse(2.0, 2.0 * deep, 30)
    if kind == "army":
        levels = np.array([0.0, 0.5, 0.95, 1.0, 1.0]) * 0.8 * height
        scale = np.array([1.0, 1.0, random.uniform(0.95, 1.2), 0.9, 0.0])
    else:
        levels, scale = height * np.sin(angle) ** flat, np.cos(angle)
        scale[-1] = 0.0
    rings = [plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)]
    crown = skin(np.stack(rings), caps=False)
    cap.add("crown", crown)
    if wall > 0.015:
        cap.add("crown", crown.stretched(1 - wall, 1 - wall, 1 - wall))
    if chance(random, 0.6):
        cap.add("crown", ball(0.06, 0.04, 0.06, 10).moved(0, levels[-1]), detail="button")
    if kind == "baseball" and chance(random, 0.3):
        cap.add("crown", ring(0.98, 0.03, "y", 26, 5).stretched(1, 1, deep))
    cap.add("brim", *_visor(random, deep, wall))
    return cap.finish()


def _visor(random: np.random.Generator, deep: float, wall: float) -> list[Mesh]:
    """A peak in front: a crescent that bends down at the sides."""
    reach = random.uniform(0.5, 1.0)
    spread = np.radians(random.uniform(50.0, 85.0))
    angle = np.linspace(-spread, spread, 19)
    inner = np.stack([np.sin(angle), deep * np.cos(angle)], axis=1)
    fade = np.maximum(np.cos(0.5 * np.pi * angle / spread), 0.0)
    out = reach * fade ** random.uniform(0.35, 0.8)
    outer = inner + np.stack([0.12 * np.sin(angle) * out, out], axis=1)
    bend, slope = random.uniform(0.0, 0.5), random.uniform(-0.05, 0.35)
    thick = random.uniform(0.02, 0.05)
    rows = []
    for share in (0.0, 0.35, 0.7, 1.0):
        flat = (1 - share) * inner + share * outer
        y = -bend * flat[:, 0] ** 2 * share - slope * (flat[:, 1] - inner[:, 1])
        rows.append(np.stack([flat[:, 0], y, flat[:, 1]], axis=1))
    top = skin(np.stack(rows), closed=False)
    if wall == 0.0 and chance(random, 0.4):
        return [top]
    return [top, top.moved(0, -thick)]


def _brimmed(cap: Assembly, random: np.random.Generator, kind: str) -> None:
    tall = random.uniform(0.7, 1.0) if kind == "hat" else random.uniform(1.0, 1.8)
    taper = random.uniform(0.75, 1.0)
    dent = random.uniform(0.0, 0.25) if kind == "hat" else 0.0
    levels = [0.0, 0.9 * tall, tall, tall - dent]
    scale = [1.0, taper, 0.9 * taper, 0.0]
    circle = ellipse(2.0, 2.0 * random.uniform(1.05, 1.25), 30)
    rings = [plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)]
    cap.add("crown", skin(np.stack(rings), caps=False))
    reach = random.uniform(0.3, 0.9)
    curl = random.uniform(-0.2, 0.35)
    rows = []
    for share in (0.0, 0.4, 0.8, 1.0):
        flat = plane(circle * (1 + reach * share), "y")
        up = curl * share**2 * np.abs(flat[:, 0]) / (1 + reach)
        rows.append(flat + np.stack([0 * up, up, 0 * up], axis=1))
    brim = skin(np.stack(rows), caps=False)
    cap.add("brim", brim)
    if chance(random, 0.4):
        cap.add("brim", brim.moved(0, -0.03))
    if chance(random, 0.5):
        band = ring(1.0, 0.06, "y", 28, 6).stretched(1.0, 1.2, circle[:, 1].max())
        cap.add("crown", band.moved(0, 0.08))


def eyeglasses(random: np.random.Generator) -> LabelledMesh:
    """Spectacles, goggles or sunglasses; they look along +z."""
    glasses = Assembly(GLASSES)
    width, tall = random.uniform(0.4, 0.6), random.uniform(0.26, 0.5)
    gap = random.uniform(0.06, 0.16)
    shape: Points
    kind = pick(random, "round", "square", "oval", "pilot")
    if kind == "round":
        shape = ellipse(width, width, 24)
    elif kind == "square":
        shape = rectangle(width, tall, 0.06, 6)
    elif kind == "oval":
        shape = superellipse(width, tall, 2.4, 24)
    else:
        shape = smooth([(0.9, 0.9), (-0.7, 0.9), (-0.85, 0.1), (-0.2, -0.9), (0.7, -0.7)], 24, True)
        shape = 0.5 * shape * (width, tall)
    rim = random.uniform(0.015, 0.04)
    x = 0.5 * (width + gap)
    lens = prism(shape, 0.012, "z").moved(x)
    if not chance(random, 0.15):
        glasses.add("lens", lens.both())
    if not chance(random, 0.15):
        glasses.add("frame", frame(grown(shape, rim), shape, 1.4 * rim, "z").moved(x).both())
    y = random.uniform(0.0, 0.3) * tall
    bridge = tube(
        [(-0.5 * gap - 0.02, y, 0), (0, y + 0.05, 0.03), (0.5 * gap + 0.02, y, 0)], 0.7 * rim, 8
    )
    glasses.add("frame", bridge)
    edge = x + 0.5 * width + 0.5 * rim
    long = random.uniform(1.0, 1.4)
    fold = chance(random, 0.1)
    path = [(edge, y, 0.0), (edge + 0.02, y, -0.7 * long), (edge, y - 0.03, -0.8 * long)]
    path += [(edge - 0.03, y - random.uniform(0.1, 0.3), -long)]
    section = rectangle(rim, rim * random.uniform(1.0, 3.5))
    arm = sweep(smooth(path, 14), 1.0, section, normal=(1, 0, 0))
    if fold:
        arm = arm.moved(-edge).turned("y", 85.0).moved(edge)
    glasses.add("temple", arm.both())
    glasses.add("frame", rod((edge - rim, y, 0), (edge + 0.02, y, 0), 0.8 * rim).both())
    return glasses.finish()
