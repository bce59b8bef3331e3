"""The page of a labelled shape and the page of a heat: one model, no made-up labels."""

import json
import re

import numpy as np
import pytest

from patchalign3d_cli.coloring.heat_scale import heat_scale
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page import heat_page
from patchalign3d_cli.page.model import heat_model, segmentation_model
from patchalign3d_cli.results import PartSegmentation, ShapeHeat


@pytest.fixture
def heat(make_result) -> ShapeHeat:
    result = make_result()
    return ShapeHeat(result.source, ("seat", "leg"), result.scores / 10, result.model, {})


def test_a_heat_has_columns_and_no_groups(heat: ShapeHeat, monkeypatch):
    def refuse(self: object, *values: object) -> None:
        raise AssertionError("a heat is no segmentation")

    monkeypatch.setattr(PartSegmentation, "__init__", refuse)
    model = heat_model(heat, heat_scale(heat))
    assert model.groups == () and (model.labels == -1).all() and model.confidence is None
    assert model.modes == ("original", "heat") and model.mode == "heat"
    assert [row.name for row in model.rows] == ["seat", "leg"]
    assert [(row.group, row.column, row.color) for row in model.rows] == [
        (None, 0, None),
        (None, 1, None),
    ]
    assert model.rows[0].figure == f"max {heat.fits[:, 0].max():.2f}"
    assert model.made == "192 faces, fits by pa3d-mini"


@pytest.mark.parametrize("kind", ["cosine", "percentile"])
def test_a_heat_page_has_the_colours_of_its_other_files(heat: ShapeHeat, kind):
    """The ends of the scale are those of the picture and the GLB, for every query."""
    scale = heat_scale(heat, kind)
    model = heat_model(heat, scale)
    for index, column in enumerate(model.columns):
        assert (column.low, column.high) == (scale.low, scale.high)
        np.testing.assert_array_equal(column.values, scale.values[:, index])
    expected = {"cosine": "leg (fit)", "percentile": "leg (percentile)"}[kind]
    assert model.columns[1].measure == expected
    (block,) = re.findall(r'id="header">(.*?)</script>', heat_page(heat, scale))
    header = json.loads(block)
    assert header["heat"]["low"] == [pytest.approx(scale.low, rel=1e-6)] * 2
    assert "confidence" not in header["arrays"]


def test_a_segmentation_has_a_group_and_a_column_a_part(make_result):
    labels = np.where(np.arange(192) < 10, -1, 0).astype(np.int32)
    model = segmentation_model(make_result(labels=labels))
    assert model.groups == ("top", "bottom")
    assert [column.measure for column in model.columns] == [
        "confidence in top",
        "confidence in bottom",
    ]
    assert [(row.name, row.group, row.column, row.count) for row in model.rows] == [
        ("top", 1, 0, 182),
        ("bottom", 2, 1, 0),
        ("unlabelled", 0, None, 10),
    ]
    assert [row.figure for row in model.rows] == ["94.8 %", "no faces", "5.2 %"]
    assert re.fullmatch(r"top: 182 faces, mean confidence \d+\.\d %", model.rows[0].title)
    assert model.modes == ("original", "confidence", "heat", "parts") and model.mode == "parts"


def test_what_is_not_known_is_not_offered(make_result):
    result = make_result()
    unknown = np.full(192, np.nan, dtype=np.float32)
    bare = PartSegmentation(
        **{**vars(result), "confidence": unknown, "scores": np.empty((192, 0), np.float32)}
    )
    model = segmentation_model(bare, OutputOptions(heatmap=True))
    assert model.modes == ("original", "parts") and model.mode == "parts"
    assert model.confidence is None and model.columns == ()
    assert [row.column for row in model.rows] == [None, None]


def test_a_shape_without_labels_stands_alone(make_result):
    labels = np.full(192, -1, dtype=np.int32)
    model = segmentation_model(make_result(parts=(), labels=labels))
    assert model.rows == () and model.modes == ("original",) and model.made == "192 faces"
