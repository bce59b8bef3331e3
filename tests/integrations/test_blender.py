"""The Blender extension: driven in a Blender without windows, and zipped."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from patchalign3d_cli import __version__
from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.shapes.srgb import srgb_to_linear

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "integrations" / "blender"
PARTS = ("seat", "leg", "back", "armrest")


def built(folder: Path) -> Path:
    run = [sys.executable, str(EXTENSION / "build.py"), str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def module(name: str):
    """A file of the extension that does without Blender."""
    spec = importlib.util.spec_from_file_location(f"extension_{name}", EXTENSION / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_the_zip_holds_the_extension_and_is_the_same_each_time(tmp_path):
    one, two = built(tmp_path / "a"), built(tmp_path / "b")
    assert one.name == f"pa3d-blender-{__version__}.zip" and one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        names = set(archive.namelist())
        manifest = tomllib.loads(archive.read("blender_manifest.toml").decode())
    there = {path.name for path in EXTENSION.iterdir() if path.suffix in (".py", ".toml")}
    assert names == there - {"build.py"}
    assert manifest["version"] == __version__ and manifest["type"] == "add-on"
    numbers = __version__.replace(".", ", ")
    assert f'"version": ({numbers}),' in (EXTENSION / "__init__.py").read_text(encoding="utf-8")
    # What Blender's own check of manifests asks for.
    assert len(manifest["tagline"]) <= 64 and manifest["tagline"][-1].isalnum()
    assert all(len(reason) <= 64 for reason in manifest["permissions"].values())


def test_a_program_path_with_blanks_is_one_word(tmp_path):
    program = module("program")
    path = tmp_path / "my pa3d"
    path.write_text("")
    assert program._program(str(path)) == [str(path)]
    words = program._program(f'"{sys.executable}" -m patchalign3d_cli')
    assert words == [sys.executable, "-m", "patchalign3d_cli"]
    with pytest.raises(program.ProgramError, match="'' was not found; install it"):
        program._program("")


def test_a_run_that_takes_too_long_is_given_up():
    program = module("program")
    with pytest.raises(program.ProgramError, match="given up after 0.1 seconds"):
        program._run([sys.executable, "-c", "import time; time.sleep(20)"], 0.1)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """What came of a session in Blender: its record."""
    blender = shutil.which("blender")
    if blender is None:
        pytest.skip("Blender is not installed")
    folder = tmp_path_factory.mktemp("blender session")
    addon = folder / "scripts" / "addons" / "pa3d_blender"
    with zipfile.ZipFile(built(folder)) as archive:
        archive.extractall(addon)
    environment = {
        **os.environ,
        "BLENDER_USER_SCRIPTS": str(folder / "scripts"),
        "BLENDER_USER_CONFIG": str(folder / "config"),
        "PA3D_HOME": str(folder / "home"),
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "training", ROOT / "weights"))),
    }
    environment.pop("PA3D_MODEL", None)
    chair = ROOT / "docs" / "examples" / "chair.obj"
    command = f'"{sys.executable}" -m patchalign3d_cli'
    words = [blender, "--background", "--factory-startup", "--python-exit-code", "7", "--python"]
    words += [str(Path(__file__).with_name("blender_session.py")), "--"]
    done = subprocess.run(
        [*words, str(folder), command, str(chair)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "record.json").read_text())


@pytest.mark.slow
def test_the_button_makes_groups_and_slots(session):
    assert session["at first"] == {"parts": "seat,leg,back", "mode": "OBJECT"}
    assert session["press"] == "FINISHED"
    before, after = session["before"], session["after"]
    assert not before["groups"] and set(after["groups"]) == set(PARTS)
    assert all(after["groups"].values())
    new = [name for name in after["slots"] if name not in before["slots"]]
    assert new == list(PARTS) and after["slots"][: len(before["slots"])] == before["slots"]
    polygons = {name: after["polygons"][name] for name in PARTS}
    assert sum(polygons.values()) == after["count"] and min(polygons.values()) > 20
    heights = session["heights"]
    assert heights["leg"] < heights["seat"] < heights["back"]
    expected = srgb_to_linear(palette(2)[1]).tolist()
    assert session["colour"][:3] == pytest.approx(expected, abs=1e-4)


@pytest.mark.slow
def test_a_second_press_changes_nothing_and_one_can_be_undone(session):
    assert session["again"] == "FINISHED"
    assert session["after again"] == session["after"]
    assert session["undo"]


@pytest.mark.slow
def test_objects_of_a_mirrored_copy(session):
    assert session["press for objects"] == "FINISHED" and session["hidden"]
    objects = {name.partition(".")[0]: count for name, count in session["objects"].items()}
    assert set(objects) == set(PARTS)
    assert sum(objects.values()) == session["before"]["count"]
    # The model knows the mirrored chair as well as the chair.
    for name in PARTS:
        share = session["after"]["polygons"][name] / session["before"]["count"]
        assert objects[name] / session["before"]["count"] == pytest.approx(share, abs=0.1)


@pytest.mark.slow
def test_what_goes_wrong_is_one_line(session):
    assert session["no words"] == "Error: no part names; write some into the panel, such as" + (
        " seat,leg,back"
    )
    assert session["refused"].startswith("Error: ") and "at most 200" in session["refused"]
    assert "'no-such-program' was not found; install it" in session["no program"]
    assert session["no faces"] == "Error: the mesh has no faces"
    assert session["poll in edit mode"] is False and session["gone"]
