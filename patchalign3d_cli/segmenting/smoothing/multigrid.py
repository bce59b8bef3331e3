"""The linear systems of smoothing, solved: directly where that is cheap, else on several grids.

SciPy's direct solver is exact and quick while a graph is small or flat. In one that fills space
(points in a volume, the surface of a lattice) its time and memory grow so fast that conjugate
gradients take over, whose preconditioner joins closest neighbours from level to level
(tests/measurements/bench_smoothing.py).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.smoothing.clusters import cluster_numbers

DIRECT_LINKS = 50_000
"""So many links are solved directly: about 33,000 faces or 10,000 points."""
TOLERANCE = 1e-3  # of the error, about, in standard deviations of the values
MOST_STEPS = 200
RELAXATION = 0.6  # of Jacobi steps; below 1 for rough errors to fade

Values = NDArray[np.float64]


class _Level(NamedTuple):
    """One of the systems, from fine to coarse: (diagonal - links) x = right.

    Attributes:
        diagonal: (E,).
        links: (E, E) sparse, symmetric, without a diagonal.
        cluster: (E,) the node of the next level that each node is part of.
        gather: (nodes of the next level, E) sparse: sums over clusters.
    """

    diagonal: Values
    links: Any
    cluster: NDArray[np.int64]
    gather: Any

    def apply(self, values: Values) -> Values:
        """The left side, for (E,) values."""
        product: Values = self.diagonal * values - self.links @ values
        return product


class SurfaceSystem:
    """The system areas (x - values) + (Laplacian of links) x = 0, ready for any values.

    Args:
        areas: (E,) above 0.
        links: (E, E) sparse and symmetric, above or equal to 0, without a diagonal.
        direct_links: So many links are solved directly.
    """

    def __init__(self, areas: Values, links: Any, direct_links: int = DIRECT_LINKS) -> None:
        self._areas = areas
        self._levels, self._factors = _levels(areas, links, direct_links)

    def solve(self, values: Values) -> Values:
        """The x for values: (E, C) -> (E, C)."""
        from scipy.sparse.linalg import LinearOperator, cg

        areas, levels, factors = self._areas, self._levels, self._factors
        right = areas[:, None] * values
        if not levels:
            exact: Values = factors.solve(right)
            return exact
        scale = np.sqrt(levels[0].diagonal)  # scaled by it, the system's diagonal is 1
        shape = (len(areas), len(areas))
        system = LinearOperator(shape, lambda x: levels[0].apply(x / scale) / scale)
        cycle = LinearOperator(shape, lambda x: _cycle(levels, factors, x * scale) * scale)
        solution = np.empty_like(right)
        for column, tolerance in enumerate(_tolerances(areas / scale, values)):
            start, wanted = values[:, column] * scale, right[:, column] / scale
            scaled, _ = cg(
                system, wanted, start, rtol=0, atol=tolerance, maxiter=MOST_STEPS, M=cycle
            )
            solution[:, column] = scaled / scale
        return solution


def _tolerances(shares: Values, values: Values) -> Values:
    """Norms of the residual that are small enough, (C,): no few huge elements set them.

    Args:
        shares: (E,) what a unit of an element's value adds to the scaled right side.
        values: (E, C).
    """
    size = float(np.linalg.norm(np.minimum(shares, np.quantile(shares, 0.9))))
    spread = values.std(axis=0) + 1e-9 * np.abs(values).max(axis=0)  # (C,)
    tolerances: Values = TOLERANCE * size * spread
    return tolerances


def _levels(areas: Values, links: Any, direct_links: int) -> tuple[list[_Level], Any]:
    """The systems that are relaxed, and the factors of the last, which is solved."""
    from scipy.sparse import csr_array, diags_array
    from scipy.sparse.linalg import splu

    levels: list[_Level] = []
    while True:
        count = len(areas)
        diagonal = areas + links.sum(axis=1)
        if links.nnz <= 2 * direct_links:
            system = (diags_array(diagonal) - links).tocsc()
            # Symmetric and dominated by its diagonal: no pivots are sought. Columns have so few
            # entries that panels of several cost more than they save (1.4 times the time).
            factors = splu(
                system,
                "MMD_AT_PLUS_A",
                diag_pivot_thresh=0.0,
                relax=1,
                panel_size=1,
                options={"SymmetricMode": True},
            )
            return levels, factors
        cluster = cluster_numbers(links)
        size = int(cluster.max()) + 1
        gather = csr_array((np.ones(count), (cluster, np.arange(count))), shape=(size, count))
        levels.append(_Level(diagonal, links, cluster, gather))
        areas = gather @ areas
        links = (gather @ links @ gather.T).tocsr()
        links.setdiag(0.0)  # what flows within a cluster
        links.eliminate_zeros()


def _cycle(levels: list[_Level], factors: Any, right: Values) -> Values:
    """A symmetric estimate of the solution for (E,) `right`: relax, correct from below, relax."""
    if not levels:
        exact: Values = factors.solve(right)
        return exact
    level = levels[0]
    estimate: Values = RELAXATION * right / level.diagonal
    residual = right - level.apply(estimate)
    estimate += _cycle(levels[1:], factors, level.gather @ residual)[level.cluster]
    estimate += RELAXATION * (right - level.apply(estimate)) / level.diagonal
    return estimate
