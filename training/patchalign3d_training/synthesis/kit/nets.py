"""Surface nets: the surface where a field on a grid changes sign."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector


def surface(field: NDArray[np.floating], low: Vector, cell: float) -> Mesh:
    """The surface where a field on a grid changes sign: one vertex a cell, one quad an edge.

    A cell's vertex is the middle of the crossings on its edges (naive surface nets).
    """
    inside = field > 0.0
    strides = np.array([field.shape[1] * field.shape[2], field.shape[2], 1])
    flat = field.ravel()
    places, cells, quads = [], [], []
    for axis in range(3):
        ahead = [slice(None)] * 3
        behind = [slice(None)] * 3
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        differs = np.zeros(field.shape, dtype=np.bool_)
        differs[tuple(behind)] = inside[tuple(ahead)] != inside[tuple(behind)]
        edge = np.flatnonzero(differs)  # (E,) the grid point that each crossed edge starts at
        a, b = flat[edge], flat[edge + strides[axis]]
        at = np.stack(np.unravel_index(edge, field.shape), axis=1).astype(np.float64)  # (E, 3)
        at[:, axis] += a / (a - b)
        other, third = np.delete(strides, axis)
        around = edge[:, None] - np.array([0, other, other + third, third])  # (E, 4)
        outward = (a > 0.0) != (axis == 1)
        quads.append(np.where(outward[:, None], around, around[:, ::-1]))
        places.append(np.repeat(at, 4, axis=0))
        cells.append(around.ravel())
    used, vertex = np.unique(np.concatenate(cells), return_inverse=True)
    place = np.concatenate(places)
    sums = np.stack([np.bincount(vertex, place[:, i]) for i in range(3)], axis=1)
    vertices = low + cell * sums / np.bincount(vertex)[:, None]
    corner = np.searchsorted(used, np.concatenate(quads))  # (Q, 4)
    faces = np.concatenate([corner[:, [0, 1, 2]], corner[:, [0, 2, 3]]])
    return Mesh(vertices, faces.astype(np.int64))
