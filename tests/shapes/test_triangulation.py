"""Polygons become triangles that cover them and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.triangulation import Triangles, strip_triangles, triangulate

BENCH = np.array([[0, 0], [0.1, 0], [0.1, 0.4], [0.9, 0.4], [0.9, 0], [1, 0], [1, 0.5], [0, 0.5]])
DART = np.array([[0, 0], [2, 2], [0, 0.8], [-2, 2]])  # the third corner points inwards


def areas(points: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Signed areas of triangles in the plane."""
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    return 0.5 * ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])


def ring_area(points: np.ndarray) -> float:
    ahead = np.roll(points, -1, axis=0)
    return 0.5 * float((points[:, 0] * ahead[:, 1] - points[:, 1] * ahead[:, 0]).sum())


def in_space(points: np.ndarray, seed: int = 0) -> np.ndarray:
    """A plane figure somewhere in space, tilted."""
    axes = np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))[0]
    return points @ axes[:2] + [5, -7, 3]


def cut(points: np.ndarray) -> Triangles:
    return triangulate(np.arange(len(points)), np.array([len(points)]), in_space(points))


def test_convex_polygons_become_fans() -> None:
    circle = [[np.cos(a), np.sin(a), 0.0] for a in np.arange(10) * 0.6]
    corners, counts = np.array([7, 8, 9, 5, 1, 2, 3, 4]), np.array([3, 1, 4])
    triangles = triangulate(corners, counts, np.array(circle))
    np.testing.assert_array_equal(triangles.faces, [[7, 8, 9], [1, 2, 3], [1, 3, 4]])
    np.testing.assert_array_equal(triangles.picks, [[0, 1, 2], [4, 5, 6], [4, 6, 7]])
    np.testing.assert_array_equal(triangles.polygons, [0, 2, 2])
    assert len(triangles.warnings) == 1


def test_triangles_alone_need_no_mapping() -> None:
    triangles = triangulate(np.arange(6), np.array([3, 3]), np.zeros((6, 3)))
    np.testing.assert_array_equal(triangles.faces, [[0, 1, 2], [3, 4, 5]])
    assert triangles.polygons is None and triangles.warnings == ()


@pytest.mark.parametrize("start", range(8))
@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("outline", [BENCH, DART], ids=["bench", "dart"])
def test_a_concave_outline_is_covered_and_nothing_else(
    outline: np.ndarray, start: int, turn: int
) -> None:
    points = np.roll(outline, start, axis=0)[::turn]
    triangles = cut(points)
    signed = areas(points, triangles.faces)
    assert len(signed) == len(points) - 2
    assert (signed * np.sign(ring_area(points)) > 0).all()
    assert np.abs(signed).sum() == pytest.approx(abs(ring_area(outline)))


def test_a_hole_that_a_slit_joins_to_the_outline_stays_open() -> None:
    outer, inner = [[0, 0], [4, 0], [4, 4], [0, 4]], [[1, 1], [1, 3], [3, 3], [3, 1]]
    points = np.array([*outer, outer[0], inner[0], *inner[1:], inner[0]], float)
    triangles = cut(points)
    assert np.abs(areas(points, triangles.faces)).sum() == pytest.approx(12)


def test_flat_polygons_and_corners_that_are_not_there_become_fans() -> None:
    line = np.array([[0, 0, 0], [1, 0, 0], [0.5, 0, 0], [3, 0, 0], [np.nan, 0, 0]])
    corners, counts = np.array([0, 1, 2, 3, 0, 1, 2, 9, 0, 1, 2, 4]), np.array([4, 4, 4])
    triangles = triangulate(corners, counts, line)
    expected = [[0, 1, 2], [0, 2, 3], [0, 1, 2], [0, 2, 9], [0, 1, 2], [0, 2, 4]]
    np.testing.assert_array_equal(triangles.faces, expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.2, 1), min_size=4, max_size=30), st.integers(0, 9))
def test_any_star_is_covered(radii: list[float], seed: int) -> None:
    angles = np.arange(len(radii)) * 2 * np.pi / len(radii)
    points = np.array(radii)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    triangles = triangulate(np.arange(len(radii)), np.array([len(radii)]), in_space(points, seed))
    assert areas(points, triangles.faces).min() > -1e-9
    assert areas(points, triangles.faces).sum() == pytest.approx(ring_area(points))


@pytest.mark.parametrize("kind", ["obj", "ply", "off"])
def test_files_keep_openings_open(kind: str, tmp_path) -> None:
    points = in_space(BENCH)
    rows = "".join("{} {} {}\n".format(*point) for point in points.tolist())
    ring = " ".join(map(str, range(8)))
    texts = {
        "obj": rows.replace("\n", "\nv ").join(["v ", ""])[: -len("v ")]
        + "f "
        + " ".join(map(str, range(1, 9))),
        "off": f"OFF\n8 1 0\n{rows}8 {ring}\n",
        "ply": "ply\nformat ascii 1.0\nelement vertex 8\nproperty float x\nproperty float y\n"
        "property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
        f"{rows}8 {ring}\n",
    }
    path = tmp_path / f"bench.{kind}"
    path.write_text(texts[kind])
    shape: Shape = load_shape(path)
    assert shape.element_areas().sum() == pytest.approx(abs(ring_area(BENCH)), rel=1e-5)
    assert shape.face_index is not None and shape.face_index.tolist() == [0] * 6


def test_texture_coordinates_follow_the_cut(tmp_path) -> None:
    rows = "".join("v {} {} 0\nvt {} {}\n".format(*p, *p) for p in DART.tolist())
    path = tmp_path / "dart.obj"
    path.write_text(rows + "f 1/1 2/2 3/3 4/4\n")
    shape = load_shape(path)
    assert shape.appearance is not None and shape.faces is not None
    values, corners = shape.appearance.elements.attributes["TEXCOORD_0"]
    expected = shape.vertices[shape.faces][..., :2] * [1, -1] + [0, 1]
    np.testing.assert_allclose(values[corners], expected, atol=1e-6)
    assert shape.element_areas().sum() == pytest.approx(abs(ring_area(DART)))


@given(st.lists(st.integers(-1, 5), max_size=30))
def test_strips_match_a_plain_loop(corners: list[int]) -> None:
    expected, start = [], 0
    for place, corner in enumerate(corners):
        if corner < 0:
            start = place + 1
        elif place - start >= 2:
            a, b = corners[place - 2 : place]
            expected.append([a, b, corner] if (place - start) % 2 == 0 else [b, a, corner])
    assert strip_triangles(np.array(corners, np.int64)).tolist() == expected
