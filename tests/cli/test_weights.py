import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.weights.app import weights_app
from patchalign3d_cli.machine import home
from patchalign3d_cli.models.registry import default_model
from support import hub_models
from support.hub_models import CLIP_REPOSITORY, MODEL_REPOSITORY
from support.hub_server import FakeHub, connected, serve

PROGRAM = "from patchalign3d_cli.cli.app import main; main()"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    with connected(tmp_path / "hub-cache") as hub:
        yield hub


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A converted model."""
    (tmp_path / "in.pt").write_bytes(hub_models.official_checkpoint())
    result = run("convert", tmp_path / "in.pt", tmp_path / "out", "--license", "MIT")
    assert f"out is in {tmp_path / 'out'}" in result.stderr
    return tmp_path / "out"


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(weights_app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def run_json(*arguments: object, code: int = 0) -> dict[str, Any]:
    result = run(*arguments, "--json", code=code)
    record: dict[str, Any] = json.loads(result.stdout)
    assert record["schema"] == "pa3d.weights/1"
    return record


def test_pull_makes_the_published_model_the_default(hub: FakeHub) -> None:
    commits = hub_models.publish(hub)
    assert default_model().name == "pa3d-mini"
    result = run("pull", "patchalign3d")
    assert result.stdout == ""
    directory = home.models_directory() / "patchalign3d"
    assert (
        f"patchalign3d fetched: {directory} (commit {commits[MODEL_REPOSITORY]})" in result.stderr
    )
    assert "patchalign3d is now the default model" in result.stderr
    assert default_model() == ("patchalign3d", "settings")
    assert "was here already" in run("pull", "patchalign3d").stderr
    assert run("pull", "patchalign3d", "--quiet").stderr == ""
    record = run_json("pull", "patchalign3d")
    assert (record["fetched"], record["default"]) == (False, True)
    assert record["commit"] == commits[MODEL_REPOSITORY]


@pytest.mark.slow
def test_pull_options(hub: FakeHub) -> None:
    old = hub_models.publish(hub)[MODEL_REPOSITORY]
    hub.add(MODEL_REPOSITORY, {"README.md": b"gone"})
    record = run_json("pull", "patchalign3d", "--revision", old, "--no-text")
    assert (record["commit"], record["fetched"]) == (old, True)
    directory = Path(record["directory"])
    assert not (directory / "text").exists()
    run("pull", "patchalign3d", "--revision", old, "--text-dtype", "fp16", "-q")
    tower = directory / "text" / "open_clip_model.safetensors"
    assert tower.stat().st_size < hub.bytes_of("open_clip_model.safetensors") * 0.6
    assert run_json("pull", "patchalign3d", "--revision", old, "--force")["fetched"]
    assert tower.stat().st_size > hub.bytes_of("open_clip_model.safetensors") * 0.3
    run("pull", "patchalign3d", "--text-dtype", "fp8", code=2)


@pytest.mark.slow
def test_pull_of_a_repository_leaves_the_default(hub: FakeHub, model: Path) -> None:
    files = {path.name: path.read_bytes() for path in model.iterdir()}
    hub.add("org/model", files)
    result = run("pull", "org/model", "--no-text")
    assert "use it with -m org/model" in result.stderr
    assert default_model().name == "pa3d-mini"
    assert "org/model is now the default" in run("use", "org/model").stderr
    assert default_model().name == "org/model"


def test_failures_are_one_line_and_exit_code_1(hub: FakeHub) -> None:
    result = run("pull", "patchalign3d", code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("error: the Hub shows no repository")
    assert result.stderr.count("\n") == 1
    assert "known: pa3d-mini, patchalign3d" in run("use", "nothing", code=1).stderr
    assert "no model directory ./x" in run("info", "./x", code=1).stderr
    assert "no model directory ./x" in run("verify", "./x", code=1).stderr


def test_list(model: Path, tmp_path: Path) -> None:
    run("use", model)
    records = {item["name"]: item for item in run_json("list")["models"]}
    assert records["patchalign3d"]["place"] == "hub"
    assert records["patchalign3d"]["directory"] is None
    (home.models_directory()).mkdir()
    model.rename(home.models_directory() / "mine")
    run("use", "mine")
    records = {item["name"]: item for item in run_json("list")["models"]}
    assert records["mine"]["directory"] == str(home.models_directory() / "mine")
    assert (records["mine"]["is_default"], records["mine"]["has_text"]) == (True, False)
    lines = run("list").stdout.splitlines()
    assert [line.split() for line in lines if " mine " in line] == [
        ["*", "mine", "this", "machine", "2.0", "MB", "no", "MIT"]
    ]
    assert any("on the Hub" in line and "pa3d weights pull" in line for line in lines)


def test_use_warns_of_a_variable_that_comes_first(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PA3D_MODEL", "other")
    assert "PA3D_MODEL is set to other" in run("use", model).stderr
    record = run_json("use", model)
    assert (record["directory"], record["default"]) == (str(model), "other")


def test_info(model: Path) -> None:
    lines = dict(line.split(maxsplit=1) for line in run("info", model).stdout.splitlines())
    assert lines["model"] == "out"
    assert lines["licence"] == "MIT"
    assert lines["encoder"] == "2048 points, 128 patches of 32, 2 blocks, width 24"
    assert lines["head"] == "text, 1280 numbers a patch"
    assert lines["file"] == "in.pt"
    record = run_json("info", model)
    assert record["config"]["name"] == "out"
    assert record["bytes"] == sum(record["files"].values())


def test_convert(model: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.pt"
    assert "add --force" in run("convert", source, model, code=1).stderr
    record = run_json("convert", source, model, "--force", "--name", "chairs")
    assert (record["config"]["name"], record["config"]["license"]) == ("chairs", "unknown")
    assert "missing.pt" in run("convert", tmp_path / "missing.pt", tmp_path / "x", code=1).stderr


def test_verify(model: Path) -> None:
    lines = run("verify", model).stdout.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["ok"] * 4
    assert run_json("verify", model)["passed"]
    (model / "model.safetensors").write_bytes(b"nothing")
    assert "failed weights" in run("verify", model, code=1).stdout.replace("  ", " ")
    record = run_json("verify", model, code=1)
    assert not record["passed"]
    assert [check["passed"] for check in record["checks"]] == [True, False, True]


@pytest.mark.slow
def test_the_real_environment(tmp_path: Path) -> None:
    """The command in a process of its own, with the variables that users set."""
    with serve() as hub:
        hub_models.publish(hub)
        environment = {
            **os.environ,
            "HF_ENDPOINT": hub.endpoint,
            "HF_HOME": str(tmp_path / "hf"),
            "PA3D_HOME": str(tmp_path / "pa3d"),
            "HF_TOKEN": "hf_secret",
            "OMP_NUM_THREADS": "1",
        }
        environment.pop("HF_HUB_OFFLINE", None)

        def pa3d(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-c", PROGRAM, "weights", *arguments],
                env={**environment, **variables},
                capture_output=True,
                text=True,
            )

        done = pa3d("pull", "patchalign3d")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert len(done.stderr.splitlines()) == 2  # no bars off a terminal, no log
        assert (tmp_path / "pa3d/models/patchalign3d/text/open_clip_model.safetensors").is_file()
        assert all(
            request.authorized != request.path.startswith("/cdn/")
            for request in hub.requests
            if CLIP_REPOSITORY in request.path
        )
        hub.requests.clear()
        again = pa3d("pull", "patchalign3d", HF_HUB_OFFLINE="1")
        assert (again.returncode, "was here already" in again.stderr) == (0, True)
        forced = pa3d("pull", "patchalign3d", "--force", HF_HUB_OFFLINE="1")
        assert (forced.returncode, forced.stderr.count("\n")) == (1, 1)
        assert "offline mode is on" in forced.stderr
        assert hub.requests == []
    gone = pa3d("pull", "patchalign3d", "--force")
    assert (gone.returncode, gone.stderr.count("\n")) == (1, 1)
    assert f"no connection to {hub.endpoint}" in gone.stderr
