"""A shape in a few hundred small connected regions that end at creases."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.segmenting.smoothing.graph import cloud_graph, point_graph
from patchalign3d_cli.shapes import Shape

MOST_REGIONS = 300
_PIECES = 100  # loose pieces, the largest ones, that have a region of their own
_CANDIDATES = 4000  # elements among which the centres of regions are chosen
# How much farther apart two faces are that meet at an angle, in mean distances of neighbours for
# 1 - cos of it; a concave edge is where parts meet (the minima rule of Hoffman and Richards 1984).
_CONVEX, _CONCAVE = 6.0, 20.0

Floats = NDArray[np.float64]


class Regions(NamedTuple):
    """Small regions and how they touch.

    Attributes:
        of: (E,) the region of each element, 0 to R - 1.
        areas: (R,) shares of the surface, above 0.
        lengths: (R, R) how long each two touch.
        bends: (R, R) the mean of 1 - cos along there, concave edges in full, others a third.
    """

    of: NDArray[np.int64]
    areas: Floats
    lengths: Floats
    bends: Floats


class _Links(NamedTuple):
    one: NDArray[np.int64]
    two: NDArray[np.int64]
    lengths: Floats
    distances: Floats
    bends: Floats
    concave: NDArray[np.bool_]
    centroids: Floats
    areas: Floats


def find_regions(shape: Shape, most: int = MOST_REGIONS) -> Regions:
    """Grow regions from centres that lie far from each other, each as far as its creases.

    Small loose pieces join the region that is nearest to them.

    Args:
        shape: A mesh or a cloud.
        most: How many regions, beside the largest loose pieces.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components, dijkstra

    cells = shape.cells if shape.is_cloud else None
    links = _mesh_links(shape) if not shape.is_cloud else _cloud_links(shape)
    count = len(links.centroids)
    step = float(links.distances.mean()) if len(links.distances) else 1.0
    bend = links.bends * np.where(links.concave, _CONCAVE, _CONVEX)
    weights = np.maximum(links.distances + step * bend, 1e-9)
    graph: Any = coo_array((weights, (links.one, links.two)), shape=(count, count)).tocsr()
    _, piece = connected_components(graph, directed=False)
    centers = _centers(links, piece, most)
    _, _, source = dijkstra(
        graph, directed=False, indices=centers, min_only=True, return_predecessors=True
    )
    reached = source >= 0
    if not reached.all():
        from scipy.spatial import KDTree

        tree = KDTree(links.centroids[reached])
        nearest = tree.query(links.centroids[~reached])[1]
        source[~reached] = source[reached][nearest]
    _, region = np.unique(source, return_inverse=True)
    region = region.reshape(-1).astype(np.int64)
    size = int(region.max()) + 1
    areas = np.bincount(region, links.areas, size)
    one, two = region[links.one], region[links.two]
    outer = one != two
    lengths, bends = np.zeros((size, size)), np.zeros((size, size))
    along = links.lengths[outer]
    sharp = along * links.bends[outer] * np.where(links.concave[outer], 1.0, 1 / 3)
    for values, table in ((along, lengths), (sharp, bends)):
        np.add.at(table, (one[outer], two[outer]), values)
        table += table.T.copy()
    of = region if cells is None else region[cells.cell_of]
    return Regions(of, np.maximum(areas / areas.sum(), 1e-9), lengths, bends)


def _centers(links: _Links, piece: NDArray[np.int32], most: int) -> NDArray[np.int64]:
    """Elements far from each other, and one of each of the largest pieces."""
    pieces = np.bincount(piece, links.areas)
    _, heads = np.unique(piece, return_index=True)
    order = np.argsort(-pieces, kind="stable")[:_PIECES]
    count = len(links.areas)
    chance = links.areas / links.areas.sum()
    drawn = np.random.default_rng(0).choice(count, min(count, _CANDIDATES), p=chance)
    candidates = np.unique(drawn)
    points = links.centroids[candidates]
    chosen = [0]
    distances = np.full(len(points), np.inf)
    while len(chosen) < min(most, len(points)):
        distances = np.minimum(distances, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
        farthest = int(distances.argmax())
        if not distances[farthest] > 0:
            break
        chosen.append(farthest)
    centers = candidates[chosen]
    missing = [int(heads[i]) for i in order if not (piece[centers] == i).any()]
    chosen_elements: NDArray[np.int64] = np.r_[centers, np.array(missing, np.int64)]
    return chosen_elements


def _mesh_links(shape: Shape) -> _Links:
    assert shape.faces is not None
    vertices = shape.vertices / shape.radius
    met = borders(vertices, shape.welded, shape.faces)
    corners = vertices[shape.faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    doubled = np.linalg.norm(normals, axis=1)
    normals /= np.maximum(doubled, 1e-300)[:, None]
    centroids = corners.mean(axis=1)
    arms = corners - vertices.mean(axis=0)
    volume = np.einsum("ij,ij->", arms[:, 0], np.cross(arms[:, 1], arms[:, 2]))
    offsets = centroids[met.two] - centroids[met.one]
    cosines = (normals[met.one] * normals[met.two]).sum(axis=1)
    # Faces that are turned against each other say nothing of the side that they bend to.
    concave = (offsets * normals[met.one]).sum(axis=1) * (1.0 if volume >= 0 else -1.0) > 0
    bends = 1 - np.abs(np.clip(cosines, -1, 1))
    areas = np.maximum(doubled / 2, 1e-12 + 1e-9 * float(doubled.mean()))
    distances = np.linalg.norm(offsets, axis=1)
    return _Links(met.one, met.two, met.lengths, distances, bends, concave, centroids, areas)


def _cloud_links(shape: Shape) -> _Links:
    cells = shape.cells
    graph = cloud_graph(shape) if cells is None else point_graph(cells.centroids / shape.radius)
    offsets = graph.centroids[graph.two] - graph.centroids[graph.one]
    distances = np.linalg.norm(offsets, axis=1)
    none = np.zeros(len(distances))
    sizes = np.ones(len(graph.centroids)) if cells is None else cells.counts.astype(float)
    lengths = np.full(len(distances), float(distances.mean()) if len(distances) else 0.0)
    concave = none.astype(bool)
    return _Links(graph.one, graph.two, lengths, distances, none, concave, graph.centroids, sizes)
