"""Shades of lamps: cones, drums, bells, globes, lanterns, bowls, spots."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Mesh, join
from patchalign3d_training.synthesis.outlines import ellipse, plane, smooth
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, dome, lathe
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep

Shade = tuple[list[Mesh], float]
"""The pieces of a shade whose lowest point lies on y = 0, and its height."""


def shade_of(random: np.random.Generator, radius: float) -> Shade:
    """A shade of any kind that opens downward or is closed."""
    kinds: tuple[Callable[[np.random.Generator, float], Shade], ...] = (
        _cone,
        _cone,
        _cone,
        _cone,
        _drum,
        _drum,
        _bell,
        _bell,
        _dome,
        _globe,
        _globe,
        _faceted,
    )
    rare = (_pleated, _tiers, _lantern, _paper, _scallops, _petals, bullet, _rings)
    return pick(random, *rare)(random, radius) if chance(random, 0.22) else pick(random, *kinds)(
        random, radius
    )  # fmt: skip


def bowl_of(random: np.random.Generator, radius: float) -> Shade:
    """A shade that opens upward: a bowl, a dish or a tulip."""
    height = radius * random.uniform(0.3, 1.2)
    foot = radius * random.uniform(0.05, 0.5)
    bulge = random.uniform(0.75, 1.0) if height > 0.6 * radius else random.uniform(0.5, 0.7)
    profile = smooth([(foot, 0.0), (bulge * radius, 0.45 * height), (radius, height)], 10)
    pieces = [lathe([(0.0, 0.0), *profile], pick(random, 24, 24, 6))]
    if chance(random, 0.5):
        thick = random.uniform(0.02, 0.06) * radius
        inner = np.maximum(profile - (thick, 0.0), 0.0) + (0.0, 0.5 * thick)
        pieces.append(lathe([(0.0, 0.5 * thick), *inner]))
    return pieces, height


def _walls(random: np.random.Generator, profile: np.ndarray, sides: int = 28) -> list[Mesh]:
    """A turned wall, perhaps doubled, with rims, a spider or a closing disc."""
    radius, top = float(profile[0, 0]), float(profile[-1, 0])
    height = float(profile[-1, 1])
    wall = random.uniform(0.01, 0.05) * radius
    outer = lathe(profile, sides)
    pieces = [outer]
    if chance(random, 0.5):
        pieces.append(outer.stretched(1 - wall / radius, 1.0, 1 - wall / radius))
    if chance(random, 0.25):
        pieces.append(ring(radius, 0.4 * wall + 0.003, sides=5))
        pieces.append(ring(top, 0.4 * wall + 0.003, sides=5).moved(0, height))
    extra = pick(random, "open", "open", "open", "spider", "lid", "diffuser")
    if extra == "spider":
        pieces.append(rod((0, 0.85 * height, 0), (top, 0.95 * height, 0), 0.006).around(3))
    elif extra == "lid":
        pieces.append(cylinder(top, 0.02 * radius, sides=sides).moved(0, height))
    elif extra == "diffuser":
        pieces.append(cylinder(0.97 * radius, 0.01 * radius, sides=sides).moved(0, 0.04 * height))
    return pieces


def _cone(random: np.random.Generator, radius: float) -> Shade:
    height, top = radius * random.uniform(0.6, 1.7), radius * random.uniform(0.25, 0.85)
    profile = np.array([(radius, 0.0), (top, height)])
    return _walls(random, profile, pick(random, 28, 28, 16)), height


def _drum(random: np.random.Generator, radius: float) -> Shade:
    height = radius * random.uniform(0.4, 2.2)
    top = radius * random.uniform(0.88, 1.0)
    return _walls(random, np.array([(radius, 0.0), (top, height)])), height


def _bell(random: np.random.Generator, radius: float) -> Shade:
    height, top = radius * random.uniform(0.7, 1.6), radius * random.uniform(0.12, 0.6)
    bow = random.uniform(-0.25, 0.25)
    middle = (0.5 * (radius + top) + bow * (radius - top), 0.5 * height)
    return _walls(random, smooth([(radius, 0.0), middle, (top, height)], 9)), height


def _dome(random: np.random.Generator, radius: float) -> Shade:
    height = radius * random.uniform(0.45, 1.1)
    wall = radius * random.uniform(0.02, 0.06) if chance(random, 0.5) else 0.0
    pieces = [dome(radius, height, wall)]
    if chance(random, 0.4):
        neck = random.uniform(0.08, 0.25) * radius
        pieces.append(cylinder(neck, 0.4 * height, top=0.6 * neck).moved(0, 1.1 * height))
        return pieces, 1.3 * height
    return pieces, height


def _globe(random: np.random.Generator, radius: float) -> Shade:
    squash = random.uniform(0.6, 1.3)
    pieces = [ball(radius, squash * radius, radius, 20).moved(0, squash * radius)]
    if chance(random, 0.4):
        collar = cylinder(0.3 * radius, 0.15 * radius).moved(0, 2.0 * squash * radius)
        pieces.append(collar)
    return pieces, 2.0 * squash * radius


def _faceted(random: np.random.Generator, radius: float) -> Shade:
    height = radius * random.uniform(0.6, 2.0)
    top = radius * (1.0 if chance(random, 0.4) else random.uniform(0.3, 0.9))
    sides = pick(random, 4, 4, 4, 6, 8)
    pieces = _walls(random, np.array([(radius, 0.0), (top, height)]), sides)
    stretch = random.uniform(0.5, 1.0) if chance(random, 0.3) else 1.0
    return [piece.turned("y", 180.0 / sides).stretched(z=stretch) for piece in pieces], height


def _pleated(random: np.random.Generator, radius: float) -> Shade:
    height, top = radius * random.uniform(0.7, 1.5), radius * random.uniform(0.4, 0.9)
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    wave = 1.0 + random.uniform(0.02, 0.06) * np.sin(24 * angle)
    circle = np.stack([np.cos(angle) * wave, 0 * angle, np.sin(angle) * wave], axis=1)
    return [skin(np.stack([circle * radius, circle * top + (0, height, 0)]), caps=False)], height


def _tiers(random: np.random.Generator, radius: float) -> Shade:
    """Cones or discs one above another."""
    count, step = int(random.integers(2, 6)), radius * random.uniform(0.2, 0.5)
    flat = step * random.uniform(0.5, 1.1)
    sizes = np.linspace(1.0, random.uniform(0.3, 1.0), count) * radius
    pieces = [
        lathe([(size, 0.0), (0.6 * size, flat)]).moved(0, i * step) for i, size in enumerate(sizes)
    ]
    return pieces, (count - 1) * step + flat


def _lantern(random: np.random.Generator, radius: float) -> Shade:
    """Panes between bars, under a roof."""
    height, sides = radius * random.uniform(1.2, 2.4), pick(random, 4, 4, 6)
    low = radius * random.uniform(0.6, 1.0)
    pane = lathe([(0.95 * low, 0.0), (0.95 * radius, height)], sides)
    bars = rod((low, 0, 0), (radius, height, 0), 0.04 * radius, sides=4).around(sides)
    up = radius * random.uniform(0.2, 0.8)
    roof = lathe([(1.1 * radius, height), (0.1 * radius, height + up), (0.0, height + up)], sides)
    floor = lathe([(0.0, 0.0), (low, 0.0), (low, 0.06 * height)], sides)
    pieces = [bars, roof, floor, *([pane] if chance(random, 0.75) else [])]
    if chance(random, 0.5):
        pieces.append(ball(0.12 * radius).moved(0, height + up))
    return pieces, height + up


def _paper(random: np.random.Generator, radius: float) -> Shade:
    """A ribbed paper lantern."""
    tall, count = radius * random.uniform(0.8, 2.2), int(random.integers(7, 14))
    angle = np.linspace(-1.35, 1.35, 2 * count + 1)
    radii = radius * np.cos(angle) * np.where(np.arange(2 * count + 1) % 2, 1.0, 0.96)
    heights = 0.5 * tall * (1.0 + np.sin(angle) / np.sin(1.35))
    return [lathe(np.stack([radii, heights], axis=1), 20)], tall


def _scallops(random: np.random.Generator, radius: float) -> Shade:
    """A wide dome of coloured glass whose rim hangs in waves."""
    height = radius * random.uniform(0.45, 0.8)
    count = int(random.integers(6, 14))
    wave = 1.0 - 0.1 * np.abs(np.sin(0.5 * count * np.linspace(0, 2 * np.pi, 48, endpoint=False)))
    rows = []
    for share in np.linspace(0.0, 1.0, 8):
        scale = radius * np.cos(0.47 * np.pi * share)
        row = plane(ellipse(2 * scale, 2 * scale, 48), "y", height * np.sin(0.5 * np.pi * share))
        row[:, 1] += (1.0 - wave) * height * (1.0 - share) ** 2
        rows.append(row)
    return [skin(np.stack(rows), caps=False)], height


def _petals(random: np.random.Generator, radius: float) -> Shade:
    """Leaves about the bulb, like a flower or an artichoke."""
    count, height = int(random.integers(5, 10)), radius * random.uniform(0.8, 1.5)
    path = smooth([(0.15, height, 0), (0.8 * radius, 0.6 * height, 0), (radius, 0, 0)], 8)
    path[0, 0] = 0.15 * radius
    width = radius * np.array([0.15, 0.3, 0.42, 0.5, 0.5, 0.42, 0.3, 0.1])
    edges = np.stack([path - width[:, None] * (0, 0, 0.8), path + width[:, None] * (0, 0, 0.8)])
    leaf = skin(edges.swapaxes(0, 1), closed=False)
    return [leaf.around(count), ball(0.3 * radius).moved(0, 0.5 * height)], height


def bullet(random: np.random.Generator, radius: float) -> Shade:
    """The housing of a spot light."""
    height, top = radius * random.uniform(1.5, 3.2), radius * random.uniform(0.3, 1.0)
    profile = smooth([(radius, 0), (radius, 0.6 * height), (top, height)], 10)
    pieces = [lathe([*profile, (0.0, 1.02 * height)], 20)]
    if chance(random, 0.6):
        pieces.append(cylinder(0.9 * radius, 0.02 * radius).moved(0, 0.1 * height))
    return pieces, height


def _rings(random: np.random.Generator, radius: float) -> Shade:
    """Hoops about a light, flat or crossing."""
    band = sweep(plane(ellipse(2 * radius, 2 * radius, 28), "y"),
                 0.06 * radius, sides=6, loop=True)  # fmt: skip
    if chance(random, 0.5):
        hoops = join(*(band.turned("x", 90.0).turned("y", 180.0 * i / 4) for i in range(4)))
        return [hoops.moved(0, radius), ball(0.3 * radius).moved(0, radius)], 2.0 * radius
    count = int(random.integers(2, 7))
    return [band.moved(0, 0.25 * radius * i) for i in range(count)], 0.25 * radius * count


def bar_of(random: np.random.Generator, long: float) -> list[Mesh]:
    """A tube light or a half-round trough along x about the origin."""
    deep = random.uniform(0.03, 0.08)
    if chance(random, 0.5):
        return [box(long, random.uniform(0.02, 0.06), deep, 0.006)]
    angle = np.linspace(0.0, np.pi, 10)
    arc = np.stack([0 * angle, deep * np.sin(angle), deep * np.cos(angle)], axis=1)
    trough = skin(np.stack([arc - (0.5 * long, 0, 0), arc + (0.5 * long, 0, 0)]), closed=False)
    return [trough, cylinder(0.3 * deep, 0.9 * long, "x").moved(0, 0.3 * deep)]
