"""The primitives: small triangle meshes out of outlines, profiles, paths and cross-sections."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.mesh import Mesh, join
from patchalign3d_training.synthesis.kit.outlines import (
    Points,
    ellipse,
    grown,
    plane,
    rectangle,
)
from patchalign3d_training.synthesis.kit.skins import skin
from patchalign3d_training.synthesis.kit.sweeps import rod
from patchalign3d_training.synthesis.kit.triangulation import fill


def prism(outline: Points, depth: float, axis: str = "y", bevel: float = 0.0) -> Mesh:
    """A plate cut along an outline, centred on its own plane; `bevel` rounds its edges.

    The outline may be concave. Axis y: it lies in (x, z); z: in (x, y); x: in (z, y).
    """
    half = 0.5 * depth
    bevel = min(bevel, 0.49 * depth)
    if bevel > 0.0:
        steps = [(-half, -bevel), (-half + 0.3 * bevel, -0.3 * bevel), (-half + bevel, 0.0)]
        steps += [(-level, inset) for level, inset in reversed(steps)]
    else:
        steps = [(-half, 0.0), (half, 0.0)]
    rings = [plane(grown(outline, inset) if inset else outline, axis, at) for at, inset in steps]
    walls = skin(np.stack(rings), caps=False)
    lid = fill(outline)
    top = lid + (len(rings) - 1) * len(outline)
    return Mesh(walls.vertices, np.concatenate([walls.faces, lid[:, ::-1], top]))


def sheet(outline: Points, axis: str = "y", at: float = 0.0) -> Mesh:
    """A flat face without thickness."""
    return Mesh(plane(outline, axis, at), fill(outline))


def frame(outer: Points, inner: Points, depth: float, axis: str = "y") -> Mesh:
    """A plate between two outlines with the same number of points."""
    half = 0.5 * depth
    rings = [plane(o, axis, at) for o, at in ((outer, -half), (outer, half), (inner, half))]
    return skin(np.stack([*rings, plane(inner, axis, -half)]), loop=True)


def box(x: float, y: float, z: float, rounding: float = 0.0) -> Mesh:
    """A box about the origin; `rounding` is the radius of its upright edges and of its rims."""
    return prism(rectangle(x, z, rounding, 3), y, "y", 0.7 * rounding)


def lathe(profile: ArrayLike, sides: int = 24) -> Mesh:
    """A body of revolution about y; the profile is (n, 2) of (radius, height)."""
    radius, height = np.asarray(profile, dtype=np.float64).T
    circle = ellipse(2.0, 2.0, sides)
    sections = np.empty((len(radius), sides, 3))
    sections[:, :, 0] = radius[:, None] * circle[None, :, 0]
    sections[:, :, 1] = height[:, None]
    sections[:, :, 2] = -radius[:, None] * circle[None, :, 1]
    return skin(sections, caps=False)


def cylinder(
    radius: float, height: float, axis: str = "y", top: float | None = None, sides: int = 20
) -> Mesh:
    """A capped cylinder or cone about the origin along `axis`; `top` is its other radius."""
    top = radius if top is None else top
    half = 0.5 * height
    upright = lathe([(0.0, -half), (radius, -half), (top, half), (0.0, half)], sides)
    return _along(upright, axis)


def pipe(outer: float, inner: float, height: float, axis: str = "y", sides: int = 24) -> Mesh:
    """A cylinder with a bore."""
    half = 0.5 * height
    corners = [(outer, -half), (outer, half), (inner, half), (inner, -half), (outer, -half)]
    return _along(lathe(corners, sides), axis)


def ball(x: float, y: float | None = None, z: float | None = None, sides: int = 16) -> Mesh:
    """An ellipsoid about the origin with these half-axes; a sphere if there is only one."""
    profile = np.stack([np.cos(a := np.linspace(-0.5 * np.pi, 0.5 * np.pi, 9)), np.sin(a)], axis=1)
    profile[[0, -1], 0] = 0.0
    return lathe(profile, sides).stretched(x, x if y is None else y, x if z is None else z)


def dome(radius: float, height: float, thickness: float = 0.0, sides: int = 20) -> Mesh:
    """The upper half of an ellipsoid, open below; with a second wall inside if it is thick."""
    angle = np.linspace(0.0, 0.5 * np.pi, 7)
    outside = np.stack([radius * np.cos(angle), height * np.sin(angle)], axis=1)
    outside[-1, 0] = 0.0
    if thickness <= 0.0:
        return lathe(outside, sides)
    inside = outside[::-1] * ((radius - thickness) / radius, (height - thickness) / height)
    return lathe(np.concatenate([outside, inside]), sides)


def wing(
    stations: ArrayLike, chords: Sequence[float], thickness: float = 0.12, upright: bool = False
) -> Mesh:
    """An aerofoil surface.

    Args:
        stations: (S, 3) quarter-chord points from root to tip; the chord runs along -z.
        chords: Chord length at each.
        thickness: Thickness over chord.
        upright: Whether it stands (a fin) rather than lies.

    Returns:
        The capped surface.
    """
    t = np.array([0.0, 0.02, 0.1, 0.3, 0.6, 1.0])
    half = 0.5 * thickness * 2.6 * (np.sqrt(t) - t) * (0.55 + 0.9 * t)
    along = np.concatenate([t, t[-2:0:-1]])
    across = np.concatenate([half, -half[-2:0:-1]])
    section = np.zeros((len(t) * 2 - 2, 3))
    section[:, 2] = 0.25 - along
    section[:, 0 if upright else 1] = across
    places = np.asarray(stations, dtype=np.float64)
    return skin(places[:, None] + section[None] * np.asarray(chords)[:, None, None])


class Section(NamedTuple):
    """A cross-section of a `hull`: where it stands, how large it is, how high its middle lies."""

    z: float
    width: float
    height: float
    y: float = 0.0


def hull(sections: Sequence[tuple[float, float, float, float]], power: float = 2.0) -> Mesh:
    """A body along z through upright superellipses; power 2 for ellipses, 6 for soft boxes.

    `sections` are `Section`s or such tuples: (z, width, height, height of the middle).
    """
    unit = plane(ellipse(1.0, 1.0, 20), "z")
    if power != 2.0:
        flat = unit[:, :2] * 2.0
        flat = 0.5 * np.sign(flat) * np.abs(flat) ** (2.0 / power)
        unit = plane(flat, "z")
    rows = np.asarray(sections, dtype=np.float64)
    sizes = np.stack([rows[:, 1], rows[:, 2], np.ones(len(rows))], axis=1)
    centers = np.stack([np.zeros(len(rows)), rows[:, 3], rows[:, 0]], axis=1)
    return skin(centers[:, None] + unit[None] * sizes[:, None])


def _along(upright: Mesh, axis: str) -> Mesh:
    if axis == "y":
        return upright
    return upright.turned("z", -90.0) if axis == "x" else upright.turned("x", 90.0)


def spokes(
    count: int, inner: float, outer: float, width: float, depth: float, axis: str = "y"
) -> Mesh:
    """Flat bars from a hub to a rim, spread about `axis`."""
    bar = box(outer - inner, depth, width).moved(0.5 * (inner + outer))
    return _along(bar.around(count), axis)


def grid_bars(width: float, height: float, columns: int, rows: int, radius: float) -> Mesh:
    """Round bars in the (x, y) plane about the origin, `columns` upright and `rows` level."""
    bars = []
    for i in range(columns):
        x = width * (i / max(columns - 1, 1) - 0.5)
        bars.append(rod((x, -0.5 * height, 0.0), (x, 0.5 * height, 0.0), radius, sides=6))
    for j in range(rows):
        y = height * (j / max(rows - 1, 1) - 0.5)
        bars.append(rod((-0.5 * width, y, 0.0), (0.5 * width, y, 0.0), radius, sides=6))
    return join(*bars)
