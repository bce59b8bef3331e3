"""`pa3d features` on a tiny model and a box."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from safetensors import safe_open
from safetensors.numpy import load_file
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def features(tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))
    return lambda *words: CliRunner().invoke(app, ["features", *map(str, words)])


def test_the_keys_that_the_documentation_names(features: Run, files, box: Path):
    done = features(box)
    assert done.exit_code == 0, done.stderr
    assert files(box.parent) == {"box.obj", "box.features.safetensors", "box.features.glb"}
    with safe_open(box.parent / "box.features.safetensors", framework="numpy") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        known = json.loads(file.metadata()["pa3d"])
    shapes = {name: (values.shape, str(values.dtype)) for name, values in arrays.items()}
    assert shapes == {
        "patch_features": ((16, 12), "float32"),
        "patch_centers": ((16, 3), "float64"),
        "patch_members": ((16, 8), "int64"),
        "point_features": ((64, 12), "float32"),
        "points": ((64, 3), "float64"),
        "point_elements": ((64,), "int64"),
        "element_features": ((192, 12), "float16"),
        "vertices": ((98, 3), "float64"),
        "faces": ((192, 3), "int64"),
    }
    assert set(known["frame"]) == {"axes", "center", "scale"}
    assert known["schema"] == "pa3d.features/1" and known["source"]["file"] == "box.obj"
    members = arrays["points"][arrays["patch_members"][:, 0]]
    assert np.allclose(members, arrays["patch_centers"])
    lengths = np.linalg.norm(arrays["element_features"].astype(float), axis=1)
    assert np.allclose(lengths, 1, atol=1e-2)


def test_the_same_bytes_twice_and_colours_of_every_face(features: Run, box: Path, tmp_path: Path):
    for folder in ("first", "second"):
        done = features(box, "-f", "safetensors,glb,ply", "-o", tmp_path / folder)
        assert done.exit_code == 0, done.stderr
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name
    data = trimesh.load(tmp_path / "first" / "box.features.ply", process=False)
    face = data.metadata["_ply_raw"]["face"]["data"]
    colors = np.stack([face[channel] for channel in ("red", "green", "blue")], axis=1)
    assert len(np.unique(colors, axis=0)) > 8


def test_an_archive_holds_the_same_arrays_and_the_record(features: Run, box: Path, tmp_path: Path):
    done = features(box, "-f", "safetensors,npz", "-o", tmp_path)
    assert done.exit_code == 0, done.stderr
    path = tmp_path / "box.features.safetensors"
    arrays = load_file(path)
    with safe_open(path, "numpy") as file:
        record = file.metadata()
    with np.load(tmp_path / "box.features.npz") as archive:
        assert set(archive) == {*arrays, "pa3d"} and str(archive["pa3d"]) == record["pa3d"]
        for name, array in arrays.items():
            assert archive[name].dtype == array.dtype and np.array_equal(archive[name], array)


def test_shapes_of_one_run_share_their_colours(features: Run, box: Path, tmp_path: Path):
    other = tmp_path / "other.obj"
    other.write_bytes(box.read_bytes())
    done = features(box, other, "-f", "ply", "--json")
    assert done.exit_code == 0, done.stderr
    assert [Path(item["path"]).name for item in json.loads(done.stdout)["shapes"]] == [
        "box.obj",
        "other.obj",
    ]
    first, second = (tmp_path / f"{name}.features.ply" for name in ("box", "other"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("option", "value"), [("--pick", "face:12"), ("--like", "a b.obj:face:3")])
def test_picking_is_told_where_it_is_now(features: Run, files, box: Path, option: str, value: str):
    """One line with the whole command, which can be pasted, and the exit code of misuse."""
    done = features(box, option, value)
    assert done.exit_code == 2 and done.stdout == ""
    command = shlex.join(["pa3d", "heatmap", str(box), option, value])
    assert done.stderr == f"error: {option} is an option of heatmap now: {command}\n"
    assert files(box.parent) == {"box.obj"}


def test_the_help_has_no_picking(features: Run):
    help_text = features("--help").stdout
    assert "--points" in help_text and "--pick" not in help_text and "--like" not in help_text


def test_an_unknown_format_is_one_line(features: Run, files, box: Path):
    done = features(box, "-f", "html")
    assert done.exit_code == 1 and "unknown output format 'html'" in done.stderr
    assert files(box.parent) == {"box.obj"} and "Traceback" not in done.stderr


def test_some_of_several_fail(features: Run, files, box: Path, tmp_path: Path):
    (tmp_path / "broken.stl").write_bytes(b"solid nothing here")
    done = features(tmp_path, "-f", "glb", "--json")
    assert done.exit_code == 3 and "1 of 2 shapes failed" in done.stderr
    assert [("error" in item) for item in json.loads(done.stdout)["shapes"]] == [False, True]
    assert files(tmp_path) == {"box.obj", "broken.stl", "box.features.glb"}


@pytest.mark.slow
def test_what_was_written_is_asked_again_without_the_shape(
    features: Run, files, box: Path, tmp_path: Path
):
    """Labels, heats and words of the moved file are those of the shape itself."""
    moved = tmp_path / "moved" / "box.features.safetensors"
    moved.parent.mkdir()
    assert features(box, "-f", "safetensors", "-o", moved).exit_code == 0

    def asked(*words: object) -> Result:
        done = CliRunner().invoke(app, [*map(str, words)])
        assert done.exit_code == 0, done.stderr
        return done

    for words in (
        ("segment", "-p", "seat,leg", "--split", "parts", "-f", "glb,json,npz"),
        ("heatmap", "-t", "seat", "-f", "json,npz"),
    ):
        asked(words[0], box, *words[1:], "-o", tmp_path / "plain")
        done = asked(words[0], moved, *words[1:], "-o", tmp_path / "again")
        assert "y is up (as encoded)" in done.stderr
    assert files(tmp_path / "plain") == files(tmp_path / "again") > {"box.parts.glb", "box.parts"}
    for path in (tmp_path / "plain").rglob("*.*"):
        again = tmp_path / "again" / path.relative_to(tmp_path / "plain")
        assert path.is_dir() or path.read_bytes() == again.read_bytes(), path.name
    words = tmp_path / "words.txt"
    words.write_text("seat\nleg\n")
    lines = [
        asked("suggest", shape, "--vocabulary", words, "--json").stdout for shape in (box, moved)
    ]
    assert json.loads(lines[0])["parts"] == json.loads(lines[1])["parts"]
    bare = asked("view", moved, "--no-open", "-o", tmp_path / "bare.html")
    assert "add --parts" in bare.stderr and (tmp_path / "bare.html").is_file()
    page = asked("view", moved, "-p", "seat,leg", "--no-open", "-o", tmp_path / "page.html")
    assert page.stdout.strip() == str(tmp_path / "page.html")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["-m", "pa3d-mini"], "the features are by tiny"),
        (["--up", "z"], "is encoded already; leave out what says how to read and"),
        (["--quality", "best"], "is encoded already; leave out"),
    ],
)
def test_what_a_saved_encoding_cannot_answer_is_one_line(
    features: Run, files, box: Path, words: list[str], line: str
):
    assert features(box, "-f", "safetensors").exit_code == 0
    saved = box.parent / "box.features.safetensors"
    done = CliRunner().invoke(app, ["segment", str(saved), "-p", "seat,leg", *words])
    assert done.exit_code == 1 and line in done.stderr and done.stderr.count("\n") == 1
    assert files(box.parent) == {"box.obj", saved.name}


def test_shapes_of_one_name_from_several_folders_keep_their_tree(
    features: Run, files, box: Path, tmp_path: Path
):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(box, tmp_path / name / "box.obj")
    done = features(tmp_path / "one", tmp_path / "two" / "box.obj", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert files(tmp_path / "out" / "one") == files(tmp_path / "out" / "two")
