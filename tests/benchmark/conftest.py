"""A tiny model that knows every word of the tiny sets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.report import make_report
from patchalign3d_cli.benchmark.run import run_benchmark
from patchalign3d_cli.datasets import LabelledSet
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from support import labelled_sets as tiny


@pytest.fixture(scope="session")
def word_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write_word_bank(tmp_path_factory.mktemp("bank") / "words.safetensors")


@pytest.fixture(scope="session")
def segmenter(tiny_model_directory: Path, word_bank: Path) -> Segmenter:
    return load_segmenter(str(tiny_model_directory), text_encoder=word_bank)


@pytest.fixture
def reported(segmenter: Segmenter, tmp_path: Path) -> Callable[..., dict]:
    """Run a benchmark in a folder of its own and sum it up."""

    def run(dataset: LabelledSet, name: str = "run", **told: object) -> dict:
        options = BenchmarkOptions(**{"batch": 3, **told})  # type: ignore[arg-type]
        scores = run_benchmark(segmenter, dataset, options, tmp_path / name)
        return make_report(scores, dataset.name, segmenter.identity, options, "cpu", "0" * 64)

    return run
