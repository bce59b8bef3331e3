"""What is read back is what was written, on the shape that it was made from."""

import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.errors import OutputError, ShapeError
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io import RESULT_SUFFIXES, is_result, load_segmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import load_shape

IDENTITY = ModelIdentity("pa3d-mini", "ab" * 32, "pa3d-mini-text", "MIT")
NAMES = ("Sitz\u00e4che", "<b>leg</b>", "nowhere")


@pytest.fixture(params=["mesh", "cloud"])
def result(request: pytest.FixtureRequest, tmp_path: Path) -> PartSegmentation:
    random = np.random.default_rng(0)
    if request.param == "mesh":
        path = tmp_path / "chair.obj"
        corners = "".join(f"v {x} {y} {z}\n" for x, y, z in random.random((9, 3)))
        path.write_text(corners + "f 1 2 3\nf 4 5 6\nf 7 8 9\nf 1 5 9\n")
        labels = np.array([1, 0, -1, 1], dtype=np.int32)
    else:
        path = tmp_path / "chair.xyz"
        np.savetxt(path, random.random((7, 3)))
        labels = np.array([1, 0, 0, 1, -1, 0, 1], dtype=np.int32)
    confidence = random.random(len(labels)).astype(np.float32)
    scores = random.normal(size=(len(labels), 3)).astype(np.float32)
    shape = load_shape(path, up="z")
    return PartSegmentation(shape, NAMES, labels, confidence, scores, IDENTITY, {"seed": 3})


@pytest.fixture
def saved(result: PartSegmentation, tmp_path: Path):
    def save(suffix: str) -> Path:
        path = tmp_path / f"chair.parts{suffix}"
        save_segmentation(result, path)
        return path

    return save


def test_every_format_that_can_be_read_is_a_result(saved):
    for suffix in RESULT_SUFFIXES:
        assert is_result(saved(suffix)), suffix


def test_json_finds_its_shape(result, saved):
    back = load_segmentation(saved(".json"))
    np.testing.assert_array_equal(back.labels, result.labels)
    np.testing.assert_array_equal(back.source.vertices, result.source.vertices)
    assert (back.parts, back.model, back.source.up) == (NAMES, IDENTITY, "z")
    assert back.options == {"seed": 3} and back.scores.shape == (len(result.labels), 0)


def test_npz_has_all_numbers(result, saved):
    back = load_segmentation(saved(".npz"), up="z")
    np.testing.assert_array_equal(back.labels, result.labels)
    np.testing.assert_array_equal(back.confidence, result.confidence)
    np.testing.assert_array_equal(back.scores, result.scores)
    assert back.parts == NAMES and back.source.path == result.source.path


def test_ply_is_shape_and_labels_in_one(result, saved):
    path = saved(".ply")
    assert result.source.path is not None
    result.source.path.unlink()
    back = load_segmentation(path, up="z")
    np.testing.assert_array_equal(back.labels, result.labels)
    np.testing.assert_array_equal(back.confidence, result.confidence)
    np.testing.assert_array_equal(back.source.vertices, result.source.vertices)
    assert back.parts == NAMES and back.model.name == "pa3d-mini"


def test_glb_has_the_parts_as_nodes(result, saved):
    back = load_segmentation(saved(".glb"))
    assert back.parts[:2] == NAMES[:2] and back.model.name == "pa3d-mini"
    np.testing.assert_array_equal(np.sort(back.labels), np.sort(result.labels))
    assert back.source.up == "y" and back.source.is_cloud == result.source.is_cloud
    # x, y, z of the file with z up are x, z, -y.
    for label in (-1, 0, 1):
        ours, theirs = places(back, label), places(result, label)[:, [0, 2, 1]] * [1, 1, -1]
        np.testing.assert_allclose(sorted(ours.tolist()), sorted(theirs.tolist()), atol=1e-6)


def places(result: PartSegmentation, label: int) -> np.ndarray:
    vertices, faces = result.source.vertices, result.source.faces
    chosen = result.labels == label
    return vertices[chosen] if faces is None else vertices[faces[chosen]].reshape(-1, 3)


def test_a_shape_elsewhere_is_named(result, saved, tmp_path):
    path = saved(".json")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert result.source.path is not None
    moved = result.source.path.rename(elsewhere / result.source.path.name)
    with pytest.raises(OutputError, match="does not lie beside it; name .* --shape"):
        load_segmentation(path)
    assert load_segmentation(path, shape=moved).source.path == moved


def test_a_changed_shape_is_refused(result, saved):
    path = saved(".json")
    assert result.source.path is not None
    text = result.source.path.read_text()
    result.source.path.write_text(text + "\n")
    with pytest.raises(OutputError, match="SHA-256 differs"):
        load_segmentation(path)


def test_a_shape_of_another_size_is_refused(result, saved, tmp_path):
    np.savetxt(tmp_path / "two.xyz", np.eye(3)[:2])
    with pytest.raises(OutputError, match=rf"has {len(result.labels)} labels and its shape .* 2 p"):
        load_segmentation(saved(".npz"), shape=tmp_path / "two.xyz")


def test_two_shapes_beside_an_npz_are_no_guess(saved, tmp_path):
    path = saved(".npz")
    (tmp_path / "chair.stl").write_bytes(b"solid\n")
    with pytest.raises(OutputError, match=r"lie beside it; name the shape's file with --shape"):
        load_segmentation(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("parts"),
        lambda record: record["labels"].append(7),
        lambda record: record["labels"].__setitem__(0, "seat"),
        lambda record: record["labels"].__setitem__(0, 2**40),
        lambda record: record.__setitem__("source", None),
        lambda record: record["parts"].__setitem__(0, 5),
    ],
)
def test_a_damaged_record_is_one_line(saved, change):
    path = saved(".json")
    record = json.loads(path.read_text())
    change(record)
    path.write_text(json.dumps(record))
    with pytest.raises(OutputError) as caught:
        load_segmentation(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)


@pytest.mark.parametrize("suffix", RESULT_SUFFIXES)
def test_a_file_cut_short_is_one_line(saved, suffix):
    path = saved(suffix)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises((OutputError, ShapeError)) as caught:
        load_segmentation(path)
    assert "\n" not in str(caught.value)


def test_other_files_are_no_results(tmp_path, result):
    assert result.source.path is not None and not is_result(result.source.path)
    (tmp_path / "other.json").write_text('{"labels": []}')
    (tmp_path / "other.npz").write_bytes(b"no archive")
    for name in ("other.json", "other.npz"):
        assert not is_result(tmp_path / name)
        with pytest.raises(OutputError, match="is not a result of pa3d"):
            load_segmentation(tmp_path / name)
    with pytest.raises(OutputError, match="cannot open"):
        load_segmentation(tmp_path / "missing.json")
