"""One call from a file to a labelled shape: the answer of the command."""

from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import PartsError, ShapeError
from patchalign3d_cli.segmenting.request import INSTANCE_MIN_SHARE
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.up_axis import find_up

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
PARTS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def test_it_is_reading_encoding_and_asking(segmenter: Segmenter):
    result = pa3d.segment_file(CHAIR, PARTS, segmenter=segmenter)
    features = segmenter.encode(pa3d.load_shape(CHAIR))
    by_hand = segmenter.query(features, PARTS)
    assert np.array_equal(result.scores, by_hand.scores)
    assert np.array_equal(result.labels, by_hand.labels)
    assert dict(result.options) == dict(by_hand.options)
    assert result.source.path == CHAIR and result.pieces is None and by_hand.warnings == ()
    [warning] = result.warnings  # of a model that knows nothing
    assert "got no faces" in warning and len(result.doubts) > 0


def test_a_text_of_parts_is_split_as_the_command_does(segmenter: Segmenter):
    result = pa3d.segment_file(CHAIR, 'seat, leg,"back"', segmenter=segmenter)
    assert result.parts == PARTS
    with pytest.raises(PartsError):
        pa3d.segment_file(CHAIR, " , ", segmenter=segmenter)


def test_a_segmenter_takes_a_text_of_parts_too(segmenter: Segmenter):
    data = CHAIR.read_bytes()
    shape = pa3d.load_shape(data, format="obj")
    assert segmenter.segment(shape, "seat, leg,back").parts == PARTS
    assert segmenter.query(segmenter.encode(shape), "seat").parts == ("seat",)
    with pytest.raises(PartsError, match="given twice"):
        segmenter.segment(shape, "seat,seat")
    for wrong in (None, 5, [1, "seat"]):
        with pytest.raises(PartsError, match="part names are texts, not"):
            segmenter.segment(shape, wrong)
        with pytest.raises(PartsError, match="part names are texts, not"):
            pa3d.segment_file(CHAIR, wrong, segmenter=segmenter)
    with pytest.raises(ShapeError, match=r"read them with `load_shape\(data, format"):
        segmenter.segment(data, "seat,leg")


@pytest.mark.parametrize("source", [b"v 0 0 0", np.zeros((9, 3)), None, [[0, 0, 0]]])
def test_what_is_no_path_is_told_where_to_go(source: object, segmenter: Segmenter):
    with pytest.raises(ShapeError, match=r"takes the path of a file, not .*segmenter\.segment\("):
        pa3d.segment_file(source, "seat,leg", segmenter=segmenter)


def test_parts_are_checked_before_the_file_is_read(segmenter: Segmenter):
    with pytest.raises(PartsError):
        pa3d.segment_file("nowhere.obj", ["seat", "Seat"], segmenter=segmenter)


def test_qualities_and_details_resolve(segmenter: Segmenter):
    best = pa3d.SegmentRequest(quality="best", seed=3)
    assert (best.encode.passes, best.encode.seed, best.query.smoothing) == (4, 3, 0.07)
    told = pa3d.SegmentRequest(quality="best", passes=2, smoothing=0.0)
    assert (told.encode.passes, told.query.smoothing) == (2, 0.0)
    assert pa3d.SegmentRequest().encode == pa3d.EncodeOptions()
    assert pa3d.SegmentRequest().query == pa3d.QueryOptions()
    result = pa3d.segment_file(CHAIR, PARTS, best, segmenter=segmenter)
    assert (result.options["passes"], result.options["smoothing"]) == (4, 0.07)


