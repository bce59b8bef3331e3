"""Numbers as C writes them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.shapes.formats.numbers import read_number, read_numbers


@pytest.mark.parametrize(
    ("word", "value"),
    [("+1", 1), ("2.", 2), ("1E2", 100), (".5", 0.5), ("-.5e-1", -0.05), ("0x1.8p1", 3)]
    + [("1.0D+02", 100), ("-2d0", -2), ("+inf", math.inf), ("-1.#INF", -math.inf)],
)
def test_numbers(word: str, value: float) -> None:
    assert read_number(word.encode()) == value


@pytest.mark.parametrize(
    "word",
    ["nan", "-NaN", "-nan(ind)", "nan(snan)", "NAN(0x7ff)", "1.#QNAN", "-1.#IND", "1.#IND00"]
    + ["-1.#J", "1.#SNAN", "QNAN"],
)
def test_every_spelling_of_nan(word: str) -> None:
    assert math.isnan(read_number(word.encode()))
    assert math.isnan(read_numbers([b"1", word.encode()])[1])


@pytest.mark.parametrize("word", ["", "x", "3.1+e2", "1,5", "0x", "1.2.3", "nan(", "1.#", "--1"])
def test_other_words_are_none(word: str) -> None:
    with pytest.raises(ValueError):
        read_number(word.encode())


@given(st.floats(allow_nan=False))
def test_all_numbers_come_back(value: float) -> None:
    assert read_number(repr(value).encode()) == value
    assert read_number(value.hex().encode()) == value
