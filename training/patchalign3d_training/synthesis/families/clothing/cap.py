"""Caps and hats."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    centroids,
    ellipse,
    join,
    plane,
    rectangle,
    ring,
    skin,
    sweep,
)


def build(cap: Assembly, dice: Dice) -> None:
    """A baseball, army or flat cap, or a hat with a brim all around; it looks along +z."""
    kind = dice.pick({"baseball": 9, "army": 2, "flat": 1, "hat": 2, "top": 1})
    if kind in ("hat", "top"):
        _brimmed(cap, dice, kind)
        return
    deep = dice.between(1.05, 1.3)
    height = dice.between(0.6, 1.15) if kind == "baseball" else dice.between(0.4, 0.8)
    wall = dice.between(0.0, 0.06)
    lift = dice.between(-0.05, 0.2) * height
    crown = _crown(dice, kind, deep, height, lift)
    if dice.chance(0.3) and kind == "baseball":
        crown = _opened(cap, dice, crown, deep, height)
    cap.add("crown", crown)
    if wall > 0.015:
        cap.add("crown", crown.stretched(1 - wall, 1 - 0.6 * wall, 1 - wall))
    top = float(crown.vertices[:, 1].max())
    if dice.chance(0.6):
        cap.add("crown", ball(0.06, 0.04, 0.06, 10).moved(0, top), detail="button")
    if dice.chance(0.3):
        band = ring(0.99, dice.between(0.02, 0.05), "y", 30, 6).stretched(1, 2.0, deep)
        cap.add("crown", band.moved(0, 0.04 + 0.3 * max(lift, 0.0)))
    cap.add("brim", *_visor(dice, deep, wall, lift))


def _crown(dice: Dice, kind: str, deep: float, height: float, lift: float) -> Mesh:
    """A dome, a drum or a wide flat top, whose rim lies higher in front by `lift`."""
    circle = ellipse(2.0, 2.0 * deep, 32)
    if kind == "army":
        levels = np.array([0.0, 0.5, 0.95, 1.0, 1.0]) * height
        scale = np.array([1.0, 1.0, dice.between(0.9, 1.3), 0.9, 0.0])
    elif kind == "flat":
        levels = np.array([0.0, 0.25, 0.5, 0.7, 0.78, 0.8]) * height
        scale = np.array([1.0, 1.15, 1.12, 0.9, 0.5, 0.0])
    else:
        angle = np.linspace(0.0, 0.5 * np.pi, 10)
        levels = height * np.sin(angle) ** dice.between(0.6, 1.0)
        scale = np.cos(angle) ** dice.between(0.8, 1.1)
        scale[-1] = 0.0
    rings = np.stack([plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)])
    ahead = rings[..., 2] / deep
    rings[..., 1] += lift * ahead * (1.0 - rings[..., 1] / height)
    if kind != "army":
        rise = np.maximum(rings[..., 1] - lift, 0.0)
        rings[..., 1] += dice.between(-0.15, 0.25) * np.maximum(ahead, 0.0) * rise
        rings[..., 2] += dice.between(-0.15, 0.15) * rise
    else:
        rise = np.maximum(rings[..., 1] - lift, 0.0)
        rings[..., 1] += dice.between(0.0, 0.3) * ahead * rise
    return skin(rings, caps=False)


def _opened(cap: Assembly, dice: Dice, crown: Mesh, deep: float, height: float) -> Mesh:
    """Cut an arch into the rear of a crown and put the strap below it."""
    middle = centroids(crown)
    size = dice.between(0.25, 0.45)
    hole = (middle[:, 2] < 0) & ((middle[:, 0] / size) ** 2 + (middle[:, 1] / size) ** 2 < 1.0)
    angle = np.linspace(-1.0, 1.0, 9) * np.arcsin(size)
    path = np.stack([np.sin(angle), np.full(9, 0.05), -deep * np.cos(angle)], axis=1)
    cap.add("crown", sweep(path, 1.0, rectangle(0.02, 0.1), normal=(0, 0, 1)))
    return Mesh(crown.vertices, crown.faces[~hole])


def _visor(dice: Dice, deep: float, wall: float, lift: float) -> list[Mesh]:
    """A peak in front: a crescent that bends down at the sides."""
    reach = dice.between(0.45, 1.05)
    spread = np.radians(dice.between(45.0, 88.0))
    angle = np.linspace(-spread, spread, 21)
    inner = np.stack([0.99 * np.sin(angle), 0.99 * deep * np.cos(angle)], axis=1)
    fade = np.maximum(np.cos(0.5 * np.pi * angle / spread), 0.0)
    out = reach * fade ** dice.between(0.3, 0.8)
    outer = inner + np.stack([dice.between(0.0, 0.2) * np.sin(angle) * out, out], axis=1)
    bend = dice.between(0.0, 0.45) if dice.chance(0.75) else 0.0
    slope = dice.between(-0.1, 0.4)
    rows = []
    for share in (0.0, 0.35, 0.7, 1.0):
        flat = (1 - share) * inner + share * outer
        y = lift * inner[:, 1] / deep - slope * (flat[:, 1] - inner[:, 1])
        y -= bend * (flat[:, 0] ** 2 - 0.3) * share
        rows.append(np.stack([flat[:, 0], y, flat[:, 1]], axis=1))
    top = skin(np.stack(rows), closed=False)
    if wall == 0.0 or dice.chance(0.2):
        return [top]
    thick = dice.between(0.015, 0.06)
    rim = np.stack([rows[-1], rows[-1] - (0.0, thick, 0.0)])
    return [top, top.moved(0, -thick), skin(rim, closed=False)]


def _brimmed(cap: Assembly, dice: Dice, kind: str) -> None:
    """A hat: bowler, fedora, cowboy, straw, bucket or top hat."""
    tall = dice.between(0.6, 1.0) if kind == "hat" else dice.between(1.0, 1.8)
    taper = dice.between(0.7, 1.05)
    circle = ellipse(2.0, 2.0 * dice.between(1.0, 1.25), 30)
    if kind == "hat" and dice.chance(0.35):
        angle = np.linspace(0.0, 0.5 * np.pi, 8)
        levels, scale = tall * np.sin(angle), np.cos(angle) ** 0.7
        scale[-1] = 0.0
    else:
        dent = dice.between(0.0, 0.25) if kind == "hat" else 0.0
        levels = np.array([0.0, 0.5, 0.9, 1.0, 1.0]) * tall - (0, 0, 0, 0, dent)
        scale = np.array([1.0, 0.5 + 0.5 * taper, taper, 0.9 * taper, 0.0])
    rings = [plane(circle * s, "y", y) for y, s in zip(levels, scale, strict=True)]
    crown = skin(np.stack(rings), caps=False)
    cap.add("crown", crown)
    if dice.chance(0.4):
        cap.add("crown", crown.stretched(0.96, 0.97, 0.96))
    brim = _brim(dice, circle)
    cap.add("brim", join(brim, brim.moved(0, -0.03)) if dice.chance(0.5) else brim)
    if dice.chance(0.5):
        band = ring(1.0, 0.06, "y", 28, 6).stretched(1.0, 1.2, circle[:, 1].max())
        cap.add("crown", band.moved(0, 0.08))


def _brim(dice: Dice, circle: Points) -> Mesh:
    """A rim all around that rolls up at the sides, dips, or slopes down."""
    reach = dice.between(0.3, 1.0)
    curl, slope = dice.between(-0.2, 0.45), dice.between(-0.5, 0.1)
    slope = slope if dice.chance(0.4) else 0.0
    rows = []
    for share in (0.0, 0.4, 0.8, 1.0):
        flat = plane(circle * (1 + reach * share), "y")
        up = curl * share**2 * np.abs(flat[:, 0]) / (1 + reach) + slope * reach * share
        rows.append(flat + np.stack([0 * up, up, 0 * up], axis=1))
    return skin(np.stack(rows), caps=False)
