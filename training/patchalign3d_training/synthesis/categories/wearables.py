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
from patchalign3d_training.synthesis.solids import (
    ball,
    box,
    cylinder,
    frame,
    prism,
    ring,
    rod,
    sheet,
    skin,
    sweep,
    tube,
)

BAG = {
    "handle": ("handle", "bag handle", "strap", "shoulder strap", "carrying strap", "carry handle"),
    "body": ("body", "bag body", "main compartment", "container", "pouch", "main bag"),
}
BAG_DETAILS = {
    "flap": ("flap", "bag flap", "cover flap"),
    "pocket": ("pocket", "front pocket", "outer pocket"),
    "wheel": ("wheel", "wheels", "roller"),
}
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


def bag(random: np.random.Generator) -> LabelledMesh:
    """A handbag, tote, suitcase, backpack, briefcase, pouch or duffel."""
    bag = Assembly(BAG, BAG_DETAILS)
    kinds = (_handbag, _handbag, _tote, _suitcase, _backpack, _duffel, _briefcase)
    pick(random, *kinds)(bag, random)
    return bag.finish()


def _soft_body(
    random: np.random.Generator,
    bottom: tuple[float, float],
    top: tuple[float, float],
    height: float,
) -> Mesh:
    """A loft from a bottom of (width, depth) to a top, bulging between them."""
    share = np.linspace(0.0, 1.0, 8)
    bulge = 1.0 + random.uniform(0.0, 0.25) * np.sin(np.pi * share)
    power = random.uniform(2.5, 5.0)
    rings = []
    for s, b in zip(share, bulge, strict=True):
        width = ((1 - s) * bottom[0] + s * top[0]) * (1 + 0.3 * (b - 1))
        depth = ((1 - s) * bottom[1] + s * top[1]) * b
        rings.append(plane(superellipse(width, depth, power, 28), "y", s * height))
    return skin(np.stack(rings))


def _loop(random: np.random.Generator, half: float, y: float, rise: float, z: float = 0.0) -> Mesh:
    """A handle that bows from (-half, y) to (half, y)."""
    kind = pick(random, "round", "round", "flat", "peak")
    lean = random.uniform(-0.1, 0.1) * rise
    path = [(-half, y - 0.04, z), (-0.85 * half, y + 0.7 * rise, z + lean), (0, y + rise, z + lean)]
    path += [(0.85 * half, y + 0.7 * rise, z + lean), (half, y - 0.04, z)]
    curve = smooth(path, 24) if kind != "peak" else np.asarray(path)
    thick = random.uniform(0.01, 0.025)
    if kind == "flat" or chance(random, 0.35):
        strap = rectangle(0.4 * thick, thick * random.uniform(1.5, 4.0))
        return sweep(curve, 1.0, strap, normal=(1, 0, 0))
    return sweep(curve, thick, sides=8)


def _handbag(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.6, 1.0), random.uniform(0.4, 0.75)
    depth = width * random.uniform(0.18, 0.45)
    top = (width * random.uniform(0.6, 1.05), depth * random.uniform(0.2, 0.7))
    bag.add("body", _soft_body(random, (width, depth), top, height))
    half = top[0] * random.uniform(0.2, 0.46)
    rise = random.uniform(0.12, 0.8)
    z = random.uniform(0.1, 0.4) * top[1]
    if chance(random, 0.5):
        for side in (z, -z):
            bag.add("handle", _loop(random, half, height, rise, side))
    else:
        bag.add("handle", _loop(random, half, height, rise))
    if chance(random, 0.4):
        flap = box(0.9 * width, random.uniform(0.3, 0.7) * height, 0.02, 0.01)
        bag.add("body", flap.moved(0, 0.65 * height, 0.52 * depth), detail="flap")
    elif chance(random, 0.3):
        pocket = box(0.6 * width, 0.4 * height, 0.06, 0.02).moved(0, 0.3 * height, 0.5 * depth)
        bag.add("body", pocket, detail="pocket")


def _tote(bag: Assembly, random: np.random.Generator) -> None:
    """A shopping bag, open on top."""
    width, height = random.uniform(0.5, 0.9), random.uniform(0.5, 1.0)
    depth = width * random.uniform(0.15, 0.5)
    flare = random.uniform(0.9, 1.25)
    lower = plane(rectangle(width, depth), "y")
    upper = plane(rectangle(width * flare, depth * flare), "y", height)
    bag.add("body", skin(np.stack([lower, upper]), caps=False), sheet(rectangle(width, depth)))
    if chance(random, 0.4):
        inner = skin(np.stack([lower * 0.97 + (0, 0.01, 0), upper * (0.97, 1, 0.97)]), caps=False)
        bag.add("body", inner)
    z = 0.48 * depth * flare
    loop = _loop(random, random.uniform(0.1, 0.25) * width, height, random.uniform(0.15, 0.6), z)
    bag.add("handle", loop.both("z"))


