"""Side words before parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.sides import SideName, bare_parts, parse_side


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("left leg", SideName("leg", ("left",))),
        ("Rear-left wheel", SideName("wheel", ("back", "left"))),
        ("the front wheels", SideName("wheels", ("front",))),
        ("hind leg", SideName("leg", ("back",))),
        ("back leg", SideName("leg", ("back",))),
        ("upper drawer", SideName("drawer", ("top",))),
        ("top shelf", SideName("shelf", (), "top")),
        ("leftmost cabinet door", SideName("cabinet door", (), "left")),
        ("middle drawer", SideName("drawer", middle=True)),
        ("second drawer from the top", SideName("drawer", (), "top", 2)),
        ("3rd door from left", SideName("door", (), "left", 3)),
        ("lower front wheel", SideName("wheel", ("bottom", "front"))),
    ],
)
def test_sides_and_numbers(name: str, side: SideName):
    assert parse_side(name) == side


@pytest.mark.parametrize(
    "name",
    ["leg", "back", "front", "back panel", "left", "left right leg", "tabletop", "second drawer"]
    + ["back rest", "a drawer from the top", "screw", "hour hand", "rest from the left"],
)
def test_names_without_a_side_and_words_of_their_own(name: str):
    assert parse_side(name) is None


def test_who_needs_a_front():
    needs = {name: parse_side(name).needs_front for name in ("left leg", "top leg", "rear leg")}
    assert needs == {"left leg": True, "top leg": False, "rear leg": True}


def test_the_model_is_asked_for_bare_parts_once():
    names = ["left leg", "right legs", "Seat", "leg", "top drawer"]
    assert bare_parts(names, [parse_side(name) for name in names]) == ("Seat", "leg", "drawer")
    names = ["front wheels", "rear wheel"]
    assert bare_parts(names, [parse_side(name) for name in names]) == ("wheels",)


@given(st.text(max_size=40))
def test_any_text_has_a_part_or_no_side(name: str):
    side = parse_side(name)
    assert side is None or (side.part and clean_label(side.part) == side.part)
