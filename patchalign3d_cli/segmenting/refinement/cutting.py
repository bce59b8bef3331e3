"""Faces cut where the two leading classes at their corners are equal."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import edge_keys
from patchalign3d_cli.segmenting.refinement.border_field import BorderField
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.subdivide import cut_edges, subdivide

SLIVER = 0.06
"""A border that crosses an edge nearer to its end than this share goes through the vertex."""
_STEPS = 4096  # along an edge: shares from one end and from the other are exact

Scores = NDArray[np.float64]


class Cut(NamedTuple):
    """A mesh cut along borders.

    Attributes:
        shape: The finer mesh.
        parents: (G,) the face that each face is (a part of).
        scores: (G, C) float32.
        labels: (G,) int64 class of each face.
    """

    shape: Shape
    parents: NDArray[np.int64]
    scores: NDArray[np.float32]
    labels: NDArray[np.int64]


def cut_along(shape: Shape, field: BorderField, values: NDArray[np.floating]) -> Cut:
    """Cut faces along the lines where the leading class changes.

    Each edge is cut once at most, in the same place on all its faces. So a face between three
    classes becomes four, and the one in the middle is of the class that leads there.

    Args:
        shape: A mesh.
        field: Scores at corners near the borders.
        values: (F, C + K) scores and classes of faces, for those that are far from any.
    """
    assert shape.faces is not None
    split = field.first_class
    nodes = field.nodes
    at_nodes = _snapped(field)
    labels = at_nodes[:, split:].argmax(axis=1)  # (T,)
    keys = edge_keys(shape.welded[shape.faces])  # (F, 3)
    cut, where = _cuts_of_edges(shape, field, at_nodes, labels, keys)
    finer, parents = subdivide(shape, cut, where)
    corner_nodes = np.full(shape.faces.shape, -1, np.int64)
    corner_nodes[field.faces] = nodes
    parts = cut_edges(at_nodes, corner_nodes, cut, where)
    at_corners = _tied(parts.values, parts.ends, labels, split)
    scores = np.asarray(values, np.float64)[parents]
    near = np.flatnonzero(parts.corners[:, 0] >= 0)
    scores[near] = at_corners[parts.corners[near]].mean(axis=1)
    classes = scores[:, split:]
    chosen = classes.argmax(axis=1)
    # Where classes are equal, all corners lie on a border: what led before they were moved there.
    before = field.values[:, split:][corner_nodes[parents[near]]].mean(axis=1)
    highest = classes[near].max(axis=1, keepdims=True)
    leading = classes[near] >= highest - 1e-9 * (1 + np.abs(highest))
    chosen[near] = np.where(leading, before, -np.inf).argmax(axis=1)
    return Cut(finer, parents, scores[:, :split].astype(np.float32), chosen)


def _crossings(
    at_nodes: Scores, labels: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Which edges from a to b, (M,) nodes, a border crosses, and at which share of their length.

    Args:
        at_nodes: (T, K) classes.
        labels: (T,) the best of them.
        a: Starts.
        b: Ends.
    """
    edges = np.flatnonzero(labels[a] != labels[b])
    a, b = a[edges], b[edges]
    here = at_nodes[a, labels[a]] - at_nodes[a, labels[b]]
    there = at_nodes[b, labels[b]] - at_nodes[b, labels[a]]
    crossing = (here > 0) & (there > 0)
    return edges[crossing], here[crossing] / (here[crossing] + there[crossing])


def _snapped(field: BorderField) -> Scores:
    """Scores of nodes, equal for both classes where a border passes close by: (T, C + K)."""
    split = field.first_class
    values = field.values.copy()
    classes = values[:, split:]
    labels = classes.argmax(axis=1)
    start, end = field.nodes.reshape(-1), np.roll(field.nodes, -1, axis=1).reshape(-1)
    edges, shares = _crossings(classes, labels, start, end)
    for node, other, share in (
        (start[edges], end[edges], shares),
        (end[edges], start[edges], 1 - shares),
    ):
        close = share < SLIVER
        node, rival = node[close], labels[other[close]]
        values[node, split + rival] = values[node, split + labels[node]]
    return values


def _cuts_of_edges(
    shape: Shape,
    field: BorderField,
    at_nodes: Scores,
    labels: NDArray[np.int64],
    keys: NDArray[np.int64],
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Where edges are cut, the same on all faces that have them: (F, 3) whether, (F, 3) where."""
    assert shape.faces is not None
    start, end = field.nodes.reshape(-1), np.roll(field.nodes, -1, axis=1).reshape(-1)
    edges, shares = _crossings(at_nodes[:, field.first_class :], labels, start, end)
    positions = shape.welded[shape.faces]
    after = np.roll(positions, -1, axis=1)
    upward = positions < after  # shares are seen from the vertex of the smaller number
    rising = upward[field.faces].reshape(-1)[edges]
    crossed, numbers = np.unique(keys[field.faces].reshape(-1)[edges], return_inverse=True)
    numbers = numbers.reshape(-1)
    sums = np.bincount(numbers, np.where(rising, shares, 1 - shares), len(crossed))
    means = sums / np.maximum(np.bincount(numbers, minlength=len(crossed)), 1)
    means = np.round(np.clip(means, SLIVER, 1 - SLIVER) * _STEPS) / _STEPS
    cut = np.isin(keys, crossed) & (positions != after)
    where = np.full(keys.shape, 0.5)
    along = means[np.searchsorted(crossed, keys[cut])]
    where[cut] = np.where(upward[cut], along, 1 - along)
    return cut, where


def _tied(values: Scores, ends: NDArray[np.int64], labels: NDArray[np.int64], split: int) -> Scores:
    """Scores with the classes of both ends equal at each cut between them."""
    rows = np.arange(len(labels), len(values))
    one, two = labels[ends[:, 0]], labels[ends[:, 1]]
    rows, one, two = rows[one != two], split + one[one != two], split + two[one != two]
    values[rows, one] = values[rows, two] = (values[rows, one] + values[rows, two]) / 2
    return values
