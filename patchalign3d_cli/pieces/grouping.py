"""Which elements of a part are one piece: they touch, nearly touch, or lie inside the other."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.spreading import (
    near_pairs,
    neighbour_spacing,
    spread_over,
    thinned,
)
from patchalign3d_cli.pieces.adjacency import connected_faces
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.welding import components

GAP = 0.005
"""Distance below which two pieces of a part are one, in radii of the shape. Of generated shapes
whose pieces are counted, it gets the most right (tests/measurements/score_pieces.py)."""

MOST_SAMPLES = 300_000  # points on the surface between which distances are measured
_FINENESS = 2  # they are so many times closer than the distance that is looked for
_MOST_COMPARED = 50_000_000  # faces against boxes
_MOST_OUTER = 100  # the largest boxes of a part, in which others are looked for
_LINK = 1.75  # times the distance of the fourth neighbour: what two points of a surface are apart


class Blocks(NamedTuple):
    """The elements of a shape in connected runs of one label.

    Attributes:
        of: (E,) the block of each element.
        labels: (M,) the label of each block; -1 for unlabelled.
        first: (M,) its first element.
    """

    of: NDArray[np.int64]
    labels: NDArray[np.int32]
    first: NDArray[np.int64]


def connected_blocks(shape: Shape, labels: NDArray[np.int32], gap: float = GAP) -> Blocks:
    """Elements of one label that touch: faces that share a corner, points that are neighbours.

    Args:
        shape: The shape.
        labels: (E,).
        gap: In radii; points are neighbours within it, and within the distance that is usual
            between points of the cloud.
    """
    if shape.faces is not None:
        first = connected_faces(shape.welded, shape.faces, labels)
    else:
        link = link_length(shape, gap)
        cells, rows = thinned(shape.vertices, labels + np.int64(1), link / 2)
        links = _links(shape.vertices[cells], labels[cells], link)
        first = cells[components(len(cells), *links.T)][rows]
        # The first element of all, not the one that stands for the first cell.
        _, first_of, numbers = np.unique(first, return_index=True, return_inverse=True)
        first = first_of[numbers.reshape(-1)]
    heads, of = np.unique(first, return_inverse=True)
    return Blocks(of.reshape(-1).astype(np.int64), labels[heads], heads.astype(np.int64))


def link_length(shape: Shape, gap: float) -> float:
    """How far apart two points of a cloud may be to be neighbours, in file units."""
    return max(gap * shape.radius, _LINK * neighbour_spacing(shape.vertices), 1e-6 * shape.radius)


def near_groups(shape: Shape, blocks: Blocks, gap: float = GAP) -> NDArray[np.int64]:
    """For each block the first block of its piece, (M,).

    Two blocks of one part are one piece where they come nearer than the gap, and where one lies
    inside the box around the other, as the inner wall of a cup and the hub of a wheel do.

    Args:
        shape: The shape.
        blocks: Its connected blocks.
        gap: In radii; 0 leaves the blocks as they are.
    """
    count = len(blocks.labels)
    labelled = np.where(blocks.labels < 0, blocks.labels.max(initial=0) + 1, blocks.labels)
    several = (np.bincount(labelled)[labelled] > 1) & (blocks.labels >= 0)  # (M,)
    chosen = np.flatnonzero(several[blocks.of])
    if gap <= 0 or not len(chosen):
        return np.arange(count)
    corners = shape.vertices[chosen if shape.faces is None else shape.faces[chosen]]
    corners = corners.reshape(len(chosen), -1, 3)  # (f, 3 or 1, 3)
    low, high = _boxes(corners, blocks.of[chosen], count)
    links = [_inside_links(blocks.labels, np.flatnonzero(several), low, high)]
    if shape.faces is not None:  # points within the gap are one block already
        distance = gap * shape.radius
        near = _near_another(blocks, chosen, corners, (low - distance, high + distance))
        if near.any():
            links.append(_close_links(blocks, chosen[near], corners[near], distance))
    one, two = np.concatenate(links).T
    return components(count, one, two)


def _boxes(
    corners: NDArray[np.float64], owners: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest corner of what each of some owners has, (M, 3) each."""
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    np.minimum.at(low, owners, corners.min(axis=1))
    np.maximum.at(high, owners, corners.max(axis=1))
    return low, high


def _inside_links(
    labels: NDArray[np.int32],
    several: NDArray[np.int64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Pairs (K, 2) of blocks of one part of which one's box lies inside the other's."""
    links = []
    for part in np.unique(labels[several]).tolist():
        mine = several[labels[several] == part]
        sizes = np.prod(high[mine] - low[mine], axis=1)
        for outer in mine[np.argsort(-sizes, kind="stable")][:_MOST_OUTER].tolist():
            held = (low[mine] >= low[outer]).all(axis=1) & (high[mine] <= high[outer]).all(axis=1)
            links += [(outer, inner) for inner in mine[held].tolist() if inner != outer]
    return np.array(links, dtype=np.int64).reshape(-1, 2)


def _near_another(
    blocks: Blocks,
    chosen: NDArray[np.int64],
    corners: NDArray[np.float64],
    boxes: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> NDArray[np.bool_]:
    """Which faces reach into the widened box of another block of their part, (f,)."""
    owners = blocks.of[chosen]
    low, high = corners.min(axis=1), corners.max(axis=1)
    near = np.zeros(len(chosen), dtype=bool)
    for part in np.unique(blocks.labels[owners]).tolist():
        mine = np.flatnonzero(blocks.labels[owners] == part)
        members = np.unique(owners[mine])
        if len(mine) * len(members) > _MOST_COMPARED:
            near[mine] = True
            continue
        for block in members.tolist():
            reaches = (low[mine] <= boxes[1][block]) & (high[mine] >= boxes[0][block])
            near[mine] |= reaches.all(axis=1) & (owners[mine] != block)
    return near


def _close_links(
    blocks: Blocks, chosen: NDArray[np.int64], corners: NDArray[np.float64], distance: float
) -> NDArray[np.int64]:
    """Pairs (K, 2) of blocks of one part that come nearer to each other than a distance."""
    edges = corners[:, 1:] - corners[:, :1]
    area = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1).sum() / 2
    spacing = max(distance / _FINENESS, float(np.sqrt(area / MOST_SAMPLES)))
    points, faces = spread_over(corners, spacing)
    owners = blocks.of[chosen][faces]
    # Between two surfaces at a distance, the nearest points lie aside of each other.
    reach = max(float(np.hypot(distance, 0.7 * spacing)), spacing)
    labels = blocks.labels[owners].astype(np.int64)
    # Blocks of one part in one cell are near. Once they are joined, no cell holds many points.
    heads, rows = thinned(points, labels, reach / 2)
    sharing = np.unique(np.stack([owners[heads][rows], owners], axis=1), axis=0)
    groups = components(len(blocks.labels), *sharing.T)[owners]
    kept, _ = thinned(points, groups, spacing / 2)
    links = groups[kept][_links(points[kept], labels[kept], reach)]
    links = np.concatenate([sharing, links])
    return np.unique(links[links[:, 0] != links[:, 1]], axis=0)


def _links(points: NDArray[np.float64], labels: NDArray[Any], distance: float) -> NDArray[np.int64]:
    """Pairs (K, 2) of points of one label within a distance of each other."""
    pairs = []
    for label in np.unique(labels).tolist():
        mine = np.flatnonzero(labels == label)
        pairs.append(mine[near_pairs(points[mine], distance)])
    return np.concatenate(pairs)
