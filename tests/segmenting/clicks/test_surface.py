"""Distances over a surface, against a plain search in Python."""

import heapq

import numpy as np
import pytest
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.clicks.surface import CREASE, GAP, SurfaceDistances
from patchalign3d_cli.shapes import Shape
from support.result_fixtures import grid_box


def slow_distances(shape: Shape, start: int) -> NDArray[np.float64]:
    """Dijkstra by hand: corners at one position are one, an edge joins all faces that have it."""
    assert shape.faces is not None
    vertices = shape.vertices / shape.radius
    corners = vertices[shape.faces]
    centroids = corners.mean(axis=1)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    edges: dict[frozenset[bytes], list[int]] = {}
    for face, points in enumerate(np.round(corners, 9) + 0.0):
        for k in range(3):
            key = frozenset((points[k].tobytes(), points[(k + 1) % 3].tobytes()))
            edges.setdefault(key, []).append(face)
    near: dict[int, set[int]] = {}
    for faces in edges.values():
        for face in faces:
            near.setdefault(face, set()).update(faces)
    best = np.full(len(corners), np.inf)
    best[start] = 0
    queue = [(0.0, start)]
    while queue:
        distance, face = heapq.heappop(queue)
        if distance > best[face]:
            continue
        for other in near[face]:
            bend = 1 - abs(normals[face] @ normals[other])
            step = np.linalg.norm(centroids[face] - centroids[other]) * (1 + CREASE * bend)
            if distance + step < best[other]:
                best[other] = distance + step
                heapq.heappush(queue, (distance + step, other))
    return best


def test_paths_are_the_shortest_ones():
    shape = Shape(*grid_box())
    distances = SurfaceDistances(shape)
    for start in (0, 57, 191):
        slow = slow_distances(shape, start)
        assert distances.within(start, 10.0) == pytest.approx(slow, abs=1e-9)
        near = distances.within(start, 0.5)
        assert np.array_equal(np.isfinite(near), slow <= 0.5)


def test_loose_pieces_are_apart_by_the_straight_line():
    vertices, faces = grid_box()
    both = Shape(
        np.concatenate([vertices, vertices + (3.0, 0, 0)]),
        np.concatenate([faces, faces + len(vertices)]),
    )
    distances = SurfaceDistances(both).within(0, 100.0)
    lines = np.linalg.norm(both.centroids() - both.centroids()[0], axis=1) / both.radius
    assert distances[192:] == pytest.approx(GAP * lines[192:])
    assert (distances[1:192] < np.inf).all()


def test_points_are_apart_by_the_straight_line():
    cloud = Shape(np.random.default_rng(0).normal(size=(50, 3)))
    lines = np.linalg.norm(cloud.vertices - cloud.vertices[7], axis=1) / cloud.radius
    assert SurfaceDistances(cloud).within(7, 100.0) == pytest.approx(lines)
