import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.shapes.triangulation import fan_triangles, strip_triangles


def test_a_fan_by_hand() -> None:
    corners, counts = np.array([7, 8, 9, 5, 1, 2, 3, 4]), np.array([3, 1, 4])
    faces, polygons, warnings = fan_triangles(corners, counts)
    np.testing.assert_array_equal(faces, [[7, 8, 9], [1, 2, 3], [1, 3, 4]])
    np.testing.assert_array_equal(polygons, [0, 2, 2])
    assert len(warnings) == 1


def test_triangles_alone_need_no_mapping() -> None:
    faces, polygons, warnings = fan_triangles(np.arange(6), np.array([3, 3]))
    np.testing.assert_array_equal(faces, [[0, 1, 2], [3, 4, 5]])
    assert polygons is None
    assert warnings == ()


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
