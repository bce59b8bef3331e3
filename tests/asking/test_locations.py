"""Picked locations: what can be typed, and what is there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.asking import Location, describe_location, location_feature, parse_location
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import ModelIdentity, ShapeFeatures, UnitFrame
from patchalign3d_cli.shapes import Shape

NUMBERS = st.floats(-1e6, 1e6).map(lambda number: float(f"{number:g}"))


@pytest.mark.parametrize("text", ["12", "face:12", "FACE:12", " point:12 "])
def test_an_element(text: str):
    assert parse_location(text) == Location(element=12)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_a_point_is_read_as_it_is_written(point: tuple[float, float, float]):
    location = Location(point=point)
    assert parse_location(describe_location(location)) == location


@pytest.mark.parametrize(
    "text", ["", "face:", "face:-1", "1,2", "1,2,3,4", "1,2,nan", "a,b,c", "1.5"]
)
def test_no_location(text: str):
    with pytest.raises(ConfigError, match="names no place; write x,y,z"):
        parse_location(text)


@pytest.fixture
def encoded() -> ShapeFeatures:
    """Two triangles far apart, a patch on each."""
    low = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])
    vertices = np.concatenate([low, low + (10.0, 0, 0)])
    shape = Shape(vertices, np.array([[0, 1, 2], [3, 4, 5]]))
    centers = np.array([[0.3, 0.3, 0], [10.3, 0.3, 0], [5.0, 0.3, 0]])
    features = np.eye(3, 4, dtype=np.float32)
    members, elements = np.zeros((3, 1), np.int64), np.repeat([0, 1], 3)
    frame = UnitFrame(np.eye(3), vertices.mean(axis=0), 6.0)
    identity = ModelIdentity("m", "", "", "")
    return ShapeFeatures(shape, centers, features, members, vertices, elements, frame, identity, {})


def test_a_location_has_the_feature_of_its_patch(encoded: ShapeFeatures):
    for location, patch in ((Location(element=0), 0), (Location(point=(10.3, 0.3, 0.0)), 1)):
        feature = location_feature(encoded, location)
        assert np.linalg.norm(feature) == pytest.approx(1, abs=1e-6)
        assert feature.argmax() == patch and feature[patch] > 0.98


def test_no_such_face(encoded: ShapeFeatures):
    with pytest.raises(ConfigError, match="no face:2: the shape has 2 faces, counted from 0"):
        location_feature(encoded, Location(element=2))


def test_a_point_far_outside(encoded: ShapeFeatures):
    with pytest.raises(ConfigError, match=r"50,0,0 lies far outside .* from 0,0,0 to 11,1,0"):
        location_feature(encoded, Location(point=(50.0, 0.0, 0.0)))
