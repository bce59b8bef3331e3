import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.shapes.welding import components, weld_vertices
from support.box_chairs import box_chair


def test_vertices_at_one_place_share_a_number_and_no_others():
    vertices = np.array([[0, 0, 1], [0, 0, 0], [0, 0, 1.0], [1, 0, 0], [-0.0, 0, 0]])
    places = weld_vertices(vertices)
    assert places[0] == places[2] and places[1] == places[4]
    assert len(set(places.tolist())) == 3


@settings(max_examples=60)
@given(st.integers(1, 30), st.data())
def test_components_are_those_of_a_plain_search(count, data):
    member = st.integers(0, count - 1)
    links = data.draw(st.lists(st.tuples(member, member), max_size=40))
    one = np.array([a for a, _ in links], dtype=np.int64)
    two = np.array([b for _, b in links], dtype=np.int64)
    expected = list(range(count))
    for _ in range(count):
        for a, b in links:
            expected[a] = expected[b] = min(expected[a], expected[b])
    assert components(count, one, two).tolist() == expected


def soup(vertices: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As STL stores a mesh: three vertices a face."""
    return vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)


@pytest.mark.parametrize("kind", ["float32", "six decimals", "jitter", "far from the origin"])
@pytest.mark.parametrize("steps", [1, 8])
def test_copies_that_differ_by_rounding_are_one(kind: str, steps: int) -> None:
    clean, faces = soup(*box_chair(steps))
    expected = weld_vertices(clean.round(9))
    rng = np.random.default_rng(0)
    vertices = {
        "float32": lambda: (clean * 1.1 + 0.3).astype(np.float32),
        "six decimals": lambda: (clean + rng.uniform(-4e-7, 4e-7, clean.shape)).round(6),
        "jitter": lambda: clean + rng.uniform(-5e-7, 5e-7, clean.shape),
        "far from the origin": lambda: clean + [5e5, 5.4e6, 100] + rng.uniform(-1e-9, 1e-9),
    }[kind]()
    welded = weld_vertices(vertices.astype(np.float64), faces)
    assert len(np.unique(welded)) == len(np.unique(expected))
    assert len(np.unique(np.stack([welded, expected]), axis=1).T) == len(np.unique(expected))


def test_a_finely_modelled_detail_keeps_its_vertices() -> None:
    vertices, faces = box_chair(2)
    detail = vertices * 1e-6 + [0, 2, 0]  # a chair of half a micrometre beside one of a metre
    both = np.concatenate([vertices, detail]), np.concatenate([faces, faces + len(vertices)])
    positions = weld_vertices(vertices.round(9)).max() + 1
    assert weld_vertices(*both).max() + 1 == 2 * positions


def test_vertices_a_little_apart_stay_apart() -> None:
    vertices, faces = soup(*box_chair(2))
    moved = vertices + np.repeat([[0, 0, 0], [0, 0, 1e-3]], [len(vertices) - 3, 3], axis=0)
    assert weld_vertices(moved, faces).max() == weld_vertices(vertices, faces).max() + 3


def test_equal_vertices_share_the_numbers_that_they_had_before() -> None:
    vertices, faces = soup(*box_chair(3))
    assert np.array_equal(weld_vertices(vertices, faces), weld_vertices(vertices))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_vertices_weld_without_a_warning(data: st.DataObject) -> None:
    number = st.one_of(st.floats(-1, 1), st.floats(allow_nan=False, allow_infinity=False))
    vertices = np.array(data.draw(st.lists(st.tuples(number, number, number), min_size=1)))
    corner = st.integers(0, len(vertices) - 1)
    faces = np.array(data.draw(st.lists(st.tuples(corner, corner, corner))), int).reshape(-1, 3)
    with np.errstate(over="ignore"):
        welded = weld_vertices(vertices, faces)
    equal = weld_vertices(vertices)
    assert len(np.unique(np.stack([welded, equal]), axis=1).T) == len(np.unique(equal))
