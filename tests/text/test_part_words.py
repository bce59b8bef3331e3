"""Names in files: what they say about parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.text.part_words import SIDES, part_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Wheel_FL.001", "wheel"),
        ("wheel_frontLeft.007", "wheel"),
        ("lightFront.002", "light"),
        ("window.002", "window"),
        ("SteeringWheel_geo", "steering wheel"),
        ("chair|legs|LEG_Back-Right", "leg back"),
        ("mixamorig:LeftUpLeg", "up leg"),
        ("Bip01_L_Thigh", "thigh"),
        ("Door_LOD0_low", "door"),
        ("armRest-L", "arm rest"),
        ("FRONT", "front"),
        ("Henkel größe", "henkel größe"),
        ("取手_01", "取手"),
        ("Cube.003", ""),
        ("Material", ""),
        ("Object_12", ""),
        ("mesh0", ""),
        ("node-3", ""),
        ("Box001", ""),
        ("polySurface42Shape", ""),
        ("a3f9c2d04e", ""),
        ("Plane.008__default__0", ""),
        ("Red Plastic", ""),
        ("007", ""),
        ("", ""),
    ],
)
def test_names_by_hand(name: str, words: str):
    assert part_words(name) == tuple(words.split())


@given(st.text(max_size=60))
def test_any_name_gives_plain_words(name: str):
    words = part_words(name)
    assert len(words) <= 4 and len(set(words)) == len(words)
    for word in words:
        assert word == word.lower() and len(word) > 1 and word not in SIDES
        assert not any(character.isspace() or character.isdigit() for character in word)
