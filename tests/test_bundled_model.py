"""The bundled model does its job on shapes that it never saw."""

from importlib.resources import files
from pathlib import Path

import pytest

from patchalign3d_cli.models.verification import verify
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_training.evaluation.generated_scores import score_generated
from patchalign3d_training.synthesis.catalog import HELD_OUT_NAMES

DIRECTORY = Path(str(files("patchalign3d_weights"))) / "pa3d-mini"


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter("pa3d-mini", offline=True)


def test_it_is_whole_and_small():
    report = verify(DIRECTORY)
    assert report.passed, report.checks
    size = sum(path.stat().st_size for path in DIRECTORY.rglob("*") if path.is_file())
    assert size <= 40e6


@pytest.mark.slow
def test_fifty_unseen_chairs(segmenter: Segmenter):
    assert score_generated(segmenter, "chair", 50).mean >= 0.8


@pytest.mark.slow
@pytest.mark.parametrize("yaw", [37.0, 160.0])
def test_any_yaw_will_do(segmenter: Segmenter, yaw: float):
    assert score_generated(segmenter, "chair", 20, yaw=yaw).mean >= 0.75


@pytest.mark.slow
def test_words_that_were_never_part_names(segmenter: Segmenter):
    words = {primary: word for word, primary in HELD_OUT_NAMES["chair"].items()}
    assert score_generated(segmenter, "chair", 20, renamed=words).mean >= 0.6
