"""Fixtures shared by all tests."""

import os

# Tiny models gain nothing from a second thread, and threads that wait for each other on a busy
# machine cost several times the work. Set before anything loads a numerical library.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import functools
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest_plugins = ["support.hub_fixtures", "support.result_fixtures"]

TINY_WORDS = ("seat", "leg", "back", "armrest", "lid")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core where the whole suite runs; none for some files or one room."""
    whole = {Path("tests"), Path(__file__).parent, Path(__file__).parents[1]}
    paths = {Path(argument.split("::")[0]) for argument in config.args}
    return (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") and paths <= whole else 0
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of each test marked `many`, all cases but every eighth are slow."""
    number: Counter[str] = Counter()
    for item in items:
        if item.get_closest_marker("many"):
            function = item.nodeid.partition("[")[0]
            if number[function] % 8:
                item.add_marker(pytest.mark.slow)
            number[function] += 1


@pytest.fixture
def data_directory() -> Path:
    """Folder of the golden numbers and other small files."""
    return Path(__file__).parent / "data"


@pytest.fixture(scope="session", autouse=True)
def one_command_line() -> Iterator[None]:
    """Build the command line once: Typer's runner does so for every call."""
    import typer.testing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", functools.cache(typer.main.get_command))
        yield


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths for pa3d's folder, one a test."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the user's models, settings and caches, and from the network."""
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("PA3D_HOME", str(home))
    monkeypatch.delenv("PA3D_MODEL", raising=False)
    monkeypatch.delenv("PA3D_DEBUG", raising=False)
    return home


@pytest.fixture(scope="session")
def tiny_model_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model directory of depth 2 and width 24 with a bank of five words and no tower."""
    import torch

    from patchalign3d_cli.model import EncoderConfig, ModelConfig, TextConfig
    from patchalign3d_cli.model.checkpoint import save_model
    from patchalign3d_cli.model.patchalign3d import PatchAlign3D
    from patchalign3d_cli.text.bank import TextBank, save_text_bank
    from patchalign3d_cli.text.labels import PART_TEMPLATES

    directory = tmp_path_factory.mktemp("models") / "tiny"
    encoder = EncoderConfig(64, 16, 8, (8, 8, 16, 16), 24, 2, 2, position_width=8)
    text = TextConfig("tiny-text", "", "", 12)
    config = ModelConfig("tiny", encoder, feature_dim=12, text=text, license="MIT")
    torch.manual_seed(0)
    save_model(PatchAlign3D(config).eval(), directory)
    vectors = np.random.default_rng(0).standard_normal((len(TINY_WORDS), 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bank = TextBank(TINY_WORDS, vectors, "tiny-text", "made for tests", PART_TEMPLATES)
    save_text_bank(bank, directory / "text_bank.safetensors")
    return directory
