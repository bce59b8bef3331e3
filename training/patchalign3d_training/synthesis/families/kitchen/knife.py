"""Knives, daggers and swords."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    superellipse,
    sweep,
)


def build(knife: Assembly, dice: Dice) -> None:
    """A kitchen knife, dagger, machete, cleaver, folding knife, sword or bayonet.

    It lies along z with its point at +z.
    """
    kind = dice.pick(
        {
            "chef": 2,
            "utility": 2,
            "dagger": 2,
            "bowie": 2,
            "cleaver": 1,
            "sword": 2,
            "curved": 1,
            "folding": 2,
            "table": 1,
            "cutter": 1,
            "combat": 2,
            "tanto": 1,
            "kukri": 1,
        }
    )
    ratio = {
        "sword": dice.between(2.5, 5.0),
        "folding": dice.between(0.6, 0.95),
        "cleaver": dice.between(1.1, 1.7),
        "cutter": dice.between(0.3, 0.7),
    }
    long = ratio.get(kind, dice.between(0.9, 2.4))
    wide = {
        "sword": dice.between(0.15, 0.3),
        "cleaver": dice.between(0.5, 0.9),
        "curved": 0.25,
    }.get(kind, dice.between(0.18, 0.45))
    outline = _blade_outline(dice, kind, long, wide)
    if kind in ("combat", "utility", "table") and dice.chance(0.3):
        outline = _serrated(dice, outline)
    thick = dice.between(0.01, 0.06)
    blade = _ground(outline, thick)
    if kind == "folding":
        blade = blade.turned("x", -dice.one_of(0.0, 0.0, dice.between(0.0, 150.0)))
        blade = blade.moved(0, 0.02, 0.0)
    elif (kind in ("sword", "dagger") and dice.chance(0.35)) or kind == "curved":
        y, z = blade.vertices[:, 1], blade.vertices[:, 2]
        bend = y + dice.between(0.05, 0.25) * z**2 / long
        blade = Mesh(np.stack([blade.vertices[:, 0], bend, z], axis=1), blade.faces)
    knife.add("blade", blade)
    if dice.chance(0.25):
        knife.add("blade", box(0.5 * thick, 0.4 * wide, 0.2))
    if kind in ("sword", "dagger", "combat") and dice.chance(0.3):
        groove = box(0.7 * thick, 0.12 * wide, 0.6 * long).moved(0, 0.1 * wide, 0.35 * long)
        knife.add("blade", groove.moved(0.2 * thick).both())
    grip = dice.between(0.75, 1.2) if kind != "sword" else dice.between(0.6, 1.3)
    tall = wide * dice.between(0.45, 0.95) if kind not in ("cleaver", "cutter") else 0.24
    _handle(knife, dice, kind, grip, min(max(tall, 0.12), 0.34))
    if kind in ("dagger", "sword", "bowie", "combat", "kukri") and dice.chance(0.8):
        _guard(knife, dice, min(wide, 0.4))
    elif kind != "folding" and dice.chance(0.25):
        bolster = box(dice.between(0.08, 0.16), dice.between(0.5, 0.9) * wide, 0.1, 0.01)
        knife.add(dice.pick({"handle": 2, "blade": 1}), bolster.moved(0, 0, -0.02))


def _blade_outline(dice: Dice, kind: str, long: float, wide: float) -> Points:
    """The side view, (n, 2) of (z, y), root at z = 0, edge down."""
    half = 0.5 * wide
    if kind in ("dagger", "sword") or (kind == "curved" and dice.chance(0.3)):
        tip = long * dice.between(0.6, 0.96)
        waist = half * dice.between(0.7, 1.1)
        return np.array(
            [
                (0, -half),
                (0.5 * long, -waist),
                (tip, -0.8 * half),
                (long, 0.0),
                (tip, 0.8 * half),
                (0.5 * long, waist),
                (0, half),
            ]
        )
    if kind == "cleaver":
        return np.array(
            [
                (0, 0.3 * half),
                (0, -half),
                (0.1, -1.4 * half),
                (long, -1.4 * half),
                (long * 1.02, 0.2 * half),
                (0.98 * long, half),
                (0, half),
            ]
        )
    if kind == "cutter":
        return np.array([(0, -half), (0.7 * long, -half), (long, half), (0, half)])
    if kind == "tanto":
        turn = dice.between(0.7, 0.85) * long
        return np.array([(0, -half), (turn, -half), (long, 0.9 * half), (0, half)])
    if kind == "kukri":
        bent = [(0, -0.5 * half), (0.3 * long, -0.4 * half), (0.7 * long, -2.0 * half)]
        bent += [(long, -0.6 * half), (0.75 * long, 0.3 * half), (0.4 * long, 0.9 * half)]
        return smooth([*bent, (0, 0.6 * half)], 24, closed=True)
    if kind == "table":
        belly = [(0, -0.6 * half), (0.3 * long, -half), (0.85 * long, -half), (long, 0.0)]
        return np.array([*belly, (0.9 * long, 0.7 * half), (0, 0.7 * half)])
    heel = dice.between(0.6, 1.4) * half
    if kind in ("bowie", "combat"):
        dip = dice.between(0.2, 0.6)
        spine = [(0.9 * long, dip * half), (dice.between(0.6, 0.75) * long, 0.95 * half)]
    else:
        drop = dice.between(0.2, 1.0)
        spine = [(0.85 * long, drop * half), (0.5 * long, 0.95 * half)]
    bulge = dice.between(0.2, 0.7)
    edge = smooth(
        [(0.04, -heel), (0.5 * long, -heel), (0.85 * long, -bulge * heel), (long, 0.25 * half)], 12
    )
    return np.concatenate([[(0.0, -0.4 * half)], edge, [*spine, (0.0, half)]])


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


def _handle(knife: Assembly, dice: Dice, kind: str, long: float, tall: float) -> None:
    """A handle from z = 0 backwards."""
    form = dice.pick({"slab": 1, "shaped": 2, "scales": 2, "round": 1, "bent": 2})
    if dice.chance(0.03):
        form = "ring"
    if kind == "folding":
        form = dice.one_of("liners", "shaped")
    thick = tall * dice.between(0.45, 0.8)
    share = np.linspace(0.0, 1.0, 9)
    if form == "slab":
        knife.add("handle", box(thick, tall, long, 0.2 * tall).moved(0, 0, -0.5 * long))
    elif form == "scales":
        sag = dice.between(0.0, 0.4) * tall
        upper = [(0.0, 0.45), (-0.5, dice.between(0.35, 0.6)), (-0.9, 0.5), (-1.0, 0.1)]
        lower = [(-0.98, -0.6), (-0.8, -0.5), (-0.45, dice.between(-0.6, -0.3)), (-0.1, -0.5)]
        points = smooth(np.array([*upper, *lower]) * (long, tall), 28, closed=True)
        points[:, 1] -= sag * (points[:, 0] / long) ** 2
        knife.add("handle", prism(points, thick, "x", 0.2 * thick))
    elif form == "liners":
        side = prism(superellipse(long, tall, 3.0, 24), 0.3 * thick, "x").moved(
            0.4 * thick, 0, -0.5 * long
        )
        knife.add("handle", side.both())
        if dice.chance(0.6):
            back = box(0.4 * thick, 0.25 * tall, 0.9 * long).moved(0, 0.35 * tall, -0.5 * long)
            knife.add("handle", back)
    elif form == "ring":
        knife.add("handle", box(0.4 * thick, 0.6 * tall, long).moved(0, 0, -0.5 * long))
        knife.add(
            "handle", ring(0.8 * tall, 0.25 * tall, "x", 18, 6).moved(0, 0, -long - 0.7 * tall)
        )
    elif form == "round":
        radii = 0.5 * tall * dice.many(0.75, 1.1, 9)
        path = np.stack([0 * share, 0 * share, -long * share], axis=1)
        knife.add("handle", sweep(path, radii, sides=12))
    else:
        waves = 0.5 * tall * (1.0 + dice.many(-1.0, 1.0, 9) * dice.between(0.03, 0.2))
        waves[-2:] *= dice.between(0.9, 1.4)
        drop = -dice.between(0.0, 0.35) * tall * share**2 * (2.5 if form == "bent" else 1.0)
        section = superellipse(2.0, 2.0 * thick / tall, 2.6, 12)
        path = np.stack([0 * share, drop, -long * share], axis=1)
        knife.add("handle", sweep(path, waves, section, normal=(0, 1, 0)))
    if dice.chance(0.4):
        pin = cylinder(0.12 * tall, 1.08 * thick, "x", sides=8)
        for z in np.linspace(0.2, 0.8, dice.count(2, 3)):
            knife.add("handle", pin.moved(0, -0.05 * tall * z, -z * long), detail="rivet")
    if kind in ("sword", "dagger", "combat") and dice.chance(0.7):
        pommel = ball(0.6 * tall, 0.7 * tall, 0.6 * tall, 12).moved(0, 0, -long - 0.2 * tall)
        knife.add("handle", pommel, detail="pommel")


def _guard(knife: Assembly, dice: Dice, wide: float) -> None:
    kind = dice.one_of("bar", "oval", "curved", "bow")
    reach = wide * dice.between(0.8, 1.6)
    if kind == "bar":
        knife.add("handle", box(0.1, 2 * reach, 0.1, 0.02), detail="guard")
    elif kind == "oval":
        oval = prism(superellipse(0.5 * reach + 0.1, 1.4 * reach, 2.2, 20), 0.05, "z")
        knife.add("handle", oval, detail="guard")
    elif kind == "curved":
        z = dice.between(-0.15, 0.2)
        path = smooth([(0, -reach, z), (0, 0, 0), (0, reach, z)], 11)
        knife.add("handle", sweep(path, 0.05, sides=8), detail="guard")
    else:
        path = smooth([(0, 0.1, 0), (0, -reach, -0.1), (0, -reach, -0.7), (0, 0, -1.0)], 16)
        knife.add("handle", sweep(path, 1.0, rectangle(0.04, 0.12)), detail="guard")
        knife.add("handle", rod((0, -0.6 * reach, 0), (0, reach, 0), 0.05), detail="guard")
