"""The skin over consecutive cross-sections, which most solids are."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh
from patchalign3d_training.synthesis.kit.outlines import (
    Points,
)


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
