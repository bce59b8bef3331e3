"""Points drawn from a shape: over its surface, or from its own points."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.geometry.vectors import cross_products, lengths
from patchalign3d_cli.shapes.shape import Shape


class SurfaceSamples(NamedTuple):
    """Points of a shape and the element that each lies on.

    Attributes:
        points: (N, 3) float64, file units and file axes.
        faces: (N,) int64, the face of each point; in a point cloud, the index of the point.
    """

    points: NDArray[np.float64]
    faces: NDArray[np.int64]


def sample_surface(
    shape: Shape, count: int, seed: int, within: NDArray[np.bool_] | None = None
) -> SurfaceSamples:
    """Draw points uniformly over a surface, or from the points of a cloud.

    On a mesh every face is drawn with a probability proportional to its area, and the point
    uniformly inside it; where all areas are zero, the faces are equally likely. In a cloud the
    points are drawn without replacement; where `count` exceeds them, all appear once before any
    appears again.

    Args:
        shape: The shape.
        count: N, how many points.
        seed: Seed of the draw; the same one gives the same points.
        within: (E,) the faces (points) to draw from, such as `Shape.core`; None for all.

    Raises:
        ConfigError: `count` or `seed` is out of range.
    """
    if count < 1:
        raise ConfigError(f"cannot draw {count} points; ask for 1 or more")
    if seed < 0:
        raise ConfigError(f"the seed must be 0 or more, not {seed}")
    rng = np.random.default_rng(seed)
    if shape.faces is None:
        eligible = None if within is None else np.flatnonzero(within)
        chosen = _draw_points(
            len(shape.vertices) if eligible is None else len(eligible), count, rng
        )
        chosen = chosen if eligible is None else eligible[chosen]
        return SurfaceSamples(shape.vertices[chosen], chosen)
    faces = shape.faces if within is None else shape.faces[within]
    corners = shape.vertices[faces]  # (F, 3, 3)
    magnitude = _largest(corners) or 1.0
    corners /= magnitude  # within the unit cube
    origin = corners[:, 0]  # (F, 3)
    edges = corners[:, 1:] - origin[:, None]  # (F, 2, 3)
    chosen = _draw_faces(edges, count, rng)
    along = rng.random((count, 2))
    beyond = along.sum(axis=1) > 1.0
    along[beyond] = 1.0 - along[beyond]  # the other half of the parallelogram, folded back
    points = origin[chosen] + np.einsum("ne,nex->nx", along, edges[chosen])  # (N, 3)
    return SurfaceSamples(
        points * magnitude, chosen if within is None else np.flatnonzero(within)[chosen]
    )


def _draw_faces(
    edges: NDArray[np.float64], count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Indices of faces, (N,), with probability proportional to the area between two edges."""
    longest = _largest(edges)
    if longest > 0:
        # Areas go with the square of the size: without this, small shapes would underflow.
        edges = edges / longest
    areas = lengths(cross_products(edges[:, 0], edges[:, 1]))  # (F,) doubled
    if not areas.any():
        areas = np.ones(len(areas))
    total = np.cumsum(areas)
    drawn = rng.random(count) * total[-1]
    order = drawn.argsort()  # a search in ascending order stays in the cache: a third of the time
    chosen = np.empty(count, dtype=np.int64)
    chosen[order] = np.searchsorted(total, drawn[order], side="right")
    last = int(np.flatnonzero(areas)[-1])  # the product above may round up to the total
    indices: NDArray[np.int64] = np.minimum(chosen, last)
    return indices


def _largest(values: NDArray[np.float64]) -> float:
    """The largest absolute value; 0 of none."""
    return max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))


def _draw_points(available: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    if count <= available:
        return rng.choice(available, count, replace=False).astype(np.int64)
    rounds = -(-count // available)
    return np.concatenate([rng.permutation(available) for _ in range(rounds)])[:count]
