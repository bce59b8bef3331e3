"""From `pa3d segment` to every command that takes its results, with nothing lost on the way."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.results_io import RESULT_SUFFIXES, load_segmentation, original_labels

OPTIONS = (
    *("--parts", "seat,lid", "--quality", "fast", "--threshold", "0.501"),
    *("--refine", "--split", "instances"),
)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def page_content(path: Path) -> tuple[dict[str, Any], bytes]:
    """A page's header and its numbers."""
    text = path.read_text(encoding="ascii")
    header, data = (
        re.findall(rf'id="{name}">(.*?)</script>', text, re.DOTALL)[0]
        for name in ("header", "data")
    )
    return json.loads(header), zlib.decompress(base64.b64decode(data))


@pytest.fixture
def results(run, box: Path) -> Path:
    """A folder with a box, and its refined, split and partly unlabelled result in each format."""
    formats = ",".join(suffix.removeprefix(".") for suffix in (*RESULT_SUFFIXES, ".html"))
    done = run(box, *OPTIONS, "-f", formats)
    assert done.exit_code == 0, done.stderr
    return box.parent


def test_a_refined_result_is_the_same_in_every_format(results: Path):
    first, *more = (load_segmentation(results / f"box.parts{end}") for end in RESULT_SUFFIXES)
    assert len(first.labels) > 192 and {-1, 0, 1} == set(first.labels.tolist())
    assert first.pieces is not None and first.source_faces is not None
    for back in more:
        assert np.array_equal(back.labels, first.labels)
        assert np.array_equal(back.source_faces, first.source_faces)
        assert np.array_equal(back.pieces.labels, first.pieces.labels)
        assert (back.pieces.names, back.options) == (first.pieces.names, first.options)
        assert back.model == first.model


@pytest.mark.slow
def test_view_shows_the_refined_faces_of_every_format(results: Path):
    count = len(load_segmentation(results / "box.parts.npz").labels)
    for suffix in RESULT_SUFFIXES:
        done = call("view", results / f"box.parts{suffix}", "--no-open")
        assert done.exit_code == 0 and done.stderr == "", done.stderr
        page = Path(done.stdout.strip()).read_text(encoding="ascii")
        assert f"{count:,} faces, labelled by tiny" in page, suffix
    call("view", results / "box.parts.npz", "-o", results / "npz.html", "--no-open")
    # An archive holds all that the page of the run itself was made of, but for the features.
    header, data = page_content(results / "npz.html")
    with_features, more = page_content(results / "box.parts.html")
    assert with_features.pop("sites") and more.startswith(data)
    for name in ("site", "siteCode"):
        del with_features["arrays"][name]
    assert header == with_features


@pytest.mark.slow
def test_view_of_a_refined_result_without_its_shape_warns(results: Path):
    (results / "box.obj").unlink()
    done = call("view", results / "box.parts.json", "--no-open")
    assert done.exit_code == 0, done.stderr
    assert "box.obj does not lie beside box.parts.json" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_a_benchmark_folder_takes_one_label_for_each_original_face(results: Path, suffix: str):
    result = load_segmentation(results / f"box.parts{suffix}")
    for path in results.iterdir():
        if path.is_file() and path.name not in ("box.obj", f"box.parts{suffix}"):
            path.unlink()
    truth = FolderData(results).load(0)
    assert truth.on == "faces" and truth.parts == ("seat", "lid") and len(truth.labels) == 192
    assert np.array_equal(truth.labels, original_labels(result, 192))
    report = results / "report"
    done = call(
        *("benchmark", "folder", "--root", results, "-o", report, "--sheet", 0, "--worst", 0),
        *("--protocol", "standard", "--quality", "fast"),
    )
    assert done.exit_code == 0, done.stderr
    scores = json.loads((report / "report.json").read_text())["scores"]
    assert scores["instance_miou"] > 0.5  # the same model, but for its threshold and its cuts
