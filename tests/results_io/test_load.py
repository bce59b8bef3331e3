"""Which file is a result, which shape it is of, and what older files and mistakes come to."""

import json
import re
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.results_io import RESULT_SUFFIXES, is_result, load_segmentation
from patchalign3d_cli.results_io.npz.writer import write_arrays
from patchalign3d_cli.saving import save_heat, save_segmentation
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.raw import ReadOptions
from support.round_trips import CASES, MODEL, PARTS


@pytest.fixture(params=["plain", "cloud"])
def result(request: pytest.FixtureRequest, tmp_path: Path) -> PartSegmentation:
    return CASES[request.param](tmp_path)


@pytest.fixture
def saved(result: PartSegmentation, tmp_path: Path):
    def save(suffix: str) -> Path:
        path = tmp_path / f"chair.parts{suffix}"
        save_segmentation(result, path)
        return path

    return save


def without_record(path: Path) -> Path:
    """The file as it was written before formats held a record."""
    if path.suffix == ".npz":
        with np.load(path) as archive:
            arrays = {name: archive[name] for name in archive if name != "record"}
        write_arrays(arrays, path)
    elif path.suffix == ".ply":
        path.write_bytes(re.sub(rb"comment record [^\n]*\n", b"", path.read_bytes()))
    elif path.suffix == ".glb":
        data = path.read_bytes()
        size = struct.unpack_from("<I", data, 12)[0]
        document = json.loads(data[20 : 20 + size])
        del document["asset"]["extras"]["segmentation"]
        for mesh in document["meshes"]:
            del mesh["primitives"][0]["extras"]["element"]
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        binary = data[20 + size :]
        total = struct.pack("<I", 20 + len(text) + len(binary))
        path.write_bytes(data[:8] + total + struct.pack("<I", len(text)) + b"JSON" + text + binary)
    return path


def test_every_format_that_can_be_read_is_a_result(saved):
    for suffix in RESULT_SUFFIXES:
        assert is_result(saved(suffix)), suffix


@pytest.mark.parametrize("suffix", [".npz", ".ply"])
def test_files_without_a_record_have_parts_and_labels(result, saved, suffix):
    back = load_segmentation(without_record(saved(suffix)), up="z")
    np.testing.assert_array_equal(back.labels, result.labels)
    np.testing.assert_array_equal(back.confidence, result.confidence)
    np.testing.assert_array_equal(back.source.vertices, result.source.vertices)
    assert back.parts == PARTS and back.options == {} and back.source.up == "z"
    assert back.model.name == ("an unknown model" if suffix == ".npz" else MODEL.name)


def test_a_glb_without_a_record_has_its_elements_in_the_order_of_its_parts(result, saved):
    back = load_segmentation(without_record(saved(".glb")))
    assert back.parts == (*PARTS[:2], "part 2", PARTS[3]) and back.model.license == "MIT"
    np.testing.assert_array_equal(back.labels, np.sort(result.labels))
    for label in (0, 1, 3):
        ours, theirs = locations(back, label), locations(result, label)
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def locations(result: PartSegmentation, label: int) -> np.ndarray:
    vertices, faces = result.source.vertices, result.source.faces
    chosen = result.labels == label
    return vertices[chosen] if faces is None else vertices[faces[chosen]].reshape(-1, 3)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_shape_elsewhere_is_named(result, saved, tmp_path, suffix):
    path = saved(suffix)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert result.source.path is not None
    moved = result.source.path.rename(elsewhere / result.source.path.name)
    with pytest.raises(OutputError, match="does not lie beside it; .* --shape"):
        load_segmentation(path)
    assert load_segmentation(path, shape=moved).source.path == moved
    assert load_segmentation(path, shape=load_shape(moved)).source.path == moved


