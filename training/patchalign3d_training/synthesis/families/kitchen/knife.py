"""Knives, daggers and swords."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    join,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    superellipse,
    sweep,
)

FIGHTING = ("sword", "dagger", "combat")
GUARDED = (*FIGHTING, "bowie", "kukri")


@dataclass(frozen=True)
class Blade:
    """A blade's length along z, its width from edge to spine, and its thickness."""

    kind: str
    length: float
    width: float
    thick: float


@dataclass(frozen=True)
class Grip:
    """A handle's length along z, its height along y, and its thickness along x."""

    length: float
    tall: float
    thick: float


def build(knife: Assembly, dice: Dice) -> None:
    """A kitchen knife, dagger, machete, cleaver, folding knife, sword or bayonet.

    It lies along z with its point at +z; the blade's root is at z = 0.
    """
    kitchen = {"chef": 2, "utility": 2, "cleaver": 1, "table": 1, "cutter": 1, "folding": 2}
    fighting = {"dagger": 2, "sword": 2, "combat": 2, "bowie": 2, "curved": 1, "tanto": 1}
    blade = _sizes(dice, dice.pick({**kitchen, **fighting, "kukri": 1}))
    _blade(knife, dice, blade)

    length = dice.between(0.6, 1.3) if blade.kind == "sword" else dice.between(0.75, 1.2)
    tall = blade.width * dice.between(0.45, 0.95)
    if blade.kind in ("cleaver", "cutter"):
        tall = 0.24
    tall = min(max(tall, 0.12), 0.34)
    grip = Grip(length, tall, tall * dice.between(0.45, 0.8))
    _handle(knife, dice, blade.kind, grip)

    if blade.kind in GUARDED and dice.chance(0.8):
        _guard(knife, dice, min(blade.width, 0.4))
    elif blade.kind != "folding" and dice.chance(0.25):
        bolster = box(dice.between(0.08, 0.16), dice.between(0.5, 0.9) * blade.width, 0.1, 0.01)
        knife.add(dice.pick({"handle": 2, "blade": 1}), bolster.moved(z=-0.02))


def _sizes(dice: Dice, kind: str) -> Blade:
    lengths = {"sword": (2.5, 5.0), "folding": (0.6, 0.95), "cleaver": (1.1, 1.7)}
    lengths["cutter"] = (0.3, 0.7)
    widths = {"sword": (0.15, 0.3), "cleaver": (0.5, 0.9), "curved": (0.25, 0.25)}
    length = dice.between(*lengths.get(kind, (0.9, 2.4)))
    width = dice.between(*widths.get(kind, (0.18, 0.45)))
    return Blade(kind, length, width, thick=dice.between(0.01, 0.06))


def _blade(knife: Assembly, dice: Dice, blade: Blade) -> None:
    """The blade with its teeth, bend, tang and grooves."""
    outline = _blade_outline(dice, blade.kind, blade.length, blade.width)
    if blade.kind in ("combat", "utility", "table") and dice.chance(0.3):
        outline = _serrated(dice, outline)
    mesh = _ground(outline, blade.thick)
    if blade.kind == "folding":
        swing = dice.between(0.0, 150.0) if dice.chance(0.33) else 0.0
        mesh = mesh.turned("x", -swing).moved(y=0.02)
    elif (blade.kind in ("sword", "dagger") and dice.chance(0.35)) or blade.kind == "curved":
        mesh = _bent(mesh, dice.between(0.05, 0.25) / blade.length)
    knife.add("blade", mesh)
    if dice.chance(0.25):
        tang = box(0.5 * blade.thick, 0.4 * blade.width, 0.2)
        knife.add("blade", tang)
    if blade.kind in FIGHTING and dice.chance(0.3):
        groove = box(0.7 * blade.thick, 0.12 * blade.width, 0.6 * blade.length)
        middle = (0.2 * blade.thick, 0.1 * blade.width, 0.35 * blade.length)
        knife.add("blade", groove.moved(*middle).both())


def _bent(mesh: Mesh, curvature: float) -> Mesh:
    """A mesh along z that rises with the square of z."""
    x, y, z = mesh.vertices.T
    return Mesh(np.stack([x, y + curvature * z**2, z], axis=1), mesh.faces)


