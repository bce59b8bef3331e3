"""What runs on wheels shares: road wheels, pairs of them on axles, tracks, rows of windows."""

from collections.abc import Sequence

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    lathe,
    prism,
    skin,
    spokes,
    wheel,
)

TREAD = ((0.0, -1.0), (0.95, -1.0), (1.0, -0.8), (1.0, 0.8), (0.95, 1.0))
"""A tyre's profile: (radius over the wheel's, share of half its width)."""
DISH = ((1.0, 0.95), (0.8, 0.3), (0.35, 0.3), (0.3, 0.8), (0.0, 0.8))
"""A dished rim's profile with its hub: (radius over the rim's, share of half the width)."""


def road_wheel(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about x with its outside at +x: a plain disc, a dish, a rim on spokes."""
    half = 0.5 * width
    kind = dice.pick({"disc": 2, "dish": 3, "spokes": 2})
    if kind == "disc":
        hub = cylinder(0.25 * radius, 1.2 * width, "x", sides=10)
        return join(cylinder(radius, width, "x", sides=dice.one_of(10, 16, 24)), hub)
    rim = dice.between(0.5, 0.7) * radius
    if kind == "spokes":
        hub_radius, wide, deep = 0.1 * radius, 0.14 * radius, 0.4 * width
        bars = spokes(dice.count(4, 8), hub_radius, rim, wide, deep, "x")
        return join(wheel(radius, width, 0, 1.0 - rim / radius), bars.moved(0.35 * width))
    tread = [(r * radius, x * half) for r, x in TREAD]
    face = [(r * rim, x * half) for r, x in DISH]
    return lathe([*tread, *face], 20).turned("z", -90.0)


def pairs(one: Mesh, x: float, axles: Sequence[float]) -> Mesh:
    """A wheel about the origin at both sides of each axle, standing on y = 0."""
    both = one.on(0.0).moved(x).both()
    return join(*(both.moved(z=z) for z in axles))


def chain_track(length: float, height: float, width: float, shoes: int) -> Mesh:
    """A crawler's belt with its shoes, about x in its middle, on y = 0; open inside."""
    radius, straight = 0.5 * height, length - height
    angle = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 8)
    front = np.stack([0.5 * straight + radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    outer = np.concatenate([front, -front])
    thin, low = 1.0 - 0.12 * height / length, 0.85  # the belt's inside over its outside
    inner = outer * (thin, low)
    rings = [
        np.stack([np.full(len(line), x), line[:, 1], line[:, 0]], axis=1)
        for line, x in ((outer, -0.5), (outer, 0.5), (inner, 0.5), (inner, -0.5))
    ]
    belt = skin(np.stack(rings) * (width, 1.0, 1.0), loop=True)
    pad = box(1.02 * width, 0.05 * height, 0.5 * straight / shoes)
    row = pad.in_row(shoes, straight / shoes, "z").moved(y=radius).both("y")
    return join(belt, row).on(0.0)


def side_windows(count: int, start: float, end: float, height: float, out: float = 0.03) -> Mesh:
    """Panes in a row along z from `start` to `end`, about x = 0 and y = 0, facing +x."""
    step = (end - start) / count
    pane = box(out, height, 0.8 * step, 0.0)
    return pane.in_row(count, step, "z").moved(z=0.5 * (start + end))


def wedge(side: Sequence[tuple[float, float]], width: float, bevel: float = 0.03) -> Mesh:
    """A body cut out along a side view of (z, y), `width` along x."""
    return prism(np.array(side), width, "x", bevel)