@pytest.mark.parametrize("suffix", [".ply", ".glb"])
def test_a_result_that_holds_its_shape_takes_no_other(result, saved, suffix):
    with pytest.raises(OutputError, match="holds its shape; leave out the other one"):
        load_segmentation(saved(suffix), shape=result.source.path)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_changed_shape_is_refused(result, saved, suffix):
    path = saved(suffix)
    assert result.source.path is not None
    text = result.source.path.read_text()
    result.source.path.write_text(text + "\n")
    with pytest.raises(OutputError, match="SHA-256 differs"):
        load_segmentation(path)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_changed_shape_of_a_refined_result_is_refused(tmp_path, suffix):
    save_segmentation(CASES["refined"](tmp_path), tmp_path / f"a{suffix}")
    (tmp_path / "chair.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    with pytest.raises(OutputError, match="SHA-256 differs"):
        load_segmentation(tmp_path / f"a{suffix}")


def test_a_shape_of_another_size_is_refused(result, saved, tmp_path):
    np.savetxt(tmp_path / "two.xyz", np.eye(3)[:2])
    kind = "points" if result.source.is_cloud else "faces"
    wanted = rf"has {len(result.labels)} labels of {kind} and its shape .*two.xyz has 2 points"
    with pytest.raises(OutputError, match=wanted):
        load_segmentation(saved(".npz"), shape=tmp_path / "two.xyz")


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_labels_of_other_points_than_those_read_are_refused(tmp_path, suffix):
    result = CASES["dropped points"](tmp_path)
    shape = replace(result.source, vertex_index=result.source.vertex_index[::-1])
    result = replace(result, source=shape)
    save_segmentation(result, tmp_path / f"a{suffix}")
    with pytest.raises(OutputError, match="labels for other points of .* than pa3d reads"):
        load_segmentation(tmp_path / f"a{suffix}")


def test_two_shapes_beside_a_result_that_names_none_are_no_guess(saved, tmp_path):
    path = without_record(saved(".npz"))
    (tmp_path / "chair.stl").write_bytes(b"solid\n")
    with pytest.raises(
        OutputError, match=r"lie beside it; put the shape's file beside it, .* view --shape"
    ):
        load_segmentation(path)


def test_pieces_that_no_longer_fit_corrected_labels_are_left_out(tmp_path):
    result = CASES["split into parts"](tmp_path)
    path = tmp_path / "chair.parts.json"
    save_segmentation(result, path)
    record = json.loads(path.read_text())
    record["labels"][0] = 2
    path.write_text(json.dumps(record))
    back = load_segmentation(path)
    assert back.labels[0] == 2 and back.pieces is None
    (warning,) = back.warnings
    assert "pieces" in warning


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("parts"),
        lambda record: record.pop("labels"),
        lambda record: record["labels"].append(7),
        lambda record: record["labels"].__setitem__(0, "seat"),
        lambda record: record["labels"].__setitem__(0, 1.5),
        lambda record: record["labels"].__setitem__(0, 2**40),
        lambda record: record["labels"].__setitem__(0, 10**400),
        lambda record: record["confidence"].__setitem__(0, 10**400),
        lambda record: record["confidence"].__setitem__(0, [1]),
        lambda record: record["confidence"].pop(),
        lambda record: record.__setitem__("source", None),
        lambda record: record["source"].__setitem__("file", 7),
        lambda record: record["parts"].__setitem__(0, 5),
        lambda record: record["parts"][0].__setitem__("name", 5),
        lambda record: record["options"].__setitem__("seed", [1]),
        lambda record: record.__setitem__("schema", {"pa3d.segmentation/1": 1}),
        lambda record: record.__setitem__("element", "face point"),
        lambda record: record.__setitem__("pieces", [{"name": "seat", "part": 0}]),
        lambda record: record.__setitem__("source_faces", [0]),
        lambda record: record.__setitem__("vertices", [[0, 0, 0]]),
        lambda record: record.__setitem__("vertices", "none"),
        lambda record: record.__setitem__("face_index", [[0], [1]]),
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
    with pytest.raises(OutputError) as caught:
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


def test_a_heat_is_no_labelled_shape(result, tmp_path):
    fits = np.linspace(-1, 1, len(result.labels), dtype=np.float32)[:, None]
    heat = ShapeHeat(result.source, ("label",), fits, MODEL, {})
    for suffix in RESULT_SUFFIXES:
        save_heat(heat, [tmp_path / f"chair.heat{suffix}"])
        assert not is_result(tmp_path / f"chair.heat{suffix}"), suffix


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_the_shape_is_read_as_it_was_for_the_run(tmp_path, suffix):
    rows = np.random.default_rng(0).random((5, 6))
    np.savetxt(tmp_path / "a.csv", rows, delimiter=",", header="x,y,z,u,v,w", comments="")
    reading = ReadOptions(columns=("u", "v", "w"))
    shape = load_shape(tmp_path / "a.csv", options=reading)
    labels, ones = np.zeros(5, np.int32), np.ones(5, np.float32)
    result = PartSegmentation(shape, ("a",), labels, ones, ones[:, None], MODEL, {})
    save_segmentation(result, tmp_path / f"a.parts{suffix}")
    back = load_segmentation(tmp_path / f"a.parts{suffix}", reading=reading)
    np.testing.assert_array_equal(back.source.vertices, rows[:, 3:])
