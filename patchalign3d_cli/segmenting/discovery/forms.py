"""Where groups of faces lie, which way they look, and how thick the shape is there."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import cross_products, lengths
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.discovery.nodes import Forms
from patchalign3d_cli.segmenting.discovery.samples import group_means

_SAMPLES = 2048  # points whose thickness is measured
_CHUNK = 256  # of them at a time
_INWARD = 0.85  # cosine between the line to the other side and the normal, at least
_OPPOSITE = -0.2  # cosine between the normals of both sides, at most
_THINNEST = 1e-3  # radii
_UNKNOWN = -1.0  # logarithm of the thickness of a shape that has no inside

Floats = NDArray[np.float64]


def group_forms(features: ShapeFeatures, groups: NDArray[np.int64]) -> Forms:
    """Measure groups of the faces of an encoded mesh.

    Args:
        features: The mesh.
        groups: (F,) the group of each face, 0 to G - 1, none empty.
    """
    shape, frame = features.source, features.frame
    assert shape.faces is not None
    corners = frame.to_unit(shape.vertices)[shape.faces]  # (F, 3, 3)
    normals = cross_products(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(lengths(normals), 1e-300)[:, None]
    centroids = corners.mean(axis=1)
    columns = (centroids, _products(centroids), normals, _products(normals))
    weights = np.maximum(shape.element_weights(), 1e-300)
    means = group_means(groups, weights, np.concatenate(columns, axis=1))
    step = -(-len(features.points) // _SAMPLES)
    drawn = features.elements[::step]
    thickness = point_thickness(frame.to_unit(features.points[::step]), normals[drawn])
    return Forms(
        means[:, :3],
        means[:, 3:12].reshape(-1, 3, 3),
        _group_thickness(groups[drawn], np.log(np.maximum(thickness, _THINNEST)), means[:, :3]),
        means[:, 12:15],
        means[:, 15:].reshape(-1, 3, 3),
    )


def point_thickness(points: Floats, normals: Floats) -> Floats:
    """How far the other side is, looking inward: (N, 3) and (N, 3) -> (N,).

    The other side is the nearest point that lies nearly straight inward and looks the other way; a
    point without one has NaN. It is a sparse form of the shape diameter function (Shapira et
    al. 2008) that needs no rays.
    """
    thickness = np.empty(len(points))
    for start in range(0, len(points), _CHUNK):
        some = slice(start, start + _CHUNK)
        lines = points[None] - points[some, None]  # (n, N, 3)
        distances = np.sqrt((lines**2).sum(axis=2))
        inward = -(lines @ normals[some, :, None])[..., 0]
        facing = normals[some] @ normals.T < _OPPOSITE
        other = facing & (inward > _INWARD * distances)
        nearest = np.where(other, distances, np.inf).min(axis=1)
        thickness[some] = np.where(np.isfinite(nearest), nearest, np.nan)
    return thickness


def _group_thickness(groups: NDArray[np.int64], values: Floats, positions: Floats) -> Floats:
    """The mean of known values in each group; a group without takes that of the nearest one."""
    from scipy.spatial import KDTree

    known = np.isfinite(values)
    size = len(positions)
    counts = np.bincount(groups[known], minlength=size)
    if not known.any():
        return np.full(size, _UNKNOWN)
    means = np.bincount(groups[known], values[known], size) / np.maximum(counts, 1)
    empty = counts == 0
    if empty.any():
        nearest = KDTree(positions[~empty]).query(positions[empty])[1]
        means[empty] = means[~empty][nearest]
    return means


def _products(vectors: Floats) -> Floats:
    products: Floats = (vectors[:, :, None] * vectors[:, None, :]).reshape(-1, 9)
    return products
