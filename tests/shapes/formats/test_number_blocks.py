"""Lines of numbers read at once, against each word by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.shapes.formats.number_blocks import read_block

WORDS = st.one_of(
    st.floats(allow_nan=False).map(repr), st.integers(-(10**9), 10**9).map(str), st.just("1e-3")
)


@pytest.mark.slow
@given(st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=6), st.sampled_from([" ", "  "]))
def test_numbers_are_those_of_each_word(lines: list[list[str]], blank: str):
    block = "".join(f"v{blank}{blank.join(line)}\n" for line in lines).encode()
    read = read_block(block, b"v")
    if not any(lines):
        assert read is None
        return
    assert read is not None
    assert read.counts.tolist() == [len(line) for line in lines]
    assert read.numbers.tolist() == [float(word) for line in lines for word in line]


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), st.integers(1, 3))
def test_corners_are_numbers_between_slashes(numbers: list[int], width: int):
    words = ["/".join(str(number + step) for step in range(width)) for number in numbers]
    read = read_block(f"f {' '.join(words)}\n".encode(), b"f", np.int64)
    assert read is not None and read.counts.tolist() == [len(words)]
    wanted = [[number + step for step in range(width)] for number in numbers]
    assert read.numbers.reshape(-1, width).tolist() == wanted


def test_normals_without_coordinates_and_long_lines():
    read = read_block(b"f 1//2 3//4\n", b"f", np.int64)
    assert read is not None and read.numbers.tolist() == [[1, 0, 2], [3, 0, 4]]
    read = read_block(b"f" + b" 7" * 700 + b"\nf 1 2 3\n", b"f", np.int64)
    assert read is not None and read.counts.tolist() == [700, 3]


@pytest.mark.parametrize(
    "line",
    [
        "1 a 2",
        "1.2.3 4 5",
        "1-2 3",
        "0x10 1 2",
        "1_0 2 3",
        "1 2 \x01",
        "1.#IND 2 3",
        "1d5 2 3",
        "+",
    ],
)
def test_anything_else_is_left_to_the_careful_reader(line: str):
    assert read_block(f"v {line}\n".encode(), b"v") is None


@pytest.mark.parametrize("line", ["1/2 3", "1/ 2/", "1//", "1/2/3/4 5/6/7/8", "1.0 2", "9" * 30])
def test_faces_that_are_not_all_alike_are_left_to_it_too(line: str):
    assert read_block(f"f {line}\n".encode(), b"f", np.int64) is None
