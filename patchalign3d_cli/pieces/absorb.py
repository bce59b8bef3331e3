"""Small pieces go to their neighbours."""

import heapq
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.geometry.spreading import near_pairs, thinned
from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.pieces.grouping import (
    GAP,
    Blocks,
    connected_blocks,
    link_length,
    near_groups,
)
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.shape import Shape

Touching = dict[int, dict[int, float]]
"""Of each piece the labelled pieces that it touches, and how much."""


def absorb_small(result: PartSegmentation, share: float, *, gap: float = GAP) -> PartSegmentation:
    """Give connected pieces below a share of the surface to the neighbour they touch most.

    The smallest goes first; what two pieces become together counts from then on. A piece that
    touches no other counts together with those of its part that are one thing with it (`split`);
    if that is too small as well, it goes to the piece that is nearest to its middle. Unlabelled
    elements stay as they are. The confidence of an element that changes is the probability of its
    new part.

    Args:
        result: A labelled shape.
        share: Of the surface (of the points of a cloud), 0 to 1.
        gap: As in `split`.

    Raises:
        ConfigError: The share is out of range.
    """
    if not 0 <= share < 1:
        raise ConfigError(f"the smallest share of a piece must be 0 to 1, not {share}")
    if share == 0:
        return result
    from scipy.special import softmax

    source = result.source
    blocks = connected_blocks(source, result.labels, gap)
    owner = _merged(source, blocks, share, gap)
    labels = blocks.labels[owner][blocks.of].astype(np.int32)
    changed = np.flatnonzero(labels != result.labels)
    confidence = result.confidence.copy()
    if result.scores.shape[1]:
        odds = softmax(result.scores[changed].astype(np.float64), axis=1)
        confidence[changed] = odds[np.arange(len(changed)), labels[changed]]
    return replace(result, labels=labels, confidence=confidence, pieces=None)


def _merged(source: Shape, blocks: Blocks, share: float, gap: float) -> NDArray[np.int64]:
    """For each block the block whose label it takes, (M,)."""
    areas = np.bincount(blocks.of, weights=source.element_areas())  # (M,)
    smallest = share * areas.sum()
    cloud_link = None if source.faces is not None else link_length(source, gap)
    touching = _touching(source, blocks, cloud_link)
    loose = np.isin(np.arange(len(areas)), list(touching), invert=True) & (blocks.labels >= 0)
    together = areas.copy()
    if (areas[loose] < smallest).any():
        things = near_groups(source, blocks, gap)
        sums = np.bincount(things, weights=areas, minlength=len(areas))[things]
        together[loose] = sums[loose]
    owner = np.arange(len(areas))
    nearest = _NearestBlock(source, blocks)
    waiting = [
        (area, number)
        for number, area in enumerate(areas.tolist())
        if together[number] < smallest and blocks.labels[number] >= 0
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
            target = nearest(owner, number)
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


def _touching(source: Shape, blocks: Blocks, link: float | None) -> Touching:
    """Which blocks of other labels meet: along what length, or in how many pairs of points."""
    if link is None:
        met = borders(source.vertices, source.welded, _faces(source))
        one, two, amount = met.one, met.two, met.lengths
    else:
        cells, _ = thinned(source.vertices, blocks.of, link / 2)
        one, two = cells[near_pairs(source.vertices[cells], link)].T
        amount = np.ones(len(one))
    one, two = blocks.of[one], blocks.of[two]
    differing = (one != two) & (blocks.labels[one] >= 0) & (blocks.labels[two] >= 0)
    touching: Touching = defaultdict(lambda: defaultdict(float))
    for a, b, length in zip(
        one[differing].tolist(),
        two[differing].tolist(),
        amount[differing].tolist(),
        strict=True,
    ):
        touching[a][b] += length
        touching[b][a] += length
    return touching


def _faces(source: Shape) -> NDArray[np.int64]:
    assert source.faces is not None
    return source.faces


class _NearestBlock:
    """Finds the labelled block with the corner nearest to the middle of another block."""

    def __init__(self, source: Shape, blocks: Blocks) -> None:
        self._blocks = blocks
        corners = np.arange(len(source.vertices)) if source.faces is None else source.faces
        elements = np.flatnonzero(blocks.labels[blocks.of] >= 0)
        corners = corners[elements].reshape(len(elements), -1)
        self._points = source.vertices[corners.reshape(-1)]
        self._owners = np.repeat(blocks.of[elements], corners.shape[1])
        order = np.argsort(self._owners, kind="stable")
        self._members = order
        self._starts = np.searchsorted(self._owners[order], np.arange(len(blocks.labels) + 1))

    def __call__(self, owner: NDArray[np.int64], number: int) -> int:
        """What now owns the nearest block that is not of `number`; -1 for none.

        Args:
            owner: (M,) what each block belongs to by now.
            number: The block.
        """
        mine = owner == number
        rows = [
            self._members[self._starts[block] : self._starts[block + 1]]
            for block in np.flatnonzero(mine).tolist()
        ]
        middle = np.unique(self._points[np.concatenate(rows)], axis=0).mean(axis=0)
        count, total = 16, len(self._points)
        while True:
            count = min(count, total)
            near = self._tree.query(middle, k=range(1, count + 1))[1]
            other = near[~mine[self._owners[near]]]
            if len(other):
                return int(owner[self._owners[other[0]]])
            if count == total:
                return -1
            count *= 8

    @cached_property
    def _tree(self) -> Any:
        from scipy.spatial import KDTree

        return KDTree(self._points)
