"""Seats, backs and arms of chairs."""

from typing import NamedTuple

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    Points,
    Room,
    beam,
    box,
    centres,
    ellipse,
    grid_bars,
    lengthwise,
    prism,
    rectangle,
    rod,
    skin,
    superellipse,
    sweep,
    tube,
)


class SeatSize(NamedTuple):
    """How large a seat is and how high it lies, in metres.

    Attributes:
        width: Along x.
        depth: Along z.
        height: Of its upper face over the floor.
        thick: Of the seat.
    """

    width: float
    depth: float
    height: float
    thick: float

    @property
    def below(self) -> Room:
        """The room under it."""
        return Room(self.width, self.depth, self.height - self.thick)


def seat(dice: Dice, size: SeatSize) -> list[Mesh]:
    """A plate, a pad, slats or a dished seat."""
    width, depth, height, thick = size
    kind = dice.pick({"plate": 2, "pad": 1, "round": 1, "tapered": 1, "slats": 1, "dished": 1})
    if kind == "slats":
        count = dice.count(4, 8)
        slat = box(width, min(thick, 0.03), depth / count * dice.between(0.6, 0.9))
        places = centres(count, depth)
        return [slat.moved(0.0, height - 0.5 * min(thick, 0.03), z) for z in places]
    if kind == "pad":
        lower = box(width, 0.4 * thick, depth, 0.01).moved(0.0, height - 0.8 * thick)
        upper = box(0.95 * width, 0.6 * thick, 0.95 * depth, 0.3 * thick)
        return [lower, upper.moved(0.0, height - 0.3 * thick)]
    if kind == "round":
        outline = superellipse(width, depth, dice.between(2.0, 3.5), 28)
    elif kind == "tapered":
        rear = 0.5 * width * dice.between(0.7, 0.95)
        side = [(rear, -0.5 * depth), (0.5 * width, 0.4 * depth), (0.4 * width, 0.5 * depth)]
        outline = lengthwise(side, 24)
    else:
        outline = rectangle(width, depth, dice.between(0.0, 0.2) * width, 5)
    plate = prism(outline, thick, "y", dice.between(0.0, 0.45) * thick)
    if kind == "dished":
        x, y, z = plate.vertices.T
        dip = dice.between(0.01, 0.05) * ((2 * x / width) ** 2 + (2 * z / depth) ** 2)
        plate = Mesh(np.stack([x, y + dip, z], axis=1), plate.faces)
    return [plate.moved(0.0, height - 0.5 * thick)]


BACKS = {
    "panel": 2,
    "pad": 1,
    "spindles": 1,
    "slats": 1,
    "ladder": 1,
    "splat": 1,
    "hoop": 1,
    "rails": 1,
    "curved": 1,
    "mesh": 1,
}
"""Kinds of backs, and how often each comes."""


def back(dice: Dice, width: float, rise: float) -> list[Mesh]:
    """A back standing on y = 0 in the plane z = 0, before it leans."""
    kind = dice.pick(BACKS)
    wide = width * dice.between(0.8, 1.05)
    thick = dice.between(0.012, 0.04)
    post = dice.between(0.01, 0.022)
    if kind == "curved":
        return [_bent(dice, wide, rise, thick)]
    if kind in ("panel", "pad"):
        gap = dice.between(0.0, 0.35) * rise if dice.chance(0.4) else 0.0
        tall = rise - gap
        depth = thick if kind == "panel" else dice.between(0.04, 0.12)
        plate = prism(panel_outline(dice, wide, tall), depth, "z", 0.4 * depth)
        pieces = [plate.on(gap)]
        if gap > 0.02:
            x = wide * dice.between(0.1, 0.42)
            one = beam((0.0, -0.03, 0.0), (0.0, gap + 0.3 * tall, 0.0), 0.08, 0.02)
            two = rod((x, -0.03, 0.0), (x, gap + 0.3 * tall, 0.0), post).both()
            pieces.append(dice.one_of(one, two))
        return pieces
    if kind == "hoop":
        half = 0.5 * wide
        path = [(-half, 0, 0), (-half, 0.7 * rise, 0), (0, rise, 0), (half, 0.7 * rise, 0)]
        pieces = [tube([*path, (half, 0, 0)], post, 24)]
        count = dice.count(0, 7)
        for x in np.linspace(-0.75, 0.75, count) * half:
            top = rise * (0.97 - 0.25 * (x / half) ** 2)
            pieces.append(rod((x * 0.8, 0, 0), (x, top, 0), 0.5 * post, sides=6))
        return pieces
    square = dice.chance(0.5)
    x = 0.5 * wide - post
    ends = ((x, -0.02, 0.0), (x * dice.between(0.95, 1.1), rise, 0.0))
    sides = (beam(*ends, 2 * post, 2.4 * post) if square else rod(*ends, post)).both()
    return [sides, *infill(dice, kind, wide, rise, post)]


