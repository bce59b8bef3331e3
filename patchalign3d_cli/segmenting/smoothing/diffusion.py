"""Values spread over a graph: near each element's own, and alike among neighbours."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.smoothing.clusters import cluster_means, coarsen, link_matrix
from patchalign3d_cli.segmenting.smoothing.graph import SurfaceGraph
from patchalign3d_cli.segmenting.smoothing.multigrid import DIRECT_LINKS, SurfaceSystem

MOST_NODES = 100_000
"""Above so many elements those that hang together closest are smoothed as one. Against all faces by
themselves 99.5 % of 320,000 of an aeroplane kept their label, and 97.1 % of 465,000 of a chair."""

Values = NDArray[np.float64]


class Diffusion:
    """Values smoothed over about a length, as often as one likes over the same graph.

    Gives the x that minimises the sum over elements of area (x - value)^2 plus length^2 times the
    sum over links of conductance (x_i - x_j)^2: the random walker with priors (Grady 2005), one
    implicit step of heat flow. Elements that hang together with no others keep their values; the
    mean over each connected set stays what it was, and no value leaves the range of its set.

    While elements are more than `most`, each joins its closest neighbour, and clusters are smoothed
    in their place; every element takes its cluster's value.

    Args:
        graph: The shape's graph, E elements.
        length: How far values reach, in radii of the shape; 0 changes nothing.
        most: So many elements are smoothed each by itself.
        direct_links: So many links are solved exactly, more of them to a tolerance.
    """

    def __init__(
        self,
        graph: SurfaceGraph,
        length: float,
        most: int | None = MOST_NODES,
        direct_links: int = DIRECT_LINKS,
    ) -> None:
        self._steps: list[tuple[NDArray[np.int64], Values]] = []  # clusters; areas of their nodes
        self._system: SurfaceSystem | None = None
        if not length > 0:
            return
        while most is not None and len(graph.areas) > most:
            coarse, cluster = coarsen(graph)
            if len(coarse.areas) == len(graph.areas):
                break  # nothing is linked any more
            self._steps.append((cluster, graph.areas))
            graph = coarse
        if len(graph.one):
            scale = float(graph.areas.mean())  # keeps squares of areas within range
            flows = graph.conductances * (length**2 / scale)
            links = link_matrix(graph.one, graph.two, flows, len(graph.areas))
            self._system = SurfaceSystem(graph.areas / scale, links, direct_links)

    def apply(self, values: NDArray[np.floating]) -> Values:
        """Smooth values: (E, C) -> (E, C), each column by itself."""
        means = np.asarray(values, dtype=np.float64)
        for cluster, areas in self._steps:
            means = cluster_means(cluster, areas, means)
        if self._system is not None:
            means = self._system.solve(means)
        for cluster, _ in reversed(self._steps):
            means = means[cluster]
        return means


def diffuse(
    graph: SurfaceGraph,
    values: NDArray[np.floating],
    length: float,
    direct_links: int = DIRECT_LINKS,
) -> Values:
    """Smooth values once, every element by itself; see `Diffusion`."""
    return Diffusion(graph, length, None, direct_links).apply(values)


def diffuse_large(
    graph: SurfaceGraph, values: NDArray[np.floating], length: float, most: int = MOST_NODES
) -> Values:
    """Smooth values once, for graphs of any size in seconds; see `Diffusion`."""
    return Diffusion(graph, length, most).apply(values)
