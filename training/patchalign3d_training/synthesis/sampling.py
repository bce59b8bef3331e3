"""From a labelled mesh to labelled points, and from a tidy object to one as it is found."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.rotation import X, Y, axis_rotation
from patchalign3d_training.synthesis.kit import LabelledMesh

EXTENT = 0.75
"""Largest |coordinate| of a shape in the published training data."""


class SampledPoints(NamedTuple):
    """Points drawn from a labelled mesh.

    Attributes:
        points: (N, 3) float32, the mesh's frame.
        part: (N,) int32 index into the mesh's parts; -1 for unlabelled.
        face: (N,) int64, the face that each came from.
    """

    points: NDArray[np.float32]
    part: NDArray[np.int32]
    face: NDArray[np.int64]


def sample_points(
    mesh: LabelledMesh,
    count: int,
    random: np.random.Generator,
    density: NDArray[np.float64] | None = None,
) -> SampledPoints:
    """Draw points uniformly by area, inner walls included.

    Args:
        mesh: Where to draw from; must have a face with an area.
        count: N, how many.
        random: Decides.
        density: (F,) points per area of each face against the others; None for all alike.

    Returns:
        The points in random order.
    """
    areas, (first, second) = _areas(mesh)
    ends = np.cumsum(areas if density is None else areas * density)
    face = np.searchsorted(ends, random.random(count) * ends[-1], side="right")  # (N,)
    face = np.minimum(face, len(areas) - 1)
    u, v = random.random((2, count, 1))
    outside = u + v > 1.0
    u, v = np.where(outside, 1.0 - u, u), np.where(outside, 1.0 - v, v)
    origin = mesh.vertices[mesh.faces[face, 0]]  # (N, 3)
    points = origin + u * first[face] + v * second[face]
    return SampledPoints(points.astype(np.float32), mesh.face_part[face], face.astype(np.int64))


def uneven_density(mesh: LabelledMesh, random: np.random.Generator) -> NDArray[np.float64]:
    """A density for each part and detail, a half to double, (F,).

    Real models hide doubled sheets and inner structure in some of their parts, so half of the time
    each solid of the mesh gets a factor of its own as well; and they are richest in small things,
    so a third of the time these get up to eight times as many points.
    """
    piece = (mesh.face_part + 1) * (len(mesh.details) + 1) + mesh.face_detail + 1  # (F,)
    density = (2.0 ** random.uniform(-1.0, 1.0, int(piece.max()) + 1))[piece]
    solid = _solids(mesh)  # (F,)
    if random.random() < 0.5:
        density = density * (2.0 ** random.uniform(-1.0, 1.0, int(solid.max()) + 1))[solid]
    if random.random() < 0.33:
        size = np.bincount(solid, _areas(mesh)[0])
        small = np.maximum(size / size.max(), 1e-6) ** -random.uniform(0.1, 0.5)
        density = density * np.minimum(small, 8.0)[solid]
    return np.asarray(density)


def _solids(mesh: LabelledMesh) -> NDArray[np.int64]:
    """The number of each face's solid, (F,): one begins where no earlier vertex is used."""
    highest = np.maximum.accumulate(mesh.faces.max(axis=1))
    begins = mesh.faces.min(axis=1)[1:] > highest[:-1]
    return np.concatenate([[0], np.cumsum(begins)])


def _areas(mesh: LabelledMesh) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Twice each face's area, (F,), and its two edges from the first corner, (2, F, 3)."""
    corners = mesh.vertices[mesh.faces]  # (F, 3, 3)
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    areas = np.sqrt((np.cross(first, second) ** 2).sum(axis=1))
    return areas, np.stack([first, second])


class Posed(NamedTuple):
    """A cloud as it is found, and the surface that it was drawn from.

    Attributes:
        points: (N, 3) float32, the middle of the bounding box at the origin, largest |coordinate|
            0.75.
        surface: (V, 3) float32, the vertices moved along with the points, without their noise.
    """

    points: NDArray[np.float32]
    surface: NDArray[np.float32]


def pose(
    points: NDArray[np.float32], random: np.random.Generator, handheld: bool = False
) -> NDArray[np.float32]:
    """A tidy object's points as they are found; see `pose_on_surface`, (N, 3)."""
    return pose_on_surface(points, np.zeros((0, 3)), random, handheld).points


