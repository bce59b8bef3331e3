"""`pa3d segment` with kept appearance, pieces and refinement."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import trimesh

from support.textures import textured_glb


def test_pieces_are_files_and_nodes(run, files, box: Path):
    done = run(box, "-p", "seat,leg", "--split", "instances", "--cap", "-f", "glb,obj", "--json")
    assert done.exit_code == 0, done.stderr
    [record] = json.loads(done.stdout)["shapes"]
    names = [piece["name"] for piece in record["pieces"]]
    folder = box.parent / "box.parts"
    expected = {f"{name}{suffix}" for name in names for suffix in (".glb", ".obj", ".mtl")}
    assert names and files(folder) == expected
    assert str(folder / f"{names[0]}.glb") in record["files"]
    assert f"files into {folder}" in done.stderr.replace("\n", "")
    scene = trimesh.load_scene(box.parent / "box.parts.glb")
    assert set(names) <= set(scene.graph.nodes)
    again = run(box, "-p", "seat,leg", "--split", "parts", "-o", box.parent / "other.glb")
    assert again.exit_code == 0 and (box.parent / "other").is_dir()


def test_a_folder_with_content_is_not_touched(run, box: Path):
    (box.parent / "box.parts").mkdir()
    (box.parent / "box.parts" / "mine.txt").write_text("precious")
    done = run(box, "-p", "seat,leg", "--split", "parts")
    assert done.exit_code == 1 and "box.parts has content; add --force" in done.stderr
    assert not (box.parent / "box.parts.glb").exists()
    assert run(box, "-p", "seat,leg", "--split", "parts", "--force").exit_code == 0
    assert (box.parent / "box.parts" / "mine.txt").read_text() == "precious"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--split", "halves"], "'halves' is not one of 'parts', 'instances'"),
        (["--cap"], "--cap closes pieces; add --split parts"),
        (["--split", "parts", "-f", "json"], "but none of these was asked for; add -f glb"),
        (["--appearance", "shiny"], "'shiny' is not one of 'recolor', 'keep'"),
        (["--appearance", "keep", "--heatmap"], "leave out --appearance keep"),
        (["--materials", "per-part"], "--materials per-part goes with --appearance keep"),
        (["--explode", "11"], "explode must be 0 to 10, not 11"),
    ],
)
def test_wishes_that_cannot_be_met(run, files, box: Path, options: list[str], line: str):
    done = run(box, "-p", "seat,leg", *options)
    assert done.exit_code == (2 if "is not one of" in line else 1)
    assert line in done.stderr and done.stderr.count("\n") == 1
    assert files(box.parent) == {"box.obj"}


def test_variants_are_written_and_tinted_ones_are_told(run, tmp_path: Path):
    (tmp_path / "chair.glb").write_bytes(textured_glb())
    words = ["-p", "seat,leg", "--appearance", "keep", "--materials", "variants", "-f", "glb"]
    done = run(tmp_path / "chair.glb", *words)
    assert done.exit_code == 0
    assert "vertex colours tint the variant 'parts' too" in done.stderr.replace("\n", " ")
    assert (
        b'"variants":[{"name":"original"},{"name":"parts"}]'
        in (tmp_path / "chair.parts.glb").read_bytes()
    )


@pytest.mark.slow
def test_what_stays_open_in_a_print_is_told(run, monkeypatch, tmp_path: Path):
    monkeypatch.delenv("PA3D_MODEL")  # the tiny model finds one part alone
    chair = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
    words = [
        chair,
        "-p",
        "seat,leg,back,armrest",
        "-f",
        "3mf",
        "-o",
        tmp_path,
        "--backend",
        "light",
    ]
    done = run(*words)
    said = done.stderr.replace("\n", " ")
    assert done.exit_code == 0
    assert "the shape is 0.95 mm large in the 3MF; say --unit" in said
    assert re.search(r"not watertight in the 3MF: [a-z, ]*seat[a-z, ]*; --cap closes", said)
    done = run(*words, "--force", "--unit", "m", "--cap")
    said = done.stderr.replace("\n", " ")
    assert done.exit_code == 0 and "mm large" not in said
    [named] = re.findall(r"not watertight in the 3MF: ([a-z, ]+?)(?: wrote| warning|$)", said)
    assert "--cap" not in said
    scene = trimesh.load_scene(tmp_path / "chair.parts.3mf")
    opened = [name for name, mesh in scene.geometry.items() if not mesh.is_watertight]
    assert scene.units == "meter" and sorted(opened) == sorted(named.split(", ")) != []
    wrong = run(*words, "--unit", "feet")
    assert wrong.exit_code == 2
    assert "'feet' is not one of 'mm', 'cm', 'm', 'inch'" in wrong.stderr


def test_looks_are_kept(run, tmp_path: Path):
    (tmp_path / "chair.glb").write_bytes(textured_glb())
    done = run(tmp_path / "chair.glb", "-p", "seat,leg", "--appearance", "keep", "-f", "glb")
    assert done.exit_code == 0 and "keep" not in done.stderr
    data = (tmp_path / "chair.parts.glb").read_bytes()
    assert b'"wood"' in data and b'"Top"' in data


def test_what_cannot_be_kept_is_said(run, box: Path):
    done = run(box, "-p", "seat,leg", "--appearance", "keep", "-f", "glb")
    assert done.exit_code == 0 and "no materials and no colours to keep" in done.stderr


def test_refined_faces_name_their_originals(run, box: Path):
    done = run(box, "-p", "seat,leg", "--refine", "-f", "json,npz,ply,glb")
    assert done.exit_code == 0, done.stderr
    record = json.loads((box.parent / "box.parts.json").read_text())
    origins = np.array(record["source_faces"])
    assert len(origins) == len(record["labels"]) == len(record["confidence"]) >= 192
    assert set(origins.tolist()) == set(range(192))
    with np.load(box.parent / "box.parts.npz") as arrays:
        assert np.array_equal(arrays["source_faces"], origins)
    mesh = trimesh.load_mesh(box.parent / "box.parts.ply", process=False)
    assert np.array_equal(mesh.metadata["_ply_raw"]["face"]["data"]["source_face"], origins)


def test_a_heatmap_colors_by_confidence(run, box: Path):
    done = run(box, "-p", "seat,leg", "--heatmap", "-f", "glb,ply")
    assert done.exit_code == 0, done.stderr
    assert b'"confidence"' in (box.parent / "box.parts.glb").read_bytes()
