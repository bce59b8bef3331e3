"""What is said about a result that may be wrong."""

from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.results import Doubt
from patchalign3d_cli.segmenting.doubts import find_doubts, unknown_words
from patchalign3d_cli.text.taught_words import TaughtWords

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


@pytest.fixture(scope="module")
def segmenter() -> pa3d.Segmenter:
    return pa3d.load_segmenter("pa3d-mini", device="cpu", offline=True)


def kinds(doubts: tuple[Doubt, ...]) -> list[tuple[str, str | None]]:
    return [(doubt.kind, doubt.part) for doubt in doubts]


def test_a_good_result_is_not_doubted(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "seat,leg,back,armrest", segmenter=segmenter)
    assert result.doubts == () and result.warnings == ()


def test_a_part_that_gets_nothing_is_named(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "seat,leg,back,propeller", segmenter=segmenter)
    assert ("absent part", "propeller") in kinds(result.doubts)
    [warning] = result.warnings
    assert "'propeller' got " in warning and "fits nowhere" in warning


def test_one_face_is_no_faces(segmenter: pa3d.Segmenter):
    triangle = pa3d.Shape(np.eye(3), np.array([[0, 1, 2]]))
    result = segmenter.segment(triangle, ["seat", "leg"])
    messages = [doubt.message for doubt in find_doubts(segmenter, result)]
    assert any(" got 1 face and " in message for message in messages)
    assert any(" got no faces and " in message for message in messages)


def test_a_part_that_shares_a_region_of_the_file_with_others_is_not_doubted(
    segmenter: pa3d.Segmenter,
):
    """The chair's upholstery is one region: its mean fits no seat, though one is in it."""
    result = pa3d.segment_file(CHAIR, "seat,leg", segmenter=segmenter)
    assert "hints" in result.options
    assert not any(doubt.kind == "absent part" for doubt in result.doubts)


@pytest.mark.parametrize("word", ["Gnurz", "의자"])
def test_words_of_other_languages_are_told_that_the_model_knows_english(
    segmenter: pa3d.Segmenter, word: str
):
    result = pa3d.segment_file(CHAIR, ["seat", "back", word], segmenter=segmenter)
    assert ("unknown word", word) in kinds(result.doubts)
    assert any(f"'{word}' is no word" in w and "knows English words" in w for w in result.warnings)


def test_words_without_meaning_are_named(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "Gnurz,leg,등받이", segmenter=segmenter)
    assert kinds(result.doubts)[:2] == [("unknown word", "Gnurz"), ("unknown word", "등받이")]


def test_words_of_other_languages_are_asked_in_english(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "Sitz,Stuhlbein,Lehne,Armlehne", segmenter=segmenter)
    english = pa3d.segment_file(CHAIR, "seat,leg,back,armrest", segmenter=segmenter)
    assert result.parts == ("Sitz", "Stuhlbein", "Lehne", "Armlehne")
    np.testing.assert_array_equal(result.labels, english.labels)
    assert [kind for kind, _ in kinds(result.doubts)] == ["translated word"] * 4
    assert (
        result.options["translated"] == "seat,leg,back,armrest"
        and "translated" not in english.options
    )
    [warning] = result.warnings
    assert "'Stuhlbein' is German and was asked as 'leg'" in warning


def test_a_word_of_several_meanings_is_not_asked_in_english(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "asa,leg,Tischbein", segmenter=segmenter)
    assert kinds(result.doubts)[:2] == [("unknown word", "asa"), ("unknown word", "Tischbein")]
    assert "translated" not in result.options
    assert any("Portuguese for 'handle' or 'wing'" in line for line in result.warnings)
    assert any("'Tischbein' is German for 'leg', which another" in w for w in result.warnings)


def test_a_category_without_meaning_is_named(segmenter: pa3d.Segmenter):
    for category, doubted in (("wibble", True), ("chair", False)):
        request = pa3d.SegmentRequest(category=category)
        result = pa3d.segment_file(CHAIR, "seat,leg,back", request, segmenter=segmenter)
        assert (("unknown word", None) in kinds(result.doubts)) == doubted
        assert any(f"category {category!r}" in line for line in result.warnings) == doubted


def test_everyday_words_are_known(segmenter: pa3d.Segmenter):
    words = ["seat", "backrest", "Snout", "sunroof", "bumper", "chin", "left leg", "kopf"]
    assert unknown_words(segmenter, words) == ("kopf",)
    vectors = np.ones((2, 384), np.float32)
    taught = TaughtWords(("lehne", "x"), vectors, ("a",), (), "m", segmenter.identity.sha256)
    assert unknown_words(segmenter.with_words(taught), ["Lehne", "sitz"]) == ("sitz",)


def test_a_shape_that_fits_no_part_is_doubted(segmenter: pa3d.Segmenter):
    result = pa3d.segment_file(CHAIR, "wheel,window", segmenter=segmenter)
    assert "misfit" in [kind for kind, _ in kinds(result.doubts)]
    request = pa3d.SegmentRequest(other=True)
    result = pa3d.segment_file(CHAIR, "wheel,window", request, segmenter=segmenter)
    assert "misfit" not in [kind for kind, _ in kinds(result.doubts)]


@pytest.mark.many
@pytest.mark.parametrize("form", ["json", "npz", "ply", "glb"])
def test_files_keep_doubts(segmenter: pa3d.Segmenter, tmp_path: Path, form: str):
    chair = tmp_path / "chair.obj"
    chair.write_bytes(CHAIR.read_bytes())
    result = pa3d.segment_file(chair, "seat,leg,back,propeller", segmenter=segmenter)
    path = tmp_path / f"chair.parts.{form}"
    pa3d.save_segmentation(result, path)
    assert pa3d.load_segmentation(path).doubts == result.doubts != ()


def test_words_with_accents_must_be_nearer_to_known_ones(segmenter: pa3d.Segmenter):
    """`pöytä` is Finnish for a table, `křídlo` Czech for a wing, `gövde` Turkish for a body."""
    words = ["pöytä", "gövde", "křídlo", "naïve", "seat"]
    assert unknown_words(segmenter, words) == ("pöytä", "gövde", "křídlo")
