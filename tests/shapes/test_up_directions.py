"""What points up in a file, as a direction."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import patchalign3d_cli as pa3d
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces.object_frame import object_frame
from patchalign3d_cli.presentation import up_words
from patchalign3d_cli.shapes import UP_AXES, up_rotation
from patchalign3d_cli.shapes.up import parse_up, parse_up_choice, up_vector

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
CAMERA = "0,-0.85,-0.53"
NUMBERS = st.floats(-1e300, 1e300, allow_nan=False)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS).filter(any))
def test_any_direction_becomes_up_by_a_proper_rotation(vector: tuple[float, float, float]):
    up = parse_up(vector)
    assert parse_up(up) == up == parse_up(",".join(map(repr, vector)))
    rotation = up_rotation(up)
    assert np.allclose(rotation @ rotation.T, np.eye(3)) and np.linalg.det(rotation) > 0
    scaled = np.array(vector) / np.abs(vector).max()
    assert np.allclose(rotation @ scaled / np.linalg.norm(scaled), [0, 1, 0], atol=1e-9)


@pytest.mark.parametrize("axis", UP_AXES)
def test_a_direction_along_an_axis_is_that_axis(axis: str):
    vector = up_vector(axis)
    assert parse_up((3 * vector).tolist()) == axis
    near = parse_up(vector + [1e-7, 2e-7, 0])
    assert near not in UP_AXES
    assert np.allclose(up_rotation(near), up_rotation(axis), atol=1e-6)


@pytest.mark.parametrize("wrong", ["0,0,0", "nan,0,1", "1,2", "1,2,3,4", "a,b,c", "inf,0,0", ",,"])
def test_what_is_no_direction_is_one_line(wrong: str):
    with pytest.raises(ConfigError, match="is no direction; give three numbers"):
        parse_up_choice(wrong)
    with pytest.raises(ConfigError, match="is no direction"):
        pa3d.SegmentRequest(up=wrong)
    done = CliRunner().invoke(app, ["segment", str(CHAIR), "-p", "seat,leg", "--up", wrong])
    assert done.exit_code == 2 and "is no direction" in " ".join(done.stderr.split())


@pytest.mark.slow
def test_a_tilted_shape_is_labelled_as_the_upright_one(tmp_path: Path):
    chair = pa3d.load_shape(CHAIR)
    tilt = up_rotation(CAMERA)  # from the camera's axes to y up
    tilted = pa3d.Shape(chair.vertices @ tilt, chair.faces, up=parse_up(CAMERA), up_assumed=False)
    segmenter = pa3d.load_segmenter(backend="light")
    parts = ("seat", "leg", "back", "armrest")
    straight, leaning = (segmenter.segment(shape, parts) for shape in (chair, tilted))
    areas = chair.element_areas()
    same = areas[straight.labels == leaning.labels].sum()
    assert same > 0.99 * areas.sum()  # scores spread as far as the box around the file is large
    paths = pa3d.save_segmentation(leaning, tmp_path / "chair.json"), tmp_path / "chair.npz"
    assert json.loads((tmp_path / "chair.json").read_text())["source"]["up"] == tilted.up
    again = pa3d.load_segmentation(tmp_path / "chair.json", shape=tilted)
    assert again.source.up == tilted.up and paths
    pa3d.save_features(segmenter.encode(tilted), tmp_path / "chair.safetensors")
    assert pa3d.load_features(tmp_path / "chair.safetensors").source.up == tilted.up


def test_python_takes_numbers_and_lines_are_short():
    numbers = (0, -0.85, -0.53)
    shape = pa3d.load_shape(CHAIR, up=numbers)
    assert shape.up == parse_up(CAMERA) == pa3d.SegmentRequest(up=numbers).up
    with pytest.raises(ConfigError, match="5 is no direction"):
        pa3d.load_shape(CHAIR, up=5)
    assert pa3d.load_shape(shape, up=np.array(numbers)).up == shape.up
    assert "faces, 1,314 vertices, (0, -0.849, -0.529) is up)" in repr(shape)
    assert up_words(shape.up) == "(0, -0.849, -0.529)" and up_words("-z") == "-z"
    with pytest.raises(ConfigError, match=r"-y cannot be the front where \(0, -0.849, -0.529\)"):
        object_frame(shape, "-y")


def test_the_front_is_level_where_up_is_a_direction():
    frame = object_frame(pa3d.Shape(np.eye(3), up=parse_up(CAMERA)), "z")
    assert abs(frame.front @ frame.top) < 1e-12 and frame.front[2] > 0.7
    axes = np.stack([frame.left, frame.top, frame.front])
    assert np.allclose(axes @ axes.T, np.eye(3))
