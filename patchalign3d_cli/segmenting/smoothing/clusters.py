"""Elements that hang together closely, taken as one: the coarser forms of a graph."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import lengths
from patchalign3d_cli.segmenting.smoothing.graph import SurfaceGraph


def link_matrix(
    one: NDArray[np.int64], two: NDArray[np.int64], weights: NDArray[np.float64], count: int
) -> Any:
    """The symmetric sparse matrix of links' weights, (E, E), without a diagonal.

    Args:
        one: (M,) an end of each link.
        two: (M,) the other end.
        weights: (M,); links between the same two add up, those of 0 are left out.
        count: E.
    """
    from scipy.sparse import coo_array

    distinct = one != two
    one, two, weights = one[distinct], two[distinct], weights[distinct]
    ends = np.r_[one, two], np.r_[two, one]
    links = coo_array((np.r_[weights, weights], ends), shape=(count, count)).tocsr()
    links.eliminate_zeros()
    return links


def cluster_numbers(links: Any) -> NDArray[np.int64]:
    """For each node its cluster, (E,): each joins the neighbour that it exchanges most with.

    Args:
        links: (E, E) from `link_matrix`.
    """
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


def coarsen(graph: SurfaceGraph) -> tuple[SurfaceGraph, NDArray[np.int64]]:
    """Join each element with its closest neighbour; two to three become one.

    Clusters exchange as their elements do, along the same borders, but over the distance between
    their own centroids: the result smooths like the graph itself.

    Args:
        graph: E elements.

    Returns:
        The graph of the clusters, and for each element its cluster, (E,).
    """
    links = link_matrix(graph.one, graph.two, graph.conductances, len(graph.areas))
    cluster = cluster_numbers(links)
    areas = np.bincount(cluster, weights=graph.areas).astype(np.float64)
    centroids = cluster_means(cluster, graph.areas, graph.centroids)
    one, two = cluster[graph.one], cluster[graph.two]
    outer = one != two  # links that run between clusters
    near = lengths(graph.centroids[graph.one] - graph.centroids[graph.two])[outer]
    far = lengths(centroids[one[outer]] - centroids[two[outer]])
    flows = graph.conductances[outer] * near / np.maximum(np.maximum(near, far), 1e-300)
    joined = link_matrix(one[outer], two[outer], flows, len(areas)).tocoo()
    once = joined.row < joined.col
    ends = joined.row[once].astype(np.int64), joined.col[once].astype(np.int64)
    return SurfaceGraph(areas, *ends, joined.data[once], centroids), cluster


def cluster_means(
    cluster: NDArray[np.int64], areas: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Means of values over clusters, (clusters, C), by area.

    Args:
        cluster: (E,) number of each element's cluster.
        areas: (E,) above 0.
        values: (E, C).
    """
    weights = areas / np.bincount(cluster, weights=areas)[cluster]  # (E,)
    return np.stack([np.bincount(cluster, weights=weights * row) for row in values.T], axis=1)
