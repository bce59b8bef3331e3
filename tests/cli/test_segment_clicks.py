"""`pa3d segment --click`: a result corrected, fresh or saved."""

import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.results_io import load_segmentation


def test_a_fresh_result_is_corrected(run, box: Path):
    done = run(box, "--parts", "seat,leg", "--click", "face:7=lid", "--click", "0.5,0,0=seat")
    assert done.exit_code == 0, done.stderr
    record = json.loads((box.parent / "box.parts.json").read_text())
    assert [part["name"] for part in record["parts"]] == ["seat", "leg", "lid"]
    assert record["labels"][7] == 2 and record["options"]["clicks"].startswith("face:7=lid; face:")


@pytest.mark.parametrize("suffix", ["json", "npz", "glb", "ply"])
def test_a_saved_result_is_corrected(run, files, box: Path, suffix: str):
    folder = box.parent
    assert run(box, "-p", "seat,leg", "-f", suffix).exit_code == 0
    saved = folder / f"box.parts.{suffix}"
    before = load_segmentation(saved)
    done = run(saved, "--click", "face:7=lid", "-f", suffix)
    assert done.exit_code == 1 and f"{saved} exists; add --force" in done.stderr
    done = run(saved, "--click", "face:7=lid", "-f", f"{suffix},obj", "--force")
    assert done.exit_code == 0, done.stderr
    assert "encoded its shape again" in done.stderr
    after = load_segmentation(saved)
    assert after.parts == ("seat", "leg", "lid") and after.labels[7] == 2
    stayed = after.labels != 2
    assert np.array_equal(after.labels[stayed], before.labels[stayed])
    assert files(folder) == {"box.obj", *(f"box.parts.{end}" for end in (suffix, "obj", "mtl"))}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--click", "face:192=leg"], "there is no face 192 to click: the shape has 192 faces"),
        (["--click", "9,9,9=leg"], "away from the surface"),
        (["--click", "face:1=!lid"], "there is no part 'lid' that a click could take away"),
        (["--click", "leg"], "'leg' is no click; write \"face:1806=armrest\""),
    ],
)
def test_a_bad_click_is_one_line_and_writes_nothing(run, files, box: Path, words, message: str):
    done = run(box, "--parts", "seat,leg", *words, "-q")
    assert done.exit_code == 1 and message in done.stderr
    assert done.stderr.count("\n") == 1 and files(box.parent) == {"box.obj"}


def test_what_clicks_do_not_go_with(run, box: Path):
    done = run(box, "--click", "face:1=leg")
    assert done.exit_code == 1 and "is no result of pa3d that clicks could correct" in done.stderr
    (box.parent / "other.obj").write_bytes(box.read_bytes())
    done = run(box.parent, "-p", "seat,leg", "--click", "face:1=leg")
    assert done.exit_code == 1 and "--click corrects one shape" in done.stderr
    assert run(box, "-p", "seat,leg", "-f", "json").exit_code == 0
    saved = box.parent / "box.parts.json"
    done = run(saved, "--click", "face:1=leg", "--quality", "best", "--force")
    assert done.exit_code == 1 and "is labelled already; leave out" in done.stderr


@pytest.mark.parametrize("suffix", ["json", "npz", "glb"])
def test_a_saved_result_is_written_in_other_formats(run, files, box: Path, suffix: str):
    folder = box.parent
    assert run(box, "-p", "seat,leg", "--click", "face:7=lid", "-f", suffix).exit_code == 0
    saved = folder / f"box.parts.{suffix}"
    before = load_segmentation(saved)
    done = run(saved, "-f", "ply,3mf")
    assert done.exit_code == 0, done.stderr
    assert "encoded its shape again" not in done.stderr
    after = load_segmentation(folder / "box.parts.ply")
    assert after.parts == before.parts == ("seat", "leg", "lid")
    assert np.array_equal(after.labels, before.labels)
    assert files(folder) == {"box.obj", *(f"box.parts.{end}" for end in (suffix, "ply", "3mf"))}
    done = run(saved, "-f", "obj", "--quality", "best")
    assert done.exit_code == 1 and "is labelled already; leave out" in done.stderr
    done = run(box, "-f", "obj")
    assert done.exit_code == 1 and "no part names were given" in done.stderr
