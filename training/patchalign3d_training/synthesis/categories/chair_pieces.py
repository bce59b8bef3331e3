"""Seats, backs and arms of chairs."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Mesh
from patchalign3d_training.synthesis.outlines import (
    Points,
    ellipse,
    lengthwise,
    rectangle,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import box, grid_bars, prism
from patchalign3d_training.synthesis.sweeps import beam, rod, sweep, tube


def seat(
    random: np.random.Generator, width: float, depth: float, height: float, thick: float
) -> list[Mesh]:
    """A seat whose upper face is at `height`."""
    kind = pick(random, "plate", "plate", "pad", "round", "tapered", "slats", "dished")
    if kind == "slats":
        count = int(random.integers(4, 9))
        slat = box(width, min(thick, 0.03), depth / count * random.uniform(0.6, 0.9))
        places = (np.arange(count) + 0.5) / count * depth - 0.5 * depth
        return [slat.moved(0.0, height - 0.5 * min(thick, 0.03), z) for z in places]
    if kind == "pad":
        lower = box(width, 0.4 * thick, depth, 0.01).moved(0.0, height - 0.8 * thick)
        upper = box(0.95 * width, 0.6 * thick, 0.95 * depth, 0.3 * thick)
        return [lower, upper.moved(0.0, height - 0.3 * thick)]
    if kind == "round":
        outline = superellipse(width, depth, random.uniform(2.0, 3.5), 28)
    elif kind == "tapered":
        rear = 0.5 * width * random.uniform(0.7, 0.95)
        side = [(rear, -0.5 * depth), (0.5 * width, 0.4 * depth), (0.4 * width, 0.5 * depth)]
        outline = lengthwise(side, 24)
    else:
        outline = rectangle(width, depth, random.uniform(0.0, 0.2) * width, 5)
    plate = prism(outline, thick, "y", random.uniform(0.0, 0.45) * thick)
    if kind == "dished":
        x, y, z = plate.vertices.T
        dip = random.uniform(0.01, 0.05) * ((2 * x / width) ** 2 + (2 * z / depth) ** 2)
        plate = Mesh(np.stack([x, y + dip, z], axis=1), plate.faces)
    return [plate.moved(0.0, height - 0.5 * thick)]


def back(random: np.random.Generator, width: float, rise: float) -> list[Mesh]:
    """A back standing on y = 0 in the plane z = 0, before it leans."""
    kinds = ("panel", "panel", "pad", "spindles", "slats", "ladder", "splat", "hoop", "rails")
    kind = pick(random, *kinds, "curved", "mesh")
    wide = width * random.uniform(0.8, 1.05)
    thick = random.uniform(0.012, 0.04)
    post = random.uniform(0.01, 0.022)
    if kind == "curved":
        return [_bent(random, wide, rise, thick)]
    if kind in ("panel", "pad"):
        gap = random.uniform(0.0, 0.35) * rise if chance(random, 0.4) else 0.0
        tall = rise - gap
        depth = thick if kind == "panel" else random.uniform(0.04, 0.12)
        plate = prism(panel_outline(random, wide, tall), depth, "z", 0.4 * depth)
        pieces = [plate.moved(0.0, gap + 0.5 * tall)]
        if gap > 0.02:
            x = wide * random.uniform(0.1, 0.42)
            one = beam((0.0, -0.03, 0.0), (0.0, gap + 0.3 * tall, 0.0), 0.08, 0.02)
            two = rod((x, -0.03, 0.0), (x, gap + 0.3 * tall, 0.0), post).both()
            pieces.append(pick(random, one, two))
        return pieces
    if kind == "hoop":
        half = 0.5 * wide
        path = [(-half, 0, 0), (-half, 0.7 * rise, 0), (0, rise, 0), (half, 0.7 * rise, 0)]
        pieces = [tube([*path, (half, 0, 0)], post, 24)]
        count = int(random.integers(0, 8))
        for x in np.linspace(-0.75, 0.75, count) * half:
            top = rise * (0.97 - 0.25 * (x / half) ** 2)
            pieces.append(rod((x * 0.8, 0, 0), (x, top, 0), 0.5 * post, sides=6))
        return pieces
    square = chance(random, 0.5)
    x = 0.5 * wide - post
    ends = ((x, -0.02, 0.0), (x * random.uniform(0.95, 1.1), rise, 0.0))
    sides = (beam(*ends, 2 * post, 2.4 * post) if square else rod(*ends, post)).both()
    return [sides, *infill(random, kind, wide, rise, post)]


def infill(
    random: np.random.Generator, kind: str, wide: float, rise: float, post: float
) -> list[Mesh]:
    """What stands between two back posts."""
    rail_height = random.uniform(0.04, 0.14)
    rail = box(wide, rail_height, 1.6 * post).moved(0.0, rise - 0.5 * rail_height)
    low = random.uniform(0.05, 0.3) * rise
    lower = box(wide, 0.03, 1.4 * post).moved(0.0, low)
    inner = wide - 2 * post
    tall = rise - low
    if kind == "spindles":
        bars = grid_bars(
            0.9 * inner, tall, int(random.integers(3, 9)), 0, random.uniform(0.005, 0.011)
        )
        return [rail, lower, bars.moved(0.0, low + 0.5 * tall)]
    if kind == "slats":
        count = int(random.integers(2, 7))
        slat = box(inner / count * 0.6, tall, 0.012)
        xs = ((np.arange(count) + 0.5) / count - 0.5) * inner
        return [rail, lower, *(slat.moved(x, low + 0.5 * tall) for x in xs)]
    if kind == "splat":
        half = inner * random.uniform(0.08, 0.2, 4)
        outline = lengthwise(np.stack([half, np.linspace(0.0, tall, 4)], axis=1), 24)
        return [rail, lower, prism(outline, 0.014, "z").moved(0.0, low)]
    if kind == "mesh":
        size = int(random.integers(5, 9))
        return [rail, lower, grid_bars(inner, tall, size, size, 0.004).moved(0.0, low + 0.5 * tall)]
    count = int(random.integers(2, 6)) if kind == "ladder" else 1
    height = tall / (count + 0.5) * random.uniform(0.35, 0.7)
    plate = box(wide, height, 1.2 * post)
    levels = np.linspace(rise - 0.5 * height, low + 0.5 * height, count)
    return [plate.moved(0.0, y) for y in levels]


def panel_outline(
    random: np.random.Generator, wide: float, tall: float, plain: bool = False
) -> Points:
    """The outline of a solid back about the origin; a plain one has neither oval nor waist."""
    kind = pick(random, "rectangle", "rectangle", "round", *(() if plain else ("oval", "waist")))
    if kind == "rectangle":
        return rectangle(wide, tall, random.uniform(0.0, 0.25) * min(wide, tall), 5)
    if kind == "round":
        return superellipse(wide, tall, random.uniform(2.5, 5.0), 28)
    if kind == "oval":
        return ellipse(wide, tall, 28)
    half = 0.5 * wide * random.uniform(0.65, 1.0, 4)
    return lengthwise(np.stack([half, np.linspace(-0.5, 0.5, 4) * tall], axis=1), 30)


def _bent(random: np.random.Generator, wide: float, rise: float, thick: float) -> Mesh:
    """A back that curves around the sitter."""
    bend = random.uniform(0.3, 1.2)
    angle = np.linspace(-bend, bend, 13)
    radius = 0.5 * wide / np.sin(min(bend, 1.5))
    arch = random.uniform(0.0, 0.25)
    low = random.uniform(0.0, 0.4) * rise
    sections = []
    for level in np.linspace(0.0, 1.0, 6):
        top = low + (rise - low) * level * (1.0 - arch * (angle / bend) ** 2)
        outer = [radius * np.sin(angle), top, radius * (1 - np.cos(angle))]
        inner = [(radius - thick) * np.sin(angle), top, radius - (radius - thick) * np.cos(angle)]
        ring = np.concatenate([np.stack(outer, axis=1), np.stack(inner, axis=1)[::-1]])
        sections.append(ring)
    return skin(np.stack(sections), caps=False)


def arms(
    random: np.random.Generator,
    width: float,
    depth: float,
    height: float,
    kind: str | None = None,
) -> list[Mesh]:
    """A pair of arms on both sides of the seat, of any kind unless told."""
    up, x = random.uniform(0.15, 0.28), 0.5 * width + random.uniform(0.0, 0.04)
    y = height + up
    front, end = random.uniform(0.15, 0.45) * depth, -0.48 * depth
    bar = random.uniform(0.01, 0.02)
    kind = kind or pick(random, "post", "post", "loop", "curve", "tee", "panel")
    if kind == "post":
        pad = box(random.uniform(0.03, 0.07), 0.025, front - end, 0.01)
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
        panel = box(random.uniform(0.02, 0.05), up, front - end, 0.005)
        return [panel.moved(x, height + 0.5 * up, 0.5 * (front + end)).both()]
    pad = box(0.07, 0.03, random.uniform(0.2, 0.3), 0.012).moved(x + 0.04, y)
    stem = beam((x + 0.04, height - 0.03, 0.0), (x + 0.04, y, 0.0), 0.03, 0.05)
    bridge = beam((x - 0.1, height - 0.03, 0.0), (x + 0.055, height - 0.03, 0.0), 0.02, 0.05)
    return [pad.both(), stem.both(), bridge.both()]
