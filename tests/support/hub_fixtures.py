from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from patchalign3d_cli.models.conversion import convert_file
from support import hub_models
from support.hub_server import FakeHub, connected


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    """A running Hub that this process's client talks to."""
    with connected(tmp_path / "hub-cache") as hub:
        yield hub


@pytest.fixture
def published(hub: FakeHub) -> dict[str, str]:
    """The two repositories that `pull patchalign3d` needs; their commits by name."""
    return hub_models.publish(hub)


@pytest.fixture
def clip_state() -> dict[str, torch.Tensor]:
    return dict(hub_models.clip_state())


@pytest.fixture
def clip_files() -> dict[str, bytes]:
    return dict(hub_models.clip_files())


@pytest.fixture
def clip_config() -> bytes:
    return hub_models.clip_files()["open_clip_config.json"]


@pytest.fixture(scope="session")
def official_checkpoint() -> bytes:
    return hub_models.official_checkpoint()


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory, official_checkpoint: bytes) -> Path:
    """A model directory without a text tower; not to be written to."""
    place = tmp_path_factory.mktemp("small")
    (place / "official.pt").write_bytes(official_checkpoint)
    convert_file(place / "official.pt", place / "model", name="small", license="MIT")
    return place / "model"
