"""`pa3d segment` as a user meets it: files in, files out, one line for each mistake."""

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box.obj"
    trimesh.creation.box((1, 2, 3)).subdivide().subdivide().export(path)
    return path


@pytest.fixture
def run(tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["segment", *map(str, arguments)])

    return call


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_the_main_job(run, box: Path):
    done = run(box, "--parts", "seat,leg,back")
    assert done.exit_code == 0, done.stderr
    assert files(box.parent) == {"box.obj", "box.parts.glb", "box.parts.ply", "box.parts.json"}
    for word in ("seat", "leg", "back", "share", "confidence", "labelled by tiny"):
        assert word in done.stdout
    assert "y is up (assumed" in done.stderr
    record = json.loads((box.parent / "box.parts.json").read_text())
    assert len(record["labels"]) == 192
    scene = trimesh.load_scene(box.parent / "box.parts.glb")
    assert sum(len(part.faces) for part in scene.geometry.values()) == 192
    assert set(scene.geometry) <= {"seat", "leg", "back"}


def test_the_same_command_twice_gives_the_same_bytes(run, box: Path, tmp_path: Path):
    for folder in ("first", "second"):
        done = run(box, "-p", "seat,leg", "-o", tmp_path / folder, "-f", "glb,ply,json,npz,png")
        assert done.exit_code == 0, done.stderr
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_json_on_stdout_and_nothing_else(run, box: Path):
    done = run(box, "--parts", "seat,leg", "--json", "-f", "npz")
    record = json.loads(done.stdout)
    assert [part["name"] for part in record["parts"]] == ["seat", "leg"]
    assert sum(part["count"] for part in record["parts"]) == 192
    assert record["files"] == [str(box.parent / "box.parts.npz")]


def test_quiet_says_nothing(run, box: Path):
    done = run(box, "--parts", "seat,leg", "-q")
    assert (done.stdout, done.stderr) == ("", "")


def test_parts_from_a_file_and_repeated(run, box: Path, tmp_path: Path):
    listing = tmp_path / "parts.txt"
    listing.write_text("seat\nback\n")
    done = run(box, "--parts-file", listing, "-p", "leg", "-p", '"armrest"', "--json", "-f", "npz")
    names = [part["name"] for part in json.loads(done.stdout)["parts"]]
    assert names == ["leg", "armrest", "seat", "back"]


def test_one_file_by_its_suffix(run, box: Path, tmp_path: Path):
    out = tmp_path / "labelled.ply"
    assert run(box, "--parts", "seat,leg", "-o", out).exit_code == 0
    assert out.exists() and not (tmp_path / "box.parts.glb").exists()


def test_up_axis_told(run, box: Path):
    done = run(box, "--parts", "seat,leg", "--up", "z")
    assert "z is up (as told)" in done.stderr
    assert json.loads((box.parent / "box.parts.json").read_text())["source"]["up"] == "z"


def test_a_folder_with_one_broken_file(run, box: Path, tmp_path: Path):
    (tmp_path / "broken.stl").write_bytes(b"solid nothing here")
    np.save(tmp_path / "cloud.npy", np.random.default_rng(0).random((300, 3)))
    done = run(tmp_path, "--parts", "seat,leg")
    assert done.exit_code == 3
    assert "broken.stl" in done.stderr and "1 of 3 shapes failed" in done.stderr
    made = {name for name in files(tmp_path) if ".parts." in name}
    stems, formats = ("box", "cloud"), ("glb", "ply", "json")
    assert made == {f"{stem}.parts.{form}" for stem in stems for form in formats}


def test_two_shapes_that_would_share_a_result(run, box: Path, tmp_path: Path):
    trimesh.creation.box().export(tmp_path / "box.stl")
    done = run(tmp_path, "--parts", "seat,leg")
    assert done.exit_code == 1 and "both become" in done.stderr


def test_nothing_is_overwritten_without_force(run, box: Path):
    target = box.parent / "box.parts.glb"
    target.write_bytes(b"mine")
    done = run(box, "--parts", "seat,leg")
    assert done.exit_code == 1 and "add --force" in done.stderr
    assert target.read_bytes() == b"mine" and files(box.parent) == {"box.obj", "box.parts.glb"}
    assert run(box, "--parts", "seat,leg", "--force").exit_code == 0
    assert target.read_bytes()[:4] == b"glTF"


