"""Small pieces go to their neighbours."""

import heapq
from collections import defaultdict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces.adjacency import borders, connected_faces
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.shape import Shape


def absorb_small(result: PartSegmentation, share: float) -> PartSegmentation:
    """Give connected pieces below a share of the surface to the neighbour they touch most.

    The smallest goes first; what two pieces become together counts from then on. A piece that
    touches no other goes to the one whose vertex is nearest to its middle. Unlabelled faces stay
    as they are. The confidence of a face that changes is the probability of its new part.

    Args:
        result: A labelled mesh; a cloud comes back as it is.
        share: Of the surface, 0 to 1.

    Raises:
        ConfigError: The share is out of range.
    """
    if not 0 <= share < 1:
        raise ConfigError(f"the smallest share of a piece must be 0 to 1, not {share}")
    from scipy.special import softmax

    source = result.source
    if source.faces is None or share == 0:
        return result
    welded = source.welded
    first = connected_faces(welded, source.faces, result.labels)
    heads, piece = np.unique(first, return_inverse=True)
    piece = piece.reshape(-1).astype(np.int64)
    owner = _merged(source, welded, piece, result.labels[heads], share)
    labels = result.labels[heads][owner][piece].astype(np.int32)
    changed = np.flatnonzero(labels != result.labels)
    confidence = result.confidence.copy()
    odds = softmax(result.scores[changed].astype(np.float64), axis=1)
    confidence[changed] = odds[np.arange(len(changed)), labels[changed]]
    return replace(result, labels=labels, confidence=confidence, pieces=None)


def _merged(
    source: Shape,
    welded: NDArray[np.int64],
    piece: NDArray[np.int64],
    labels: NDArray[np.int32],
    share: float,
) -> NDArray[np.int64]:
    """For each piece the piece whose label it takes, (M,)."""
    assert source.faces is not None
    areas = np.bincount(piece, weights=source.element_areas())  # (M,)
    smallest = share * areas.sum()
    touching = _touching(source, welded, piece, labels)
    owner = np.arange(len(areas))
    waiting = [
        (area, number)
        for number, area in enumerate(areas.tolist())
        if area < smallest and labels[number] >= 0
    ]
    heapq.heapify(waiting)
    while waiting:
        area, number = heapq.heappop(waiting)
        if owner[number] != number or area < areas[number]:
            continue  # it went to another, or has grown since
        around = touching.pop(number, {})
        if around:
            target = max(around, key=lambda other: (around[other], -other))
        else:
            target = _nearest(source, owner[piece], labels, number)
            if target < 0:
                break
        for other, length in around.items():
            del touching[other][number]
            if other != target:
                touching[target][other] += length
                touching[other][target] += length
        owner[owner == number] = target
        areas[target] += areas[number]
        if areas[target] < smallest:
            heapq.heappush(waiting, (float(areas[target]), target))
    return owner


def _touching(
    source: Shape,
    welded: NDArray[np.int64],
    piece: NDArray[np.int64],
    labels: NDArray[np.int32],
) -> dict[int, dict[int, float]]:
    """Of each piece the labelled pieces that it touches, and along what length."""
    assert source.faces is not None
    met = borders(source.vertices, welded, source.faces)
    one, two = piece[met.one], piece[met.two]
    differing = (one != two) & (labels[one] >= 0) & (labels[two] >= 0)
    touching: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, length in zip(
        one[differing].tolist(),
        two[differing].tolist(),
        met.lengths[differing].tolist(),
        strict=True,
    ):
        touching[a][b] += length
        touching[b][a] += length
    return touching


def _nearest(
    source: Shape, piece: NDArray[np.int64], labels: NDArray[np.int32], number: int
) -> int:
    """The labelled piece with the vertex nearest to the middle of another piece; -1 for none."""
    assert source.faces is not None
    middle = source.vertices[np.unique(source.faces[piece == number])].mean(axis=0)
    others = np.flatnonzero((piece != number) & (labels[piece] >= 0))
    if not len(others):
        return -1
    gaps = np.square(source.vertices[source.faces[others]] - middle).sum(axis=2).min(axis=1)
    return int(piece[others[gaps.argmin()]])
