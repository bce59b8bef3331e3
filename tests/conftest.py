"""Fixtures shared by all tests."""

import sys
from pathlib import Path

import pytest

# Modules shared by tests (plain twins, weight recipes, servers) are imported by bare name.
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "model")]


@pytest.fixture
def data_directory() -> Path:
    """Folder of the golden numbers and other small files."""
    return Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the user's models, settings and caches, and from the network."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PA3D_HOME", str(home))
    monkeypatch.delenv("PA3D_MODEL", raising=False)
    return home