def test_a_failed_format_leaves_nothing_behind(run, box: Path, monkeypatch):
    from patchalign3d_cli.errors import OutputError
    from patchalign3d_cli.outputs import FORMATS

    def fail(result: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise OutputError("no room")

    monkeypatch.setitem(FORMATS, ".json", fail)
    done = run(box, "--parts", "seat,leg")
    assert done.exit_code == 1 and files(box.parent) == {"box.obj"}


NAN_OBJ = "v 0 0 0\nv 1 0 0\nv 0 1 0\nv nan 1 1\nf 1 2 3\nf 2 3 4\n"
FLAT_OBJ = "v 1 1 1\nv 1 1 1\nv 1 1 1\nf 1 2 3\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.obj", b"", "empty"),
        ("short.glb", b"glTF\x02\0\0\0\xff\0\0\0", "short.glb"),
        ("picture.stl", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "PNG"),
        ("pointer.glb", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs"),
        ("notes.docx", b"hello", "notes.docx"),
        ("bare.obj", b"# nothing\n", "bare.obj"),
        ("nan.xyz", b"nan nan nan\ninf 1 2\n", "finite"),
        ("flat.obj", FLAT_OBJ.encode(), "same"),
    ],
)
def test_bad_shapes_get_one_line(run, tmp_path: Path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    done = run(path, "--parts", "seat,leg")
    assert done.exit_code == 1
    assert message in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr and files(tmp_path) == {name}


def test_some_bad_coordinates_are_dropped_with_a_warning(run, tmp_path: Path):
    (tmp_path / "some.obj").write_text(NAN_OBJ)
    done = run(tmp_path / "some.obj", "--parts", "seat,leg")
    assert done.exit_code == 0 and "warning:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no part names"),
        (["--parts", ""], "no part names"),
        (["--parts", " , ,"], "no part names"),
        (["--parts", "seat,Seat"], "eat"),
        (["--parts", "!!!,seat"], "!!!"),
        (["--parts", "x" * 10_000], "10000 characters"),
        (["--parts", "seat,leg", "-m", "nonsense"], "known"),
        (["--parts", "seat,leg", "-f", "docx"], "docx"),
        (["--parts", "seat,leg", "--up", "w"], "up axis"),
        (["--parts", "seat,leg", "--device", "abacus"], "device"),
        (["--parts", "seat,leg", "--assignment", "magic"], "assignment"),
        (["--parts-file", "missing.txt"], "missing.txt"),
        (["--parts", "seat,leg", "-o", "/dev/null/x"], "/dev/null/x"),
        (["--parts", "seat,leg", "-o", "labelled.docx"], "names no format"),
        (["--parts", "seat,leg", "--text-bank", "missing.safetensors"], "missing.safetensors"),
    ],
)
def test_bad_requests_get_one_line(run, box: Path, arguments, message):
    done = run(box, *arguments)
    assert done.exit_code in (1, 2)
    assert message in done.stderr, done.stderr
    lines = [line for line in done.stderr.splitlines() if "is up" not in line]
    assert len(lines) == 1 and "unexpected" not in done.stderr, done.stderr
    assert files(box.parent) == {"box.obj"}


def test_missing_file_and_empty_folder(run, tmp_path: Path):
    done = run(tmp_path / "nowhere.obj", "--parts", "seat")
    assert done.exit_code == 1 and "nowhere.obj" in done.stderr
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", "--parts", "seat")
    assert done.exit_code == 1 and "empty" in done.stderr


def test_two_hundred_parts(run, box: Path, tiny_model_directory: Path, tmp_path: Path):
    from patchalign3d_cli.text.bank import TextBank, save_text_bank
    from patchalign3d_cli.text.labels import PART_TEMPLATES

    names = tuple(f"part {i}" for i in range(200))
    vectors = np.random.default_rng(1).standard_normal((200, 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bank = tmp_path / "bank.safetensors"
    save_text_bank(TextBank(names, vectors, "tiny-text", "made for tests", PART_TEMPLATES), bank)
    done = run(box, "--parts", ",".join(names), "--text-bank", bank, "-f", "glb,json,png")
    assert done.exit_code == 0, done.stderr
    assert len(json.loads((tmp_path / "box.parts.json").read_text())["parts"]) == 200


def test_debug_lets_the_traceback_through(run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PA3D_DEBUG", "1")
    done = run(tmp_path / "nowhere.obj", "--parts", "seat")
    assert done.exception is not None and not isinstance(done.exception, SystemExit)
