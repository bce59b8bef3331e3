"""What follows a click, and what stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import Doubt, PartSegmentation
from patchalign3d_cli.segmenting.clicks import Click, feature_sites, follow_clicks
from patchalign3d_cli.segmenting.clicks.following import REACH, SURE, UNLIKE
from patchalign3d_cli.segmenting.clicks.surface import SurfaceDistances

Make = Callable[..., PartSegmentation]


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> pa3d.Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory), backend="light")


def slow_followers(result: PartSegmentation, element: int) -> NDArray[np.bool_]:
    """Element by element: of the same label, near, alike, and not much surer."""
    distances = SurfaceDistances(result.source).within(element, 100.0)
    values = None
    if result.features is not None:
        shape = result.source
        values = feature_sites(result.features).at(shape.centroids(), shape.radius)
    follows = np.zeros(len(result.labels), dtype=bool)
    for other in range(len(follows)):
        cost = (distances[other] / REACH) ** 2
        cost += SURE * max(float(result.confidence[other] - result.confidence[element]), 0.0)
        if values is not None:
            cost += float(((values[other] - values[element]) ** 2).sum()) / UNLIKE
        follows[other] = result.labels[other] == result.labels[element] and cost < 1
    follows[element] = True
    return follows


def test_what_is_near_and_alike_follows_and_all_else_stays(
    segmenter: pa3d.Segmenter, make_result: Make
):
    source = make_result().source
    result = segmenter.segment(source, ["seat", "leg", "back"])
    element = 40
    expected = slow_followers(result, element)
    assert 1 < expected.sum() < len(expected)
    corrected = segmenter.refine(result, [Click("lid", element=element)])
    assert corrected.parts == ("seat", "leg", "back", "lid")
    assert np.array_equal(corrected.labels == 3, expected)
    assert np.array_equal(corrected.labels[~expected], result.labels[~expected])
    assert np.array_equal(corrected.confidence[~expected], result.confidence[~expected])
    assert corrected.confidence[element] == 1 and (corrected.confidence[expected] >= 0.5).all()
    assert np.array_equal(corrected.scores[:, :3], result.scores)
    assert (corrected.scores[:, 3] == result.scores.min()).all()
    assert corrected.options["clicks"] == "face:40=lid"


def test_every_click_is_obeyed_and_the_nearer_one_keeps_its_own(make_result: Make, kind: str):
    result = make_result(kind)
    count = len(result.labels)
    clicks = [Click(name, element=number) for name, number in (("a", 3), ("b", 4), ("a", 9))]
    clicks += [Click("c", element=number) for number in range(0, count, 17)]
    corrected = follow_clicks(result, clicks)
    last = {click.element: click.part for click in clicks}
    for element, part in last.items():
        assert corrected.parts[corrected.labels[element]] == part


def test_a_click_that_agrees_protects_what_is_nearer_to_it(make_result: Make):
    result = make_result()
    plain = follow_clicks(result, [Click("lid", element=40)])
    guard = int(np.flatnonzero(plain.labels == 2)[-1])
    keep = Click(result.parts[result.labels[guard]], element=guard)
    guarded = follow_clicks(result, [keep, Click("lid", element=40)])
    assert guarded.labels[guard] == result.labels[guard]
    assert set(np.flatnonzero(guarded.labels == 2)) < set(np.flatnonzero(plain.labels == 2))


def test_a_second_word_about_one_face_goes_over_the_first(make_result: Make):
    result = make_result()
    once = follow_clicks(result, [Click("lid", element=40)])
    twice = follow_clicks(result, [Click("door", element=40), Click("lid", element=40)])
    assert np.array_equal(once.labels == 2, twice.labels == 3) and (twice.labels != 2).all()


def test_a_negative_click_gives_the_next_best(make_result: Make):
    """The part whose scores are best over all that follow, and which nobody refused there."""
    result = make_result()
    scores = np.zeros((192, 4), dtype=np.float32)
    scores[:, 3], scores[:, 2] = 2, 1
    result = replace(result, parts=("top", "bottom", "knob", "lid"), scores=scores)
    part, element = int(result.labels[0]), 0
    no = Click(result.parts[part], element=element, positive=False)
    corrected = follow_clicks(result, [no])
    changed = corrected.labels != result.labels
    assert np.array_equal(changed, slow_followers(result, element))
    assert (corrected.labels[changed] == 3).all() and (corrected.confidence[changed] == 0.5).all()
    further = follow_clicks(result, [no, Click("lid", element=element, positive=False)])
    assert further.labels[element] == 2


def test_without_scores_the_nearest_other_part_is_next(make_result: Make):
    labels = np.zeros(192, dtype=np.int32)
    result = replace(make_result(parts=("a", "b", "c"), labels=labels))
    centroids = result.source.centroids()
    labels = labels.copy()
    near, far = np.linalg.norm(centroids - centroids[0], axis=1).argsort()[[30, 190]]
    labels[near], labels[far] = 2, 1
    result = replace(result, labels=labels, scores=np.empty((192, 0), np.float32))
    no = Click("a", element=0, positive=False)
    assert follow_clicks(result, [no]).labels[0] == 2
    alone = replace(result, labels=np.zeros(192, dtype=np.int32))
    assert follow_clicks(alone, [no]).labels[0] == -1


def test_a_negative_click_beside_the_part_changes_nothing_and_says_so(make_result: Make):
    result = make_result()
    other = "bottom" if result.labels[5] == 0 else "top"
    corrected = follow_clicks(result, [Click(other, element=5, positive=False)])
    assert np.array_equal(corrected.labels, result.labels)
    assert np.array_equal(corrected.confidence, result.confidence)
    assert f"face 5 is not {other} anyway" in corrected.warnings[-1]


def test_a_doubt_about_a_part_that_was_clicked_is_settled(make_result: Make):
    doubts = (
        Doubt("absent part", "'lid' got no faces", "lid"),
        Doubt("absent part", "'knob' got no faces", "knob"),
    )
    result = replace(make_result(parts=("top", "bottom", "lid", "knob")), doubts=doubts)
    corrected = follow_clicks(result, [Click("lid", element=5)])
    assert corrected.doubts == doubts[1:]
    assert not any("lid" in text for text in corrected.warnings)


def test_a_position_is_on_the_nearest_face(make_result: Make):
    result = make_result()
    centroid = result.source.centroids()[77]
    by_position = follow_clicks(result, [Click("lid", position=tuple(centroid * 1.05))])
    by_element = follow_clicks(result, [Click("lid", element=77)])
    assert np.array_equal(by_position.labels, by_element.labels)


@pytest.mark.parametrize(
    ("click", "message"),
    [
        (Click("leg", element=192), "no face 192 to click: the shape has 192 faces"),
        (Click("leg", position=(9.0, 0.0, 0.0)), r"9,0,0 is 8 away .* from -1,-1,-1 to 1,1,1"),
        (Click("leg", element=1, positive=False), "no part 'leg' that .* are top, bottom"),
    ],
)
def test_a_click_on_nothing(make_result: Make, click: Click, message: str):
    with pytest.raises(ConfigError, match=message):
        follow_clicks(make_result(), [click])


def test_a_result_from_a_file_is_encoded_again_as_the_first_time(
    segmenter: pa3d.Segmenter, make_result: Make, tmp_path: Path
):
    source = make_result(path=None).source
    result = segmenter.segment(source, ["seat", "leg"], encode=pa3d.EncodeOptions(seed=3, passes=2))
    pa3d.save_segmentation(result, tmp_path / "r.npz")
    back = pa3d.load_segmentation(tmp_path / "r.npz", shape=source)
    clicks = [Click("lid", element=40)]
    corrected = segmenter.refine(back, clicks)
    assert np.array_equal(corrected.labels, segmenter.refine(result, clicks).labels)
    assert "encoded its shape again (seed 3, passes 2)" in corrected.warnings[-1]
    odd = replace(back, options={"passes": "many"})
    with pytest.raises(ConfigError, match="encoding options are no numbers"):
        segmenter.refine(odd, clicks)