def _blade_outline(dice: Dice, kind: str, long: float, wide: float) -> Points:
    """The side view, (n, 2) of (z, y), root at z = 0, edge down."""
    half = 0.5 * wide
    size = (long, half)  # the outlines below are shares of the length and of half the width
    root = [(0.0, 1.0), (0.0, -1.0)]  # from the spine down to the edge
    if kind in ("dagger", "sword") or (kind == "curved" and dice.chance(0.3)):
        tip, waist = dice.between(0.6, 0.96), dice.between(0.7, 1.1)
        edge, spine = [(0.5, -waist), (tip, -0.8)], [(tip, 0.8), (0.5, waist)]
        return np.array([*root, *edge, (1.0, 0.0), *spine]) * size
    if kind == "cleaver":
        back, edge = [(0.0, -1.0), (0.1 / long, -1.4)], [(1.0, -1.4), (1.02, 0.2)]
        return np.array([(0.0, 0.3), *back, *edge, (0.98, 1.0), (0.0, 1.0)]) * size
    if kind == "cutter":
        return np.array([*root, (0.7, -1.0), (1.0, 1.0)]) * size
    if kind == "tanto":
        return np.array([*root, (dice.between(0.7, 0.85), -1.0), (1.0, 0.9)]) * size
    if kind == "kukri":
        edge = [(0.0, -0.5), (0.3, -0.4), (0.7, -2.0), (1.0, -0.6)]
        spine = [(0.75, 0.3), (0.4, 0.9), (0.0, 0.6)]
        return smooth(np.array([*edge, *spine]) * size, 24, closed=True)
    if kind == "table":
        edge, spine = [(0.0, -0.6), (0.3, -1.0), (0.85, -1.0)], [(0.9, 0.7), (0.0, 0.7)]
        return np.array([*edge, (1.0, 0.0), *spine]) * size
    heel, bulge = dice.between(0.6, 1.4), dice.between(0.2, 0.7)
    if kind in ("bowie", "combat"):  # the spine is clipped towards the tip
        spine = [(0.9, dice.between(0.2, 0.6)), (dice.between(0.6, 0.75), 0.95), (0.0, 1.0)]
    else:
        spine = [(0.85, dice.between(0.2, 1.0)), (0.5, 0.95), (0.0, 1.0)]
    belly = [(0.04 / long, -heel), (0.5, -heel), (0.85, -bulge * heel), (1.0, 0.25)]
    edge_line = smooth(np.array(belly) * size, 12)
    return np.concatenate([[(0.0, -0.4 * half)], edge_line, np.array(spine) * size])


def _serrated(dice: Dice, outline: Points) -> Points:
    """Teeth on the upper (combat) or lower edge, (m, 2)."""
    after = np.roll(outline, -1, axis=0)
    share = np.linspace(0.0, 1.0, 9)[:-1, None, None]
    fine = outline + share * (after - outline)  # (8, n, 2)
    points = fine.transpose(1, 0, 2).reshape(-1, 2)
    upper = bool(dice.random.random() < 0.5)
    side = points[:, 1] > 0 if upper else points[:, 1] < 0
    reach = (points[:, 0] > 0.1 * points[:, 0].max()) & (points[:, 0] < 0.7 * points[:, 0].max())
    tooth = (np.arange(len(points)) % 2) * side * reach
    return points * (1.0, 1.0) - np.outer(tooth, (0.0, 0.04 if upper else -0.04))


def _ground(outline: Points, thick: float) -> Mesh:
    """A blade thick at the spine and thin at the edge."""
    flat = prism(outline, thick, "x")
    low, high = outline[:, 1].min(), outline[:, 1].max()
    share = np.clip((flat.vertices[:, 1] - low) / (high - low), 0.08, 1.0)
    return Mesh(flat.vertices * np.stack([share, 0 * share + 1, 0 * share + 1], axis=1), flat.faces)


def _handle(knife: Assembly, dice: Dice, kind: str, grip: Grip) -> None:
    """A handle from z = 0 backwards, with rivets and a pommel."""
    form = dice.pick({"slab": 12, "shaped": 24, "scales": 24, "round": 12, "bent": 24, "ring": 3})
    if kind == "folding":
        form = dice.pick({"liners": 1, "shaped": 1})
    builders = {"scales": _scales, "liners": _liners, "ring": _ring_end, "round": _turned}
    if form == "slab":
        slab = box(grip.thick, grip.tall, grip.length, 0.2 * grip.tall)
        knife.add("handle", slab.moved(z=-0.5 * grip.length))
    elif form in builders:
        knife.add("handle", builders[form](dice, grip))
    else:
        knife.add("handle", _shaped(dice, grip, drop=2.5 if form == "bent" else 1.0))
    if dice.chance(0.4):
        pin = cylinder(0.12 * grip.tall, 1.08 * grip.thick, "x", sides=8)
        for share in np.linspace(0.2, 0.8, dice.count(2, 3)):  # of the way back
            rivet = pin.moved(y=-0.05 * grip.tall * share, z=-share * grip.length)
            knife.add("handle", rivet, detail="rivet")
    if kind in FIGHTING and dice.chance(0.7):
        pommel = ball(0.6 * grip.tall, 0.7 * grip.tall, 0.6 * grip.tall, 12)
        knife.add("handle", pommel.moved(z=-grip.length - 0.2 * grip.tall), detail="pommel")


