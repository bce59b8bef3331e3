"""`pa3d segment` where something is wrong: one line each, and nothing half-done."""

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh


@pytest.mark.slow
def test_a_folder_with_one_broken_file(run, files, box: Path, tmp_path: Path):
    (tmp_path / "broken.stl").write_bytes(b"solid nothing here")
    np.save(tmp_path / "cloud.npy", np.random.default_rng(0).random((300, 3)))
    done = run(tmp_path, "--parts", "seat,leg")
    assert done.exit_code == 3
    assert "broken.stl" in done.stderr and "1 of 3 shapes failed" in done.stderr
    made = {name for name in files(tmp_path) if ".parts." in name}
    stems, formats = ("box", "cloud"), ("glb", "ply", "json")
    assert made == {f"{stem}.parts.{form}" for stem in stems for form in formats}


@pytest.mark.slow
def test_json_of_a_batch_names_what_failed(run, box: Path, tmp_path: Path):
    missing = tmp_path / "nowhere.obj"
    done = run(box, missing, "--parts", "seat,leg", "--json", "-q")
    assert done.exit_code == 3
    made, failed = json.loads(done.stdout)["shapes"]
    assert made["path"] == str(box)
    assert failed == {"path": str(missing), "error": f"{missing} does not exist; check the path"}
    assert done.stderr.count(str(missing)) == 1


def test_a_defect_costs_a_batch_one_shape(run, files, box: Path, tmp_path: Path, monkeypatch):
    from patchalign3d_cli.segmenting.segmenter import Segmenter

    np.save(tmp_path / "cloud.npy", np.random.default_rng(0).random((300, 3)))
    encode = Segmenter.encode

    def fail_on_clouds(self, shape, *options):
        assert not shape.is_cloud, "a defect"
        return encode(self, shape, *options)

    monkeypatch.setattr(Segmenter, "encode", fail_on_clouds)
    done = run(tmp_path, "--parts", "seat,leg", "-f", "npz", "--jobs", 0)
    assert done.exit_code == 3 and "cloud.npy: unexpected AssertionError" in done.stderr
    assert files(tmp_path) == {
        *("box.obj", "cloud.npy", "box.parts.npz", "pa3d-journal.jsonl"),
    }


def test_a_failed_run_makes_no_folder(run, files, tmp_path: Path):
    done = run(tmp_path / "nowhere.obj", "--parts", "seat", "-o", tmp_path / "out")
    assert done.exit_code == 1 and files(tmp_path) == set()


def test_a_place_that_cannot_be_written_is_named_before_the_work(
    run, box: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("os.access", lambda place, mode: Path(place) != tmp_path)
    done = run(box, "--parts", "seat,leg")
    assert done.exit_code == 1
    assert done.stderr == f"error: cannot write into {tmp_path}; choose another folder with -o\n"
    done = run(box, "--parts", "seat,leg", "-o", tmp_path / "none" / "out.ply")
    assert done.exit_code == 1 and "there is no folder" in done.stderr


def test_two_shapes_of_one_name_keep_their_suffixes(run, files, box: Path, tmp_path: Path):
    trimesh.creation.box().export(tmp_path / "box.stl")
    assert run(tmp_path, "--parts", "seat,leg", "-f", "npz", "--jobs", 0).exit_code == 0
    made = {name for name in files(tmp_path) if ".parts." in name}
    assert made == {"box.obj.parts.npz", "box.stl.parts.npz"}


def test_nothing_is_overwritten_without_force(run, files, box: Path):
    target = box.parent / "box.parts.glb"
    target.write_bytes(b"mine")
    done = run(box, "--parts", "seat,leg")
    assert done.exit_code == 1 and "add --force" in done.stderr
    assert target.read_bytes() == b"mine" and files(box.parent) == {"box.obj", "box.parts.glb"}
    assert run(box, "--parts", "seat,leg", "--force").exit_code == 0
    assert target.read_bytes()[:4] == b"glTF"


def test_the_shape_itself_is_never_overwritten(run, box: Path):
    shape = box.with_suffix(".ply")
    trimesh.load_mesh(box).export(shape)
    before = shape.read_bytes()
    done = run(shape, "--parts", "seat,leg", "-o", shape, "--force")
    assert done.exit_code == 1 and "is the shape itself" in done.stderr
    assert shape.read_bytes() == before


@pytest.mark.slow
def test_a_failed_format_leaves_nothing_behind(run, files, box: Path, monkeypatch):
    from patchalign3d_cli.errors import OutputError
    from patchalign3d_cli.saving import SEGMENTATION_FORMATS

    def fail(styled: object, path: Path, name: str) -> None:
        path.write_bytes(b"half")
        raise OutputError("no room")

    monkeypatch.setitem(SEGMENTATION_FORMATS.writers, ".json", fail)
    done = run(box, "--parts", "seat,leg")
    assert done.exit_code == 1 and "no room" in done.stderr and files(box.parent) == {"box.obj"}


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
def test_bad_shapes_get_one_line(run, files, tmp_path: Path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    done = run(path, "--parts", "seat,leg")
    assert done.exit_code == 1
    assert message in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr and files(tmp_path) == {name}


@pytest.mark.parametrize(
    ("name", "program"), [("a.fbx", "Blender"), ("b.STEP", "FreeCAD"), ("c.skp", "SketchUp")]
)
def test_files_of_other_programs_are_told_where_to_open_them(run, tmp_path, name, program):
    (tmp_path / name).write_bytes(b"whatever")
    done = run(tmp_path / name, "-p", "seat")
    assert done.exit_code == 1 and program in done.stderr and "export GLB" in done.stderr


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
        (["--parts", "seat,leg", "--up", "w"], "'w' is not one of 'x', 'y', 'z'"),
        (["--parts", "seat,leg", "--device", "abacus"], "device"),
        (["--parts", "seat,leg", "--assignment", "magic"], "assignment"),
        (["--parts-file", "missing.txt"], "missing.txt"),
        (["--parts", "seat,leg", "-o", "/dev/null/x"], "/dev/null/x"),
        (["--parts", "seat,leg", "-o", "labelled.docx"], "names no format"),
        (["--parts", "seat,leg", "--text-bank", "missing.safetensors"], "missing.safetensors"),
    ],
)
def test_bad_requests_get_one_line(run, files, box: Path, arguments, message):
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


def test_debug_lets_the_traceback_through(run, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PA3D_DEBUG", "1")
    done = run(tmp_path / "nowhere.obj", "--parts", "seat")
    assert done.exception is not None and not isinstance(done.exception, SystemExit)


def test_forgotten_quotes_are_seen_before_anything_is_labelled(run, files, box: Path):
    done = run(box, "--parts", "seat,", "leg,", "back")
    assert done.exit_code == 1 and "put quotes around" in done.stderr
    assert done.stderr.count("\n") == 1 and files(box.parent) == {"box.obj"}
