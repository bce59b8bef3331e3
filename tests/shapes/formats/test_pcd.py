import struct
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.formats.pcd.lzf import lzf_decompress

Load = Callable[..., Shape]
PCD = (
    "# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS rgb x normal y z\n"
    "SIZE 4 8 4 8 4\nTYPE U F F F I\nCOUNT 1 1 3 1 1\nWIDTH 40\nHEIGHT 2\nVIEWPOINT 0 0 0 1 0 0 0\n"
    "POINTS 80\nDATA {}\n"
)


@pytest.fixture
def rows() -> np.ndarray:
    kinds = [("rgb", "<u4"), ("x", "<f8"), ("normal", "<f4", 3), ("y", "<f8"), ("z", "<i4")]
    rows = np.zeros(80, kinds)
    rng = np.random.default_rng(0)
    rows["rgb"] = 7
    rows["x"], rows["y"], rows["z"] = rng.random(80), rng.random(80), rng.integers(0, 9, 80)
    return rows


def lzf_compress(data: bytes) -> bytes:
    """The plainest LZF there is: repeats of what stood 1 to 64 bytes before, or literals."""
    output, place = bytearray(), 0
    while place < len(data):
        best_length, best_distance = 0, 0
        for distance in range(1, min(place, 64) + 1):
            length = 0
            while (
                place + length < len(data)
                and length < 264
                and data[place + length] == data[place + length - distance]
            ):
                length += 1
            if length > best_length:
                best_length, best_distance = length, distance
        if best_length < 3:
            output += bytes([0, data[place]])
            place += 1
            continue
        short = best_length - 2
        output += bytes([short << 5]) if short < 7 else bytes([7 << 5, short - 7])
        output.append(best_distance - 1)
        place += best_length
    return bytes(output)


@pytest.mark.parametrize("encoding", ["ascii", "binary", "binary_compressed"])
def test_pcd_in_every_encoding(load: Load, rows: np.ndarray, encoding: str) -> None:
    columns = b"".join(np.ascontiguousarray(rows[name]).tobytes() for name in rows.dtype.names)
    packed = lzf_compress(columns)
    assert len(packed) < len(columns)
    bodies = {
        "ascii": "".join(
            f"{row['rgb']} {row['x']!r} 0 0 0 {row['y']!r} {row['z']}\n".replace("np.float64", "")
            .replace("(", "")
            .replace(")", "")
            for row in rows
        ).encode(),
        "binary": rows.tobytes(),
        "binary_compressed": struct.pack("<II", len(packed), len(columns)) + packed,
    }
    content = PCD.format(encoding).encode() + bodies[encoding]
    shape = load("a.pcd", content)
    assert shape.is_cloud
    expected = np.stack([rows["x"], rows["y"], rows["z"]], axis=1)
    np.testing.assert_array_equal(shape.vertices, expected)
    with pytest.raises(ShapeError, match="promises 80 points"):
        load("a.pcd", content[:-60])


def test_pcd_drops_the_gaps_of_a_depth_image(load: Load) -> None:
    text = PCD.format("ascii").replace("40", "2").replace("80", "4")
    text += "7 nan 0 0 0 nan 0\n7 1 0 0 0 2 3\n7 nan 0 0 0 nan 0\n7 4 0 0 0 5 6\n"
    shape = load("a.pcd", text)
    np.testing.assert_array_equal(shape.vertices, [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(shape.vertex_index, [1, 3])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("FIELDS rgb x", "FIELDS rgb u", "no fields x, y and z"),
        ("COUNT 1 1 3", "COUNT 1 2 3", "no fields x, y and z"),
        ("SIZE 4 8 4", "SIZE 4 4", "incomplete or wrong"),
        ("SIZE 4 8", "SIZE 4 3", "incomplete or wrong"),
        ("TYPE U", "TYPE Q", "incomplete or wrong"),
        ("COUNT 1 1 3 1 1\n", "COUNT 1 1 3 1\n", "do not match"),
        ("POINTS 80", "POINTS -80", "do not match"),
        ("DATA ascii", "DATA zip", "'zip' is not known"),
        ("DATA ascii\n", "", "no DATA line"),
    ],
)
def test_pcd_with_a_wrong_header(load: Load, old: str, new: str, message: str) -> None:
    text = PCD.format("ascii")
    assert old in text
    with pytest.raises(ShapeError, match=message):
        load("a.pcd", text.replace(old, new) + "7 1 0 0 0 1 1\n" * 80)


def test_lzf_by_hand() -> None:
    stream = bytes([2]) + b"abc" + bytes([(1 << 5), 2]) + bytes([(7 << 5), 1, 0])
    assert lzf_decompress(stream, 16) == b"abcabc" + b"c" * 10


@pytest.mark.parametrize("stream", [b"\2ab", b"\x20\5", b"\0a\x20", b"\0a\xe0", b"\0a"])
def test_damaged_lzf_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError, match="LZF"):
        lzf_decompress(stream, 5)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([b"a", b"abc", b"xyxyxy", b"\0" * 300]), max_size=20))
def test_lzf_undoes_the_plainest_compression(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    assert lzf_decompress(lzf_compress(data), len(data)) == data
