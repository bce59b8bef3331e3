"""Which faces hang together, and along which edges they meet."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.ordering import stable_order
from patchalign3d_cli.geometry.vectors import lengths
from patchalign3d_cli.shapes.welding import components


class Borders(NamedTuple):
    """Edges along which two faces meet.

    Attributes:
        one: (B,) a face of each.
        two: (B,) the other face.
        lengths: (B,) how long the edge is, in file units.
    """

    one: NDArray[np.int64]
    two: NDArray[np.int64]
    lengths: NDArray[np.float64]


def connected_faces(
    welded: NDArray[np.int64], faces: NDArray[np.int64], labels: NDArray[np.int32]
) -> NDArray[np.int64]:
    """For each face the first face of its piece, (F,): faces of one label that share a corner.

    Args:
        welded: (V,) the place of each vertex.
        faces: (F, 3).
        labels: (F,) of any values.
    """
    count = len(faces)
    corner = welded[faces].reshape(-1)  # (3F,)
    owner = np.repeat(np.arange(count), 3)
    span = int(labels.max(initial=0)) + 2
    key = corner * span + labels[owner] + 1
    _, numbers = np.unique(key, return_inverse=True)
    numbers = numbers.reshape(-1).astype(np.int64)
    # A corner's first face stands for the corner: links from it to the corner's other faces.
    order = stable_order(numbers)
    first = np.r_[True, numbers[order][1:] != numbers[order][:-1]]
    heads = owner[order][first][np.cumsum(first) - 1]
    return components(count, heads, owner[order])


def borders(
    vertices: NDArray[np.float64], welded: NDArray[np.int64], faces: NDArray[np.int64]
) -> Borders:
    """The edges between faces; one of more than two faces joins each with the next.

    Args:
        vertices: (V, 3).
        welded: (V,) the place of each vertex.
        faces: (F, 3).
    """
    key = edge_keys(welded[faces])  # (F, 3)
    flat = key.reshape(-1)
    order = stable_order(flat)
    same = np.flatnonzero(flat[order[1:]] == flat[order[:-1]])
    one, two = order[same], order[same + 1]
    start, end = faces.reshape(-1)[one], np.roll(faces, -1, axis=1).reshape(-1)[one]
    return Borders(one // 3, two // 3, lengths(vertices[end] - vertices[start]))


def edge_keys(corners: NDArray[np.int64], span: int | None = None) -> NDArray[np.int64]:
    """One number an edge, the same from both sides: (F, 3), edge k runs from corner k to k + 1.

    Args:
        corners: (F, 3) numbers of places.
        span: One more than the largest number, where keys are compared with others.
    """
    after = np.roll(corners, -1, axis=1)
    span = int(corners.max(initial=0)) + 1 if span is None else span
    keys: NDArray[np.int64] = np.minimum(corners, after) * span + np.maximum(corners, after)
    return keys
