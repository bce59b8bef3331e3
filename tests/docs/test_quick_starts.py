"""The quick starts do what they say, typed from top to bottom in a copy of the examples."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import trimesh

import patchalign3d_cli as pa3d
from support.pages import DOCS, Reader, check_output

PAGES = DOCS / "quickstarts"


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    shutil.copytree(DOCS / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    return Reader()


@pytest.mark.slow
def test_the_artist_gets_objects_by_part_and_keeps_the_texture(reader: Reader):
    reader.blender = False
    reader.follow(PAGES / "artist.md")
    original, kept = (trimesh.load(name) for name in ("teapot.glb", "kept.glb"))
    parts = ["body", "handle", "lid", "spout"]
    assert sorted(trimesh.load("teapot.parts.glb").geometry) == parts
    assert sorted(path.stem for path in Path("kept").iterdir()) == parts
    (texture,) = (mesh.visual.material.baseColorTexture for mesh in original.geometry.values())
    for name, mesh in kept.geometry.items():
        assert kept.graph.transforms.parents[name] == "Teapot"
        assert mesh.visual.material.name == "porcelain"
        assert np.array_equal(mesh.visual.material.baseColorTexture, texture)
    assert np.allclose(kept.bounds, original.bounds, atol=1e-6)
    for path in Path("kept").glob("*.glb"):
        assert pa3d.load_shape(path).element_count > 0


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("blender"), reason="no Blender here")
def test_blender_shows_what_the_artist_is_told(reader: Reader):
    reader.follow(PAGES / "artist.md")


@pytest.mark.slow
def test_the_roboticist_finds_the_handle_in_both_frames(reader: Reader):
    reader.follow(PAGES / "roboticist.md")
    names = reader.names
    handle, local, cloud = names["handle"], names["local"], names["cloud"]
    # The handle is what stands out of the cup, of which the axis and the radius are known.
    outside = np.linalg.norm(cloud.vertices[:, :2] - [0.52, -0.18], axis=1) > 0.037
    labelled = names["result"].labels == 0
    assert (outside & labelled).sum() > 0.75 * (outside | labelled).sum()
    rotation, origin = names["rotation"], names["origin"]
    assert np.allclose(rotation @ rotation.T, np.eye(3)) and np.linalg.det(rotation) > 0
    assert np.allclose(local @ rotation.T + origin, handle)
    assert abs(local.mean(axis=0)[1]) < 1e-3 and local[:, 0].min() > 0.02


def test_shown_output_is_held_against_what_is_printed():
    printed = "lid    16.6%    736   1.00\nbox from [ 0.56 -0.2] to [0.6 0.1]\n"
    check_output("lid 16.5% 740 0.99\nbox from [0.56 -0.2] to [0.6 0.1]", printed)
    for wrong in ("lid 26.6% 736 1.00", "lip 16.6% 736 1.00", "box from [0.56 0.2] to [0.6 0.1]"):
        with pytest.raises(AssertionError, match="is not in"):
            check_output(wrong, printed)
    with pytest.raises(AssertionError, match="is not in"):
        check_output("box from [0.56 -0.2] to [0.6 0.1]\nlid 16.6% 736 1.00", printed)


@pytest.mark.slow
def test_the_researcher_measures_trains_and_compares(reader: Reader):
    """Fewer shapes and steps than the page has; all else as written."""
    fewer = {
        "--count 24": "--count 6",
        "--count 8": "--count 3",
        "epochs=15 --set batch_size=8": "epochs=1 --set batch_size=3",
    }
    reader.follow(PAGES / "researcher.md", fewer)
    before, after = (
        json.loads(Path(run, "report.json").read_text()) for run in ("before", "after")
    )
    assert before["dataset"] == after["dataset"] and before["dataset"]["shapes"] == 3
    assert after["model"]["name"] == "pa3d-mini-tuned"
    assert before["model"]["sha256"] != after["model"]["sha256"]
