"""What each protocol asks and evaluates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.benchmark.cases import draw_rotation, evaluated_labels, make_case
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.datasets import LabelledShape
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.shapes import UP_AXES, Shape, UpAxis, up_rotation

# A big triangle and a small one that share an edge.
VERTICES = np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [1.0, 1.0, 0.5]])
FACES = np.array([[0, 1, 2], [1, 3, 2]])


def mesh(labels: list[int], on: str) -> LabelledShape:
    shape = Shape(VERTICES, FACES)
    own = np.array(labels, dtype=np.int32)
    return LabelledShape("m", "tent", shape, ("a", "b"), own, on, "0")  # type: ignore[arg-type]


def points(size: int, item: str = "p") -> LabelledShape:
    places = np.random.default_rng(0).random((size, 3))
    labels = (places[:, 0] > 0.5).astype(np.int32)
    return LabelledShape(item, "box", Shape(places), ("a", "b"), labels, "points", "0")


def test_the_published_protocol_draws_points_with_replacement():
    truth = points(100)
    case = make_case(truth, BenchmarkOptions(), 500)
    assert case.shape.is_cloud and len(case.shape.vertices) == 500 and case.weights is None
    assert len(np.unique(case.shape.vertices, axis=0)) < 100  # some twice, some never
    assert np.array_equal(case.labels, case.shape.vertices[:, 0] > 0.5)


def test_faces_are_drawn_by_their_area():
    case = make_case(mesh([0, 1], "faces"), BenchmarkOptions(), 20_000)
    areas = Shape(VERTICES, FACES).element_areas()
    assert np.mean(case.labels == 0) == pytest.approx(areas[0] / areas.sum(), abs=0.02)
    on_first = np.isclose(case.shape.vertices[:, 2], 0.0)
    assert np.array_equal(on_first, case.labels == 0)


def test_vertices_are_points_under_the_published_protocol():
    case = make_case(mesh([0, 1, 1, 0], "vertices"), BenchmarkOptions(), 50)
    for place, label in zip(case.shape.vertices, case.labels, strict=True):
        assert label == [0, 1, 1, 0][int(np.flatnonzero((place == VERTICES).all(axis=1))[0])]


def test_draws_depend_on_seed_and_name_alone():
    def drawn(item: str, seed: int) -> np.ndarray:
        return make_case(points(50, item), BenchmarkOptions(seed=seed), 30).shape.vertices

    assert np.array_equal(drawn("p", 0), drawn("p", 0))
    assert not np.array_equal(drawn("p", 0), drawn("p", 1))
    assert not np.array_equal(drawn("p", 0), drawn("q", 0))


def test_the_standard_protocol_evaluates_all_of_the_shape():
    options = BenchmarkOptions(protocol="standard")
    faces = make_case(mesh([0, 1], "faces"), options, 10)
    assert faces.shape is faces.truth.shape
    assert np.array_equal(faces.weights, faces.shape.element_areas())
    assert len(make_case(points(77), options, 10).labels) == 77


def test_a_vertex_takes_the_label_of_most_of_its_area():
    truth = mesh([0, 0, 0, 1], "vertices")
    case = make_case(truth, BenchmarkOptions(protocol="standard"), 10)
    assert case.on_vertices
    found = evaluated_labels(case, np.array([0, 1], dtype=np.int32), 2)
    assert found.tolist() == [0, 0, 0, 1]  # the big face wins where both meet
    assert evaluated_labels(case, np.array([-1, 1], dtype=np.int32), 2).tolist() == [-1, -1, -1, 1]


def test_a_vertex_without_a_face_is_not_evaluated():
    shape = Shape(np.append(VERTICES, [[9.0, 9.0, 9.0]], axis=0), FACES)
    labels = np.zeros(5, dtype=np.int32)
    truth = LabelledShape("m", "", shape, ("a",), labels, "vertices", "0")
    case = make_case(truth, BenchmarkOptions(protocol="standard"), 10)
    assert case.labels.tolist() == [0, 0, 0, 0, -1]


@given(st.integers(0, 10**6), st.sampled_from(UP_AXES), st.sampled_from(["yaw", "so3"]))
def test_rotations_are_proper_and_yaw_keeps_up(seed: int, up: UpAxis, rotate: str):
    shape = Shape(VERTICES, FACES, up=up)
    turn = draw_rotation("item", shape, rotate, seed)  # type: ignore[arg-type]
    assert np.allclose(turn @ turn.T, np.eye(3)) and np.linalg.det(turn) == pytest.approx(1)
    direction = up_rotation(up).T @ [0.0, 1.0, 0.0]
    if rotate == "yaw":
        assert np.allclose(turn @ direction, direction)


def test_so3_reaches_every_pose():
    shape = Shape(VERTICES, FACES)
    turns = [draw_rotation(f"{i}", shape, "so3", 0) for i in range(2000)]
    heights = np.array([turn[1, 1] for turn in turns])  # where "up" goes: uniform on a sphere
    assert np.histogram(heights, bins=4, range=(-1, 1))[0] == pytest.approx([500] * 4, rel=0.2)


def test_a_rotated_case_says_how_it_was_turned():
    case = make_case(points(40), BenchmarkOptions(protocol="standard", rotate="so3"), 10)
    assert np.allclose(case.shape.vertices, case.truth.shape.vertices @ case.rotation.T)
    assert make_case(points(40), BenchmarkOptions(), 10).rotation is None


@pytest.mark.parametrize(
    "told",
    [
        {"protocol": "x"},
        {"prompts": "x"},
        {"rotate": "x"},
        {"batch": 0},
        {"seed": -1},
        {"query": QueryOptions(refine=True)},
    ],
)
def test_options_check_themselves(told: dict):
    with pytest.raises(ConfigError):
        BenchmarkOptions(**told)
