"""Which shapes a run is about, and which files they become."""

from pathlib import Path

import pytest

from patchalign3d_cli.batches.inputs import InputShape, list_inputs
from patchalign3d_cli.batches.manifest import read_manifest
from patchalign3d_cli.batches.planning import result_paths
from patchalign3d_cli.errors import ConfigError, OutputError, Pa3dError, PartsError, ShapeError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = ["a.obj", "a.parts.obj", "one/b.ply", "one/two/c.stl", ".hidden/d.obj", "a.parts/e.obj"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(shapes: list[InputShape]) -> list[str]:
    return [shape.path.as_posix() for shape in shapes]


def test_folders_are_looked_into_where_that_is_asked_for(tree: Path):
    assert names(list_inputs([Path()])) == ["a.obj"]
    assert names(list_inputs([Path()], recursive=True)) == ["a.obj", "one/b.ply", "one/two/c.stl"]


def test_patterns_and_lists_stand_for_shapes(tree: Path):
    assert names(list_inputs([Path("**/*.[op]*")])) == ["a.obj", "one/b.ply"]
    (tree / "list.txt").write_text("# shapes\none/b.ply\n\na.obj\none\n")
    assert names(list_inputs([Path("@list.txt"), Path("a.obj")])) == ["one/b.ply", "a.obj"]


@pytest.mark.parametrize("word", ["@none.txt", "@empty.txt", "*.glb", "one/two/none/*.obj"])
def test_what_names_no_shape_is_said(tree: Path, word: str):
    (tree / "empty.txt").write_text("# nothing\n")
    with pytest.raises(ShapeError):
        list_inputs([Path(word)])


def test_a_part_name_among_shapes_is_noticed(tree: Path):
    with pytest.raises(ShapeError, match="quotes around all"):
        list_inputs([Path("a.obj"), Path("seat")])


@pytest.mark.parametrize(
    ("paths", "results"),
    [
        (["in/a.obj", "in/x/a.obj"], ["out/a.parts.npz", "out/x/a.parts.npz"]),
        (["in/a.obj", "in/a.stl"], ["out/a.obj.parts.npz", "out/a.stl.parts.npz"]),
        (["in/a.obj", "else/b.obj"], ["out/a.parts.npz", "out/b.parts.npz"]),
        (["in/a.obj", "else/a.obj"], ["out/in/a.parts.npz", "out/else/a.parts.npz"]),
    ],
)
def test_no_two_shapes_share_a_result(paths: list[str], results: list[str]):
    shapes = [InputShape(Path(path), Path(path.split("/")[0])) for path in paths]
    planned = result_paths(shapes, Path("out"), ["npz"])
    assert [path.as_posix() for (path,) in planned] == results


def test_beside_their_shapes_results_keep_the_names():
    shapes = [InputShape(Path("in/a.obj"), Path("in")), InputShape(Path("b/a.obj"), Path("b"))]
    planned = result_paths(shapes, None, ["npz"])
    assert [path.as_posix() for (path,) in planned] == ["in/a.parts.npz", "b/a.parts.npz"]
    with pytest.raises(OutputError, match="docx"):
        result_paths(shapes, None, ["docx"])


def test_a_manifest_has_columns(tmp_path: Path):
    path = tmp_path / "jobs.csv"
    path.write_text('\ufefffile, parts ,up\na.obj,"seat, leg",Z\n\n/b/b.obj,,\n')
    first, second = read_manifest(path)
    assert first == (InputShape(tmp_path / "a.obj", tmp_path), ("seat", "leg"), None, "Z")
    assert second == (InputShape(Path("/b/b.obj"), Path("/b")), (), None, None)
    as_json = tmp_path / "jobs.json"
    as_json.write_text('[{"file": "a.obj", "parts": ["seat", "leg"], "category": "chair"}]')
    assert read_manifest(as_json)[0][1:] == (("seat", "leg"), "chair", None)


@pytest.mark.parametrize(
    ("name", "text", "failure", "words"),
    [
        ("a.csv", "", ConfigError, "no column file"),
        ("a.csv", "file\n", ConfigError, "no rows"),
        ("a.csv", "file,colour\na,b\n", ConfigError, "colour"),
        ("a.csv", "file,parts\na.obj,seat,leg\n", ConfigError, "quotes around"),
        ("a.csv", 'file,parts\na.obj,"seat,seat"\n', PartsError, "row 1"),
        ("a.csv", "file,parts\n,seat\n", ConfigError, "names no file"),
        ("a.json", "{", ConfigError, "no JSON"),
        ("a.json", "[1]", ConfigError, "list of objects"),
        ("a.json", '[{"file": 1}]', ConfigError, "no text"),
        ("a.json", '[{"file": "a", "parts": 3}]', PartsError, "parts are neither"),
    ],
)
def test_a_wrong_manifest_is_told(
    tmp_path: Path, name: str, text: str, failure: type[Pa3dError], words: str
):
    (tmp_path / name).write_text(text)
    with pytest.raises(failure, match=words):
        read_manifest(tmp_path / name)


def test_one_file_under_several_names_is_one_shape(tree: Path):
    (tree / "link.obj").symlink_to(tree / "a.obj")
    (tree / "list.txt").write_text("./a.obj\nlink.obj\n")
    words = [
        Path("./a.obj"),
        tree / "a.obj",
        Path("one/../a.obj"),
        Path("@list.txt"),
        Path("*.obj"),
    ]
    assert names(list_inputs(words)) == ["a.obj"]


TEXTS = {
    "LICENSE.txt": "MIT License\n\nPermission is hereby granted, 1 2 3\nto any person\n",
    "README.txt": "Chairs\n\nScanned on 3 4 2020 at noon, 12 of them\n",
    "prices.csv": "item,price,count\nchair,10,3\ntable,20,4\n",
    "stock.csv": "id,price,weight,count\n1,10,3,5\n2,20,4,6\n",
    "chair.labels.txt": "0 0 0\n1 1 1\n1 1 1\n",
    "chair.labels.npy": "x",
}
CLOUDS = {
    "points.txt": "0 0 1\n1 0 2\n0 1 3\n",
    "named.txt": "0.1 0 1 chair\n1 0 2 chair\n0 1 3 table\n",
    "table.csv": "name,x,y,z\na,0,0,1\nb,1,0,2\nc,0,1,3\n",
    "scans.txt": "2\n0 0 1\n1 0 2\n1\n0 1 3\n",
    "headed.txt": "# x y z\n0;0;1\n1;0;2\n",
    "comma.csv": "x;y;z\n0,5;0;1\n1;0,5;2\n",
}


def test_folders_within_are_named_where_they_hold_shapes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for name in ("a.obj", "chairs/b.obj", "old/c.ply", "old/d.ply", "e.parts/leg.glb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("v 0 0 0")
    for name in ("texts/notes.txt", "results/a.parts.glb", ".cache/f.obj"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("no shape")
    assert [one.path.name for one in list_inputs([tmp_path])] == ["a.obj"]
    (record,) = caplog.records
    assert record.getMessage() == (
        f"{tmp_path}: left out the shapes in folders within it (chairs, old); `pa3d segment -r`"
        " takes them too"
    )
    assert len(list_inputs([tmp_path], recursive=True)) == 4
    assert not any("left out" in record.getMessage() for record in caplog.records[1:])


def test_texts_that_are_no_clouds_are_passed_over_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for name, text in (TEXTS | CLOUDS).items():
        (tmp_path / name).write_text(text)
    for word in (tmp_path, tmp_path / "*"):
        caplog.clear()
        assert {shape.path.name for shape in list_inputs([word])} == set(CLOUDS)
        (record,) = caplog.records
        assert "passed over 6 text files" in record.getMessage()
        assert "LICENSE.txt" in record.getMessage()
    assert names(list_inputs([tmp_path / "prices.csv"]))  # who names a file means it
    columns = ("price", "weight", "count")
    assert "stock.csv" in {one.path.name for one in list_inputs([tmp_path], columns=columns)}
    for name in CLOUDS:
        (tmp_path / name).unlink()
    with pytest.raises(ShapeError, match="no shape file in"):
        list_inputs([tmp_path])
