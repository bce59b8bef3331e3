"""One part alone, and what is none of the parts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import PartsError
from patchalign3d_cli.segmenting.contest import Contest, lone_levels, open_contest
from patchalign3d_cli.segmenting.labelling import label_features
from patchalign3d_cli.segmenting.rivals import level_of_none, remainder_index, rival_words
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.vocabulary import load_vocabulary

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return pa3d.load_segmenter(backend="light")


@pytest.fixture(scope="module")
def chair(segmenter: Segmenter) -> pa3d.ShapeFeatures:
    return segmenter.encode(pa3d.load_shape(CHAIR))


@pytest.fixture(scope="module")
def whole(segmenter: Segmenter) -> pa3d.PartSegmentation:
    return pa3d.segment_file(CHAIR, ["seat", "leg", "back", "armrest"], segmenter=segmenter)


@pytest.mark.many
@pytest.mark.parametrize("part", ["seat", "leg", "back"])
def test_one_part_alone_is_what_it_is_among_all(segmenter: Segmenter, whole, part: str):
    alone = pa3d.segment_file(CHAIR, part, segmenter=segmenter)
    areas = whole.source.element_areas()
    truth, mine = whole.labels == whole.parts.index(part), alone.labels == 0
    assert areas[truth & mine].sum() / areas[truth | mine].sum() > 0.85
    assert part not in alone.options["rivals"] and alone.warnings == ()
    assert alone.scores.shape == (len(mine), 1)


@pytest.mark.parametrize("word", ["other", "Rest"])
def test_the_rest_alone_is_refused(segmenter: Segmenter, chair: pa3d.ShapeFeatures, word: str):
    with pytest.raises(PartsError, match="name parts beside it"):
        label_features(chair, [word], pa3d.SegmentRequest(), segmenter)


@pytest.mark.slow
def test_the_rest_has_a_name_where_one_is_asked_for(segmenter: Segmenter):
    alone = pa3d.segment_file(CHAIR, "leg", segmenter=segmenter)
    named = pa3d.segment_file(CHAIR, ["leg", "other"], segmenter=segmenter)
    assert named.warnings == () and named.parts == ("leg", "other")
    assert ((alone.labels == 0) == (named.labels == 0)).all()
    assert ((alone.labels == -1) == (named.labels == 1)).all()
    first = pa3d.segment_file(CHAIR, ["Everything else", "leg"], segmenter=segmenter)
    assert (first.labels == 1 - named.labels).all()
    np.testing.assert_allclose(first.confidence, named.confidence, rtol=1e-6)


def test_the_body_of_a_mug_is_the_main_part_and_not_all(segmenter: Segmenter, mug: pa3d.Shape):
    request = pa3d.SegmentRequest()
    features = segmenter.encode(mug)
    query = replace(request.query, other=True)
    body = segmenter.query(features, ["body"], options=query)
    handle = segmenter.query(features, ["handle"], options=query)
    shares = [one.summary()[0].share for one in (body, handle)]
    assert 0.6 < shares[0] < 0.98 and 0.02 < shares[1] < 0.4
    both = ((body.labels == 0) & (handle.labels == 0)).mean()
    assert both < 0.05


@pytest.fixture(scope="module")
def mug() -> pa3d.Shape:
    import trimesh

    cup = trimesh.creation.annulus(0.9, 1.0, 2.2, sections=48)
    floor = trimesh.creation.cylinder(0.95, 0.1, sections=48)
    floor.apply_translation((0, 0, -1.05))
    bow = trimesh.creation.torus(0.6, 0.12)
    bow.apply_transform(trimesh.transformations.rotation_matrix(np.pi / 2, (1, 0, 0)))
    bow.apply_translation((1.35, 0, 0))
    mesh = trimesh.util.concatenate([cup, floor, bow])
    return pa3d.Shape(np.array(mesh.vertices, float), np.array(mesh.faces, np.int64), up="z")


def test_the_category_says_who_the_rivals_are(segmenter: Segmenter, chair):
    ask = segmenter.embed
    words = rival_words(chair.features, ["handle"], ask, 0.03, "mug")
    assert words == ("cup",)
    own = rival_words(chair.features, ["leg"], ask, 0.03)
    assert {"seat", "back"} <= set(own) and "leg" not in own
    unknown = rival_words(chair.features, ["flux capacitor"], ask, 0.03, "no such thing")
    known = load_vocabulary().things
    assert unknown in [tuple(words) for words in known.values()]


def test_levels_lie_between_a_cosine_of_nothing_and_the_level_of_the_model():
    rivals = np.array([[-5.0, -9.0], [1.0, -1.0], [4.0, 3.0]], np.float32)
    present, absent = np.full((3, 1), 9.0, np.float32), np.full((3, 1), -9.0, np.float32)
    assert level_of_none(present, rivals, 1.5)[:, 0].tolist() == [0.0, 0.25, 1.5]
    assert level_of_none(present, rivals, None)[:, 0].tolist() == [0.0, 0.25, 3.25]
    assert level_of_none(absent, rivals, 1.5)[:, 0].tolist() == [1.5] * 3
    assert level_of_none(present, rivals[:, :0], 1.5)[:, 0].tolist() == [1.5] * 3


@pytest.mark.parametrize(
    ("parts", "index"),
    [
        (["leg", "other"], 1),
        (["The Rest", "leg"], 0),
        (["other"], None),
        (["leg", "back rest"], None),
    ],
)
def test_names_of_the_rest(parts: list[str], index: int | None):
    assert remainder_index(parts) == index


def test_given_vectors_are_asked_as_they_are(segmenter: Segmenter, chair):
    names = ["leg", "other"]
    text = segmenter.embed(names)
    contest = open_contest(chair.features, names, segmenter.asker, text=text)
    tau = segmenter.model.config.answer_temperature
    assert np.array_equal(contest.logits, chair.features @ text.T / np.float32(tau))


def test_what_the_page_is_told_gives_the_same_labels(segmenter: Segmenter, chair):
    levels = lone_levels(chair.features, ["leg", "seat"], segmenter.asker)
    for column, word in enumerate(["leg", "seat"]):
        contest = open_contest(chair.features, [word], segmenter.asker, other=True)
        tau = segmenter.model.config.answer_temperature
        np.testing.assert_allclose(levels[:, column], contest.logits[:, 1] * tau, atol=1e-6)


def test_sides_share_the_pieces_of_the_part(segmenter: Segmenter, whole):
    names = ["left leg", "right leg", "seat", "back", "armrest"]
    request = pa3d.SegmentRequest(front="z")
    result = pa3d.segment_file(CHAIR, names, request, segmenter=segmenter)
    assert result.parts == tuple(names) and result.warnings == ()
    legs = whole.labels == whole.parts.index("leg")
    assert np.array_equal(legs, (result.labels >= 0) & (result.labels < 2))
    x = result.source.centroids()[:, 0]
    assert (x[result.labels == 0] > 0).all() and (x[result.labels == 1] < 0).all()


def test_a_side_alone_asks_for_its_part_alone(segmenter: Segmenter):
    request = pa3d.SegmentRequest(front="z")
    result = pa3d.segment_file(CHAIR, "rear legs", request, segmenter=segmenter)
    assert result.options["other"] is True and result.warnings == ()
    assert 0.02 < result.summary()[0].share < 0.2


@pytest.mark.parametrize("threshold", [0.0, 0.6])
@pytest.mark.parametrize("none", ["nothing", "level", "column"])
def test_the_highest_class_is_what_is_decided(none, threshold):
    draw = np.random.default_rng(2).normal(size=(500, 4 if none == "column" else 3))
    scores = draw.astype(np.float32)
    contest = Contest(scores[:0], 3, 0.4 if none == "level" else None)
    classes = contest.classes(scores, threshold)
    best = classes.argmax(axis=1)
    decided = contest.settle(scores, threshold).decision.labels
    assert np.array_equal(np.where(best < 3, best, -1), decided)
    assert (decided < 0).any() == (classes.shape[1] > 3)
