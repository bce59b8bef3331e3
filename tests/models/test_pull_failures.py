"""Every way in which a pull fails: one line, and nothing left."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from huggingface_hub import constants

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.models.pull import pull_model
from support.hub_models import CLIP_REPOSITORY, MODEL_REPOSITORY, Payload, pickled
from support.hub_server import FakeHub


def failing(hub: FakeHub, **changes: object) -> str:
    with pytest.raises(ModelError) as caught:
        pull_model("patchalign3d", **changes)  # type: ignore[arg-type]
    line = str(caught.value)
    assert "\n" not in line
    assert not (home.models_directory() / "patchalign3d").exists()
    return line


def test_a_damaged_whole_file_is_noticed_and_removed(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    hub.ranges = False
    hub.damaged.add("open_clip_model.safetensors")
    with pytest.raises(ModelError, match=r"open_clip_model.safetensors of .* arrived damaged"):
        pull_model("patchalign3d")
    hub.damaged.clear()
    assert pull_model("patchalign3d").fetched


def test_a_damaged_checkpoint_is_noticed_and_removed(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    hub.damaged.add("patchalign3d.pt")
    with pytest.raises(ModelError, match=r"patchalign3d.pt of .* arrived damaged"):
        pull_model("patchalign3d", text_dtype=None)
    hub.damaged.clear()
    assert pull_model("patchalign3d", text_dtype=None).fetched


def test_a_checkpoint_with_code_is_refused_and_nothing_runs(hub: FakeHub, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    hub.add(MODEL_REPOSITORY, {"patchalign3d.pt": pickled({"model": Payload(trap)})})
    with pytest.raises(ModelError, match="could run code"):
        pull_model("patchalign3d")
    assert not trap.exists()
    assert not (home.models_directory() / "patchalign3d").exists()


def test_a_tower_that_does_not_fit_is_refused_before_it_is_fetched(
    hub: FakeHub, published: Mapping[str, str], clip_files: Mapping[str, bytes]
) -> None:
    config = json.loads(clip_files["open_clip_config.json"])
    config["model_cfg"]["embed_dim"] = 24
    files = {**clip_files, "open_clip_config.json": json.dumps(config).encode()}
    hub.add(CLIP_REPOSITORY, files)
    with pytest.raises(ModelError, match="gives 24 numbers a word, the model needs 1280"):
        pull_model("patchalign3d")
    assert hub.fetched("open_clip_model.safetensors") == []


def test_two_pulls_at_once(hub: FakeHub, published: Mapping[str, str]) -> None:
    workshop = home.models_directory() / ".building"
    workshop.mkdir(parents=True)
    with (
        FileLock(workshop / "patchalign3d.lock"),
        pytest.raises(ModelError, match="another pa3d is pulling patchalign3d"),
    ):
        pull_model("patchalign3d")


def test_no_such_file(hub: FakeHub) -> None:
    commit = hub.add(MODEL_REPOSITORY, {"other.pt": b"x"})
    line = failing(hub)
    assert f"{MODEL_REPOSITORY} holds no patchalign3d.pt at revision {commit}" in line
    assert "--revision" in line


def test_no_such_repository(hub: FakeHub) -> None:
    line = failing(hub)
    assert f"no repository {MODEL_REPOSITORY}" in line
    assert "hf auth login" in line


def test_no_such_revision(hub: FakeHub, published: Mapping[str, str]) -> None:
    line = failing(hub, revision="v9")
    assert f"{MODEL_REPOSITORY} has no revision v9" in line


def test_private(hub: FakeHub, published: Mapping[str, str]) -> None:
    hub.private.add(MODEL_REPOSITORY)
    assert "if it is private, log in" in failing(hub)


def test_gated(hub: FakeHub, published: Mapping[str, str]) -> None:
    hub.gated.add(CLIP_REPOSITORY)
    line = failing(hub)
    assert f"accept its terms at {hub.endpoint}/{CLIP_REPOSITORY}" in line


def test_forbidden(hub: FakeHub, published: Mapping[str, str]) -> None:
    hub.forbidden.add(MODEL_REPOSITORY)
    assert f"no permission for {MODEL_REPOSITORY}" in failing(hub)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_out_of_order(hub: FakeHub, published: Mapping[str, str], status: int) -> None:
    hub.broken[f"api/models/{MODEL_REPOSITORY}"] = status
    assert f"answered with status {status}" in failing(hub)


def test_no_network(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    line = failing(hub)
    assert "no connection to http://127.0.0.1:9" in line
    assert "check the network" in line


def test_offline(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert "takes the network and offline mode is on" in failing(hub)
    assert hub.requests == []


def test_unknown_names(hub: FakeHub) -> None:
    with pytest.raises(ModelError, match="no model 'patchalign'; known: .*patchalign3d"):
        pull_model("patchalign")
    with pytest.raises(ModelError, match="no name of a Hub repository"):
        pull_model("org/..repo")
    with pytest.raises(ModelError, match="pa3d-mini is on this machine already"):
        pull_model("pa3d-mini")
    assert hub.requests == []
