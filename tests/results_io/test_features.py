"""Encoded shapes on disk: what comes back is what was written, and it is asked alike."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ConfigError, ModelError, OutputError
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.results_io.features.layout import shape_stem
from patchalign3d_cli.results_io.features.writer import MOST_EMBEDDED
from patchalign3d_cli.segmenting.segmenter import Segmenter
from support.textures import textured_glb

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
PARTS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def cloud_with_gaps(folder: Path) -> pa3d.Shape:
    """A cloud of 300 points of whose file two lines were dropped."""
    rows = np.random.default_rng(2).standard_normal((300, 3)) * 1e-3 + 1e6
    lines = ["nan 0 0", *(" ".join(map(repr, row)) for row in rows.tolist()), "0 inf 0"]
    (folder / "cloud.xyz").write_text("\n".join(lines))
    return pa3d.load_shape(folder / "cloud.xyz", up="-z")


def scene(folder: Path) -> pa3d.Shape:
    (folder / "scene.glb").write_bytes(textured_glb())
    return pa3d.load_shape(folder / "scene.glb")


def chair(folder: Path) -> pa3d.Shape:
    (folder / "chair.obj").write_bytes(CHAIR.read_bytes())
    return pa3d.load_shape(folder / "chair.obj")


@pytest.mark.parametrize("make", [chair, scene, cloud_with_gaps])
@pytest.mark.parametrize("geometry", [True, False])
def test_what_is_read_is_what_was_written(segmenter: Segmenter, tmp_path: Path, make, geometry):
    shape = make(tmp_path)
    features = segmenter.encode(shape, pa3d.EncodeOptions(passes=2, seed=3))
    path = tmp_path / "a.features.safetensors"
    followed = None if shape.is_cloud else np.arange(shape.element_count) % 3
    features = replace(features, regions=followed)
    pa3d.save_features(features, path, geometry=geometry)
    again = pa3d.load_features(path)
    assert np.array_equal(again.regions, followed) or followed is again.regions is None
    for name in ("centers", "features", "members", "points", "elements"):
        before, after = getattr(features, name), getattr(again, name)
        assert np.array_equal(before, after) and before.dtype == after.dtype, name
    assert np.array_equal(again.frame.axes, features.frame.axes)
    assert np.array_equal(again.frame.center, features.frame.center)
    assert again.frame.scale == features.frame.scale
    assert (again.model, dict(again.options)) == (features.model, dict(features.options))
    source = again.source
    assert np.array_equal(source.vertices, shape.vertices)
    for name in ("faces", "face_index", "vertex_index"):
        before, after = getattr(shape, name), getattr(source, name)
        assert (before is None) == (after is None) and np.array_equal(before, after), name
    assert (source.up, source.up_assumed) == (shape.up, shape.up_assumed)
    assert source.sha256 == shape.sha256 and source.path.name == shape.path.name
    assert source.warnings == shape.warnings
    assert [node.name for node in source.nodes] == [node.name for node in shape.nodes]
    for before, after in zip(shape.nodes, source.nodes, strict=True):
        assert np.array_equal(before.transform, after.transform)
    first, second = (segmenter.query(one, PARTS) for one in (features, again))
    assert np.array_equal(first.scores, second.scores)


def test_a_file_that_was_moved_alone_is_asked_without_the_encoder(
    segmenter: Segmenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "elsewhere" / "chair.features.safetensors"
    path.parent.mkdir()
    pa3d.save_features(segmenter.encode(chair(tmp_path)), path)
    expected = pa3d.segment_file(tmp_path / "chair.obj", PARTS, segmenter=segmenter)

    def fail(*_: object) -> None:
        raise AssertionError("the encoder ran")

    monkeypatch.setattr(PatchAlign3D, "forward", fail)
    result = pa3d.segment_file(path, PARTS, segmenter=segmenter)
    assert np.array_equal(result.scores, expected.scores)
    assert dict(result.options) == dict(expected.options)
    split = pa3d.SegmentRequest(split="parts", quality="fast", refine=True)
    assert pa3d.segment_file(path, PARTS, split, segmenter=segmenter).pieces is not None


@pytest.mark.parametrize(
    "request_", [{"up": "z"}, {"up": "auto"}, {"points": 32}, {"passes": 2}, {"quality": "best"}]
)
def test_what_is_encoded_cannot_be_encoded_otherwise(
    segmenter: Segmenter, tmp_path: Path, request_: dict
):
    path = tmp_path / "chair.features.safetensors"
    pa3d.save_features(segmenter.encode(chair(tmp_path)), path)
    with pytest.raises(ConfigError, match="is encoded already; leave out"):
        pa3d.segment_file(path, PARTS, pa3d.SegmentRequest(**request_), segmenter=segmenter)
    pa3d.segment_file(path, PARTS, pa3d.SegmentRequest(seed=5), segmenter=segmenter)


def test_vectors_of_another_model_are_refused(segmenter: Segmenter, tmp_path: Path):
    path = tmp_path / "chair.features.safetensors"
    pa3d.save_features(segmenter.encode(chair(tmp_path)), path)
    other = pa3d.load_segmenter()
    with pytest.raises(ModelError, match="features are by tiny .*, which pa3d-mini .* cannot ask"):
        pa3d.segment_file(path, PARTS, segmenter=other)
    with pytest.raises(ModelError, match="cannot ask"):
        other.query(pa3d.load_features(path), PARTS)


def test_without_geometry_the_shape_must_lie_beside(segmenter: Segmenter, tmp_path: Path):
    features = segmenter.encode(chair(tmp_path))
    path = tmp_path / "moved" / "chair.features.safetensors"
    path.parent.mkdir()
    pa3d.save_features(features, path, geometry=False)
    with pytest.raises(OutputError, match="holds no geometry, and its shape chair.obj does not"):
        pa3d.load_features(path)
    told = pa3d.load_features(path, shape=tmp_path / "chair.obj")
    assert np.array_equal(told.source.vertices, features.source.vertices)
    (path.parent / "chair.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    with pytest.raises(OutputError, match="is not the file that .* was made from"):
        pa3d.load_features(path)


def test_the_shapes_own_file_brings_its_materials(segmenter: Segmenter, tmp_path: Path):
    features = segmenter.encode(scene(tmp_path))
    path = tmp_path / "scene.features.safetensors"
    pa3d.save_features(features, path)
    assert pa3d.load_features(path).source.appearance is None
    told = pa3d.load_features(path, shape=tmp_path / "scene.glb")
    assert told.source.appearance is not None


def test_geometry_is_left_out_of_large_files_alone(segmenter: Segmenter, tmp_path: Path):
    features = segmenter.encode(chair(tmp_path))
    faces = features.source.faces
    repeated = np.tile(faces, (MOST_EMBEDDED // len(faces) + 1, 1))
    large = replace(features, source=replace(features.source, faces=repeated))
    for name, one, there in (("small", features, True), ("large", large, False)):
        pa3d.save_features(one, tmp_path / f"{name}.safetensors")
        assert ("vertices" in load_file(tmp_path / f"{name}.safetensors")) is there


def test_equal_features_give_equal_bytes_and_nothing_is_overwritten(
    segmenter: Segmenter, tmp_path: Path
):
    features = segmenter.encode(chair(tmp_path))
    first, second = tmp_path / "a.safetensors", tmp_path / "b.safetensors"
    pa3d.save_features(features, first)
    pa3d.save_features(pa3d.load_features(first), second)
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(OutputError, match="exists; add --force"):
        pa3d.save_features(features, first)
    with pytest.raises(OutputError, match="end it in .safetensors"):
        pa3d.save_features(features, tmp_path / "a.npz")
    pa3d.save_features(features, first, overwrite=True)


def test_names_of_results_go_by_the_shape():
    assert shape_stem(Path("a/chair.features.safetensors")) == "chair"
    assert shape_stem(Path("a/chair.features.obj")) == "chair.features"
    assert shape_stem(Path("chair.safetensors")) == "chair"


def test_what_holds_no_features_is_one_line(tmp_path: Path):
    with pytest.raises(OutputError, match="cannot open .*nowhere"):
        pa3d.load_features(tmp_path / "nowhere.safetensors")
    with pytest.raises(OutputError, match="cannot open|cannot read"):
        pa3d.load_features(tmp_path)
    (tmp_path / "text.safetensors").write_text("hello")
    with pytest.raises(OutputError, match="is damaged"):
        pa3d.load_features(tmp_path / "text.safetensors")
    save_file({"weight": np.zeros(3)}, tmp_path / "weights.safetensors")
    with pytest.raises(OutputError, match="holds no features of pa3d"):
        pa3d.load_features(tmp_path / "weights.safetensors")


@pytest.fixture(scope="module")
def written(segmenter: Segmenter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    pa3d.save_features(segmenter.encode(scene(folder)), folder / "a.safetensors")
    return folder / "a.safetensors"


def _one_negative(values: np.ndarray) -> np.ndarray:
    return np.where(np.arange(values.size).reshape(values.shape) == 0, -1, values)


CHANGES = {
    "shorter": lambda values: values[:-1],
    "empty": lambda values: values[:0],
    "flat": lambda values: values.reshape(-1),
    "halved": lambda values: values.astype(np.float16),
    "infinite": lambda values: (values / 0.0).astype(values.dtype),
    "negative": _one_negative,
    "beyond": lambda values: values + 10**6,
}
INDICES, COORDINATES = ("patch_members", "point_elements", "faces"), ("patch_centers", "points")
CASES = [
    *((name, change) for name in INDICES for change in ("empty", "halved", "negative", "beyond")),
    *((name, change) for name in COORDINATES for change in ("shorter", "halved", "infinite")),
    *(("patch_features", change) for change in ("shorter", "flat", "halved", "infinite")),
    *(("vertices", change) for change in ("empty", "flat", "halved", "infinite")),
    *(("node_transforms", change) for change in ("shorter", "flat")),
    ("faces", "flat"),
    ("patch_members", "shorter"),
    ("point_elements", "shorter"),
]


@pytest.mark.parametrize(("name", "change"), CASES)
@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_arrays_that_do_not_belong_together_are_found(
    written: Path, tmp_path: Path, name: str, change: str
):
    arrays = load_file(written)
    arrays[name] = np.ascontiguousarray(CHANGES[change](arrays[name]))
    save_file(arrays, tmp_path / "a.safetensors", _header(written)["__metadata__"])
    with pytest.raises(OutputError, match="a.safetensors: it is damaged"):
        pa3d.load_features(tmp_path / "a.safetensors")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damage_is_one_line(written: Path, tmp_path: Path, data: st.DataObject):
    """Another value anywhere in the metadata, or another byte anywhere: an answer or one line."""
    content = written.read_bytes()
    if data.draw(st.booleans()):
        header = _header(written)
        record = json.loads(header["__metadata__"]["pa3d"])
        key = data.draw(st.sampled_from(sorted(record)))
        value = data.draw(
            st.none() | st.integers(-2, 2) | st.text(max_size=3) | st.just({}) | st.just([])
        )
        where = record
        if isinstance(record[key], dict) and data.draw(st.booleans()):
            where, key = record[key], data.draw(st.sampled_from(sorted(record[key])))
        where[key] = value
        header["__metadata__"]["pa3d"] = json.dumps(record)
        text = json.dumps(header).encode()
        size = struct.unpack("<Q", content[:8])[0]
        content = struct.pack("<Q", len(text)) + text + content[8 + size :]
    else:
        position = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.booleans())
        byte = bytes([data.draw(st.integers(0, 255))])
        content = content[:position] + (b"" if cut else byte + content[position + 1 :])
    path = tmp_path / "damaged.safetensors"
    path.write_bytes(content)
    try:
        pa3d.load_features(path)
    except OutputError as error:
        assert "\n" not in str(error)


def _header(path: Path) -> dict:
    content = path.read_bytes()
    return json.loads(content[8 : 8 + struct.unpack("<Q", content[:8])[0]])
