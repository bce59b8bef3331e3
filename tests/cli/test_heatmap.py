"""`pa3d heatmap` as a user meets it, on a tiny model and a box."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from support import glb_reading

Run = Callable[..., Result]


@pytest.fixture
def heat(tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))
    return lambda *words: CliRunner().invoke(app, ["heatmap", *map(str, words)])


def test_one_query(heat: Run, files, box: Path):
    done = heat(box, "--text", "seat")
    assert done.exit_code == 0, done.stderr
    assert files(box.parent) == {"box.obj", "box.heat.glb", "box.heat.html"}
    assert "seat" in done.stdout and "y is up (assumed" in done.stderr
    document, values = glb_reading.read(box.parent / "box.heat.glb")
    [primitive] = document["meshes"][0]["primitives"]
    assert len(values(primitive["indices"])) == 3 * 192
    assert len(np.unique(values(primitive["attributes"]["COLOR_0"]), axis=0)) > 8
    assert document["nodes"][0]["name"] == "seat"
    page = (box.parent / "box.heat.html").read_text()
    assert '"mode":"heat"' in page and '"groups":[]' in page


def test_commas_separate_queries(heat: Run, files, box: Path):
    assert heat(box, "-t", 'seat,"leg"', "-f", "npz").exit_code == 0
    with np.load(box.parent / "box.heat.npz") as archive:
        assert archive["queries"].tolist() == ["seat", "leg"]


@pytest.mark.slow
def test_several_queries_and_all_formats(heat: Run, files, box: Path):
    done = heat(box, "-t", "seat", "-t", "leg", "-f", "glb,ply,png,json,npz", "--json")
    assert done.exit_code == 0, done.stderr
    names = {path for path in files(box.parent) if ".heat." in path}
    singles = {f"box.heat.{text}.{form}" for text in ("seat", "leg") for form in ("glb", "ply")}
    assert names == singles | {"box.heat.png", "box.heat.json", "box.heat.npz"}
    [report] = json.loads(done.stdout)["shapes"]
    assert sorted(Path(path).name for path in report["files"]) == sorted(names)
    written = json.loads((box.parent / "box.heat.json").read_text())
    assert written["schema"] == report["schema"] == "pa3d.heat/1"
    with np.load(box.parent / "box.heat.npz") as archive:
        arrays = dict(archive)
    assert arrays["fits"].shape == (192, 2) and arrays["queries"].tolist() == ["seat", "leg"]
    assert np.allclose(arrays["fits"].T, written["fits"], atol=1e-4)
    for query, fits in zip(written["queries"], arrays["fits"].T, strict=True):
        assert query["hottest"] == fits.argmax()
        assert query["highest"] == pytest.approx(float(fits.max()), abs=1e-4)
    with Image.open(box.parent / "box.heat.png") as picture:
        assert picture.size == (1200, 900)


def test_ply_holds_the_numbers_and_what_they_are(heat: Run, box: Path, tmp_path: Path):
    out = tmp_path / "heat.ply"
    done = heat(box, "-t", "seat", "-o", out, "--scale", "percentile", "--up", "z")
    assert done.exit_code == 0, done.stderr
    header = out.read_bytes()[:900]
    for line in (b"comment query seat\n", b"comment colors percentile 0 to 100\n", b"float fit\n"):
        assert line in header
    data = trimesh.load(out, process=False).metadata["_ply_raw"]["face"]["data"]
    order = np.argsort(data["fit"])
    assert (np.diff(data["percentile"][order]) >= 0).all()
    lightness = data["red"].astype(int) + data["green"] + data["blue"]
    assert lightness[order[-1]] > lightness[order[0]]


def test_a_cloud(heat: Run, tmp_path: Path):
    cloud = tmp_path / "cloud.npy"
    np.save(cloud, np.random.default_rng(0).random((300, 3)))
    done = heat(cloud, "-t", "seat", "-f", "glb,ply,npz")
    assert done.exit_code == 0, done.stderr
    with np.load(tmp_path / "cloud.heat.npz") as arrays:
        assert arrays["fits"].shape == (300, 1)
    geometry = trimesh.load_scene(tmp_path / "cloud.heat.glb").geometry
    assert [len(part.vertices) for part in geometry.values()] == [300]


def test_up_found_by_trying(heat: Run, box: Path):
    done = heat(box, "-t", "seat", "-t", "leg", "--up", "auto", "-f", "json")
    assert done.exit_code == 0, done.stderr
    assert "is up (found, " in done.stderr
    written = json.loads((box.parent / "box.heat.json").read_text())
    assert not written["source"]["up_assumed"] and 0 < written["options"]["up_confidence"] <= 1


def test_a_picked_face_is_most_like_itself(heat: Run, files, box: Path):
    done = heat(box, "--pick", "face:12", "-f", "npz,ply,html")
    assert done.exit_code == 0, done.stderr
    assert files(box.parent) == {"box.obj", "box.like.npz", "box.like.ply", "box.like.html"}
    with np.load(box.parent / "box.like.npz") as arrays:
        assert arrays["queries"].tolist() == ["like face:12"]
        assert arrays["percentiles"][12, 0] > 70


def test_the_same_face_of_the_same_shape_in_another_file(heat: Run, box: Path, tmp_path: Path):
    other = tmp_path / "other.obj"
    other.write_bytes(box.read_bytes())
    assert heat(box, "--pick", "face:5", "-f", "npz").exit_code == 0
    with np.load(tmp_path / "box.like.npz") as arrays:
        picked = arrays["fits"]
    for face in ("face:5", "5"):
        done = heat(box, "--like", f"{other}:{face}", "-f", "npz", "--force", "-o", tmp_path)
        assert done.exit_code == 0, done.stderr
        with np.load(tmp_path / "box.like.npz") as arrays:
            assert arrays["queries"].tolist() == ["like other.obj face:5"]
            assert np.array_equal(arrays["fits"], picked)


def test_points_and_assignment_reach_a_picked_face(heat: Run, box: Path):
    done = heat(box, "--pick", "3", "--points", "96", "--assignment", "nearest", "-f", "json")
    assert done.exit_code == 0, done.stderr
    options = json.loads((box.parent / "box.like.json").read_text())["options"]
    assert options["points"] == 96 and options["assignment"] == "nearest"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "nothing to look for was given"),
        (("--pick", "here"), "'here' names no place"),
        (("--pick", "face:192"), "there is no face:192: the shape has 192 faces"),
        (("--pick", "90,0,0"), "lies far outside of the shape"),
        (("--like", "face:3"), "names no place of a file"),
        (("--like", "nowhere.obj:face:3"), "nowhere.obj does not exist"),
        (("--pick", "1", "--like", "a.obj:1"), "--pick and --like exclude each other"),
        (("--pick", "1", "-t", "seat"), "--text and --pick exclude each other"),
        (("--pick", "1", "--category", "chair"), "--category goes with --text alone"),
        (("--like", "a.obj:1", "--text-bank", "b"), "--text-bank goes with --text alone"),
        (("-t", "seat", "-t", "Seat"), "are the same label"),
        (("-t", "unicorn"), "cannot embed 'unicorn'"),
        (("-t", "seat", "-f", "obj"), "unknown output format 'obj'"),
        (("-t", "seat", "--scale", "kelvin"), "'kelvin' is not one of 'cosine', 'percentile'"),
        (("-t", "seat", "--up", "q"), "'q' is not one of 'x', 'y', 'z', '-x', '-y', '-z', 'auto'"),
    ],
)
def test_one_line_for_each_mistake(heat: Run, files, box: Path, words, line: str):
    done = heat(box, *words)
    assert done.exit_code == (2 if "is not one of" in line else 1) and line in done.stderr
    assert files(box.parent) == {"box.obj"} and "Traceback" not in done.stderr


def test_nothing_is_overwritten(heat: Run, box: Path):
    standing = box.parent / "box.heat.leg.glb"
    standing.write_text("mine")
    done = heat(box, "-t", "seat", "-t", "leg", "-f", "glb")
    assert done.exit_code == 1 and f"{standing} exists; add --force" in done.stderr
    assert heat(box, "-t", "seat", "-t", "leg", "-f", "glb", "--force").exit_code == 0
    assert standing.read_bytes()[:4] == b"glTF"


def test_some_of_several_fail(heat: Run, files, box: Path, tmp_path: Path):
    (tmp_path / "broken.stl").write_bytes(b"solid nothing here")
    done = heat(tmp_path, "-t", "seat", "-f", "npz", "--json")
    assert done.exit_code == 3 and "1 of 2 shapes failed" in done.stderr
    made, failed = json.loads(done.stdout)["shapes"]
    assert "error" in failed and made["queries"][0]["text"] == "seat"
    assert files(tmp_path) == {"box.obj", "broken.stl", "box.heat.npz"}