def _scales(dice: Dice, grip: Grip) -> Mesh:
    """Two flat boards whose outline swells and sags."""
    sag = dice.between(0.0, 0.4) * grip.tall
    upper = [(0.0, 0.45), (-0.5, dice.between(0.35, 0.6)), (-0.9, 0.5), (-1.0, 0.1)]
    lower = [(-0.98, -0.6), (-0.8, -0.5), (-0.45, dice.between(-0.6, -0.3)), (-0.1, -0.5)]
    outline = smooth(np.array([*upper, *lower]) * (grip.length, grip.tall), 28, closed=True)
    outline[:, 1] -= sag * (outline[:, 0] / grip.length) ** 2
    return prism(outline, grip.thick, "x", 0.2 * grip.thick)


def _liners(dice: Dice, grip: Grip) -> Mesh:
    """The two sides of a folding knife with a slot between them, mostly with a back."""
    side = prism(superellipse(grip.length, grip.tall, 3.0, 24), 0.3 * grip.thick, "x")
    sides = side.moved(0.4 * grip.thick).both()
    if dice.chance(0.6):
        back = box(0.4 * grip.thick, 0.25 * grip.tall, 0.9 * grip.length)
        sides = join(sides, back.moved(y=0.35 * grip.tall))
    return sides.moved(z=-0.5 * grip.length)


def _ring_end(dice: Dice, grip: Grip) -> Mesh:
    """A bar that ends in a ring for a finger."""
    bar = box(0.4 * grip.thick, 0.6 * grip.tall, grip.length).moved(z=-0.5 * grip.length)
    loop = ring(0.8 * grip.tall, 0.25 * grip.tall, "x", 18, 6)
    return join(bar, loop.beside(bar, "-z", gap=-0.35 * grip.tall))


def _turned(dice: Dice, grip: Grip) -> Mesh:
    """Round, of uneven thickness."""
    stations = np.linspace(0.0, -grip.length, 9)
    path = np.stack([0 * stations, 0 * stations, stations], axis=1)
    return sweep(path, 0.5 * grip.tall * dice.many(0.75, 1.1, 9), sides=12)


def _shaped(dice: Dice, grip: Grip, drop: float) -> Mesh:
    """Waved for the fingers; its end hangs down."""
    share = np.linspace(0.0, 1.0, 9)
    waves = 0.5 * grip.tall * (1.0 + dice.many(-1.0, 1.0, 9) * dice.between(0.03, 0.2))
    waves[-2:] *= dice.between(0.9, 1.4)
    sunk = -dice.between(0.0, 0.35) * drop * grip.tall * share**2
    section = superellipse(2.0, 2.0 * grip.thick / grip.tall, 2.6, 12)
    path = np.stack([0 * share, sunk, -grip.length * share], axis=1)
    return sweep(path, waves, section, normal=(0, 1, 0))


def _guard(knife: Assembly, dice: Dice, width: float) -> None:
    """A cross bar, a plate, curved quillons or a bow that covers the fingers."""
    kind = dice.pick({"bar": 1, "oval": 1, "curved": 1, "bow": 1})
    reach = width * dice.between(0.8, 1.6)
    if kind == "bar":
        guard = box(0.1, 2 * reach, 0.1, 0.02)
    elif kind == "oval":
        guard = prism(superellipse(0.5 * reach + 0.1, 1.4 * reach, 2.2, 20), 0.05, "z")
    elif kind == "curved":
        ahead = dice.between(-0.15, 0.2)
        path = smooth([(0, -reach, ahead), (0, 0, 0), (0, reach, ahead)], 11)
        guard = sweep(path, 0.05, sides=8)
    else:
        path = smooth([(0, 0.1, 0), (0, -reach, -0.1), (0, -reach, -0.7), (0, 0, -1.0)], 16)
        cross = rod((0, -0.6 * reach, 0), (0, reach, 0), 0.05)
        guard = join(sweep(path, 1.0, rectangle(0.04, 0.12)), cross)
    knife.add("handle", guard, detail="guard")
