"""Caps and hats."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.lofts import centroids
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import Points, ellipse, plane, rectangle
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball
from patchalign3d_training.synthesis.sweeps import ring, sweep

CAP = {
    "crown": ("crown", "cap crown", "hat crown", "dome", "top of the cap", "head cover"),
    "brim": ("brim", "visor", "cap brim", "peak", "bill", "hat brim"),
}
CAP_DETAILS = {"button": ("button", "cap button", "top button")}


def cap(random: np.random.Generator) -> LabelledMesh:
    """A baseball, army or flat cap, or a hat with a brim all around; it looks along +z."""
    cap = Assembly(CAP, CAP_DETAILS)
    kind = pick(random, *("baseball",) * 9, "army", "army", "flat", "hat", "hat", "top")
    if kind in ("hat", "top"):
        _brimmed(cap, random, kind)
        return cap.finish()
    deep = random.uniform(1.05, 1.3)
    height = random.uniform(0.6, 1.15) if kind == "baseball" else random.uniform(0.4, 0.8)
    wall = random.uniform(0.0, 0.06)
    lift = random.uniform(-0.05, 0.2) * height
    crown = _crown(random, kind, deep, height, lift)
    if chance(random, 0.3) and kind == "baseball":
        crown = _opened(cap, random, crown, deep, height)
    cap.add("crown", crown)
    if wall > 0.015:
        cap.add("crown", crown.stretched(1 - wall, 1 - 0.6 * wall, 1 - wall))
    top = float(crown.vertices[:, 1].max())
    if chance(random, 0.6):
        cap.add("crown", ball(0.06, 0.04, 0.06, 10).moved(0, top), detail="button")
    if chance(random, 0.3):
        band = ring(0.99, random.uniform(0.02, 0.05), "y", 30, 6).stretched(1, 2.0, deep)
        cap.add("crown", band.moved(0, 0.04 + 0.3 * max(lift, 0.0)))
    cap.add("brim", *_visor(random, deep, wall, lift))
    return cap.finish()


def _crown(random: np.random.Generator, kind: str, deep: float, height: float, lift: float) -> Mesh:
    """A dome, a drum or a wide flat top, whose rim lies higher in front by `lift`."""
    circle = ellipse(2.0, 2.0 * deep, 32)
    if kind == "army":
        levels = np.array([0.0, 0.5, 0.95, 1.0, 1.0]) * height
        scale = np.array([1.0, 1.0, random.uniform(0.9, 1.3), 0.9, 0.0])
    elif kind == "flat":
        levels = np.array([0.0, 0.25, 0.5, 0.7, 0.78, 0.8]) * height
        scale = np.array([1.0, 1.15, 1.12, 0.9, 0.5, 0.0])
    else:
        angle = np.linspace(0.0, 0.5 * np.pi, 10)
        levels = height * np.sin(angle) ** random.uniform(0.6, 1.0)
        scale = np.cos(angle) ** random.uniform(0.8, 1.1)
        scale[-1] = 0.0
    rings = np.stack([plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)])
    ahead = rings[..., 2] / deep
    rings[..., 1] += lift * ahead * (1.0 - rings[..., 1] / height)
    if kind != "army":
        rise = np.maximum(rings[..., 1] - lift, 0.0)
        rings[..., 1] += random.uniform(-0.15, 0.25) * np.maximum(ahead, 0.0) * rise
        rings[..., 2] += random.uniform(-0.15, 0.15) * rise
    else:
        rise = np.maximum(rings[..., 1] - lift, 0.0)
        rings[..., 1] += random.uniform(0.0, 0.3) * ahead * rise
    return skin(rings, caps=False)


def _opened(
    cap: Assembly, random: np.random.Generator, crown: Mesh, deep: float, height: float
) -> Mesh:
    """Cut an arch into the rear of a crown and put the strap below it."""
    middle = centroids(crown)
    size = random.uniform(0.25, 0.45)
    hole = (middle[:, 2] < 0) & ((middle[:, 0] / size) ** 2 + (middle[:, 1] / size) ** 2 < 1.0)
    angle = np.linspace(-1.0, 1.0, 9) * np.arcsin(size)
    path = np.stack([np.sin(angle), np.full(9, 0.05), -deep * np.cos(angle)], axis=1)
    cap.add("crown", sweep(path, 1.0, rectangle(0.02, 0.1), normal=(0, 0, 1)))
    return Mesh(crown.vertices, crown.faces[~hole])


def _visor(random: np.random.Generator, deep: float, wall: float, lift: float) -> list[Mesh]:
    """A peak in front: a crescent that bends down at the sides."""
    reach = random.uniform(0.45, 1.05)
    spread = np.radians(random.uniform(45.0, 88.0))
    angle = np.linspace(-spread, spread, 21)
    inner = np.stack([0.99 * np.sin(angle), 0.99 * deep * np.cos(angle)], axis=1)
    fade = np.maximum(np.cos(0.5 * np.pi * angle / spread), 0.0)
    out = reach * fade ** random.uniform(0.3, 0.8)
    outer = inner + np.stack([random.uniform(0.0, 0.2) * np.sin(angle) * out, out], axis=1)
    bend = random.uniform(0.0, 0.45) if chance(random, 0.75) else 0.0
    slope = random.uniform(-0.1, 0.4)
    rows = []
    for share in (0.0, 0.35, 0.7, 1.0):
        flat = (1 - share) * inner + share * outer
        y = lift * inner[:, 1] / deep - slope * (flat[:, 1] - inner[:, 1])
        y -= bend * (flat[:, 0] ** 2 - 0.3) * share
        rows.append(np.stack([flat[:, 0], y, flat[:, 1]], axis=1))
    top = skin(np.stack(rows), closed=False)
    if wall == 0.0 or chance(random, 0.2):
        return [top]
    thick = random.uniform(0.015, 0.06)
    rim = np.stack([rows[-1], rows[-1] - (0.0, thick, 0.0)])
    return [top, top.moved(0, -thick), skin(rim, closed=False)]


def _brimmed(cap: Assembly, random: np.random.Generator, kind: str) -> None:
    """A hat: bowler, fedora, cowboy, straw, bucket or top hat."""
    tall = random.uniform(0.6, 1.0) if kind == "hat" else random.uniform(1.0, 1.8)
    taper = random.uniform(0.7, 1.05)
    circle = ellipse(2.0, 2.0 * random.uniform(1.0, 1.25), 30)
    if kind == "hat" and chance(random, 0.35):
        angle = np.linspace(0.0, 0.5 * np.pi, 8)
        levels, scale = tall * np.sin(angle), np.cos(angle) ** 0.7
        scale[-1] = 0.0
    else:
        dent = random.uniform(0.0, 0.25) if kind == "hat" else 0.0
        levels = np.array([0.0, 0.5, 0.9, 1.0, 1.0]) * tall - (0, 0, 0, 0, dent)
        scale = np.array([1.0, 0.5 + 0.5 * taper, taper, 0.9 * taper, 0.0])
    rings = [plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)]
    crown = skin(np.stack(rings), caps=False)
    cap.add("crown", crown)
    if chance(random, 0.4):
        cap.add("crown", crown.stretched(0.96, 0.97, 0.96))
    brim = _brim(random, circle)
    cap.add("brim", join(brim, brim.moved(0, -0.03)) if chance(random, 0.5) else brim)
    if chance(random, 0.5):
        band = ring(1.0, 0.06, "y", 28, 6).stretched(1.0, 1.2, circle[:, 1].max())
        cap.add("crown", band.moved(0, 0.08))


def _brim(random: np.random.Generator, circle: Points) -> Mesh:
    """A rim all around that rolls up at the sides, dips, or slopes down."""
    reach = random.uniform(0.3, 1.0)
    curl, slope = random.uniform(-0.2, 0.45), random.uniform(-0.5, 0.1)
    slope = slope if chance(random, 0.4) else 0.0
    rows = []
    for share in (0.0, 0.4, 0.8, 1.0):
        flat = plane(circle * (1 + reach * share), "y")
        up = curl * share**2 * np.abs(flat[:, 0]) / (1 + reach) + slope * reach * share
        rows.append(flat + np.stack([0 * up, up, 0 * up], axis=1))
    return skin(np.stack(rows), caps=False)