def infill(dice: Dice, kind: str, wide: float, rise: float, post: float) -> list[Mesh]:
    """What stands between two back posts.

    Args:
        dice: Chance.
        kind: `spindles`, `slats`, `splat`, `mesh`, `ladder`, or another word for one rail.
        wide: Between the outer sides of the posts.
        rise: Their height.
        post: Their radius.
    """
    rail_height = dice.between(0.04, 0.14)
    rail = box(wide, rail_height, 1.6 * post).under(rise)
    low = dice.between(0.05, 0.3) * rise
    lower = box(wide, 0.03, 1.4 * post).moved(0.0, low)
    inner = wide - 2 * post
    tall = rise - low
    if kind == "spindles":
        bars = grid_bars(0.9 * inner, tall, dice.count(3, 8), 0, dice.between(0.005, 0.011))
        return [rail, lower, bars.on(low)]
    if kind == "slats":
        count = dice.count(2, 6)
        slat = box(inner / count * 0.6, tall, 0.012)
        xs = centres(count, inner)
        return [rail, lower, *(slat.on(low).moved(x) for x in xs)]
    if kind == "splat":
        half = inner * dice.many(0.08, 0.2, 4)
        outline = lengthwise(np.stack([half, np.linspace(0.0, tall, 4)], axis=1), 24)
        return [rail, lower, prism(outline, 0.014, "z").moved(0.0, low)]
    if kind == "mesh":
        size = dice.count(5, 8)
        return [rail, lower, grid_bars(inner, tall, size, size, 0.004).moved(0.0, low + 0.5 * tall)]
    count = dice.count(2, 5) if kind == "ladder" else 1
    height = tall / (count + 0.5) * dice.between(0.35, 0.7)
    plate = box(wide, height, 1.2 * post)
    levels = np.linspace(rise - 0.5 * height, low + 0.5 * height, count)
    return [plate.moved(0.0, y) for y in levels]


def panel_outline(dice: Dice, wide: float, tall: float, plain: bool = False) -> Points:
    """The outline of a solid back about the origin; a plain one has neither oval nor waist."""
    kind = dice.one_of("rectangle", "rectangle", "round", *(() if plain else ("oval", "waist")))
    if kind == "rectangle":
        return rectangle(wide, tall, dice.between(0.0, 0.25) * min(wide, tall), 5)
    if kind == "round":
        return superellipse(wide, tall, dice.between(2.5, 5.0), 28)
    if kind == "oval":
        return ellipse(wide, tall, 28)
    half = 0.5 * wide * dice.many(0.65, 1.0, 4)
    return lengthwise(np.stack([half, np.linspace(-0.5, 0.5, 4) * tall], axis=1), 30)


def _bent(dice: Dice, wide: float, rise: float, thick: float) -> Mesh:
    """A back that curves around the sitter."""
    bend = dice.between(0.3, 1.2)
    angle = np.linspace(-bend, bend, 13)
    radius = 0.5 * wide / np.sin(min(bend, 1.5))
    arch = dice.between(0.0, 0.25)
    low = dice.between(0.0, 0.4) * rise
    sections = []
    for level in np.linspace(0.0, 1.0, 6):
        top = low + (rise - low) * level * (1.0 - arch * (angle / bend) ** 2)
        outer = [radius * np.sin(angle), top, radius * (1 - np.cos(angle))]
        inner = [(radius - thick) * np.sin(angle), top, radius - (radius - thick) * np.cos(angle)]
        ring = np.concatenate([np.stack(outer, axis=1), np.stack(inner, axis=1)[::-1]])
        sections.append(ring)
    return skin(np.stack(sections), caps=False)


def arms(dice: Dice, size: SeatSize, kind: str | None = None) -> list[Mesh]:
    """A pair of arms on both sides of a seat, of any kind where none is named."""
    width, depth, height, _ = size
    up, x = dice.between(0.15, 0.28), 0.5 * width + dice.between(0.0, 0.04)
    y = height + up
    front, end = dice.between(0.15, 0.45) * depth, -0.48 * depth
    bar = dice.between(0.01, 0.02)
    kind = kind or dice.pick({"post": 2, "loop": 1, "curve": 1, "tee": 1, "panel": 1})
    if kind == "post":
        pad = box(dice.between(0.03, 0.07), 0.025, front - end, 0.01)
        post = rod((x, height - 0.04, front * 0.9), (x, y, front * 0.9), bar)
        return [pad.moved(x, y, 0.5 * (front + end)).both(), post.both()]
    if kind == "loop":
        path = [(x, height - 0.02, front), (x, y, front), (x, y, end), (x, height, end)]
        return [sweep(path, bar).both()]
    if kind == "curve":
        path = [
            (x, height, front),
            (x + 0.02, y - 0.02, 0.9 * front),
            (x, y, 0.0),
            (x, y + 0.05, end),
        ]
        return [tube(path, bar, 18).both()]
    if kind == "panel":
        panel = box(dice.between(0.02, 0.05), up, front - end, 0.005)
        return [panel.on(height).moved(x, z=0.5 * (front + end)).both()]
    pad = box(0.07, 0.03, dice.between(0.2, 0.3), 0.012).moved(x + 0.04, y)
    stem = beam((x + 0.04, height - 0.03, 0.0), (x + 0.04, y, 0.0), 0.03, 0.05)
    bridge = beam((x - 0.1, height - 0.03, 0.0), (x + 0.055, height - 0.03, 0.0), 0.02, 0.05)
    return [pad.both(), stem.both(), bridge.both()]
