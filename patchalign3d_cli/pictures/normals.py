"""Normals for smooth shading that keep creases."""

import math

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.welding import components, weld_vertices

_CREASE = math.cos(math.radians(40.0))  # faces that meet at more than this are a crease


def corner_normals(vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> NDArray[np.float32]:
    """Unit normals at the corners of each face, (F, 3, 3).

    Around a vertex, faces joined by edges of less than 40 degrees share one normal, the mean of
    theirs weighted by angle (Thuermer and Wuethrich 1998). Vertices at the same position count as
    one, as STL files repeat them. Faces of opposite winding are never joined.

    Args:
        vertices: (V, 3).
        faces: (F, 3).
    """
    normals = face_normals(vertices, faces)  # (F, 3)
    joined = _joined_corners(weld_vertices(vertices, faces)[faces], normals)  # (F * 3,)
    weighted = normals[:, None] * _corner_angles(vertices, faces)[..., None]  # (F, 3, 3)
    weighted = weighted.reshape(-1, 3)
    sums = np.stack(
        [np.bincount(joined, weights=weighted[:, i], minlength=len(joined)) for i in range(3)], 1
    )[joined]  # (F * 3, 3)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    flat = np.repeat(normals, 3, axis=0)  # (F * 3, 3)
    smooth = np.where(lengths > 1e-12, sums / np.maximum(lengths, 1e-12), flat)
    return smooth.astype(np.float32).reshape(-1, 3, 3)


def face_normals(vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    """Unit normal of each face by its winding, (F, 3) float64; zero where it has no area."""
    a, b, c = (vertices[faces[:, i]].astype(np.float64) for i in range(3))
    cross = np.cross(b - a, c - a)  # (F, 3)
    lengths = np.linalg.norm(cross, axis=1, keepdims=True)
    unit: NDArray[np.float64] = cross / np.where(lengths > 0, lengths, 1.0)
    return unit


def _corner_angles(vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    corners = vertices[faces].astype(np.float64)  # (F, 3, 3)
    ahead = np.roll(corners, -1, axis=1) - corners
    back = np.roll(corners, 1, axis=1) - corners
    cross = np.linalg.norm(np.cross(ahead, back), axis=2)
    angles: NDArray[np.float64] = np.arctan2(cross, (ahead * back).sum(axis=2))  # (F, 3)
    return angles


def _joined_corners(
    positions: NDArray[np.int64], normals: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The number of the group of each corner, (F * 3,): corners joined across soft edges."""
    start = positions.reshape(-1)  # corner 3f + k is also the start of edge 3f + k
    corner = np.arange(len(start))
    after = corner - corner % 3 + (corner + 1) % 3
    end = start[after]
    key = np.minimum(start, end) * (start.max(initial=0) + 1) + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    same = key[order[1:]] == key[order[:-1]]
    one, two = order[:-1][same], order[1:][same]
    soft = (normals[one // 3] * normals[two // 3]).sum(axis=1) > _CREASE
    one, two = one[soft], two[soft]
    parallel = start[one] == start[two]
    return components(
        len(start),
        np.concatenate([one, after[one]]),
        np.concatenate([np.where(parallel, two, after[two]), np.where(parallel, after[two], two)]),
    )
