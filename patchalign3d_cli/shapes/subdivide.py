"""Edges cut in two: triangles become two, three or four, without cracks between them."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.shape import Shape

# Corners 0, 1, 2 and the middles 3, 4, 5 of the edges 0-1, 1-2, 2-0, by which edges are cut (bits
# 1, 2 and 4). With two cut edges the corner between them is cut off first.
_PATTERNS: tuple[tuple[tuple[int, int, int], ...], ...] = (
    ((0, 1, 2),),
    ((0, 3, 2), (3, 1, 2)),
    ((0, 1, 4), (0, 4, 2)),
    ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
    ((0, 1, 5), (5, 1, 2)),
    ((0, 3, 5), (3, 1, 2), (3, 2, 5)),
    ((5, 4, 2), (0, 1, 4), (0, 4, 5)),
    ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
)
_SIZES = np.array([len(pattern) for pattern in _PATTERNS])
_TABLE = np.zeros((8, 4, 3), np.int64)
for _bits, _pattern in enumerate(_PATTERNS):
    _TABLE[_bits, : len(_pattern)] = _pattern


class Subdivision(NamedTuple):
    """Triangles after some of their edges were cut.

    Attributes:
        values: (T, k) the values at the corners, those of the middles behind the others.
        corners: (G, 3) indices into `values`.
        origins: (G,) int64, ascending: the triangle that each is (a part of).
        ends: (M, 2) the two values between which each of the last M lies.
    """

    values: NDArray[np.float64]
    corners: NDArray[np.int64]
    origins: NDArray[np.int64]
    ends: NDArray[np.int64]


def cut_edges(
    values: NDArray[np.floating],
    corners: NDArray[np.int64],
    cut: NDArray[np.bool_],
    where: NDArray[np.float64] | None = None,
) -> Subdivision:
    """Cut marked edges in two; the same edge has to be marked on all its triangles.

    Args:
        values: (T, k) what stands at the corners: positions, or anything else that is linear.
        corners: (F, 3) indices into `values`; -1 where a triangle has none.
        cut: (F, 3) whether the edge from corner k to corner k + 1 is cut.
        where: (F, 3) how far along, 0 to 1 in multiples of 1/4096, the same place seen from every
            triangle; None for the middles.
    """
    after = np.roll(corners, -1, axis=1)
    low, high = np.minimum(corners, after)[cut], np.maximum(corners, after)[cut]
    span = len(values) + 1
    keys, index, numbers = np.unique(
        (low + 1) * span + high + 1, return_index=True, return_inverse=True
    )
    one, two = keys // span - 1, keys % span - 1
    # 1 - t is exact, and a sum does not depend on its order: copies of an edge are cut in the very
    # same place.
    t = np.full(len(keys), 0.5)
    if where is not None:
        t = np.where(corners < after, where, 1 - where)[cut][index]
    midpoints = values[one] * (1 - t)[:, None] + values[two] * t[:, None]
    middle = np.full(corners.shape, -1, np.int64)
    middle[cut] = numbers.reshape(-1) + len(values)
    middle[corners.min(axis=1) < 0] = -1
    six = np.concatenate([corners, middle], axis=1)  # (F, 6)
    bits = cut @ np.array([1, 2, 4])  # (F,)
    sizes = _SIZES[bits]
    origins = np.repeat(np.arange(len(corners)), sizes)
    within = np.arange(len(origins)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    slots = _TABLE[bits[origins], within]  # (G, 3)
    return Subdivision(
        np.concatenate([values, midpoints]),
        np.take_along_axis(six[origins], slots, 1),
        origins,
        np.stack([one, two], axis=1),
    )


def subdivide(
    shape: Shape, cut: NDArray[np.bool_], where: NDArray[np.float64] | None = None
) -> tuple[Shape, NDArray[np.int64]]:
    """Cut edges of a mesh; what is on its faces goes along.

    Args:
        shape: A mesh.
        cut: (F, 3) whether the edge from corner k to corner k + 1 is cut.
        where: (F, 3) how far along, as `cut_edges` takes it.

    Returns:
        The finer mesh, its faces in the order of those they come from, and (G,) that face of each.
    """
    assert shape.faces is not None
    done = cut_edges(shape.vertices, shape.faces, cut, where)
    origins = done.origins
    bounds = [[node.start, node.start + node.count] for node in shape.nodes]
    nodes = [
        node.with_run(int(start), int(stop - start))
        for node, (start, stop) in zip(
            shape.nodes, np.searchsorted(origins, np.reshape(bounds, (-1, 2))), strict=True
        )
    ]
    finer = replace(
        shape,
        vertices=done.values,
        faces=done.corners,
        nodes=tuple(nodes),
        face_index=origins if shape.face_index is None else shape.face_index[origins],
        vertex_index=None,
        appearance=shape.appearance and _subdivided(shape.appearance, cut, where, origins),
    )
    return finer, origins


def _subdivided(
    appearance: Appearance,
    cut: NDArray[np.bool_],
    where: NDArray[np.float64] | None,
    origins: NDArray[np.int64],
) -> Appearance:
    attributes = {}
    for name, (values, corners) in appearance.elements.attributes.items():
        finer = cut_edges(values, corners, cut, where)
        mixed = finer.values
        if name == "NORMAL":
            lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
            mixed = mixed / np.where(lengths > 0, lengths, 1.0)
            mixed[lengths[:, 0] == 0] = (0.0, 0.0, 1.0)  # between opposite normals all are right
        attributes[name] = CornerValues(mixed.astype(np.float32), finer.corners)
    return replace(
        appearance, elements=ElementAppearance(appearance.elements.materials[origins], attributes)
    )
