import io
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]


@pytest.mark.parametrize("dtype", ["<f8", ">f4", "<f2", "<i4", "|u1"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_any_number(load: Load, dtype: str, order: Any) -> None:
    array = np.array([[1, 2, 3, 9], [4, 5, 6, 9], [7, 8, 0, 9]], dtype, order=order)
    stream = io.BytesIO()
    np.save(stream, array)
    np.testing.assert_array_equal(load("a.npy", stream.getvalue()).vertices, array[:, :3])


def test_archives_take_points_before_xyz(load: Load) -> None:
    for arrays, expected in [
        ({"xyz": np.zeros((2, 3)), "points": np.eye(3)}, np.eye(3)),
        ({"labels": np.zeros(3), "xyz": np.eye(3, 5)}, np.eye(3)),
    ]:
        stream = io.BytesIO()
        np.savez_compressed(stream, **arrays)
        np.testing.assert_array_equal(load("a.npz", stream.getvalue()).vertices, expected)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros(6), r"shape \(6,\) in place of \(N, 3\)"),
        (np.zeros((4, 2)), r"shape \(4, 2\) in place of \(N, 3\)"),
        (np.zeros((0, 3)), "empty or cut short"),
        (np.array([["a", "b", "c"]]), "not of numbers"),
        (np.array([[{}, {}, {}]]), "not of numbers"),
        (np.zeros((2, 3), complex), "not of numbers"),
    ],
)
def test_arrays_that_are_no_cloud(load: Load, array: np.ndarray, message: str) -> None:
    stream = io.BytesIO()
    np.save(stream, array)
    with pytest.raises(ShapeError, match=message):
        load("a.npy", stream.getvalue())


def test_archive_without_points_lists_its_arrays(load: Load) -> None:
    stream = io.BytesIO()
    np.savez(stream, labels=np.zeros(3), verts=np.eye(3))
    with pytest.raises(ShapeError, match="no array `points` or `xyz` .*labels, verts"):
        load("a.npz", stream.getvalue())


def test_array_that_claims_more_than_there_is(load: Load) -> None:
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999, 3), }\n"
    content = b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header + bytes(48)
    with pytest.raises(ShapeError, match="cut short"):
        load("a.npy", content)
