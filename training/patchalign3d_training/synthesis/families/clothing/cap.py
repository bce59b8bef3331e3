"""Caps, and hats with a brim all around."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class _CapSizes:
    """Sizes of a cap with a peak; the head's half width is 1."""

    kind: str  # baseball, army or flat
    depth: float  # from the middle to the front
    height: float
    wall: float  # thickness of the cloth
    lift: float  # how much higher the rim lies in front than in the middle


def build(cap: Assembly, dice: Dice) -> None:
    """A baseball, army or flat cap, or a hat with a brim all around; it looks along +z."""
    kind = dice.pick({"baseball": 9, "army": 2, "flat": 1, "hat": 2, "top": 1})
    if kind in ("hat", "top"):
        _brimmed(cap, dice, kind)
        return
    depth = dice.between(1.05, 1.3)
    height = dice.between(0.6, 1.15) if kind == "baseball" else dice.between(0.4, 0.8)
    wall, lift = dice.between(0.0, 0.06), dice.between(-0.05, 0.2) * height
    size = _CapSizes(kind, depth, height, wall, lift)
    crown = _crown(dice, size)
    if dice.chance(0.3) and kind == "baseball":
        crown = _opened(cap, dice, crown, size)
    cap.add("crown", crown)
    if size.wall > 0.015:
        inside = 1.0 - size.wall
        cap.add("crown", crown.stretched(inside, 1.0 - 0.6 * size.wall, inside))
    if dice.chance(0.6):
        button = ball(0.06, 0.04, 0.06, 10).moved(y=float(crown.high[1]))
        cap.add("crown", button, detail="button")
    if dice.chance(0.3):
        band = ring(0.99, dice.between(0.02, 0.05), "y", 30, 6).stretched(1.0, 2.0, size.depth)
        cap.add("crown", band.moved(y=0.04 + 0.3 * max(size.lift, 0.0)))
    cap.add("brim", *_visor(dice, size))


def _crown(dice: Dice, cap: _CapSizes) -> Mesh:
    """A dome, a drum or a wide flat top, whose rim lies higher in front."""
    if cap.kind == "army":
        levels = np.array([0.0, 0.5, 0.95, 1.0, 1.0]) * cap.height
        scale = np.array([1.0, 1.0, dice.between(0.9, 1.3), 0.9, 0.0])
    elif cap.kind == "flat":
        levels = np.array([0.0, 0.25, 0.5, 0.7, 0.78, 0.8]) * cap.height
        scale = np.array([1.0, 1.15, 1.12, 0.9, 0.5, 0.0])
    else:
        angle = np.linspace(0.0, 0.5 * np.pi, 10)
        levels = cap.height * np.sin(angle) ** dice.between(0.6, 1.0)
        scale = np.cos(angle) ** dice.between(0.8, 1.1)
        scale[-1] = 0.0
    rings = _rings(ellipse(2.0, 2.0 * cap.depth, 32), levels, scale)
    ahead = rings[..., 2] / cap.depth  # 1 at the forehead, -1 at the nape
    rings[..., 1] += cap.lift * ahead * (1.0 - rings[..., 1] / cap.height)
    rise = np.maximum(rings[..., 1] - cap.lift, 0.0)
    if cap.kind == "army":  # the top slopes down to the rear
        rings[..., 1] += dice.between(0.0, 0.3) * ahead * rise
    else:  # the forehead is high or low, the whole leans
        rings[..., 1] += dice.between(-0.15, 0.25) * np.maximum(ahead, 0.0) * rise
        rings[..., 2] += dice.between(-0.15, 0.15) * rise
    return skin(rings, caps=False)


def _rings(outline: Points, levels: Points, scale: Points) -> Points:
    """The same outline at several heights, each in a size of its own, (levels, n, 3)."""
    rows = zip(levels, scale, strict=True)
    return np.stack([plane(outline * size, "y", level) for level, size in rows])


