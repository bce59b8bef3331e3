"""What buildings share: roofs, battlements, windows, doors."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    frame,
    join,
    lathe,
    prism,
    rectangle,
)


def facing(sides: int) -> float:
    """Degrees to turn what has this many sides, with a corner at +x, until a side looks along z."""
    return 90.0 - 180.0 / sides


def gable(
    width: float, length: float, rise: float, thick: float = 0.15, eaves: float = 0.3
) -> Mesh:
    """A saddle roof on y = 0, its ridge along z; `width` and `length` are those of the walls."""
    half = 0.5 * width
    low = -eaves * rise / half
    outside = [(half + eaves, low), (half + eaves, low + thick), (0.0, rise + thick)]
    outline = [*outside, (-half - eaves, low + thick), (-half - eaves, low), (0.0, rise)]
    return prism(np.array(outline), length + 2.0 * eaves, "z")


def gable_wall(width: float, rise: float, length: float) -> Mesh:
    """The walls' triangles below a saddle roof on y = 0, as one block."""
    half = 0.5 * width
    return prism(np.array([(half, 0.0), (0.0, rise), (-half, 0.0)]), length, "z")


def spire(radius: float, height: float, sides: int = 16, flare: float = 0.0) -> Mesh:
    """A pointed roof on y = 0, round or with few sides; `flare` bends its foot outwards."""
    foot = (1.0 + flare) * radius
    profile = [(0.0, 0.0), (foot, 0.0), (0.75 * radius, 0.25 * height), (0.0, height)]
    return lathe(profile, sides)


def merlons(outline: Points, size: float, thick: float, height: float = 0.0) -> Mesh:
    """Blocks with gaps between them along a closed outline, (n, 2) of (x, z), at a height."""
    blocks = []
    for start, end in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        along = end - start
        length = float(np.linalg.norm(along))
        count = max(1, round(length / (2.0 * size)))
        turn = float(np.degrees(np.arctan2(-along[1], along[0])))
        block = box(size, 1.1 * size, thick).on(0.0).turned("y", turn)
        for i in range(count):
            x, z = start + (i + 0.5) / count * along
            blocks.append(block.moved(float(x), height, float(z)))
    return join(*blocks)


def arch(width: float, height: float, count: int = 8) -> Points:
    """An outline on y = 0 whose upper end is round, (n, 2); `height` is its whole height."""
    half = 0.5 * width
    angle = np.linspace(0.0, np.pi, count)
    top = np.stack([half * np.cos(angle), height - half + half * np.sin(angle)], axis=1)
    return np.concatenate([[(half, 0.0)], top, [(-half, 0.0)]])


def opening(dice: Dice, width: float, height: float, out: float) -> Mesh:
    """A window about the origin whose back is in z = 0: a pane, a pane in a frame, or an arch."""
    kind = dice.pick({"pane": 2, "framed": 3, "bars": 2})
    if kind == "pane":
        return box(width, height, out).moved(z=0.5 * out)
    rim, glass = 0.12 * min(width, height), 0.4 * out
    inner = rectangle(width - 2 * rim, height - 2 * rim)
    border = frame(rectangle(width, height), inner, out, "z").moved(z=0.5 * out)
    pane = box(width - rim, height - rim, glass).moved(z=0.5 * glass)
    if kind == "framed":
        return join(border, pane)
    bar, deep = 0.5 * rim, 0.8 * out
    bars = join(box(bar, height - rim, deep), box(width - rim, bar, deep))
    return join(border, pane, bars.moved(z=0.5 * deep))


def arched(width: float, height: float, out: float) -> Mesh:
    """A door or window with a round top that stands on y = 0, its back in z = 0."""
    return prism(arch(width, height), out, "z").moved(z=0.5 * out)


def round_wall(radius: float, height: float, top: float, sides: int, hollow: bool) -> Mesh:
    """A tower's wall on y = 0; a hollow one has a floor sunk below its rim."""
    if not hollow:
        return cylinder(radius, height, top=top, sides=sides).on(0.0)
    sunk, wall = height - 0.12 * radius, 0.85
    outside = [(0.0, 0.0), (radius, 0.0), (top, height)]
    return lathe([*outside, (wall * top, height), (wall * top, sunk), (0.0, sunk)], sides)
