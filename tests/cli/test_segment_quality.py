"""`pa3d segment --quality`, and faces that are left unlabelled."""

import dataclasses
import importlib.resources
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.model import ModelConfig


def record(folder: Path) -> dict:
    return json.loads((folder / "box.parts.json").read_text())


def test_qualities_stand_for_passes_and_smoothing(run, box: Path):
    told = {}
    for quality in ("fast", "balanced", "best"):
        done = run(box, "-p", "seat,leg,back", "-f", "json", "--quality", quality, "--force")
        assert done.exit_code == 0, done.stderr
        options = record(box.parent)["options"]
        told[quality] = options["passes"], options["smoothing"]
    assert told == {"fast": (1, 0.0), "balanced": (1, 0.07), "best": (4, 0.07)}
    done = run(
        box, "-p", "seat,leg", "-f", "json", "--passes", "2", "--smoothing", "0.5", "--force"
    )
    assert done.exit_code == 0, done.stderr
    assert (record(box.parent)["options"]["passes"]) == 2
    assert (record(box.parent)["options"]["smoothing"]) == 0.5


def test_the_usual_quality_is_balanced(run, box: Path):
    for extra in ((), ("--quality", "balanced")):
        assert run(box, "-p", "seat,leg", "-f", "npz", *extra, "-o", box.parent / f"{len(extra)}")
    found = []
    for name in ("0", "2"):
        with np.load(box.parent / name / "box.parts.npz") as arrays:
            found.append(arrays["scores"])
    assert np.array_equal(*found)


def test_an_unknown_quality_is_one_line_and_writes_nothing(run, files, box: Path):
    done = run(box, "-p", "seat,leg", "--quality", "huge")
    assert done.exit_code == 2 and "'fast', 'balanced', 'best'" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert files(box.parent) == {"box.obj"}


def test_more_points_than_a_machine_holds_are_refused_at_once(run, files, box: Path):
    done = run(box, "-p", "seat,leg", "--points", "1000000000")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: points must be 1 to 100,000, not 1,000,000,000; ")
    assert files(box.parent) == {"box.obj"}


def test_a_threshold_leaves_faces_unlabelled_and_the_table_says_so(run, box: Path):
    done = run(box, "-p", "seat,leg,back", "-f", "json", "--threshold", "1.0")
    assert done.exit_code == 0, done.stderr
    assert "unlabelled" in done.stdout and "100.0%" in done.stdout
    assert set(record(box.parent)["labels"]) == {-1}
    assert record(box.parent)["unlabelled"]["count"] == 192


def test_other_asks_for_calibration_in_one_line(run, box: Path):
    done = run(box, "-p", "seat,leg", "--other")
    assert done.exit_code == 1 and "pa3d weights calibrate" in done.stderr


def calibrate(model: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["weights", "calibrate", str(model), *arguments])


@pytest.mark.slow
def test_calibrating_a_model_lets_other_work(run, box: Path, tmp_path: Path):
    model = tmp_path / "model"
    shutil.copytree(
        Path(str(importlib.resources.files("patchalign3d_weights"))) / "pa3d-mini", model
    )
    own = ModelConfig.load(model)
    only = ("--category", "mug", "--count", "3")
    tried = calibrate(model, *only, "--dry-run", "--json")
    assert tried.exit_code == 0, tried.output
    assert ModelConfig.load(model) == own
    report = json.loads(tried.stdout)
    assert calibrate(model, *only).exit_code == 0
    config = ModelConfig.load(model)
    assert config.confidence_temperature == pytest.approx(
        report["confidence_temperature"], abs=1e-5
    )
    assert config.other_cosine == pytest.approx(report["other_cosine"], abs=1e-3)
    assert (
        dataclasses.replace(
            config,
            confidence_temperature=own.confidence_temperature,
            other_cosine=own.other_cosine,
            trust=own.trust,
        )
        == own
    )
    done = run(box, "-p", "seat,leg", "--other", "-m", model, "-f", "json")
    assert done.exit_code == 0, done.stderr
    assert record(box.parent)["options"]["temperature"] == config.confidence_temperature


def test_a_model_that_lacks_the_words_is_not_calibrated(tiny_model_directory: Path):
    before = ModelConfig.load(tiny_model_directory)
    done = calibrate(tiny_model_directory, "--category", "mug", "--count", "1")
    assert done.exit_code == 1 and "handle" in done.output
    assert ModelConfig.load(tiny_model_directory) == before
