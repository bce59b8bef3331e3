"""The chance that is stated for a labelled shape: when, and which way it moves."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.trust_weights import TrustWeights
from patchalign3d_cli.segmenting.clicks import Click
from patchalign3d_cli.segmenting.doubts import LIKELY, find_doubts
from patchalign3d_cli.segmenting.labelling import label_features
from patchalign3d_cli.segmenting.trust import DOUBTFUL
from patchalign3d_cli.text.taught_words import TaughtWords

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
WEIGHTS = TrustWeights(-4.0, 1.0, 30.0)
SHARES, COSINES = st.floats(0, 1), st.floats(-1, 1)


@pytest.fixture(scope="module")
def segmenter() -> pa3d.Segmenter:
    return pa3d.load_segmenter("pa3d-mini", device="cpu", offline=True)


@pytest.fixture(scope="module")
def mug(segmenter: pa3d.Segmenter) -> pa3d.ShapeFeatures:
    return segmenter.encode(EXAMPLES / "mug.ply")


def ask(segmenter: pa3d.Segmenter, features: pa3d.ShapeFeatures, *parts: str, **request):
    return label_features(features, parts, pa3d.SegmentRequest(**request), segmenter)


@given(SHARES, SHARES, COSINES, COSINES)
def test_trust_never_falls_where_confidence_and_cosine_rise(a, b, c, d):
    low, high = WEIGHTS.chance(min(a, b), min(c, d)), WEIGHTS.chance(max(a, b), max(c, d))
    assert 0 <= low <= high <= 1


def test_trust_by_hand():
    odds = -4.0 + np.log(0.9 / 0.1) + 30 * 0.1
    assert WEIGHTS.chance(0.9, 0.1) == pytest.approx(1 / (1 + np.exp(-odds)))


@pytest.mark.parametrize(
    "values", [{"offset": 0, "confidence": -1, "cosine": 1}, {"offset": 0}, [1, 2, 3], "high"]
)
def test_wrong_weights_are_named(values: object):
    record = ModelConfig("m", text=None).to_dict() | {"trust": values}
    with pytest.raises(ModelError, match="trust"):
        ModelConfig.from_dict(record)


def test_weights_survive_the_file(tmp_path: Path):
    config = ModelConfig("m", text=None, trust=WEIGHTS)
    config.save(tmp_path)
    assert ModelConfig.load(tmp_path) == config


def test_a_result_states_what_its_scores_come_to(segmenter, mug):
    """By the slow rule: means over the surface, face by face, put into the logistic function."""
    result = ask(segmenter, mug, "handle", "body")
    areas, cosines = result.source.element_areas(), result.scores * result.options["temperature"]
    total = sum(areas)
    confidence = sum(a * c for a, c in zip(areas, result.confidence, strict=True)) / total
    cosine = sum(a * max(row) for a, row in zip(areas, cosines, strict=True)) / total
    trust = segmenter.model.config.trust
    odds = trust.offset + trust.confidence * np.log(confidence / (1 - confidence))
    odds += trust.cosine * cosine
    assert result.trust == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-3)


def test_words_of_another_thing_are_trusted_less(segmenter, mug):
    good, bad = ask(segmenter, mug, "handle", "body"), ask(segmenter, mug, "keyboard", "antenna")
    assert good.trust > 0.8 and bad.trust < DOUBTFUL


@pytest.mark.slow
def test_questions_that_it_was_not_fitted_on_have_none(segmenter, mug):
    for parts, request in (
        (["handle"], {}),
        (["handle", "other"], {}),
        (["handle", "body"], {"other": True}),
        (["left handle", "body"], {}),
        (["auto"], {}),
    ):
        assert ask(segmenter, mug, *parts, **request).trust is None
    vectors = np.ones((1, 384), np.float32)
    taught = TaughtWords(("body",), vectors, ("a",), (), "m", segmenter.identity.sha256)
    assert ask(segmenter.with_words(taught), mug, "handle", "body").trust is None


def test_a_threshold_changes_labels_and_no_trust(segmenter, mug):
    plain, strict = (ask(segmenter, mug, "handle", "body", threshold=t) for t in (0.0, 0.99))
    assert (strict.labels < 0).any() and strict.trust == plain.trust


def test_corrected_labels_have_none(segmenter, mug):
    result = ask(segmenter, mug, "handle", "body")
    assert segmenter.refine(result, (Click("body", 0),)).trust is None


def test_low_trust_is_a_doubt_that_a_misfit_says_already(segmenter, mug):
    result = ask(segmenter, mug, "handle", "body")
    for trust, kinds in ((DOUBTFUL, []), (DOUBTFUL - 0.01, ["low trust"])):
        changed = dataclasses.replace(result, options={**result.options, "trust": trust})
        assert [doubt.kind for doubt in find_doubts(segmenter, changed)] == kinds
    misfit = ask(segmenter, mug, "keyboard", "antenna")
    kinds = [doubt.kind for doubt in find_doubts(segmenter, misfit)]
    assert misfit.trust < DOUBTFUL and "misfit" in kinds and "low trust" not in kinds


def test_a_result_that_is_probably_right_is_no_misfit(segmenter, mug):
    misfit = ask(segmenter, mug, "keyboard", "antenna")
    for trust, said in ((LIKELY - 0.01, True), (LIKELY, False)):
        changed = dataclasses.replace(misfit, options={**misfit.options, "trust": trust})
        assert ("misfit" in {doubt.kind for doubt in find_doubts(segmenter, changed)}) == said


@pytest.mark.many
@pytest.mark.parametrize("form", ["json", "npz", "ply", "glb"])
def test_files_keep_trust(segmenter, mug, tmp_path: Path, form: str):
    result = ask(segmenter, mug, "handle", "body")
    path = tmp_path / f"mug.parts.{form}"
    pa3d.save_segmentation(result, path)
    shape = EXAMPLES / "mug.ply" if form in ("json", "npz") else None
    saved = pa3d.load_segmentation(path, shape=shape)
    assert saved.trust == result.trust is not None
    if form == "json":
        assert json.loads(path.read_text())["options"]["trust"] == result.trust


def test_without_fitted_weights_nothing_is_stated(segmenter, mug, monkeypatch):
    config = dataclasses.replace(segmenter.model.config, trust=None)
    monkeypatch.setattr(segmenter.model, "config", config)
    assert ask(segmenter, mug, "handle", "body").trust is None


@pytest.mark.slow
def test_both_backends_state_the_same():
    stated = []
    for backend in ("light", "torch"):
        model = pa3d.load_segmenter("pa3d-mini", device="cpu", offline=True, backend=backend)
        features = model.encode(EXAMPLES / "chair.obj")
        stated.append(ask(model, features, "seat", "leg", "back").trust)
    assert stated[0] == pytest.approx(stated[1], abs=2e-3)
