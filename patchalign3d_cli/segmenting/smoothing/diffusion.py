"""Values spread over a graph: near each element's own, and alike among neighbours."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.smoothing.clusters import (
    cluster_means,
    cluster_numbers,
    coarsen,
    link_matrix,
)
from patchalign3d_cli.segmenting.smoothing.graph import SurfaceGraph

TOLERANCE = 3e-3  # of the residual, against the right side
MOST_STEPS = 200
MOST_NODES = 100_000
"""Above so many elements those that hang together closest are smoothed as one. Against all faces by
themselves 99.5 % of 320,000 of an aeroplane kept their label, and 97.1 % of 465,000 of a chair."""
COARSEST = 500  # nodes that are solved directly
RELAXATION = 0.6  # of Jacobi steps; below 1 for rough errors to fade

Values = NDArray[np.float64]


class _Level(NamedTuple):
    """One of the systems, from fine to coarse: (diagonal - links) x = right."""

    diagonal: Values  # (E, 1)
    links: Any  # (E, E) sparse, symmetric, without a diagonal
    cluster: NDArray[np.int64]  # (E,) the node of the next level that each node is part of
    gather: Any  # (nodes of the next level, E) sparse: sums over clusters


def diffuse(graph: SurfaceGraph, values: NDArray[np.floating], length: float) -> Values:
    """Smooth values over about a length.

    Gives the x that minimises the sum over elements of area (x - value)^2 plus length^2 times the
    sum over links of conductance (x_i - x_j)^2: the random walker with priors (Grady 2005), one
    implicit step of heat flow. Elements that hang together with no others keep their values; the
    mean over each connected set stays what it was, and no value leaves the range of its set.

    Solved by conjugate gradients with a multigrid cycle as preconditioner, in which every node
    joins its closest neighbour from level to level.

    Args:
        graph: The shape's graph, E elements.
        values: (E, C), each column by itself.
        length: How far values reach, in radii of the shape; 0 changes nothing.

    Returns:
        (E, C).
    """
    wanted = np.asarray(values, dtype=np.float64)
    if not length > 0 or not len(graph.one):
        return wanted
    scale = float(graph.areas.mean())  # keeps squares of areas within range
    links = link_matrix(graph.one, graph.two, graph.conductances * (length**2 / scale), len(wanted))
    areas = graph.areas / scale
    levels, last = _levels(areas, links)
    top = levels[0] if levels else last
    right = areas[:, None] * wanted  # (E, C)
    found = wanted.copy()
    rest = right - _apply(top, found)
    scaled = _cycle(levels, last, rest)
    way = scaled
    size = (rest * scaled).sum(axis=0)  # (C,)
    enough = TOLERANCE**2 * (right * right / top.diagonal).sum(axis=0)
    for _ in range(MOST_STEPS):
        if (size <= enough).all():
            break
        pushed = _apply(top, way)
        step = size / np.maximum((way * pushed).sum(axis=0), 1e-300)
        found += step * way
        rest -= step * pushed
        scaled = _cycle(levels, last, rest)
        before, size = size, (rest * scaled).sum(axis=0)
        way = scaled + size / np.maximum(before, 1e-300) * way
    return found


def diffuse_large(
    graph: SurfaceGraph, values: NDArray[np.floating], length: float, most: int = MOST_NODES
) -> Values:
    """What `diffuse` gives, for graphs of any size in seconds.

    While elements are too many, each joins its closest neighbour, and clusters are smoothed in
    their place; every element takes its cluster's value.

    Args:
        graph: The shape's graph, E elements.
        values: (E, C), each column by itself.
        length: How far values reach, in radii of the shape; 0 changes nothing.
        most: So many elements are smoothed each by itself.

    Returns:
        (E, C).
    """
    found = np.asarray(values, dtype=np.float64)
    if not length > 0:
        return found
    joined = np.arange(len(found))
    while len(found) > most:
        coarse, cluster = coarsen(graph)
        if len(coarse.areas) == len(found):
            break  # nothing is linked any more
        found = cluster_means(cluster, graph.areas, found)
        graph, joined = coarse, cluster[joined]
    return diffuse(graph, found, length)[joined]


def _levels(areas: Values, links: Any) -> tuple[list[_Level], _Level]:
    """The systems that are relaxed, and the last, which is solved."""
    from scipy.sparse import csr_array

    levels: list[_Level] = []
    while True:
        count = len(areas)
        diagonal = (areas + np.asarray(links.sum(axis=1)).ravel())[:, None]
        cluster = cluster_numbers(links)
        size = int(cluster.max()) + 1
        gather = csr_array((np.ones(count), (cluster, np.arange(count))), shape=(size, count))
        level = _Level(diagonal, links, cluster, gather)
        if count <= COARSEST or size == count:
            return levels, level
        levels.append(level)
        areas = gather @ areas
        links = (gather @ links @ gather.T).tocsr()
        links.setdiag(0.0)  # what flows within a cluster
        links.eliminate_zeros()


def _apply(level: _Level, values: Values) -> Values:
    product: Values = level.diagonal * values - level.links @ values
    return product


def _cycle(levels: list[_Level], last: _Level, right: Values) -> Values:
    """A symmetric estimate of the solution for `right`: relax, correct from below, relax."""
    if not levels:
        return _solve(last, right)
    level = levels[0]
    found: Values = RELAXATION * right / level.diagonal
    rest = right - _apply(level, found)
    found += _cycle(levels[1:], last, level.gather @ rest)[level.cluster]
    found += RELAXATION * (right - _apply(level, found)) / level.diagonal
    return found


def _solve(last: _Level, right: Values) -> Values:
    """The coarsest system: directly, or by its diagonal where nothing is linked any more."""
    if not last.links.nnz:
        return right / last.diagonal
    dense = np.diag(last.diagonal[:, 0]) - last.links.toarray()
    return np.linalg.solve(dense, right)
