"""`pa3d segment` on a tiny model and a box."""

from collections.abc import Callable
from pathlib import Path

import pytest
import trimesh
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box.obj"
    trimesh.creation.box((1, 2, 3)).subdivide().subdivide().export(path)
    return path


@pytest.fixture
def run(tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["segment", *map(str, arguments)])

    return call


@pytest.fixture
def files() -> Callable[[Path], set[str]]:
    """Names of all that a folder holds."""
    return lambda folder: {path.name for path in folder.rglob("*")}
