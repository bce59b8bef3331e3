"""From a cloud to overlapping patches, in numpy."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.light.layers import Array
from patchalign3d_cli.light.threads import run_pieces, slices

# The CUDA op that the published checkpoint was trained with skips points whose squared norm is at
# most this (PointNet++ ops, Erik Wijmans' PyTorch port: `if (mag <= 1e-3) continue`).
NEAR_ORIGIN = np.float32(1e-3)

PIECE_PATCHES = 32
"""Patches whose members are searched at a time: their distances stay in the processor's cache."""

Indices = NDArray[np.int64]


class CloudPatches(NamedTuple):
    """Overlapping neighbourhoods that cover a cloud.

    Attributes:
        center_indices: (P,) the centres in sampling order.
        indices: (P, K) members of each patch, the nearest to its centre first.
        offsets: (P, K, 3), member minus centre.
    """

    center_indices: Indices
    indices: Indices
    offsets: Array


def farthest_point_sample(points: Array, count: int) -> Indices:
    """Choose points one by one, each the farthest from all chosen before.

    Starts at index 0; a point with a squared norm of at most `NEAR_ORIGIN` is never chosen later.
    When all points are used up, points repeat.

    Args:
        points: (N, 3), unit sphere.
        count: P, how many to choose; may exceed N.

    Returns:
        (P,) indices.
    """
    x, y, z = np.ascontiguousarray(points.T)  # (N,) each
    usable = x * x + y * y + z * z > NEAR_ORIGIN
    # A distance below every true one keeps a point from being chosen and from being updated.
    nearest = np.where(usable, np.float32(np.inf), np.float32(-1))
    distance, offset = np.empty_like(nearest), np.empty_like(nearest)
    chosen = np.zeros(count, dtype=np.int64)
    last = 0
    for step in range(1, count):
        np.subtract(x, x[last], out=distance)
        np.multiply(distance, distance, out=distance)
        for axis in (y, z):
            np.subtract(axis, axis[last], out=offset)
            np.multiply(offset, offset, out=offset)
            np.add(distance, offset, out=distance)
        np.minimum(nearest, distance, out=nearest)
        last = int(nearest.argmax())
        chosen[step] = last
    return chosen


def group_patches(points: Array, count: int, size: int) -> CloudPatches:
    """Sample patch centres and gather the nearest points of each.

    Args:
        points: (N, 3), unit sphere, model frame.
        count: P, patches.
        size: K, points a patch, the centre's own point included.

    Returns:
        `CloudPatches`. With fewer points than P or K, patches or members repeat.
    """
    chosen = farthest_point_sample(points, count)
    centers = points[chosen]  # (P, 3)
    axes = np.ascontiguousarray(points.T)  # (3, N)
    kept = min(size, len(points))
    members = run_pieces(
        lambda some: _nearest_members(axes, centers[some], kept), slices(count, PIECE_PATCHES)
    )
    indices = np.concatenate(members)  # (P, kept)
    if kept < size:
        indices = indices[:, np.arange(size) % kept]
    return CloudPatches(chosen, indices, points[indices] - centers[:, None])


def _nearest_members(axes: Array, centers: Array, count: int) -> Indices:
    """The nearest points (3, N) of each of P centres (P, 3), nearest first: (P, count)."""
    distances = np.zeros((len(centers), axes.shape[1]), dtype=np.float32)
    for axis, coordinates in enumerate(axes):
        offset = centers[:, axis, None] - coordinates
        offset *= offset
        distances += offset
    nearest = np.argpartition(distances, count - 1, axis=1)[:, :count]  # in any order
    order = np.take_along_axis(distances, nearest, axis=1).argsort(axis=1, kind="stable")
    return np.take_along_axis(nearest, order, axis=1)