def pose_on_surface(
    points: NDArray[np.float32],
    surface: NDArray[np.float64],
    random: np.random.Generator,
    handheld: bool = False,
) -> Posed:
    """Warp, stretch, turn, tilt and roughen a tidy object, then bring it to the published size.

    Half get a stretch of up to 20 percent along each axis and a quarter a taper or a bow. Three of
    four get any yaw, the rest a quarter turn; three of ten a tilt of up to ten degrees; one in
    eight noise of up to one percent. Two of five handheld objects, and a few others, lie on a
    side.

    Args:
        points: (N, 3), y up.
        surface: (V, 3) vertices of the mesh that the points lie on.
        random: Decides.
        handheld: Whether its kind has no natural way to stand.
    """
    count = len(points)
    placed = _fitted(np.concatenate([points.astype(np.float64), surface]), count)
    if random.random() < 0.25:
        placed = _warped(placed, random)
    if random.random() < 0.5:
        placed = placed * random.uniform(0.8, 1.2, 3)
    if random.random() < (0.4 if handheld else 0.04):
        side = (0.0, 0.0, 1.0) if random.random() < 0.5 else (1.0, 0.0, 0.0)
        placed = placed @ axis_rotation(side, 0.5 * np.pi * random.integers(1, 4)).T
    free = random.random() < 0.75
    yaw = random.uniform(0.0, 2.0 * np.pi) if free else 0.5 * np.pi * random.integers(4)
    placed = placed @ axis_rotation(Y, yaw).T
    if random.random() < 0.3:
        direction = random.uniform(0.0, 2.0 * np.pi)
        axis = (np.cos(direction), 0.0, np.sin(direction))
        placed = placed @ axis_rotation(axis, np.radians(random.uniform(0.0, 10.0))).T
    placed = _fitted(placed, count)
    if random.random() < 0.125:
        deviation = EXTENT * random.uniform(0.001, 0.01)
        placed[:count] += random.normal(0.0, deviation, (count, 3))
        placed = _fitted(placed, count)
    return Posed(placed[:count].astype(np.float32), placed[count:].astype(np.float32))


def _warped(points: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    """Tapered along one axis and bowed along another, slightly, (N, 3)."""
    along, across = random.permutation(3)[:2]
    warped = points * (1.0 + random.uniform(-0.25, 0.25) * points[:, along, None])
    warped[:, along] = points[:, along]
    warped[:, across] += random.uniform(-0.15, 0.15) * points[:, along] ** 2
    return np.asarray(warped)


def normalised(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle of the bounding box at the origin and the largest |coordinate| 0.75, (N, 3)."""
    return _fitted(points, len(points))


def _fitted(points: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """All points, (N, 3), moved and scaled so that the first `count` are `normalised`."""
    low, high = points[:count].min(axis=0), points[:count].max(axis=0)
    reach = 0.5 * float((high - low).max())
    return np.asarray((points - 0.5 * (low + high)) * (EXTENT / max(reach, 1e-12)))


def seen_from_one_side(
    points: NDArray[np.float32], random: np.random.Generator, cells: int = 48
) -> NDArray[np.bool_]:
    """Which points a depth camera at a random place above the horizon would roughly see.

    Args:
        points: (N, 3), y up.
        random: Decides where the camera stands.
        cells: Resolution of its depth image along the longest side.

    Returns:
        (N,) bool.
    """
    yaw, rise = random.uniform(0.0, 2.0 * np.pi), random.uniform(0.1, 1.0)
    turned = points @ axis_rotation(Y, yaw).T @ axis_rotation(X, rise).T
    low, high = turned.min(axis=0), turned.max(axis=0)
    size = float((high - low).max())
    at = ((turned[:, :2] - low[:2]) * ((cells - 1) / size)).astype(np.int64)
    cell = at[:, 0] * cells + at[:, 1]  # (N,)
    nearest = np.full(cells * cells, -np.inf)
    np.maximum.at(nearest, cell, turned[:, 2])
    return np.asarray(turned[:, 2] > nearest[cell] - 0.04 * size)
