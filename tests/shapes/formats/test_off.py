from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]
POINTS = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]]
POLYGONS = [[0, 1, 4], [0, 1, 2, 3], [1, 2, 4], [4, 3, 2, 1, 0], [2, 3, 4]]
FACES = [[0, 1, 4], [0, 1, 2], [0, 2, 3], [1, 2, 4], [4, 3, 2], [4, 2, 1], [4, 1, 0], [2, 3, 4]]
OWNERS = [0, 1, 1, 2, 3, 3, 3, 4]


@pytest.mark.parametrize(
    "header", ["OFF\n5 5 0", "OFF 5 5 0", "OFF5 5 0", "# made\nOFF # x\n5 5 9"]
)
def test_off_keeps_the_order_of_mixed_polygons(load: Load, header: str) -> None:
    text = header + "\n# vertices\n" + "".join(f"{x} {y} {z}\n\n" for x, y, z in POINTS)
    text += "".join(f"{len(p)} {' '.join(map(str, p))} 255 0 0\n" for p in POLYGONS)
    shape = load("a.off", text)
    np.testing.assert_array_equal(shape.vertices, POINTS)
    np.testing.assert_array_equal(shape.faces, FACES)
    np.testing.assert_array_equal(shape.face_index, OWNERS)


def test_off_with_colours_and_normals(load: Load) -> None:
    text = "CNOFF\n3 1 0\n0 0 0 0 0 1 9 9 9 9\n1 0 0 0 0 1 9 9 9 9\n0 1 0 0 0 1 9 9 9 9\n3 0 1 2\n"
    shape = load("a.off", text)
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [1, 0, 0], [0, 1, 0]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FOO\n", "does not start with OFF"),
        ("OFF BINARY\n\1\2", "does not count"),
        ("OFF\n", "does not count"),
        ("OFF\n3 1 0\n0 0 0\n1 0 0\n", "promises 3 vertices and 1 faces, but 2 lines"),
        ("OFF\n1 1 0\n0 0\n3 0 0 0\n", "three numbers"),
        ("OFF\n1 1 0\n0 0 0\n3 0 0\n", "face 0 .* cut short"),
        ("OFF\n1 1 0\n0 0 0\n3 0 0 x\n", "face 0 .* not numbers"),
    ],
)
def test_off_with_a_wrong_line(load: Load, text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.off", text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("OFF # a\n3 1 0\n0 0 0\n\n1 0\n0 1 0\n3 0 1 2\n", "line 5: a vertex .*'1 0'"),
        ("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 5\n", "line 6: face 0 .* vertex 5.* 3 vertices"),
        ("OFF\r\n3 1 0\r\n0 0 0\r\n1 0 0\r\n0 1 0\r\n3 0 1\r\n", "line 6: face 0 .* cut short"),
        ("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 x\n", "line 6: face 0 .* is not numbers"),
    ],
)
def test_wrong_lines_have_numbers(load: Load, text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.off", text)


def test_a_vertex_that_windows_could_not_compute_is_dropped(load: Load) -> None:
    shape = load("a.off", "OFF\n4 2 0\n0 0 0\n1 0 0\n0 1 0\n-1.#IND 0 0\n3 0 1 2\n3 0 1 3\n")
    assert shape.element_count == 1
