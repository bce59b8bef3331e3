"""Heat flow on graphs against the plain linear system."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.segmenting.smoothing import (
    SurfaceGraph,
    cloud_graph,
    diffuse,
    diffuse_large,
    mesh_graph,
)
from patchalign3d_cli.shapes import Shape


def plain(graph: SurfaceGraph, values: np.ndarray, length: float) -> np.ndarray:
    """The minimiser from the definition: (A + length^2 Laplacian) x = A values, dense."""
    count = len(graph.areas)
    system = np.diag(graph.areas.astype(float))
    for one, two, flow in zip(graph.one, graph.two, graph.conductances, strict=True):
        if one != two:
            system[one, one] += length**2 * flow
            system[two, two] += length**2 * flow
            system[one, two] -= length**2 * flow
            system[two, one] -= length**2 * flow
    assert system.shape == (count, count)
    return np.linalg.solve(system, graph.areas[:, None] * values)


def random_graph(seed: int, count: int, links: int) -> SurfaceGraph:
    random = np.random.default_rng(seed)
    return SurfaceGraph(
        random.uniform(0.1, 1.0, count),
        random.integers(count, size=links),
        random.integers(count, size=links),
        random.uniform(0.0, 5.0, links),
        random.random((count, 3)),
    )


def grid(side: int, fold: float = 0.0) -> Shape:
    """A square of 2 side^2 triangles, its right half turned up by `fold` degrees."""
    u, v = np.meshgrid(np.linspace(-1, 1, side + 1), np.linspace(-1, 1, side + 1), indexing="ij")
    angle, right = np.radians(fold), np.maximum(u, 0)
    x = np.where(u > 0, right * np.cos(angle), u)
    vertices = np.stack([x, right * np.sin(angle), v], axis=-1).reshape(-1, 3)
    corner = (np.arange(side)[:, None] * (side + 1) + np.arange(side)).ravel()
    below, beside = corner + side + 1, corner + 1
    faces = np.concatenate(
        [np.stack([corner, beside, below], 1), np.stack([beside, below + 1, below], 1)]
    )
    return Shape(vertices, faces)


lengths = st.sampled_from([0.01, 0.3, 3.0])


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**31), st.integers(2, 40), st.integers(0, 90), lengths)
def test_it_solves_the_plain_system(seed: int, count: int, links: int, length: float):
    graph = random_graph(seed, count, links)
    values = np.random.default_rng(seed + 1).normal(size=(count, 3))
    exact = plain(graph, values, length)
    assert np.allclose(diffuse(graph, values, length), exact, atol=1e-9)
    assert np.allclose(diffuse(graph, values, length, direct_links=3), exact, atol=2e-2)


@pytest.mark.many
@pytest.mark.parametrize("length", [0.05, 0.5, 5.0])
def test_grids_of_many_levels_give_the_labels_of_the_exact_solution(length: float):
    shape = grid(24, fold=60.0)  # 1,152 faces
    cloud = Shape(np.random.default_rng(4).normal(size=(1000, 3)))  # fills space
    for graph in (mesh_graph(shape), cloud_graph(cloud)):
        values = np.random.default_rng(3).normal(size=(len(graph.areas), 3))
        exact = plain(graph, values, length)
        assert np.allclose(diffuse(graph, values, length), exact, atol=1e-9)
        for direct_links in (0, 20, 600):
            smoothed = diffuse(graph, values, length, direct_links)
            assert np.abs(smoothed - exact).max() < 0.01
            best = np.sort(exact, axis=1)
            clear = best[:, -1] - best[:, -2] > 0.1 * exact.std()
            assert clear.mean() > 0.6
            assert np.array_equal(smoothed.argmax(axis=1)[clear], exact.argmax(axis=1)[clear])


def test_a_huge_face_does_not_drown_the_small_ones():
    """The residual weighs elements of all sizes alike."""
    small, floor = grid(24), grid(1)
    vertices = [small.vertices, 100 * floor.vertices + [0, -1, 0]]
    faces = [small.faces, floor.faces + len(small.vertices)]
    graph = mesh_graph(Shape(np.concatenate(vertices), np.concatenate(faces)))
    values = np.random.default_rng(0).normal(size=(1154, 2))
    for length in (0.002, 0.02):
        exact = diffuse(graph, values, length)
        assert np.abs(diffuse(graph, values, length, direct_links=50) - exact).max() < 0.02


def test_two_elements_by_hand():
    # x1 + (x1 - x2) = 3 and x2 + (x2 - x1) = 0 give 2 and 1.
    graph = SurfaceGraph(np.ones(2), np.array([0]), np.array([1]), np.ones(1), np.eye(2, 3))
    assert np.allclose(diffuse(graph, np.array([[3.0], [0.0]]), 1.0), [[2.0], [1.0]])


def test_means_stay_and_ranges_hold():
    graph = mesh_graph(grid(10))
    values = np.random.default_rng(0).random((200, 2))
    smoothed = diffuse(graph, values, 0.3)
    weights = graph.areas / graph.areas.sum()
    assert np.allclose(weights @ smoothed, weights @ values, atol=1e-12)
    assert smoothed.min() >= values.min() - 1e-12 and smoothed.max() <= values.max() + 1e-12
    assert smoothed.std() < 0.3 * values.std()


def test_no_length_and_no_links_change_nothing():
    values = np.random.default_rng(0).random((4, 2))
    none = np.empty(0, np.int64)
    loose = SurfaceGraph(np.ones(4), none, none, np.empty(0), np.zeros((4, 3)))
    assert np.array_equal(diffuse(loose, values, 1.0), values)
    assert np.array_equal(diffuse(mesh_graph(grid(1)), values[:2], 0.0), values[:2])


def test_a_finer_mesh_is_smoothed_alike():
    """A step across a square spreads equally far in meshes of 8 and of 32 cells a side."""
    shown = []
    for side in (8, 32):
        shape = grid(side)
        centroids = shape.vertices[shape.faces].mean(axis=1)
        step = (centroids[:, :1] > 0).astype(float)
        smoothed = diffuse(mesh_graph(shape), step, 0.4)[:, 0]
        inner = (centroids[:, 0] > 0.2) & (centroids[:, 0] < 0.4)
        shown.append(smoothed[inner].mean())
    assert 0.5 < shown[0] < 0.95
    assert shown[0] == pytest.approx(shown[1], abs=0.05)


def test_little_flows_across_a_crease():
    leaks = []
    for fold in (0.0, 90.0):
        shape = grid(16, fold)
        step = np.zeros((512, 1))
        right = shape.vertices[shape.faces].mean(axis=1)[:, 0] > 0
        if fold:
            right = shape.vertices[shape.faces].mean(axis=1)[:, 1] > 0
        step[right] = 1
        leaks.append(diffuse(mesh_graph(shape), step, 0.3)[~right].mean())
    assert leaks[1] < 0.1 * leaks[0]


def test_orientation_of_faces_and_repeated_vertices_do_not_matter():
    shape = grid(6, fold=40.0)
    values = np.random.default_rng(1).random((72, 2))
    usual = diffuse(mesh_graph(shape), values, 0.3)
    turned = shape.faces.copy()
    turned[::2] = turned[::2, ::-1]
    soup = Shape(shape.vertices[shape.faces].reshape(-1, 3), np.arange(216).reshape(-1, 3))
    for other in (Shape(shape.vertices, turned), soup):
        assert np.allclose(diffuse(mesh_graph(other), values, 0.3), usual)


def test_clouds_smooth_like_meshes():
    """Points of a square spread a step about as far as its faces do."""
    points = np.random.default_rng(0).uniform(-1, 1, (4000, 3)) * [1, 0, 1]
    shape = Shape(points)
    smoothed = diffuse(cloud_graph(shape), (points[:, :1] > 0).astype(float), 0.2)[:, 0]
    near, far = np.abs(points[:, 0]) < 0.1, points[:, 0] > 0.9
    assert 0.3 < smoothed[near].mean() < 0.7
    assert smoothed[near].std() < 0.25
    assert smoothed[far].mean() > 0.95


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_tiny_clouds_and_points_in_one_place(count: int):
    for points in (np.zeros((count, 3)), np.random.default_rng(2).random((count, 3))):
        values = np.eye(count)
        smoothed = diffuse(cloud_graph(Shape(points)), values, 0.2)
        assert np.isfinite(smoothed).all() and np.allclose(smoothed.sum(axis=1), 1, atol=1e-3)


def test_faces_without_area_take_what_is_around():
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0.5, 0, 0], [1, 1, 0.0]])
    shape = Shape(vertices, np.array([[0, 1, 2], [0, 1, 3], [1, 4, 2]]))
    smoothed = diffuse(mesh_graph(shape), np.array([[1.0], [-9.0], [1.0]]), 0.2)
    assert np.isfinite(smoothed).all() and np.allclose(smoothed[[0, 2]], 1, atol=1e-2)


@pytest.mark.parametrize("fold", [0.0, 70.0])
def test_large_graphs_are_smoothed_in_clusters_to_nearly_the_same(fold: float):
    shape = grid(40, fold)  # 3,200 faces
    centroids = shape.vertices[shape.faces].mean(axis=1)
    x, _, z = centroids.T
    values = np.stack([np.sin(5 * x), z + 0.1, -z], axis=1)
    values += np.random.default_rng(0).normal(size=values.shape)
    graph = mesh_graph(shape)
    exact = diffuse(graph, values, 0.3)
    smoothed = diffuse_large(graph, values, 0.3, most=700)
    assert len(np.unique(smoothed[:, 0])) <= 700
    assert (smoothed.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.9
    assert np.abs(smoothed - exact).mean() < 0.2 * exact.std()
    weights = graph.areas / graph.areas.sum()
    assert np.allclose(weights @ smoothed, weights @ values, atol=1e-3)
    assert np.array_equal(diffuse_large(graph, values, 0.3, most=3200), exact)


def test_clusters_never_join_loose_pieces():
    one, two = grid(12), grid(12)
    apart = Shape(
        np.concatenate([one.vertices, two.vertices + [0, 0.001, 0]]),
        np.concatenate([one.faces, two.faces + len(one.vertices)]),
    )
    values = np.repeat([[1.0, 0.0], [0.0, 1.0]], 288, axis=0)
    assert np.allclose(diffuse_large(mesh_graph(apart), values, 0.5, most=1), values, atol=1e-6)
    assert np.array_equal(diffuse_large(mesh_graph(apart), values, 0.0, most=1), values)
