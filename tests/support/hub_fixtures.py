"""Fixtures of the Hub and of what it holds. They import when they are asked for: whoever starts
tests on several workers needs no torch itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import torch

    from support.hub_server import FakeHub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    """A running Hub that this process's client talks to."""
    from support.hub_server import connected

    with connected(tmp_path / "hub-cache") as hub:
        yield hub


@pytest.fixture
def published(hub: FakeHub) -> dict[str, str]:
    """The two repositories that `pull patchalign3d` needs; their commits by name."""
    from support import hub_models

    return hub_models.publish(hub)


@pytest.fixture
def clip_state() -> dict[str, torch.Tensor]:
    from support import hub_models

    return dict(hub_models.clip_state())


@pytest.fixture
def clip_files() -> dict[str, bytes]:
    from support import hub_models

    return dict(hub_models.clip_files())


@pytest.fixture
def clip_config(clip_files: dict[str, bytes]) -> bytes:
    return clip_files["open_clip_config.json"]


@pytest.fixture(scope="session")
def official_checkpoint() -> bytes:
    from support import hub_models

    return hub_models.official_checkpoint()


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory, official_checkpoint: bytes) -> Path:
    """A model directory without a text tower; not to be written to."""
    from patchalign3d_cli.models.conversion import convert_file

    place = tmp_path_factory.mktemp("small")
    (place / "official.pt").write_bytes(official_checkpoint)
    convert_file(place / "official.pt", place / "model", name="small", license="MIT")
    return place / "model"
