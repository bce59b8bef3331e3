"""One's own data: shapes with label files beside them."""

import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import load_shape
from support import labelled_sets as tiny
from support.round_trips import CASES, MODEL

FIVE = np.concatenate([tiny.TETRAHEDRON, tiny.TETRAHEDRON[:1]])  # faces; four vertices


@pytest.fixture
def mesh(tmp_path: Path) -> Path:
    """A mesh of five faces and four vertices, alone in a folder."""
    tiny.write_obj(tmp_path / "a.obj", tiny.UNIT, FIVE)
    return tmp_path


def label(root: Path, content: object, name: str = "a.labels.json") -> FolderData:
    (root / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return FolderData(root)


def test_categories_are_subfolders(tmp_path: Path):
    found = FolderData(tiny.write_folder(tmp_path))
    assert found.items == ("box/a0.obj", "box/a1.obj", "tent/a0.obj", "tent/a1.obj")
    shape = found.load(3)
    assert (shape.category, shape.parts, shape.on) == ("tent", ("seat", "leg"), "faces")
    assert shape.labels.tolist() == [0, 0, 1, 1, -1]
    assert len({found.load(index).sha256 for index in range(4)}) == 2  # box and tent are alike


def test_names_of_a_category_and_of_a_subfolder(tmp_path: Path):
    tiny.write_folder(tmp_path)
    names = {"box": {"0": "lid", "1": "wall"}, "tent": ["roof", "floor", "pole"]}
    (tmp_path / "parts.json").write_text(json.dumps(names))
    found = FolderData(tmp_path)
    assert found.load(0).parts == ("lid", "wall")
    assert found.load(2).parts == ("roof", "floor", "pole")
    (tmp_path / "tent" / "parts.json").write_text('["one", "two"]')
    assert FolderData(tmp_path).load(2).parts == ("one", "two")


def test_numbers_may_leave_gaps(mesh: Path):
    (mesh / "parts.json").write_text('{"7": "leg", "3": "seat"}')
    shape = label(mesh, [3, 7, 7, -1, 3]).load(0)
    assert shape.parts == ("seat", "leg") and shape.labels.tolist() == [0, 1, 1, -1, 0]


def test_every_kind_of_label_file(mesh: Path):
    expected = [0, 1, 1, -1, 0]
    names = ["leg", "seat", "seat", -1, "leg"]
    assert label(mesh, names).load(0).labels.tolist() == expected
    (mesh / "a.labels.json").unlink()
    text = "".join(f"{name}\n" for name in names)
    assert label(mesh, text, "a.labels.txt").load(0).labels.tolist() == expected
    (mesh / "a.labels.txt").unlink()
    np.save(mesh / "a.labels.npy", np.array(expected, dtype=np.int8))
    (mesh / "parts.json").write_text('["leg", "seat"]')
    assert FolderData(mesh).load(0).labels.tolist() == expected


@pytest.mark.parametrize("ending", [".parts.json", ".parts.npz", ".labels.json"])
@pytest.mark.parametrize("case", ["plain", "polygons", "dropped points", "unlabelled", "cloud"])
def test_results_of_pa3d_are_labels(tmp_path: Path, case: str, ending: str):
    result = CASES[case](tmp_path)
    saved = tmp_path / f"saved{Path(ending).suffix}"
    save_segmentation(result, saved)
    saved.rename(tmp_path / f"chair{ending}")
    shape = FolderData(tmp_path).load(0)
    assert shape.parts == result.parts and np.array_equal(shape.labels, result.labels)
    assert shape.on == ("points" if result.source.is_cloud else "faces")
    np.testing.assert_array_equal(shape.shape.vertices, result.source.vertices)


@pytest.mark.parametrize("ending", [".parts.json", ".parts.npz"])
def test_a_refined_result_has_one_label_for_each_face_of_the_shape(tmp_path: Path, ending: str):
    result = CASES["refined, split and unlabelled"](tmp_path)
    save_segmentation(result, tmp_path / f"chair{ending}")
    shape = FolderData(tmp_path).load(0)
    assert shape.shape.element_count == 192 < len(result.labels)
    areas = result.source.element_areas()
    for face in range(192):
        mine = np.flatnonzero(result.source_faces == face)
        votes = {label: areas[mine][result.labels[mine] == label].sum() for label in range(-1, 4)}
        assert votes[shape.labels[face]] == pytest.approx(max(votes.values()))


def test_a_persons_labels_come_before_results(mesh: Path):
    shape = load_shape(mesh / "a.obj")
    labels = np.array([2, 0, -1, 1, 0], dtype=np.int32)
    parts = ("seat", "leg", "back")
    scores = np.zeros((5, 3), np.float32)
    result = PartSegmentation(shape, parts, labels, np.ones(5, np.float32), scores, MODEL, {})
    save_segmentation(result, mesh / "a.parts.json")
    assert FolderData(mesh).items == ("a.obj",)
    assert FolderData(mesh).load(0).parts == parts
    assert FolderData(mesh, on="vertices").load(0).on == "faces"  # the file says it
    (mesh / "a.labels.txt").write_text("leg\n" * 5)
    assert FolderData(mesh).load(0).parts == ("leg",)


def test_a_result_of_another_shape_is_no_label_file(mesh: Path, tmp_path: Path):
    result = PartSegmentation(
        load_shape(mesh / "a.obj"),
        ("seat",),
        np.zeros(5, np.int32),
        np.ones(5, np.float32),
        np.zeros((5, 1), np.float32),
        MODEL,
        {},
    )
    save_segmentation(result, mesh / "a.parts.json")
    tiny.write_obj(mesh / "a.obj", tiny.UNIT * 2, FIVE)
    with pytest.raises(DataError, match=r"SHA-256 differs\); segment it again"):
        FolderData(mesh).load(0)


def test_vertices_and_points_are_known_by_their_count(mesh: Path):
    assert label(mesh, ["a", "b", "a", "a"]).load(0).on == "vertices"
    (mesh / "a.obj").unlink()
    np.savetxt(mesh / "a.xyz", tiny.UNIT)
    assert FolderData(mesh).load(0).on == "points"


def test_labels_of_polygons_go_to_their_triangles(tmp_path: Path):
    (tmp_path / "q.obj").write_text(
        "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nf 1 2 3 4\nf 1 2 5\n"
    )
    shape = label(tmp_path, ["top", "side"], "q.labels.json").load(0)
    assert [shape.parts[own] for own in shape.labels] == ["top", "top", "side"]


def test_points_that_are_nowhere_lose_their_labels(tmp_path: Path):
    (tmp_path / "a.xyz").write_text("0 0 0\nnan 0 0\n1 0 0\n1 1 0\n")
    shape = label(tmp_path, ["a", "b", "c", "a"]).load(0)
    assert [shape.parts[own] for own in shape.labels] == ["a", "c", "a"]


def test_an_ambiguous_count_asks_and_an_answer_settles_it(tmp_path: Path):
    tiny.write_obj(tmp_path / "a.obj", tiny.UNIT, tiny.TETRAHEDRON)
    labels = ["a", "b", "a", "a"]
    with pytest.raises(DataError, match=r"not clear.*--labels-on faces"):
        label(tmp_path, labels).load(0)
    assert FolderData(tmp_path, on="vertices").load(0).on == "vertices"
    assert label(tmp_path, {"on": "faces", "labels": labels}).load(0).on == "faces"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([0, 0, 1, 1, 0], "nothing says what the labels 0, 1 mean"),
        (["a", "b"], "has 2 labels, but the shape has 5 faces, 4 vertices"),
        ({"on": "edges", "labels": []}, "write one of faces, vertices, points"),
        ({"on": "points", "labels": ["a"] * 4}, "not one for each of the points"),
        ({"labels": [1.5]}, "holds no list of labels"),
        ("[1,", "is not valid JSON"),
        (["a", "b", -2, "a", "a"], "-2 are not among the names"),
        ({"schema": "pa3d.segmentation/1", "parts": 3, "labels": []}, "not what pa3d writes"),
    ],
)
def test_labels_that_cannot_be_are_one_line(mesh: Path, content: object, message: str):
    with pytest.raises(DataError, match=message) as failure:
        label(mesh, content).load(0)
    assert "a.labels.json" in str(failure.value) and "\n" not in str(failure.value)


