"""Shades of lamps: cones, drums, bells, globes, lanterns, bowls, spots."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    ellipse,
    join,
    lathe,
    plane,
    ring,
    rod,
    skin,
    smooth,
    sweep,
)

Shade = tuple[list[Mesh], float]

"""The pieces of a shade whose lowest point lies on y = 0, and its height."""


def shade_of(dice: Dice, radius: float) -> Shade:
    """A shade of any kind that opens downward or is closed."""
    kinds: tuple[Callable[[Dice, float], Shade], ...] = (
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
    return (
        dice.one_of(*rare)(dice, radius) if dice.chance(0.22) else dice.one_of(*kinds)(dice, radius)
    )


def bowl_of(dice: Dice, radius: float) -> Shade:
    """A shade that opens upward: a bowl, a dish or a tulip."""
    height = radius * dice.between(0.3, 1.2)
    foot = radius * dice.between(0.05, 0.5)
    bulge = dice.between(0.75, 1.0) if height > 0.6 * radius else dice.between(0.5, 0.7)
    profile = smooth([(foot, 0.0), (bulge * radius, 0.45 * height), (radius, height)], 10)
    pieces = [lathe([(0.0, 0.0), *profile], dice.pick({24: 2, 6: 1}))]
    if dice.chance(0.5):
        thick = dice.between(0.02, 0.06) * radius
        inner = np.maximum(profile - (thick, 0.0), 0.0) + (0.0, 0.5 * thick)
        pieces.append(lathe([(0.0, 0.5 * thick), *inner]))
    return pieces, height


def _walls(dice: Dice, profile: np.ndarray, sides: int = 28) -> list[Mesh]:
    """A turned wall, perhaps doubled, with rims, a spider or a closing disc."""
    radius, top = float(profile[0, 0]), float(profile[-1, 0])
    height = float(profile[-1, 1])
    wall = dice.between(0.01, 0.05) * radius
    outer = lathe(profile, sides)
    pieces = [outer]
    if dice.chance(0.5):
        pieces.append(outer.stretched(1 - wall / radius, 1.0, 1 - wall / radius))
    if dice.chance(0.25):
        pieces.append(ring(radius, 0.4 * wall + 0.003, sides=5))
        pieces.append(ring(top, 0.4 * wall + 0.003, sides=5).moved(0, height))
    extra = dice.pick({"open": 3, "spider": 1, "lid": 1, "diffuser": 1})
    if extra == "spider":
        pieces.append(rod((0, 0.85 * height, 0), (top, 0.95 * height, 0), 0.006).around(3))
    elif extra == "lid":
        pieces.append(cylinder(top, 0.02 * radius, sides=sides).moved(0, height))
    elif extra == "diffuser":
        pieces.append(cylinder(0.97 * radius, 0.01 * radius, sides=sides).moved(0, 0.04 * height))
    return pieces


def _cone(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.6, 1.7), radius * dice.between(0.25, 0.85)
    profile = np.array([(radius, 0.0), (top, height)])
    return _walls(dice, profile, dice.pick({28: 2, 16: 1})), height


def _drum(dice: Dice, radius: float) -> Shade:
    height = radius * dice.between(0.4, 2.2)
    top = radius * dice.between(0.88, 1.0)
    return _walls(dice, np.array([(radius, 0.0), (top, height)])), height


def _bell(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.7, 1.6), radius * dice.between(0.12, 0.6)
    bow = dice.between(-0.25, 0.25)
    middle = (0.5 * (radius + top) + bow * (radius - top), 0.5 * height)
    return _walls(dice, smooth([(radius, 0.0), middle, (top, height)], 9)), height


def _dome(dice: Dice, radius: float) -> Shade:
    height = radius * dice.between(0.45, 1.1)
    wall = radius * dice.between(0.02, 0.06) if dice.chance(0.5) else 0.0
    pieces = [dome(radius, height, wall)]
    if dice.chance(0.4):
        neck = dice.between(0.08, 0.25) * radius
        pieces.append(cylinder(neck, 0.4 * height, top=0.6 * neck).moved(0, 1.1 * height))
        return pieces, 1.3 * height
    return pieces, height


def _globe(dice: Dice, radius: float) -> Shade:
    squash = dice.between(0.6, 1.3)
    pieces = [ball(radius, squash * radius, radius, 20).moved(0, squash * radius)]
    if dice.chance(0.4):
        collar = cylinder(0.3 * radius, 0.15 * radius).moved(0, 2.0 * squash * radius)
        pieces.append(collar)
    return pieces, 2.0 * squash * radius


def _faceted(dice: Dice, radius: float) -> Shade:
    height = radius * dice.between(0.6, 2.0)
    top = radius * (1.0 if dice.chance(0.4) else dice.between(0.3, 0.9))
    sides = dice.pick({4: 3, 6: 1, 8: 1})
    pieces = _walls(dice, np.array([(radius, 0.0), (top, height)]), sides)
    stretch = dice.between(0.5, 1.0) if dice.chance(0.3) else 1.0
    return [piece.turned("y", 180.0 / sides).stretched(z=stretch) for piece in pieces], height


def _pleated(dice: Dice, radius: float) -> Shade:
    height, top = radius * dice.between(0.7, 1.5), radius * dice.between(0.4, 0.9)
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    wave = 1.0 + dice.between(0.02, 0.06) * np.sin(24 * angle)
    circle = np.stack([np.cos(angle) * wave, 0 * angle, np.sin(angle) * wave], axis=1)
    return [skin(np.stack([circle * radius, circle * top + (0, height, 0)]), caps=False)], height


def _tiers(dice: Dice, radius: float) -> Shade:
    """Cones or discs one above another."""
    count, step = dice.count(2, 5), radius * dice.between(0.2, 0.5)
    flat = step * dice.between(0.5, 1.1)
    sizes = np.linspace(1.0, dice.between(0.3, 1.0), count) * radius
    pieces = [
        lathe([(size, 0.0), (0.6 * size, flat)]).moved(0, i * step) for i, size in enumerate(sizes)
    ]
    return pieces, (count - 1) * step + flat


def _lantern(dice: Dice, radius: float) -> Shade:
    """Panes between bars, under a roof."""
    height, sides = radius * dice.between(1.2, 2.4), dice.pick({4: 2, 6: 1})
    low = radius * dice.between(0.6, 1.0)
    pane = lathe([(0.95 * low, 0.0), (0.95 * radius, height)], sides)
    bars = rod((low, 0, 0), (radius, height, 0), 0.04 * radius, sides=4).around(sides)
    up = radius * dice.between(0.2, 0.8)
    roof = lathe([(1.1 * radius, height), (0.1 * radius, height + up), (0.0, height + up)], sides)
    floor = lathe([(0.0, 0.0), (low, 0.0), (low, 0.06 * height)], sides)
    pieces = [bars, roof, floor, *([pane] if dice.chance(0.75) else [])]
    if dice.chance(0.5):
        pieces.append(ball(0.12 * radius).moved(0, height + up))
    return pieces, height + up


def _paper(dice: Dice, radius: float) -> Shade:
    """A ribbed paper lantern."""
    tall, count = radius * dice.between(0.8, 2.2), dice.count(7, 13)
    angle = np.linspace(-1.35, 1.35, 2 * count + 1)
    radii = radius * np.cos(angle) * np.where(np.arange(2 * count + 1) % 2, 1.0, 0.96)
    heights = 0.5 * tall * (1.0 + np.sin(angle) / np.sin(1.35))
    return [lathe(np.stack([radii, heights], axis=1), 20)], tall


def _scallops(dice: Dice, radius: float) -> Shade:
    """A wide dome of coloured glass whose rim hangs in waves."""
    height = radius * dice.between(0.45, 0.8)
    count = dice.count(6, 13)
    wave = 1.0 - 0.1 * np.abs(np.sin(0.5 * count * np.linspace(0, 2 * np.pi, 48, endpoint=False)))
    rows = []
    for share in np.linspace(0.0, 1.0, 8):
        scale = radius * np.cos(0.47 * np.pi * share)
        row = plane(ellipse(2 * scale, 2 * scale, 48), "y", height * np.sin(0.5 * np.pi * share))
        row[:, 1] += (1.0 - wave) * height * (1.0 - share) ** 2
        rows.append(row)
    return [skin(np.stack(rows), caps=False)], height


def _petals(dice: Dice, radius: float) -> Shade:
    """Leaves about the bulb, like a flower or an artichoke."""
    count, height = dice.count(5, 9), radius * dice.between(0.8, 1.5)
    path = smooth([(0.15, height, 0), (0.8 * radius, 0.6 * height, 0), (radius, 0, 0)], 8)
    path[0, 0] = 0.15 * radius
    width = radius * np.array([0.15, 0.3, 0.42, 0.5, 0.5, 0.42, 0.3, 0.1])
    edges = np.stack([path - width[:, None] * (0, 0, 0.8), path + width[:, None] * (0, 0, 0.8)])
    leaf = skin(edges.swapaxes(0, 1), closed=False)
    return [leaf.around(count), ball(0.3 * radius).moved(0, 0.5 * height)], height


def bullet(dice: Dice, radius: float) -> Shade:
    """The housing of a spot light."""
    height, top = radius * dice.between(1.5, 3.2), radius * dice.between(0.3, 1.0)
    profile = smooth([(radius, 0), (radius, 0.6 * height), (top, height)], 10)
    pieces = [lathe([*profile, (0.0, 1.02 * height)], 20)]
    if dice.chance(0.6):
        pieces.append(cylinder(0.9 * radius, 0.02 * radius).moved(0, 0.1 * height))
    return pieces, height


def _rings(dice: Dice, radius: float) -> Shade:
    """Hoops about a light, flat or crossing."""
    band = sweep(plane(ellipse(2 * radius, 2 * radius, 28), "y"), 0.06 * radius, sides=6, loop=True)
    if dice.chance(0.5):
        hoops = join(*(band.turned("x", 90.0).turned("y", 180.0 * i / 4) for i in range(4)))
        return [hoops.moved(0, radius), ball(0.3 * radius).moved(0, radius)], 2.0 * radius
    count = dice.count(2, 6)
    return [band.moved(0, 0.25 * radius * i) for i in range(count)], 0.25 * radius * count


def bar_of(dice: Dice, long: float) -> list[Mesh]:
    """A tube light or a half-round trough along x about the origin."""
    deep = dice.between(0.03, 0.08)
    if dice.chance(0.5):
        return [box(long, dice.between(0.02, 0.06), deep, 0.006)]
    angle = np.linspace(0.0, np.pi, 10)
    arc = np.stack([0 * angle, deep * np.sin(angle), deep * np.cos(angle)], axis=1)
    trough = skin(np.stack([arc - (0.5 * long, 0, 0), arc + (0.5 * long, 0, 0)]), closed=False)
    return [trough, cylinder(0.3 * deep, 0.9 * long, "x").moved(0, 0.3 * deep)]