@pytest.mark.slow
def test_small_pieces_go_where_instances_are_asked_for(segmenter: Segmenter):
    assert pa3d.SegmentRequest().smallest_share == 0
    assert pa3d.SegmentRequest(split="parts").smallest_share == 0
    assert pa3d.SegmentRequest(split="instances").smallest_share == INSTANCE_MIN_SHARE
    assert pa3d.SegmentRequest(split="instances", min_share=0.0).smallest_share == 0
    bundled = pa3d.load_segmenter()

    def segmented(**asked) -> pa3d.PartSegmentation:
        request = pa3d.SegmentRequest(quality="fast", **asked)
        return pa3d.segment_file(CHAIR, PARTS, request, segmenter=bundled)

    few, many = (segmented(split="instances", min_share=share) for share in (0.08, 0.0))
    assert "leg_0" in many.pieces.names  # a leg is 4 % of the chair
    assert not any(name.startswith("leg") for name in few.pieces.names)
    # The four legs stand apart from all else, so they count together.
    small = [piece.share for piece in few.piece_summary() if piece.share < 0.08]
    assert len(small) == 4 and sum(small) >= 0.08
    absorbed = segmented(min_share=0.08)  # without a split too
    assert absorbed.pieces is None and np.array_equal(absorbed.labels, few.labels)
    assert not np.array_equal(absorbed.labels, many.labels)


@pytest.mark.parametrize(("spelling", "axis"), [("Z", "z"), (" -X ", "-x"), ("y", "y")])
def test_an_axis_has_many_spellings(segmenter: Segmenter, spelling: str, axis: str):
    request = pa3d.SegmentRequest(up=spelling)
    assert request.up == axis
    result = pa3d.segment_file(CHAIR, PARTS, request, segmenter=segmenter)
    assert result.source.up == axis and not result.source.up_assumed
    assert pa3d.load_shape(CHAIR, up=spelling).up == axis


def test_auto_tries_all_axes_and_says_how_sure_it_is(segmenter: Segmenter):
    request = pa3d.SegmentRequest(up="AUTO")
    result = pa3d.segment_file(CHAIR, PARTS, request, segmenter=segmenter)
    estimate = find_up(segmenter, pa3d.load_shape(CHAIR), PARTS)
    assert result.source.up == estimate.shape.up
    assert result.options["up_confidence"] == pytest.approx(estimate.confidence, abs=1e-4)
    doubts = [warning for warning in result.warnings if "may not be up (next: " in warning]
    assert len(doubts) == (estimate.confidence < 0.5)


def test_what_is_odd_is_listed_and_nothing_is_printed(
    segmenter: Segmenter, tmp_path: Path, capsys: pytest.CaptureFixture
):
    path = tmp_path / "some.obj"
    path.write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nv nan 1 1\nf 1 2 3\nf 2 3 4\n")
    request = pa3d.SegmentRequest(points=32)
    result = pa3d.segment_file(path, "seat", request, segmenter=segmenter)
    told = "\n".join(result.warnings)
    assert "'seat' is the only part" in told and "trained on 64 points" in told
    assert set(pa3d.load_shape(path).warnings) < set(result.warnings)
    assert capsys.readouterr() == ("", "")


@pytest.mark.many
@pytest.mark.parametrize("name", ["seat leg back", "seat;leg", "seat|leg|back"])
def test_forgotten_commas_are_noticed(name: str):
    result = pa3d.segment_file(CHAIR, name)
    assert any("taken for one name" in warning for warning in result.warnings)


def test_a_single_part_that_is_nowhere_is_said():
    result = pa3d.segment_file(CHAIR, "propeller")
    assert [doubt.kind for doubt in result.doubts] == ["absent part"]
    assert (result.labels == -1).all()


def test_one_part_alone_leaves_the_rest_unlabelled():
    whole = pa3d.segment_file(CHAIR, ["seat", "leg", "back"])
    alone = pa3d.segment_file(CHAIR, "leg")
    assert alone.warnings == () and alone.options["other"] is True
    legs = whole.labels == whole.parts.index("leg")
    assert ((alone.labels == 0) == legs).mean() > 0.95


def test_the_default_model_is_loaded_where_none_is_given():
    result = pa3d.segment_file(CHAIR, PARTS)
    assert result.model.name == "pa3d-mini"
