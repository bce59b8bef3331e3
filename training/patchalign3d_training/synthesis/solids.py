"""The primitives: small triangle meshes out of outlines, profiles, paths and cross-sections."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.mesh import Mesh, join
from patchalign3d_training.synthesis.outlines import (
    Points,
    ellipse,
    grown,
    plane,
    rectangle,
    smooth,
)
from patchalign3d_training.synthesis.triangulation import fill


@lru_cache(maxsize=512)
def _skin_faces(rows: int, columns: int, closed: bool, loop: bool) -> NDArray[np.int64]:
    row = np.arange(rows if loop else rows - 1)[:, None]
    column = np.arange(columns if closed else columns - 1)[None, :]
    below, right = (row + 1) % rows, (column + 1) % columns
    a, b = row * columns + column, row * columns + right
    c, d = below * columns + right, below * columns + column
    quads = np.stack([a, b, c, a, c, d], axis=-1)  # (rows, columns, 6)
    return quads.reshape(-1, 3).astype(np.int64)


def skin(sections: Points, closed: bool = True, loop: bool = False, caps: bool = True) -> Mesh:
    """Cover consecutive cross-sections.

    Args:
        sections: (S, M, 3), the same number of points in each.
        closed: Whether each section is a closed ring.
        loop: Whether the last section joins the first.
        caps: Whether the two end rings are filled with a fan about their centres.

    Returns:
        The mesh; without caps its face pairs stand in (section, point) order.
    """
    count, size = sections.shape[:2]
    vertices = sections.reshape(-1, 3)
    faces = _skin_faces(count, size, closed, loop)
    if not caps or loop or not closed:
        return Mesh(vertices, faces)
    centers = sections[[0, -1]].mean(axis=1)  # (2, 3)
    ring = np.arange(size)
    after = (ring + 1) % size
    top = (count - 1) * size
    first = np.stack([after, ring, np.full(size, count * size)], axis=1)
    last = np.stack([top + ring, top + after, np.full(size, count * size + 1)], axis=1)
    return Mesh(np.concatenate([vertices, centers]), np.concatenate([faces, first, last]))


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


def sweep(
    path: ArrayLike,
    radius: float | Sequence[float] | NDArray[np.float64] = 0.0,
    profile: Points | None = None,
    sides: int = 8,
    loop: bool = False,
    normal: ArrayLike | None = None,
) -> Mesh:
    """A tube along a curve.

    Args:
        path: (S, 3) points of the curve.
        radius: Radius, or with `profile` its scale; one for all or one a point.
        profile: (M, 2) cross-section (along the normal, along the binormal); None for a circle.
        sides: Corners of the circle.
        loop: Whether the curve is closed.
        normal: Direction that the cross-section's first axis starts out with.

    Returns:
        The capped tube.
    """
    points = np.asarray(path, dtype=np.float64)
    scale = np.broadcast_to(np.asarray(radius, dtype=np.float64), len(points))
    shape = ellipse(2.0, 2.0, sides) if profile is None else profile
    if loop:
        tangents = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    else:
        tangents = np.gradient(points, axis=0)
    tangents = tangents / np.maximum(np.linalg.norm(tangents, axis=1, keepdims=True), 1e-12)
    normals = _transported(tangents, normal)
    binormals = np.cross(tangents, normals)
    offsets = shape[None, :, :1] * normals[:, None] + shape[None, :, 1:] * binormals[:, None]
    return skin(points[:, None] + scale[:, None, None] * offsets, loop=loop)


def _transported(tangents: Points, start: ArrayLike | None) -> Points:
    """Normals that twist as little as possible along the curve, (S, 3)."""
    if start is None:
        current = np.eye(3)[int(np.argmin(np.abs(tangents[0])))]
    else:
        current = np.asarray(start, dtype=np.float64)
    normals = np.empty_like(tangents)
    for i, tangent in enumerate(tangents):
        current = current - (current @ tangent) * tangent
        length = float(np.sqrt(current @ current))
        if length < 1e-9:
            current = np.eye(3)[int(np.argmin(np.abs(tangent)))]
            current = current - (current @ tangent) * tangent
            length = float(np.sqrt(current @ current))
        current = current / length
        normals[i] = current
    return normals


def rod(
    start: ArrayLike, end: ArrayLike, radius: float, end_radius: float | None = None, sides: int = 8
) -> Mesh:
    """A straight round bar between two points, perhaps tapering."""
    radii = [radius, radius if end_radius is None else end_radius]
    return sweep([start, end], radii, sides=sides)


def beam(start: ArrayLike, end: ArrayLike, width: float, depth: float, taper: float = 1.0) -> Mesh:
    """A straight bar of rectangular section between two points.

    `width` lies along x where the bar allows it (along z for a bar along x).
    """
    along = np.subtract(end, start)
    normal = (0.0, 0.0, 1.0) if abs(along[0]) > 0.9 * np.linalg.norm(along) else (1.0, 0.0, 0.0)
    return sweep([start, end], [1.0, taper], rectangle(width, depth), normal=normal)


def tube(controls: ArrayLike, radius: float, count: int = 16, sides: int = 8) -> Mesh:
    """A round tube along a smooth curve through control points."""
    return sweep(smooth(controls, count), radius, sides=sides)


def ring(radius: float, thickness: float, axis: str = "y", count: int = 24, sides: int = 8) -> Mesh:
    """A torus about the origin whose hole runs along `axis`."""
    return sweep(plane(ellipse(2 * radius, 2 * radius, count), axis), thickness, None, sides, True)


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


def hull(sections: Sequence[tuple[float, float, float, float]], power: float = 2.0) -> Mesh:
    """A body along z through upright superellipses: (z, width, height, centre height) each."""
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
