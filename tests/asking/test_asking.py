"""The bundled model asked about shapes that the generator makes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.asking import (
    feature_tables,
    location_feature,
    location_heat,
    parse_location,
    suggest_parts,
    text_heat,
)
from patchalign3d_cli.errors import ConfigError, PartsError
from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.up_axis import find_up
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.up import up_rotation
from patchalign3d_cli.text.vocabulary import Vocabulary, load_vocabulary
from patchalign3d_training.synthesis.catalog import generate

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
WORDS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter("pa3d-mini", device="cpu", offline=True)


@pytest.fixture(scope="module")
def chair(segmenter: Segmenter) -> ShapeFeatures:
    return segmenter.encode(load_shape(CHAIR))


def test_heat_is_the_score_before_the_temperature(segmenter: Segmenter, chair: ShapeFeatures):
    heat = text_heat(segmenter, chair, WORDS)
    result = segmenter.query(
        chair,
        WORDS,
        options=QueryOptions(smoothing=0.0, hints="none", symmetry=False, adjustment=False),
    )
    assert np.allclose(heat.fits / result.options["temperature"], result.scores, atol=1e-3)
    assert np.abs(heat.fits).max() <= 1


def test_legs_are_hot_where_legs_are(segmenter: Segmenter, chair: ShapeFeatures):
    heat = text_heat(segmenter, chair, ["leg", "back"])
    shape = chair.source
    height = shape.vertices[shape.faces].mean(axis=1)[:, 1]
    low, high = height < np.quantile(height, 0.2), height > np.quantile(height, 0.9)
    ranks = heat.percentiles()
    assert ranks[low, 0].mean() > 60 > 40 > ranks[high, 0].mean()
    assert ranks[high, 1].mean() > 70 > 40 > ranks[low, 1].mean()


def test_a_heat_needs_words(segmenter: Segmenter, chair: ShapeFeatures):
    with pytest.raises(PartsError):
        text_heat(segmenter, chair, [])


def test_a_location_is_most_like_itself(segmenter: Segmenter, chair: ShapeFeatures):
    feature = location_feature(chair, parse_location("face:7"))
    heat = location_heat(chair, "face:7", feature)
    assert heat.queries == ("face:7",)
    assert heat.fits[7, 0] > 0.9 and heat.percentiles()[7, 0] > 80


def test_the_same_part_on_another_shape(segmenter: Segmenter):
    hits = []
    first, second = (generate("chair", seed) for seed in (1_000_100, 1_000_101))
    encoded = [segmenter.encode(Shape(mesh.vertices, mesh.faces)) for mesh in (first, second)]
    for name in ("seat", "back"):
        numbers = [
            next(i for i, part in enumerate(mesh.parts) if part[0] == name)
            for mesh in (first, second)
        ]
        face = int(np.flatnonzero(first.face_part == numbers[0])[0])
        feature = location_feature(encoded[0], parse_location(f"face:{face}"))
        ranks = location_heat(encoded[1], name, feature).percentiles()[:, 0]
        mask = second.face_part == numbers[1]
        hits.append(ranks[mask].mean() > ranks[~mask].mean() + 15)
    assert all(hits)


def test_tables_carry_unit_features(segmenter: Segmenter, chair: ShapeFeatures):
    tables = feature_tables(chair)
    assert tables.points.shape == (2048, 384)
    assert tables.elements.shape == (chair.source.element_count, 384)
    for table in (tables.points, tables.elements):
        assert np.allclose(np.linalg.norm(table, axis=1), 1, atol=1e-5)
    words = segmenter.embed(WORDS)
    labels = segmenter.query(chair, WORDS, options=QueryOptions(hints="none")).labels
    assert ((tables.elements @ words.T).argmax(axis=1) == labels).mean() > 0.95


def test_words_for_a_chair(segmenter: Segmenter, chair: ShapeFeatures):
    suggestion = suggest_parts(segmenter, chair, load_vocabulary())
    assert suggestion.thing == "chair"
    assert {"seat", "leg", "back"} <= {part.name for part in suggestion.parts}
    assert sum(part.share for part in suggestion.parts) == pytest.approx(1)
    shares = [part.share for part in suggestion.parts]
    assert shares == sorted(shares, reverse=True)


def test_of_synonyms_one_stays(segmenter: Segmenter, chair: ShapeFeatures):
    vocabulary = Vocabulary({}, ("seat", "chair seat", "leg", "back"))
    suggestion = suggest_parts(segmenter, chair, vocabulary)
    names = [part.name for part in suggestion.parts]
    assert suggestion.thing is None and len({"seat", "chair seat"} & set(names)) == 1
    kept = next(part for part in suggestion.parts if "seat" in part.name)
    assert len(kept.instead_of) == 1
    with pytest.raises(ConfigError, match="cannot suggest 0 words"):
        suggest_parts(segmenter, chair, vocabulary, most=0)
    assert len(suggest_parts(segmenter, chair, vocabulary, most=2).parts) == 2


@pytest.mark.slow
def test_the_axis_that_points_up(segmenter: Segmenter):
    mesh = generate("chair", 1_000_003)
    for axis in ("y", "z", "-x"):
        vertices = mesh.vertices @ up_rotation(axis)  # stands up again once turned
        result = find_up(segmenter, Shape(vertices, mesh.faces, up="x"), WORDS)
        assert result.shape.up == axis and not result.shape.up_assumed
        assert result.confidence > 0.5
        assert sum(result.odds.values()) == pytest.approx(1)
        assert np.array_equal(result.shape.vertices, vertices)


@pytest.mark.slow
def test_up_without_words(segmenter: Segmenter):
    mesh = generate("laptop", 1_000_003)
    shape = Shape(mesh.vertices @ up_rotation("z"), mesh.faces)
    assert find_up(segmenter, shape).shape.up == "z"
    assert find_up(segmenter, replace(shape, up="-y"), ["screen"]).shape.up == "z"
