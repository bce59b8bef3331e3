"""Which elements of a shape are neighbours, and how well values flow between them.

The conductances make the graph's Laplacian an estimate of the surface's own, in units of the
shape's radius, whatever the mesh: the same length smooths coarse and fine ones alike.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import cross_products, dot_products, lengths
from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.shapes import Shape

NEIGHBORS = 8  # of a point in a cloud
SHARPNESS = 0.2
"""A crease of angle t passes exp(-(1 - cos t) / SHARPNESS): 0.8 at 17 degrees, 0.007 at 90."""
_SHORTEST = 0.25  # share of an edge's length below which the distance across it is not trusted
_PLANE_NEIGHBORS = 3  # points that span a plane, beside their own


class SurfaceGraph(NamedTuple):
    """Elements of a shape as nodes.

    Attributes:
        areas: (E,) of each element, in squared radii of the shape; above 0.
        one: (M,) an end of each link.
        two: (M,) the other end.
        conductances: (M,) above or equal to 0, without a unit.
        centroids: (E, 3) of each face, or the points themselves, in radii of the shape.
    """

    areas: NDArray[np.float64]
    one: NDArray[np.int64]
    two: NDArray[np.int64]
    conductances: NDArray[np.float64]
    centroids: NDArray[np.float64]


def mesh_graph(shape: Shape) -> SurfaceGraph:
    """Faces that share an edge; vertices at one place count as one.

    Two faces exchange in proportion to the length of their edge over the distance between their
    centroids (finite volumes), less the more sharply they meet. The orientation of a face does not
    matter, for files turn them as they like.

    Args:
        shape: A mesh.
    """
    assert shape.faces is not None
    vertices = shape.vertices / shape.radius
    met = borders(vertices, shape.welded, shape.faces)
    a, b, c = (vertices[shape.faces[:, corner]] for corner in range(3))  # (F, 3)
    centroids = a + b
    centroids += c
    centroids /= 3
    b -= a
    c -= a
    normals = cross_products(b, c)  # (F, 3)
    del a, b, c
    doubled = lengths(normals)  # (F,)
    normals /= np.maximum(doubled, 1e-300)[:, None]
    across = lengths(centroids[met.one] - centroids[met.two])
    across = np.maximum(across, np.maximum(_SHORTEST * met.lengths, 1e-9))
    passing = _passing(normals[met.one], normals[met.two])
    flows = met.lengths / across * passing
    return SurfaceGraph(_positive(doubled / 2), met.one, met.two, flows, centroids)


def cloud_graph(shape: Shape) -> SurfaceGraph:
    """Each point and its nearest ones; all points stand for the same area.

    Args:
        shape: A cloud.
    """
    return point_graph(shape.vertices / shape.radius)


def point_graph(points: NDArray[np.float64]) -> SurfaceGraph:
    """Points that sample a surface evenly, and the nearest ones of each.

    Args:
        points: (E, 3) in radii of the shape.
    """
    from scipy.spatial import KDTree

    count = len(points)
    areas = np.full(count, 4 * np.pi / count)  # of the sphere, which the shape's is near
    kept = min(NEIGHBORS, count - 1)
    none = np.empty(0, np.int64)
    if kept < 1:
        return SurfaceGraph(areas, none, none, np.empty(0), points)
    tree = KDTree(points)
    distances, near = tree.query(points, k=kept + 1)
    distances, near = distances[:, 1:], near[:, 1:]  # (N, K): the first is the point itself
    floor = 0.2 * float(np.median(distances)) or 1.0
    # On a plane the mean of (x_j - x_i) / (d^2 / 4) over directions is the Laplacian; a link is
    # met from both of its ends, so each brings half.
    flows = areas[:, None] * 2.0 / (kept * np.maximum(distances, floor) ** 2)  # (N, K)
    if kept >= _PLANE_NEIGHBORS:
        normals = _plane_normals(points, near)
        flows *= _passing(normals[:, None], normals[near])
    one = np.repeat(np.arange(count), kept)
    two = near.reshape(-1).astype(np.int64)
    return SurfaceGraph(areas, one, two, flows.reshape(-1), points)


def _passing(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64]:
    cosines = np.abs(dot_products(one, two))
    passing: NDArray[np.float64] = np.exp((np.minimum(cosines, 1.0) - 1.0) / SHARPNESS)
    return passing


def _plane_normals(points: NDArray[np.float64], near: NDArray[np.int64]) -> NDArray[np.float64]:
    """Unit normals of the planes through each point's neighbours, (N, 3), of either sign."""
    offsets = points[near] - points[near].mean(axis=1, keepdims=True)  # (N, K, 3)
    spread = np.einsum("nki,nkj->nij", offsets, offsets)
    normals: NDArray[np.float64] = np.linalg.eigh(spread)[1][:, :, 0]
    return normals


def _positive(areas: NDArray[np.float64]) -> NDArray[np.float64]:
    """Areas with a floor, so that faces without one take what is around them."""
    total = float(areas.sum())
    if not total > 0:
        return np.ones(len(areas))
    return np.maximum(areas, 1e-9 * total / len(areas))
