"""`pa3d doctor`, `--version` and completion."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from patchalign3d_cli import __version__
from patchalign3d_cli.cli.app import app


def test_a_healthy_installation(tiny_model_directory: Path):
    done = CliRunner().invoke(app, ["doctor", "-m", str(tiny_model_directory)])
    assert done.exit_code == 0
    for word in ("torch", "devices", "pa3d-mini", "tiny on cpu", "finite"):
        assert word in done.stdout


def test_a_broken_model_is_found(tiny_model_directory: Path, tmp_path: Path):
    (tmp_path / "config.json").write_text((tiny_model_directory / "config.json").read_text())
    done = CliRunner().invoke(app, ["doctor", "-m", str(tmp_path), "--json"])
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["schema"] == "pa3d.doctor/1"
    assert not report["ok"] and "model.safetensors is missing" in report["forward pass"]
    assert report["pa3d"] == __version__


def test_features_that_are_no_numbers_are_found(tiny_model_directory: Path, monkeypatch):
    from patchalign3d_cli.segmenting.segmenter import Segmenter

    encode = Segmenter.encode

    def spoil(self, shape):
        features = encode(self, shape)
        spoilt = features.features.copy()
        spoilt[0] = np.nan
        return replace(features, features=spoilt)

    monkeypatch.setattr(Segmenter, "encode", spoil)
    done = CliRunner().invoke(app, ["doctor", "-m", str(tiny_model_directory), "--json"])
    assert done.exit_code == 1 and "no numbers" in json.loads(done.stdout)["forward pass"]


def test_version():
    assert CliRunner().invoke(app, ["--version"]).stdout.strip() == f"pa3d {__version__}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there(shell: str):
    variables = {"_PA3D_COMPLETE": f"source_{shell}"}
    done = CliRunner().invoke(app, [], prog_name="pa3d", env=variables)
    assert done.exit_code == 0 and "_PA3D_COMPLETE" in done.stdout


def test_optional_packages_are_named_as_pip_takes_them(tiny_model_directory: Path, monkeypatch):
    monkeypatch.setattr("patchalign3d_cli.cli.doctor.NOT_INSTALLED", np.__version__)
    monkeypatch.setattr("patchalign3d_cli.cli.doctor.OPTIONAL", ("numpy",))
    done = CliRunner().invoke(app, ["doctor", "-m", str(tiny_model_directory)])
    assert "numpy: see `pip install '.[formats]'`" in done.stdout
