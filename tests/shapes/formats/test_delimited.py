from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]
POINTS = [[0.5, 1, 2], [3, -4, 5e-1], [6, 7, 8]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xyz", "0.5 1 2\n3 -4 5e-1\n6 7 8\n"),
        ("a.xyz", "\n  0.5\t1  2 255 0 0\n3 -4 0.5 9 9 9\n\n6 7 8 1 1 1"),
        ("a.txt", "# made here\n0.5,1,2\n3,-4,.5\n# between\n6,7,8\n"),
        ("a.csv", '"X","Y","Z"\n0.5, 1, 2\n3, -4, 0.5\n"6",7,8\n'),
        ("a.csv", "name;y;z;x\nleg;1;2;0,5\nleg;-4;0,5;3\nseat;7;8;6\n"),
        ("a.csv", "//X Y Z Label\n0.5 1 2 3\n3 -4 0.5 3\n6 7 8 3\n"),
        ("a.txt", "% y x z\n1 0.5 2\n-4 3 0.5\n7 6 8\n"),
        ("a.pts", "3\n0.5 1 2 0\n3 -4 0.5 0\n6 7 8 0\n"),
        ("a.xyz", "3\na molecule\nC 0.5 1 2\nH 3 -4 0.5\nH 6 7 8\n"),
        ("a.xyz", "\ufeff0.5 1 2\r\n3 -4 0.5\r\n6 7 8\r\n"),
    ],
)
def test_text_in_its_many_dresses(load: Load, name: str, text: str) -> None:
    shape = load(name, text)
    assert shape.is_cloud
    np.testing.assert_array_equal(shape.vertices, POINTS)
    assert shape.warnings == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello world\n", "no line of it has three numbers"),
        ("1 2\n3 4\n", "no line of it has three numbers"),
        ("1 2 3\n\n4 5\n", "line 3: 2 columns, where 3 are needed"),
        ("1 2 3\n4 five 6\n", "line 2: 'five' is not a number"),
        ("4\n1 2 3\n4 5 6\n", "announces 4 points, but 2 follow"),
        ("1 2 3\n\0\1\2", "binary data"),
    ],
)
def test_text_that_is_no_cloud(load: Load, text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.xyz", text)
