"""The command line and the library have the same defaults, and read axes alike."""

import inspect
import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import patchalign3d_cli as pa3d
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.cli.benchmark.arguments import RunRequest
from patchalign3d_cli.cli.benchmark.running import _options
from patchalign3d_cli.cli.segment.command import segment

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
PARTS = ["seat", "leg", "back", "armrest"]


@pytest.mark.parametrize("options", [pa3d.SegmentRequest, pa3d.OutputOptions])
def test_every_option_of_the_library_is_one_of_the_command_with_its_default(options):
    command = inspect.signature(segment).parameters
    for field in fields(options):
        assert command[field.name].default == field.default, field.name


@pytest.mark.slow
def test_the_command_labels_as_the_library_does(tmp_path: Path):
    runner = CliRunner()
    words = ["segment", str(CHAIR), "-p", ",".join(PARTS), "-f", "json,npz", "-o", str(tmp_path)]
    assert runner.invoke(app, words).exit_code == 0
    with np.load(tmp_path / "chair.parts.npz") as arrays:
        labels, scores = arrays["labels"], arrays["scores"]
    segmenter = pa3d.load_segmenter()
    in_one_call = pa3d.segment_file(CHAIR, PARTS)
    in_two = segmenter.query(segmenter.encode(pa3d.load_shape(CHAIR)), PARTS)
    at_once = segmenter.segment(pa3d.load_shape(CHAIR), PARTS)
    for result in (in_one_call, in_two, at_once):
        assert np.array_equal(result.labels, labels) and np.array_equal(result.scores, scores)
    written = json.loads((tmp_path / "chair.parts.json").read_text())
    assert written["options"] == {**in_one_call.options}


def test_a_benchmark_keeps_to_the_published_rule():
    published = _options(RunRequest())
    assert (published.encode.passes, published.query.smoothing) == (1, 0.0)
    assert published.query.assignment == "nearest"
    assert published == type(published)()
    standard = _options(RunRequest(protocol="standard"))
    assert (standard.query.assignment, standard.query.smoothing) == ("interpolate", 0.0)


@pytest.mark.parametrize("spelling", ["Z", "z"])
@pytest.mark.parametrize(
    "words",
    [
        ["segment", "chair.obj", "-p", "seat,leg"],
        ["heatmap", "chair.obj", "-t", "seat"],
        ["features", "chair.obj"],
        ["suggest", "chair.obj"],
        ["view", "chair.obj"],
        ["benchmark", "folder", "--root", "here"],
        ["benchmark", "shapenetpart", "--root", "here"],
        ["train", "align", "--data", "here", "-o", "run"],
        ["train", "distill", "--data", "here", "-o", "run"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_command_reads_an_axis_alike(
    words: list[str], spelling: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What follows fails, as there is no such file or folder: the axis was read."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*words, "--up", spelling])
    assert done.exit_code == 1 and "--up" not in done.stderr, done.stderr
    wrong = CliRunner().invoke(app, [*words, "--up", "up"])
    assert wrong.exit_code == 2 and "'up' is not one of 'x', 'y', 'z'" in wrong.stderr
    assert wrong.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["segment"], ["benchmark", "folder"]])
def test_a_command_line_that_cannot_be_parsed_is_one_line(words: list[str]):
    done = CliRunner().invoke(app, [*words, "--nonsense"], prog_name="pa3d")
    assert done.exit_code == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: No such option")
    assert f"; see {' '.join(['pa3d', *words])} --help" in done.stderr