def _suitcase(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.4, 0.7), random.uniform(0.55, 0.9)
    depth = random.uniform(0.18, 0.32)
    case = prism(rectangle(width, height, 0.15 * width, 5), depth, "z", random.uniform(0.01, 0.06))
    bag.add("body", case.moved(0, 0.5 * height))
    for x in np.linspace(-0.35, 0.35, int(random.integers(0, 7))) * width:
        rib = box(0.02, 0.9 * height, 0.02, 0.006).moved(x, 0.5 * height, 0.5 * depth)
        bag.add("body", rib)
    if chance(random, 0.7):
        wheel = cylinder(0.035, 0.025, "x").moved(0.4 * width, -0.03, 0.4 * depth)
        bag.add("body", wheel.both().both("z"), detail="wheel")
    half, rise = 0.25 * width, random.uniform(0.2, 0.5)
    if chance(random, 0.6):
        z = -0.4 * depth
        path = [
            (-half, height, z),
            (-half, height + rise, z),
            (half, height + rise, z),
            (half, height, z),
        ]
        bag.add("handle", sweep(path, random.uniform(0.01, 0.02)))
    if chance(random, 0.6):
        bag.add("handle", _loop(random, 0.6 * half, height, 0.06))
    else:
        bag.add(
            "handle",
            _loop(random, 0.12, 0.5 * width, 0.05).turned("z", -90.0).moved(0, 0.5 * height),
        )


def _briefcase(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.8, 1.1), random.uniform(0.5, 0.75)
    depth = random.uniform(0.1, 0.25)
    shell = prism(rectangle(width, height, random.uniform(0.0, 0.08), 4), depth, "z", 0.01)
    bag.add("body", shell.moved(0, 0.5 * height))
    seam = frame(
        rectangle(1.01 * width, 1.01 * height), rectangle(0.99 * width, 0.99 * height), 0.01, "z"
    )
    bag.add("body", seam.moved(0, 0.5 * height))
    bag.add("handle", _loop(random, random.uniform(0.12, 0.2), height, random.uniform(0.08, 0.14)))
    if chance(random, 0.3):
        long = _loop(random, 0.48 * width, height, random.uniform(0.5, 1.0))
        bag.add("handle", long)


def _backpack(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.5, 0.65), random.uniform(0.7, 0.95)
    depth = random.uniform(0.25, 0.4)
    share = np.linspace(-0.5, 0.5, 7)
    round_top = 1.0 - random.uniform(0.1, 0.5) * np.maximum(share, 0) ** 2 * 4
    rings = [
        plane(superellipse(width * r, depth * r, 3.5, 26), "y", (s + 0.5) * height)
        for s, r in zip(share, round_top, strict=True)
    ]
    bag.add("body", skin(np.stack(rings)))
    if chance(random, 0.7):
        pocket = box(0.7 * width, 0.4 * height, 0.12, 0.04).moved(0, 0.3 * height, 0.5 * depth)
        bag.add("body", pocket, detail="pocket")
    x, z = random.uniform(0.15, 0.3) * width, -0.45 * depth
    path = [(x, 0.92 * height, z), (x, 0.85 * height, z - 0.12), (x, 0.5 * height, z - 0.16)]
    curve = smooth([*path, (1.3 * x, 0.08 * height, z)], 16)
    strap = sweep(curve, 1.0, rectangle(0.02, random.uniform(0.05, 0.09)), normal=(0, 0, 1))
    bag.add("handle", strap.both())
    if chance(random, 0.7):
        bag.add("handle", _loop(random, 0.07, height - 0.03, 0.08, z + 0.06))


def _duffel(bag: Assembly, random: np.random.Generator) -> None:
    length, radius = random.uniform(0.8, 1.1), random.uniform(0.18, 0.28)
    section = superellipse(2 * radius, 2 * radius, random.uniform(2.0, 3.5), 24)
    bag.add("body", prism(section, length, "x", 0.03).moved(0, radius))
    for z in (0.5 * radius, -0.5 * radius):
        bag.add("handle", _loop(random, 0.2 * length, 1.8 * radius, random.uniform(0.15, 0.35), z))
    if chance(random, 0.4):
        bag.add("handle", _loop(random, 0.47 * length, 1.2 * radius, random.uniform(0.5, 0.8)))


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
