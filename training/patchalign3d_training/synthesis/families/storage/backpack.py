"""Backpacks."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    ball,
    box,
    cylinder,
    frame,
    hull,
    prism,
    rectangle,
    ring,
    smooth,
    strip,
    superellipse,
    sweep,
    tube,
)


@dataclass(frozen=True)
class Sizes:
    """A backpack's lengths; it stands on y = 0, its straps are at -z and its pockets at +z."""

    width: float
    height: float
    depth: float


def build(model: Assembly, dice: Dice) -> None:
    """A school bag, a hiker's pack or a small leather pack with a flap."""
    kind = dice.pick({"school": 4, "hiking": 3, "flap": 3})
    width = dice.between(0.26, 0.38)
    tall = dice.between(1.5, 2.2) if kind == "hiking" else dice.between(1.1, 1.6)
    size = Sizes(width, width * tall, width * dice.between(0.4, 0.75))
    sack = _sack(dice, size)
    model.add("body", sack)
    if kind == "school":
        _zip(model, size, sack)
    else:
        _flap(model, dice, size)
    if dice.chance(0.85):
        _front_pocket(model, dice, size, low=0.05 * size.height)
        if kind == "school" and dice.chance(0.35):
            _front_pocket(model, dice, size, low=dice.between(0.52, 0.6) * size.height)
    if dice.chance(0.5):
        _side_pockets(model, dice, size)
    _straps(model, dice, size)
    loop = [(0.05, 0, 0), (0.045, 0.05, 0), (-0.045, 0.05, 0), (-0.05, 0, 0)]
    grip = sweep(smooth(loop, 12), 0.5, rectangle(0.008, 0.05), normal=(0, 1, 0))
    model.add("handle", grip.moved(y=0.96 * size.height, z=-0.3 * size.depth))
    if kind == "hiking" or dice.chance(0.1):
        _mat(model, dice, size)


def _sack(dice: Dice, size: Sizes) -> Mesh:
    """A soft body, narrower and often rounder at its top."""
    power = dice.between(2.6, 6.0)
    top = dice.between(0.55, 0.95)
    bulge = dice.between(0.95, 1.1)
    rows = [(0.0, 0.8), (0.05, 0.98), (0.35, bulge), (0.75, 0.5 * (bulge + top)), (0.94, top)]
    sections = [
        Section(share * size.height, size.width * wide, size.depth * wide) for share, wide in rows
    ]
    sections.append(Section(size.height, 0.55 * size.width * top, 0.5 * size.depth * top))
    return hull(sections, power).turned("x", -90.0)


def _zip(model: Assembly, size: Sizes, sack: Mesh) -> None:
    """A zip that arches over the upper half of the sack, with its pull."""
    levels = np.unique(sack.vertices[:, 1].round(9))
    widths = [sack.vertices[np.isclose(sack.vertices[:, 1], y), 0].max() for y in levels]
    heights = np.array([0.5, 0.65, 0.8, 0.92, 0.99]) * size.height
    x = np.interp(heights, levels, widths)
    path = [(wide, y, 0.0) for wide, y in zip(x, heights, strict=True)]
    path.append((0.0, float(sack.high[1]), 0.0))
    arch = np.array([*path, *[(-a, b, c) for a, b, c in path[-2::-1]]])
    model.add("zipper", tube(arch, 0.025 * size.width, 30, 6))
    pull = box(0.03 * size.width, 0.1 * size.width, 0.02).moved(x[0], heights[0])
    model.add("zipper", pull)


