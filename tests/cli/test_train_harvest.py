"""`pa3d train harvest`: the command and its exit codes."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_training.harvest.names import PartNames
from support.glb_writing import GlbBuilder

_TRIANGLE = [[0, 0, 0], [1, 0, 0], [0, 1, 0]]


def harvest(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["train", "harvest", *map(str, arguments)])


def write(path: Path, *names: str) -> None:
    glb = GlbBuilder()
    for name in names:
        glb.node(name=name, mesh=glb.mesh(_TRIANGLE, [[0, 1, 2]]))
    path.write_bytes(glb.bytes())


def test_a_line_a_file_and_a_report(tmp_path: Path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in/a.glb", "Seat_low", "Leg_L.002", "Cube")
    write(tmp_path / "in/b.glb", "Cube", "Object_7")
    done = harvest(tmp_path / "in", "-o", tmp_path / "out", "--category", "Stool")
    assert done.exit_code == 0, done.stderr
    first, second, last = done.stderr.splitlines()
    assert first.startswith("a.glb: leg, seat on 67%") and first.endswith("say nothing: Cube")
    assert second.startswith("b.glb: left out, its nodes name no part")
    assert last.startswith("1 of 2 files")
    labels = json.loads((tmp_path / "out/stool/a.labels.json").read_text())
    assert labels == {"on": "faces", "labels": ["seat", "leg", -1]}


def test_the_nearest_word_of_the_category(tmp_path: Path):
    (tmp_path / "in/chair").mkdir(parents=True)
    write(tmp_path / "in/chair/a.glb", "Seat", "chairlegs")
    done = harvest(tmp_path / "in", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert PartNames(None, "chair").part("chairlegs") is None  # no table has it
    report = json.loads((tmp_path / "out/harvest.json").read_text())["files"][0]
    assert report["parts"] == {"leg": ["chairlegs"], "seat": ["Seat"]}


def test_a_bad_file_is_exit_3_and_nothing_harvested_is_exit_1(tmp_path: Path):
    write(tmp_path / "a.glb", "Cube", "Mesh")
    done = harvest(tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 1 and "no file names two parts" in done.stderr
    (tmp_path / "b.glb").write_bytes(b"glTF")
    done = harvest(tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 3 and "warning: b.glb: cannot read" in done.stderr
    done = harvest(tmp_path / "none", "-o", tmp_path / "out2")
    assert done.exit_code == 1 and not (tmp_path / "out2").exists()
