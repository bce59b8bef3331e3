"""Normals and texture coordinates as files give them: what is no use costs itself alone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import CornerValues

_SHORTEST = 1e-12  # length below which a normal has no direction


class Repaired(NamedTuple):
    """Values at corners, and how many of those that are used were none.

    Attributes:
        values: None where no corner has a value.
        bad: How many values were no use.
    """

    values: CornerValues | None
    bad: int


def usable_values(values: NDArray[np.floating], corners: NDArray[np.int64]) -> Repaired:
    """Values of which those that are not finite are taken off their corners.

    Args:
        values: (T, k) texture coordinates or colours.
        corners: (F, 3), or (V,) of a cloud, indices into `values`; any other number for none.
    """
    with np.errstate(all="ignore"):
        floats = values.astype(np.float32)
    good: NDArray[np.bool_] = np.all(np.isfinite(floats), axis=1)  # (T,)
    corners, bad = _without(corners, good)
    floats[~good] = 0
    return Repaired(CornerValues(floats, corners) if (corners >= 0).any() else None, bad)


def usable_normals(
    normals: NDArray[np.floating],
    corners: NDArray[np.int64],
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64] | None,
) -> Repaired:
    """Unit normals; where one has no direction, its faces' own normals stand in for it.

    Args:
        normals: (T, 3) of any length.
        corners: (F, 3), or (V,) of a cloud, indices into `normals`; any other number for none.
        vertices: (V, 3).
        faces: (F, 3) the triangles; None for a cloud.
    """
    with np.errstate(all="ignore"):
        wide = normals.astype(np.float64)
        lengths = np.linalg.norm(wide, axis=1, keepdims=True)  # (T, 1)
        good = (np.isfinite(lengths) & (lengths > _SHORTEST))[:, 0]
        unit = np.where(good[:, None], wide / lengths, 0.0)
    kept, bad = _without(corners, good)
    if not (kept >= 0).any():
        return Repaired(None, bad)
    if faces is not None and bad:
        lost = (kept < 0) & (corners >= 0) & (corners < len(normals))  # (F, 3)
        rows = np.flatnonzero(lost.any(axis=1))
        flat = _face_normals(vertices[faces[rows]])
        numbers = np.full(len(faces), -1)
        numbers[rows] = len(unit) + np.arange(len(rows))
        kept = np.where(lost, numbers[:, None], kept)
        unit = np.concatenate([unit, flat])
    return Repaired(CornerValues(unit.astype(np.float32), kept), bad)


def _without(corners: NDArray[np.int64], good: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Corners with -1 where their value is missing or bad, and how many bad ones are used."""
    there = (corners >= 0) & (corners < len(good))
    index = np.where(there, corners, 0)
    bad = there & ~good[index] if len(good) else there
    return np.where(there & ~bad, corners, -1), len(np.unique(index[bad]))


def _face_normals(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals of triangles (n, 3, 3); any direction for one without area."""
    with np.errstate(all="ignore"):
        crossed = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        unit: NDArray[np.float64] = crossed / np.linalg.norm(crossed, axis=1, keepdims=True)
    unit[~np.isfinite(unit).all(axis=1)] = (0.0, 0.0, 1.0)
    return unit