def _opened(cap: Assembly, dice: Dice, crown: Mesh, size: _CapSizes) -> Mesh:
    """Cut an arch into the rear of a crown and put the strap below it."""
    middle = centroids(crown)
    radius = dice.between(0.25, 0.45)
    within = (middle[:, 0] / radius) ** 2 + (middle[:, 1] / radius) ** 2 < 1.0
    hole = (middle[:, 2] < 0) & within
    angle = np.linspace(-1.0, 1.0, 9) * np.arcsin(radius)
    path = np.stack([np.sin(angle), np.full(9, 0.05), -size.depth * np.cos(angle)], axis=1)
    cap.add("crown", sweep(path, 1.0, rectangle(0.02, 0.1), normal=(0, 0, 1)))
    return Mesh(crown.vertices, crown.faces[~hole])


def _visor(dice: Dice, cap: _CapSizes) -> list[Mesh]:
    """A peak in front: a crescent that bends down at the sides."""
    reach = dice.between(0.45, 1.05)
    spread = np.radians(dice.between(45.0, 88.0))  # to either side of the front
    angle = np.linspace(-spread, spread, 21)
    inner = np.stack([0.99 * np.sin(angle), 0.99 * cap.depth * np.cos(angle)], axis=1)
    fade = np.maximum(np.cos(0.5 * np.pi * angle / spread), 0.0)
    out = reach * fade ** dice.between(0.3, 0.8)
    outer = inner + np.stack([dice.between(0.0, 0.2) * np.sin(angle) * out, out], axis=1)
    bend = dice.between(0.0, 0.45) if dice.chance(0.75) else 0.0
    slope = dice.between(-0.1, 0.4)
    rows = []
    for share in (0.0, 0.35, 0.7, 1.0):  # from the crown to the edge
        x, z = ((1 - share) * inner + share * outer).T
        y = cap.lift * inner[:, 1] / cap.depth - slope * (z - inner[:, 1])
        y -= bend * (x**2 - 0.3) * share
        rows.append(np.stack([x, y, z], axis=1))
    top = skin(np.stack(rows), closed=False)
    if cap.wall == 0.0 or dice.chance(0.2):
        return [top]
    thick = dice.between(0.015, 0.06)
    edge = np.stack([rows[-1], rows[-1] - (0.0, thick, 0.0)])
    return [top, top.moved(y=-thick), skin(edge, closed=False)]


def _brimmed(cap: Assembly, dice: Dice, kind: str) -> None:
    """A hat: bowler, fedora, cowboy, straw, bucket or top hat."""
    tall = dice.between(0.6, 1.0) if kind == "hat" else dice.between(1.0, 1.8)
    taper = dice.between(0.7, 1.05)
    outline = ellipse(2.0, 2.0 * dice.between(1.0, 1.25), 30)
    if kind == "hat" and dice.chance(0.35):  # round on top
        angle = np.linspace(0.0, 0.5 * np.pi, 8)
        levels, scale = tall * np.sin(angle), np.cos(angle) ** 0.7
        scale[-1] = 0.0
    else:
        dent = dice.between(0.0, 0.25) if kind == "hat" else 0.0
        levels = np.array([0.0, 0.5, 0.9, 1.0, 1.0]) * tall
        levels[-1] -= dent
        scale = np.array([1.0, 0.5 + 0.5 * taper, taper, 0.9 * taper, 0.0])
    crown = skin(_rings(outline, levels, scale), caps=False)
    cap.add("crown", crown)
    if dice.chance(0.4):
        lining = crown.stretched(0.96, 0.97, 0.96)
        cap.add("crown", lining)
    brim = _brim(dice, outline)
    underside = brim.moved(y=-0.03)
    cap.add("brim", join(brim, underside) if dice.chance(0.5) else brim)
    if dice.chance(0.5):
        band = ring(1.0, 0.06, "y", 28, 6).stretched(1.0, 1.2, outline[:, 1].max())
        cap.add("crown", band.moved(y=0.08))


def _brim(dice: Dice, outline: Points) -> Mesh:
    """A rim all around that rolls up at the sides, dips, or slopes down."""
    reach = dice.between(0.3, 1.0)
    curl, slope = dice.between(-0.2, 0.45), dice.between(-0.5, 0.1)
    slope = slope if dice.chance(0.4) else 0.0
    rows = []
    for share in (0.0, 0.4, 0.8, 1.0):  # from the crown to the edge
        row = plane(outline * (1 + reach * share), "y")
        aside = np.abs(row[:, 0]) / (1 + reach)
        row[:, 1] += curl * share**2 * aside + slope * reach * share
        rows.append(row)
    return skin(np.stack(rows), caps=False)
