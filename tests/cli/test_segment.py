"""`pa3d segment` as a user meets it: files in, files out, one line for each mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh


def test_the_main_job(run, files, box: Path):
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


@pytest.mark.slow
def test_the_same_command_twice_gives_the_same_bytes(run, box: Path, tmp_path: Path):
    for folder in ("first", "second"):
        done = run(box, "-p", "seat,leg", "-o", tmp_path / folder, "-f", "glb,ply,json,npz,png")
        assert done.exit_code == 0, done.stderr
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_json_on_stdout_and_nothing_else(run, box: Path):
    done = run(box, "--parts", "seat,leg", "--json", "-f", "npz")
    report = json.loads(done.stdout)
    assert report["schema"] == "pa3d.segment/1" and done.stdout.isascii()
    [record] = report["shapes"]
    assert [part["name"] for part in record["parts"]] == ["seat", "leg"]
    assert sum(part["count"] for part in record["parts"]) == 192
    assert record["files"] == [str(box.parent / "box.parts.npz")]
    assert record["path"] == str(box) and "got no faces" in record["warnings"][0]
    assert [doubt["kind"] for doubt in record["doubts"]] == ["absent part"]
    assert record["schema"] == "pa3d.segmentation/1" and "labels" not in record


def test_a_format_in_two_spellings_is_one(run, files, box: Path):
    assert run(box, "--parts", "seat,leg", "-f", "npz,.NPZ", "-f", "NPZ").exit_code == 0
    assert files(box.parent) == {"box.obj", "box.parts.npz"}


def test_quiet_says_warnings_alone(run, box: Path):
    done = run(box, "--parts", "seat,leg", "-q")
    assert done.stdout == "" and done.stderr.count("\n") == 1
    assert done.stderr.startswith("warning: ") and "got no faces" in done.stderr


def test_a_doubtful_result_is_a_failure_where_that_is_wanted(run, files, box: Path):
    done = run(box, "--parts", "seat,leg", "-f", "npz", "--strict")
    assert done.exit_code == 1 and "1 of 1 results are doubtful (--strict)" in done.stderr
    assert files(box.parent) == {"box.obj", "box.parts.npz"}


def test_parts_from_a_file_and_repeated(run, box: Path, tmp_path: Path):
    listing = tmp_path / "parts.txt"
    listing.write_text("seat\nback\n")
    done = run(box, "--parts-file", listing, "-p", "leg", "-p", '"armrest"', "--json", "-f", "npz")
    names = [part["name"] for part in json.loads(done.stdout)["shapes"][0]["parts"]]
    assert names == ["leg", "armrest", "seat", "back"]


def test_one_file_by_its_suffix(run, box: Path, tmp_path: Path):
    out = tmp_path / "labelled.ply"
    assert run(box, "--parts", "seat,leg", "-o", out).exit_code == 0
    assert out.exists() and not (tmp_path / "box.parts.glb").exists()


def test_up_axis_told(run, box: Path):
    done = run(box, "--parts", "seat,leg", "--up", "z")
    assert "z is up" in done.stderr
    assert json.loads((box.parent / "box.parts.json").read_text())["source"]["up"] == "z"


def test_verbose_tells_the_model_and_the_time(run, box: Path):
    done = run(box, "--parts", "seat,leg", "-v", "-f", "npz")
    assert "model tiny on " in done.stderr and "read, labelled and written in " in done.stderr


def test_a_part_keeps_to_one_line_in_a_narrow_terminal(run, box: Path, tmp_path: Path, monkeypatch):
    from patchalign3d_cli.text.bank import TextBank, save_text_bank
    from patchalign3d_cli.text.labels import PART_TEMPLATES

    name = "a long name of many words that goes on"
    vector = np.eye(1, 12, dtype=np.float32)
    bank = TextBank((name,), vector, "tiny-text", "made for tests", PART_TEMPLATES)
    save_text_bank(bank, tmp_path / "bank")
    monkeypatch.setenv("COLUMNS", "40")
    done = run(box, "-p", name, "--text-bank", tmp_path / "bank", "-f", "npz")
    _, row, made_by = done.stdout.splitlines()
    assert "a long" in row and "100.0%" in row and "192" in row and "1.00" in row
    assert made_by.startswith("labelled by")


def test_two_hundred_parts(run, box: Path, tiny_model_directory: Path, tmp_path: Path):
    from patchalign3d_cli.text.bank import TextBank, save_text_bank
    from patchalign3d_cli.text.labels import PART_TEMPLATES

    names = tuple(f"part {i}" for i in range(200))
    vectors = np.random.default_rng(1).standard_normal((200, 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bank = tmp_path / "bank.safetensors"
    save_text_bank(TextBank(names, vectors, "tiny-text", "made for tests", PART_TEMPLATES), bank)
    done = run(box, "--parts", ",".join(names), "--text-bank", bank, "-f", "glb,json")
    assert done.exit_code == 0, done.stderr
    assert len(json.loads((tmp_path / "box.parts.json").read_text())["parts"]) == 200


@pytest.mark.slow
def test_a_locale_without_blocks_and_accents(box: Path, tiny_model_directory: Path):
    command = [sys.executable, "-c", "from patchalign3d_cli.cli.app import main; main()"]
    command += ["segment", str(box), "-p", "seat,leg", "-m", str(tiny_model_directory), "-f", "npz"]
    variables = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=variables)
    assert done.returncode == 0, done.stderr
    assert b"labelled by tiny" in done.stdout and done.stdout.isascii()
    assert b"?" not in done.stdout  # no swatches where nobody sees a colour


def test_a_list_of_names_among_the_shapes_is_no_shape(run, box: Path, tmp_path: Path):
    (tmp_path / "parts.txt").write_text("seat\nleg\n")
    done = run(tmp_path, "--parts-file", tmp_path / "parts.txt")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "box.parts.glb").exists()


def test_one_part_and_odd_points_are_warned_of(run, box: Path):
    done = run(box, "--parts", "seat", "--points", 32, "-f", "npz")
    assert done.exit_code == 0
    assert "is the only part" in done.stderr and "trained on 64 points" in done.stderr


def test_several_shapes_are_summed_up_in_lines(run, box: Path, tmp_path: Path):
    np.save(tmp_path / "cloud.npy", np.random.default_rng(0).random((300, 3)))
    done = run(tmp_path, "--parts", "seat", "-f", "npz", "--jobs", 0)
    lines = done.stderr.splitlines()
    assert done.exit_code == 0 and done.stdout == ""
    assert "2 shapes labelled in" in lines[0] and "pa3d-journal.jsonl" in lines[0]
    assert "'seat' is the only part" in lines[1] and lines[1].endswith("(2 shapes)")
    assert "y is up was assumed for 2 of them; if it is not, try --up z or" in lines[2]


def test_each_axis_that_was_assumed_is_counted(run, box: Path, tmp_path: Path):
    load = pytest.importorskip("trimesh").load
    load(box, process=False).export(tmp_path / "printed.stl")
    done = run(tmp_path, "--parts", "seat,leg", "-f", "npz", "--jobs", 0)
    assert "y is up was assumed for 1, z is up was assumed for 1 of them" in done.stderr
    assert "try --up auto" in done.stderr and "--up z" not in done.stderr


def test_a_file_and_its_own_format_agree(run, box: Path, tmp_path: Path):
    assert run(box, "--parts", "seat,leg", "-o", tmp_path / "a.npz", "-f", "npz").exit_code == 0
    done = run(box, "--parts", "seat,leg", "-o", tmp_path / "b.npz", "-f", "npz,ply")
    assert done.exit_code == 1 and "another format" in done.stderr


def test_columns_of_a_text_are_named(run, tmp_path: Path):
    rows = np.random.default_rng(0).random((300, 6))
    np.savetxt(tmp_path / "plain.xyz", rows[:, 3:])
    table = tmp_path / "table.csv"
    np.savetxt(table, rows, delimiter=",", header="a,b,c,d,e,f", comments="")
    done = run(table, "-p", "seat,leg")
    assert done.exit_code == 1 and "--columns" in done.stderr
    done = run(table, "-p", "seat,leg", "--columns", "d,e")
    assert done.exit_code == 1 and "does not name three columns" in done.stderr
    for path, words in ((table, ("--columns", "x=d,y=e,z=f")), (tmp_path / "plain.xyz", ())):
        assert run(path, "-p", "seat,leg", "-f", "npz", *words).exit_code == 0
    labels = [np.load(tmp_path / f"{name}.parts.npz")["labels"] for name in ("table", "plain")]
    assert np.array_equal(*labels)


def test_files_elsewhere_are_read_where_they_are_trusted(run, tmp_path: Path):
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outer.mtl").write_text("newmtl red\nKd 1 0 0\n")
    (inner / "a.obj").write_text(
        "mtllib ../outer.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nusemtl red\nf 1 2 3\nf 1 2 4\n"
    )
    words = (inner / "a.obj", "-p", "seat,leg", "--appearance", "keep", "-f", "glb")
    done = run(*words)
    assert done.exit_code == 0 and "add --trust-references" in done.stderr
    done = run(*words, "--trust-references", "--force")
    assert done.exit_code == 0 and "trust-references" not in done.stderr, done.stderr
    assert b'"red"' in (inner / "a.parts.glb").read_bytes()


def test_a_scene_is_labelled_object_by_object(run, tmp_path: Path):
    from support.rooms import furnished_room, room_glb

    path = tmp_path / "room.glb"
    path.write_bytes(room_glb(furnished_room(("chair", "chair", "table"))))
    done = run(path, "-p", "seat,leg,back,lid", "-f", "json", "--per-object")
    assert done.exit_code == 0, done.output
    assert "room.glb: 3 objects, by the nodes at the top of its file" in done.stderr
    record = json.loads((tmp_path / "room.parts.json").read_text())
    assert [item["name"] for item in record["objects"]] == ["chair_0", "chair_1", "table"]
    assert record["options"]["per_object"] == record["objects_from"] == "nodes"
    assert len(record["object_labels"]) == len(record["labels"])
    wrong = run(path, "-p", "seat,leg", "--cluster", "1")
    assert wrong.exit_code != 0 and "add --per-object" in wrong.stderr
