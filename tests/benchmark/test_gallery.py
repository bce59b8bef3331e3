"""Sheets of pictures."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.benchmark.gallery import draw_sheet, draw_worst
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.report import make_report
from patchalign3d_cli.benchmark.run import Evaluator, run_benchmark
from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.datasets import FaustCoarse, FolderData
from patchalign3d_cli.segmenting.segmenter import Segmenter
from support import labelled_sets as tiny


@pytest.mark.slow
@pytest.mark.parametrize("protocol", ["published", "standard"])
def test_truth_stands_over_prediction(segmenter: Segmenter, tmp_path: Path, protocol: str):
    for dataset in (
        FolderData(tiny.write_folder(tmp_path / "folder")),
        FaustCoarse(tiny.write_faust(tmp_path / "faust")),
    ):
        options = BenchmarkOptions(protocol=protocol)  # type: ignore[arg-type]
        evaluator = Evaluator(segmenter, options)
        scores = run_benchmark(segmenter, dataset, options, tmp_path, fresh=True)
        report = make_report(scores, dataset.name, segmenter.identity, options, "cpu", "0" * 64)
        categories = len(report["categories"])
        with Image.open(draw_sheet(evaluator, dataset, scores, report, tmp_path, 1)) as sheet:
            assert sheet.size == (categories * (300 + 240), 2 * 240 + 26)
        with Image.open(draw_worst(evaluator, dataset, scores, report, tmp_path, 1)) as worst:
            assert worst.size == (300 + 240, 2 * 240 + 26)
            _check_colors(np.asarray(worst), evaluator, dataset, report)


def _check_colors(picture: np.ndarray, evaluator: Evaluator, dataset, report: dict) -> None:
    """The legend holds each part's colour, and the lower picture no part that was not found."""
    case = evaluator.case(dataset, list(dataset.items).index(report["worst"][0]["item"]))
    (result,) = evaluator.segment([case])
    swatches = picture[:, :300].reshape(-1, 3)
    hues = palette(len(case.truth.parts)).astype(int)
    for color in hues:
        assert (swatches == color).all(axis=1).any()
    lower = picture[240:480, 300:].reshape(-1, 3).astype(float)
    vivid = lower[lower.max(axis=1) - lower.min(axis=1) > 60]
    shades = hues / np.linalg.norm(hues, axis=1, keepdims=True)
    nearest = (vivid / np.linalg.norm(vivid, axis=1, keepdims=True) @ shades.T).argmax(axis=1)
    assert set(np.unique(nearest)) <= set(result.labels.tolist())
