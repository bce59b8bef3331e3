"""Clicks as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.asking import parse_click
from patchalign3d_cli.asking.clicks import describe_click, parse_clicks
from patchalign3d_cli.errors import ConfigError, PartsError
from patchalign3d_cli.segmenting.clicks import Click

NUMBERS = st.floats(-1e6, 1e6)
NAMES = st.from_regex(r"[a-z][a-z =!,]{0,10}[a-z]", fullmatch=True)


def test_what_the_help_shows_is_read():
    assert parse_click("face:1806=armrest") == Click("armrest", element=1806)
    assert parse_click("0.1,0.4,0=!armrest") == Click(
        "armrest", position=(0.1, 0.4, 0.0), positive=False
    )
    assert parse_click(" point:3 = ! coffee table ") == Click(
        "coffee table", element=3, positive=False
    )
    assert parse_clicks(None) is None


@given(NAMES, st.one_of(st.integers(0, 10**9), st.tuples(NUMBERS, NUMBERS, NUMBERS)), st.booleans())
def test_a_click_is_read_as_it_is_written(part: str, where: object, positive: bool):
    location = {"element" if isinstance(where, int) else "position": where}
    click = Click(part, positive=positive, **location)
    assert parse_click(describe_click(click)) == click


@pytest.mark.parametrize("text", ["", "leg", "face:3", "face:3=", "face:3=!", "=leg", "face:3= "])
def test_no_click_is_one_line(text: str):
    with pytest.raises(ConfigError, match="is no click; write|names no place") as error:
        parse_click(text)
    assert "\n" not in str(error.value)


def test_a_name_without_a_word_is_none():
    with pytest.raises(PartsError):
        parse_click("face:3=?")


def test_a_click_is_on_one_thing():
    for where in ({}, {"element": 1, "position": (0.0, 0.0, 0.0)}):
        with pytest.raises(ConfigError, match="give one of the two"):
            Click("leg", **where)
    with pytest.raises(ConfigError, match="no position"):
        Click("leg", position=(0.0, float("nan"), 0.0))
    with pytest.raises(ConfigError, match="counted from 0"):
        Click("leg", element=-1)