@pytest.mark.parametrize("names", ["{}", '{"0": 1}', '{"x": "leg"}', '["a", "a"]', "3", "["])
def test_names_that_cannot_be_are_one_line(mesh: Path, names: str):
    (mesh / "parts.json").write_text(names)
    with pytest.raises(DataError, match=r"parts\.json") as failure:
        label(mesh, [0] * 5)
    assert "\n" not in str(failure.value)


def test_arrays_that_cannot_be_are_one_line(mesh: Path):
    (mesh / "parts.json").write_text('["leg"]')
    for value in (np.zeros((5, 2)), np.full(5, 0.5), np.array(["a"] * 5), np.array([{}] * 5)):
        np.save(mesh / "a.labels.npy", value, allow_pickle=True)
        with pytest.raises(DataError, match=r"a\.labels\.npy"):
            FolderData(mesh).load(0)


def test_bare_shapes_empty_folders_and_doubled_labels_are_named(mesh: Path):
    with pytest.raises(DataError, match=r"1 shapes in .* have no labels \(a\.obj\)"):
        FolderData(mesh)
    (mesh / "a.labels.txt").write_text("leg\n" * 5)
    np.save(mesh / "a.labels.npy", np.zeros(5))
    with pytest.raises(DataError, match=r"several label files \(a\.labels\.txt, a\.labels\.npy\)"):
        FolderData(mesh)
    (mesh / "empty").mkdir()
    with pytest.raises(DataError, match="no labelled shape"):
        FolderData(mesh / "empty")
    with pytest.raises(DataError, match="there is no folder"):
        FolderData(mesh / "none")