def _flap(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A lid over the top that hangs down in front, held by one or two buckles."""
    half = 0.5 * size.depth
    drop = dice.between(0.15, 0.55) * size.height
    top = dice.between(0.98, 1.03) * size.height
    side = [(-0.9 * half, 0.96 * top), (0.0, 1.02 * top), (0.9 * half, 0.97 * top)]
    side += [(1.12 * half, top - 0.5 * drop), (1.14 * half, top - drop)]
    curve = smooth(side, 16)
    taper = np.linspace(1.0, dice.between(0.6, 1.0), 16)
    broad = dice.between(0.8, 1.02) * size.width
    model.add("flap", strip(curve, broad * taper, dice.between(0.01, 0.03), 0.0, 7))
    belts = dice.count(1, 2)
    belt = box(0.11 * size.width, 0.8 * drop, 0.012).under(top - 0.5 * drop)
    rim = frame(rectangle(0.16, 0.13), rectangle(0.11, 0.08), 0.05, "z").scaled(size.width)
    front = 1.16 * half
    step = 0.45 * size.width
    model.add("buckle", belt.moved(z=front).in_row(belts, step))
    model.add("buckle", rim.moved(y=top - 0.95 * drop, z=front).in_row(belts, step))


def _front_pocket(model: Assembly, dice: Dice, size: Sizes, low: float) -> None:
    """A pouch on the front with a zip or a small flap."""
    wide = dice.between(0.6, 0.85) * size.width
    tall = min(dice.between(0.28, 0.45) * size.height, 0.93 * size.height - low)
    deep = dice.between(0.15, 0.4) * size.depth
    outline = superellipse(wide, tall, dice.between(3.0, 8.0), 24)
    pouch = prism(outline, deep, "z", 0.35 * deep).on(low)
    model.add("pocket", pouch.moved(z=0.48 * size.depth + 0.3 * deep))
    level, front = low + 0.78 * tall, 0.5 * size.depth + 0.8 * deep
    if dice.chance(0.5):
        line = box(0.75 * wide, 0.012, 0.014).moved(y=level, z=front)
        model.add("zipper", line, box(0.012, 0.04, 0.012).moved(0.37 * wide, level - 0.02, front))
    else:
        small = box(0.9 * wide, 0.3 * tall, 0.014, 0.005).moved(y=level + 0.05 * tall, z=front)
        model.add("pocket", small)


def _side_pockets(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Pouches at the sides; a bottle stands in one."""
    tall = dice.between(0.22, 0.35) * size.height
    radius = 0.2 * size.depth
    pouch = cylinder(0.9 * radius, tall, top=1.1 * radius, sides=14).on(0.05 * size.height)
    x = 0.5 * size.width + 0.4 * radius
    model.add("pocket", pouch.moved(x).both())
    if dice.chance(0.5):
        bottle = cylinder(0.8 * radius, 1.3 * tall, sides=14).on(0.1 * size.height).moved(x)
        cap = cylinder(0.4 * radius, 0.2 * tall, sides=12).on(bottle).moved(x)
        model.add("bottle", bottle, cap)


def _straps(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Two padded straps behind, and at times a belt for the hips."""
    rear, out = -0.46 * size.depth, dice.between(0.06, 0.16)
    top, low = 0.9 * size.height, 0.12 * size.height
    x, spread = 0.2 * size.width, dice.between(0.25, 0.4) * size.width
    path = [(x, top, rear), (x, 1.0 * top, rear - 0.6 * out), (x, 0.8 * top, rear - out)]
    path += [(0.5 * (x + spread), 0.4 * top, rear - 0.8 * out), (spread, low, rear)]
    broad = dice.between(0.04, 0.075)
    curve = smooth(path, 20)
    pad = sweep(curve, 1.0, rectangle(broad, dice.between(0.006, 0.02)), normal=(1, 0, 0))
    model.add("strap", pad.both())
    if dice.chance(0.4):
        clip = box(0.7 * broad, 0.03, 0.015)
        model.add("buckle", clip.moved(*curve[15]).both())
    if dice.chance(0.3):
        belt = ring(0.5, 0.06, "y", 24, 6).stretched(1.1 * size.width, 0.5, 0.9 * size.depth)
        model.add("strap", belt.moved(y=low, z=-0.45 * size.depth))


def _mat(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A rolled mat on top or below, held by two bands."""
    radius = dice.between(0.14, 0.24) * size.width
    long = dice.between(1.0, 1.6) * size.width
    roll = cylinder(radius, long, "x", sides=18)
    band = ring(1.02 * radius, 0.1 * radius, "x", 18, 6).in_row(2, 0.5 * long)
    level = size.height + 0.8 * radius if dice.chance(0.6) else -0.9 * radius
    model.add("bedroll", roll.moved(y=level))
    model.add("strap", band.moved(y=level))
    if dice.chance(0.3):
        end = ball(0.15 * radius, radius, radius, 14).moved(0.5 * long, level)
        model.add("bedroll", end.both())
