"""What qualities stand for, several passes, and smoothing, on a tiny model."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.options import QUALITIES
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.transfer import ScoreField

PARTS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def two_boxes() -> pa3d.Shape:
    """A flat box and, apart from it, a tall one, each of 12 faces."""
    corners = np.stack(np.meshgrid([0, 1], [0, 1], [0, 1], indexing="ij"), -1).reshape(-1, 3)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([[a, b, c] for a, b, c, _ in quads] + [[a, c, d] for a, _, c, d in quads])
    flat, tall = corners * [4.0, 0.5, 4.0], corners * [1.0, 5.0, 1.0] + [8, 0, 0]
    return pa3d.Shape(np.concatenate([flat, tall]), np.concatenate([faces, faces + 8]))


def test_passes_are_the_single_passes_of_their_seeds_pooled(segmenter: Segmenter):
    shape = two_boxes()
    pooled = segmenter.encode(shape, pa3d.EncodeOptions(seed=5, passes=3))
    single = [segmenter.encode(shape, pa3d.EncodeOptions(seed=seed)) for seed in (5, 6, 7)]
    assert np.array_equal(pooled.points, np.concatenate([one.points for one in single]))
    assert np.array_equal(pooled.centers, np.concatenate([one.centers for one in single]))
    expected = np.concatenate([one.features for one in single])
    assert np.allclose(pooled.features, expected, atol=1e-5)
    own = np.concatenate([one.points[one.members] for one in single])
    assert np.array_equal(pooled.points[pooled.members], own)
    assert pooled.options["passes"] == 3


def test_passes_over_a_small_cloud_start_elsewhere(segmenter: Segmenter):
    points = np.random.default_rng(0).standard_normal((40, 3))
    found = segmenter.encode(pa3d.Shape(points), pa3d.EncodeOptions(passes=2))
    first, second = found.points[:40], found.points[40:]
    assert np.array_equal(first, points)
    assert not np.array_equal(second, points)
    assert np.array_equal(np.sort(second, axis=0), np.sort(points, axis=0))


def test_passes_of_several_shapes_stay_apart(segmenter: Segmenter):
    random = np.random.default_rng(1)
    shapes = [pa3d.Shape(random.random((size, 3))) for size in (30, 64)] + [two_boxes()]
    options = pa3d.EncodeOptions(passes=2)
    for shape, found in zip(shapes, segmenter.encode_many(shapes, options), strict=True):
        alone = segmenter.encode(shape, options)
        assert found.source is shape
        assert np.array_equal(found.centers, alone.centers)
        assert np.allclose(found.features, alone.features, atol=1e-5)


def test_smoothing_evens_faces_out_and_keeps_loose_pieces_apart(segmenter: Segmenter):
    features = segmenter.encode(two_boxes())
    plain = segmenter.query(features, PARTS, options=pa3d.QueryOptions(smoothing=0.0, hints="none"))
    smooth = segmenter.query(
        features, PARTS, options=pa3d.QueryOptions(smoothing=2.0, hints="none")
    )
    areas = two_boxes().element_areas()
    for piece in (slice(0, 12), slice(12, 24)):
        weights = areas[piece] / areas[piece].sum()
        assert np.allclose(weights @ smooth.scores[piece], weights @ plain.scores[piece], atol=0.05)
    # The two triangles of a side are in one plane: after so long a way they agree.
    halves = smooth.scores.reshape(2, 2, 6, 3)
    before = plain.scores.reshape(2, 2, 6, 3)
    assert (
        np.abs(halves[:, 0] - halves[:, 1]).mean()
        < 0.3 * np.abs(before[:, 0] - before[:, 1]).mean()
    )
    assert np.array_equal(smooth.labels, smooth.scores.argmax(axis=1))


def test_fast_is_one_plain_pass(segmenter: Segmenter):
    assert QUALITIES["fast"] == (1, 0.0, False, False)
    request = pa3d.SegmentRequest(quality="fast", hints="none")
    fast = segmenter.segment(two_boxes(), PARTS, encode=request.encode, query=request.query)
    features = segmenter.encode(two_boxes(), pa3d.EncodeOptions(passes=1))
    logits = features.features @ segmenter.embed(PARTS).T / segmenter.model.config.temperature
    field = ScoreField(features, logits, "interpolate")
    assert np.allclose(fast.scores, field.at_elements(two_boxes(), 0), atol=1e-4)


def test_two_runs_of_the_best_quality_are_equal(segmenter: Segmenter):
    request = pa3d.SegmentRequest(quality="best")
    runs = [
        segmenter.segment(two_boxes(), PARTS, encode=request.encode, query=request.query)
        for _ in range(2)
    ]
    assert np.array_equal(runs[0].scores, runs[1].scores)


def test_other_asks_for_a_calibrated_model(segmenter: Segmenter):
    features = segmenter.encode(two_boxes())
    with pytest.raises(ModelError, match="weights calibrate"):
        segmenter.query(features, PARTS, options=pa3d.QueryOptions(other=True))


def test_a_calibrated_temperature_changes_confidence_alone(segmenter: Segmenter):
    features = segmenter.encode(two_boxes())
    plain = segmenter.query(features, PARTS)
    config = segmenter.model.config
    calibrated = dataclasses.replace(config, confidence_temperature=10 * config.temperature)
    segmenter.model.config = calibrated
    try:
        told = segmenter.query(features, PARTS)
        segmenter.model.config = dataclasses.replace(calibrated, other_cosine=1.0)
        none = segmenter.query(features, PARTS, options=pa3d.QueryOptions(other=True))
    finally:
        segmenter.model.config = config
    assert np.array_equal(told.labels, plain.labels)
    assert (told.confidence < plain.confidence).all()
    assert told.options["temperature"] == pytest.approx(10 * config.temperature)
    assert (none.labels == -1).all()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: pa3d.EncodeOptions(passes=0), "passes"),
        (lambda: pa3d.QueryOptions(smoothing=-1.0), "smoothing"),
        (lambda: pa3d.QueryOptions(threshold=1.5), "threshold"),
        (lambda: pa3d.SegmentRequest(quality="ultra"), "fast, balanced, best"),
        (lambda: pa3d.SegmentRequest(split="halves"), "parts, instances"),
        (lambda: pa3d.SegmentRequest(assignment="magic"), "membership"),
        (lambda: pa3d.SegmentRequest(up="w"), "up axis 'w'"),
        (lambda: pa3d.SegmentRequest(min_share=1.0), "smallest share .* 1.0; try 0.005"),
        (lambda: pa3d.SegmentRequest(passes=0), "passes"),
        (lambda: pa3d.SegmentRequest(smoothing=3.0), "smoothing"),
    ],
)
def test_wrong_options_are_named(wrong, message: str):
    with pytest.raises(ConfigError, match=message):
        wrong()


@pytest.mark.parametrize(
    "wrong", [{"confidence_temperature": 0.0}, {"confidence_temperature": -1}, {"other_cosine": 2}]
)
def test_wrong_calibrations_are_named(wrong: dict[str, float]):
    with pytest.raises(ModelError, match=next(iter(wrong))):
        ModelConfig("m", text=None, **wrong)


def test_a_calibration_survives_the_file(tmp_path: Path):
    config = ModelConfig("m", text=None, confidence_temperature=0.03, other_cosine=0.1)
    config.save(tmp_path)
    assert ModelConfig.load(tmp_path) == config
