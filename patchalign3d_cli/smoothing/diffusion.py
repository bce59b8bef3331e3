"""Values spread over a graph: near each element's own, and alike among neighbours."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.smoothing.graph import SurfaceGraph

TOLERANCE = 3e-3  # of the residual, against the right side
MOST_STEPS = 200
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
    joins its closest neighbour from level to level; a million faces take seconds.

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
    links = _matrix(graph.one, graph.two, graph.conductances * (length**2 / scale), len(wanted))
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


def _levels(areas: Values, links: Any) -> tuple[list[_Level], _Level]:
    """The systems that are relaxed, and the last, which is solved."""
    from scipy.sparse import csr_array

    levels: list[_Level] = []
    while True:
        count = len(areas)
        diagonal = (areas + np.asarray(links.sum(axis=1)).ravel())[:, None]
        cluster = _clusters(links)
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


def _clusters(links: Any) -> NDArray[np.int64]:
    """For each node its cluster, (E,): each joins the neighbour that it exchanges most with."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = links.shape[0]
    starts = links.indptr[:-1]
    linked = np.flatnonzero(np.diff(links.indptr))  # (M,) rows with a link
    if not len(linked):
        return np.arange(count)
    owner = np.repeat(np.arange(count), np.diff(links.indptr))
    # A factor by chance, the same from both ends, keeps clusters small where links are alike.
    low, high = np.minimum(owner, links.indices), np.maximum(owner, links.indices)
    chance = (low * 73856093 ^ high * 19349663) % 1009 / 1009
    pull = links.data * 2.0**chance
    most = np.zeros(count)
    most[linked] = np.maximum.reduceat(pull, starts[linked])
    best = np.flatnonzero(pull >= most[owner])
    _, first = np.unique(owner[best], return_index=True)
    best = best[first]  # one link a row
    forest = coo_array((np.ones(len(best)), (owner[best], links.indices[best])), (count, count))
    numbers: NDArray[np.int64] = connected_components(forest, directed=False)[1].astype(np.int64)
    return numbers


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


def _matrix(one: NDArray[np.int64], two: NDArray[np.int64], weights: Values, count: int) -> Any:
    """The symmetric matrix of conductances, (E, E), without a diagonal."""
    from scipy.sparse import coo_array

    apart = one != two
    one, two, weights = one[apart], two[apart], weights[apart]
    ends = np.r_[one, two], np.r_[two, one]
    links = coo_array((np.r_[weights, weights], ends), shape=(count, count)).tocsr()
    links.eliminate_zeros()
    return links
