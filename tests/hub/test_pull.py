import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock
from hub_models import CLIP_REPOSITORY, MODEL_REPOSITORY, pickled
from hub_server import FakeHub
from huggingface_hub import constants, hf_hub_download
from safetensors import safe_open
from safetensors.torch import load_file, save

from patchalign3d_cli import home
from patchalign3d_cli.checkpoint import load_model
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub import pull_model, resolve_model, verify
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.text.tower import load_text_tower

TOWER = "text/open_clip_model.safetensors"


def image_bytes_sent(hub: FakeHub, file: str, content: bytes) -> int:
    """Bytes of the image tower's tensors that the server sent."""
    length = int.from_bytes(content[:8], "little")
    entries = json.loads(content[8 : 8 + length])
    spans = [
        (8 + length + entry["data_offsets"][0], 8 + length + entry["data_offsets"][1])
        for name, entry in entries.items()
        if name.startswith("visual.")
    ]
    assert spans
    return sum(
        max(0, min(stop, last) - max(start, first))
        for start, stop in hub.fetched(file)
        for first, last in spans
    )


def leftovers() -> list[str]:
    """What a pull left behind besides models and locks."""
    workshop = home.models_directory() / ".building"
    return sorted(path.name for path in workshop.iterdir() if path.suffix != ".lock")


def test_pull_the_published_model(
    hub: FakeHub,
    published: Mapping[str, str],
    clip_files: Mapping[str, bytes],
    clip_state: Mapping[str, torch.Tensor],
    official_checkpoint: bytes,
) -> None:
    pulled = pull_model("patchalign3d")
    assert pulled.fetched
    assert pulled.commit == published[MODEL_REPOSITORY]
    assert (
        pulled.directory == home.models_directory() / "patchalign3d" == resolve_model(pulled.name)
    )
    config = ModelConfig.load(pulled.directory)
    assert config.provenance == {
        "repository": MODEL_REPOSITORY,
        "commit": published[MODEL_REPOSITORY],
        "file": "patchalign3d.pt",
        "sha256": hashlib.sha256(official_checkpoint).hexdigest(),
        "epoch": "3",
        "log_scale": "2.5",
    }
    assert (config.license, config.feature_dim) == ("MIT", 1280)
    assert config.text is not None
    assert config.text.revision == published[CLIP_REPOSITORY]
    assert load_model(pulled.directory).model.config == config

    content = clip_files["open_clip_model.safetensors"]
    assert image_bytes_sent(hub, "open_clip_model.safetensors", content) == 0
    tower = load_file(pulled.directory / TOWER)
    assert set(tower) == {name for name in clip_state if not name.startswith("visual.")}
    assert all(torch.equal(tower[name], clip_state[name]) for name in tower)
    with safe_open(pulled.directory / TOWER, framework="numpy") as file:
        assert file.metadata() == {
            "format": "pt",
            "repository": CLIP_REPOSITORY,
            "commit": published[CLIP_REPOSITORY],
            "dtype": "fp32",
            "files": "open_clip_model.safetensors",
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    assert np.isfinite(load_text_tower(pulled.directory / "text").embed(["seat"])).all()
    assert verify(pulled.directory).passed
    assert leftovers() == []


def test_a_second_pull_needs_no_network(hub: FakeHub, published: Mapping[str, str]) -> None:
    first = pull_model("patchalign3d")
    hub.requests.clear()
    again = pull_model("patchalign3d")
    assert (again.fetched, again.directory, again.commit) == (False, first.directory, first.commit)
    assert hub.requests == []


def test_force_fetches_the_tower_again(hub: FakeHub, published: Mapping[str, str]) -> None:
    pull_model("patchalign3d")
    hub.requests.clear()
    assert pull_model("patchalign3d", force=True).fetched
    assert hub.bytes_of("open_clip_model.safetensors") > 1_000_000


def test_half_precision_and_no_tower(hub: FakeHub, published: Mapping[str, str]) -> None:
    without = pull_model("patchalign3d", text_dtype=None)
    assert not (without.directory / "text").exists()
    assert hub.fetched("open_clip_model.safetensors") == []
    assert not pull_model("patchalign3d", text_dtype=None).fetched
    half = pull_model("patchalign3d", text_dtype="fp16")  # completes it
    assert half.fetched
    assert {tensor.dtype for tensor in load_file(half.directory / TOWER).values()} == {
        torch.float16
    }
    assert verify(half.directory).passed


def test_revisions_pin(
    hub: FakeHub, published: Mapping[str, str], official_checkpoint: bytes
) -> None:
    old = published[MODEL_REPOSITORY]
    content = torch.load(io.BytesIO(official_checkpoint), weights_only=True)
    content["temp"]["log_scale"] = torch.tensor(9.0)
    new = hub.add(MODEL_REPOSITORY, {"patchalign3d.pt": pickled(content)})
    pulled = pull_model("patchalign3d", text_dtype=None)
    assert pulled.commit == new
    pinned = pull_model("patchalign3d", text_dtype=None, revision=old)
    assert (pinned.fetched, pinned.commit) == (True, old)
    assert ModelConfig.load(pinned.directory).provenance["log_scale"] == "2.5"
    hub.requests.clear()
    assert not pull_model("patchalign3d", text_dtype=None, revision=old).fetched
    assert hub.requests == []


def test_a_broken_tower_download_goes_on_in_the_next_run(
    hub: FakeHub,
    published: Mapping[str, str],
    clip_state: Mapping[str, torch.Tensor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("patchalign3d_cli.hub.tensor_copy.PIECE_BYTES", 1 << 14)
    file = "open_clip_model.safetensors"
    hub.cuts[file] = [8, 100_000, 900_000] + [0] * 5  # length, header, tensors; then it stays down
    with pytest.raises(ModelError, match="broke off .* run the same command again"):
        pull_model("patchalign3d")
    assert not (home.models_directory() / "patchalign3d").exists()
    assert [name for name in leftovers() if name.endswith(".fp32.safetensors")] == leftovers()
    assert hub.bytes_of(file) > 900_000
    hub.requests.clear()
    hub.cuts[file] = [8]
    pulled = pull_model("patchalign3d")
    tower = load_file(pulled.directory / TOWER)
    assert all(torch.equal(tower[name], clip_state[name]) for name in tower)
    whole = sum(tensor.nbytes for tensor in tower.values())
    assert hub.bytes_of(file) < whole - 800_000
    assert hub.fetched("patchalign3d.pt") == []  # the checkpoint was here, too
    assert leftovers() == []


def test_a_broken_checkpoint_download_is_taken_up(
    hub: FakeHub, published: Mapping[str, str], official_checkpoint: bytes
) -> None:
    hub.cuts["patchalign3d.pt"] = [300_000]
    assert pull_model("patchalign3d", text_dtype=None).fetched
    size = len(official_checkpoint)
    assert [stop for _, stop in hub.fetched("patchalign3d.pt")] == [300_000, size]
    assert hub.bytes_of("patchalign3d.pt") <= size + 300_000


def test_a_server_without_ranges(
    hub: FakeHub, published: Mapping[str, str], clip_state: Mapping[str, torch.Tensor]
) -> None:
    hub.ranges = False
    lines: list[str] = []
    pulled = pull_model("patchalign3d", say=lines.append)
    assert len(lines) == 1
    assert "sends no parts of files" in lines[0]
    tower = load_file(pulled.directory / TOWER)
    assert all(torch.equal(tower[name], clip_state[name]) for name in tower)
    assert "visual.proj" not in tower


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


def test_a_whole_file_in_the_cache_is_not_fetched_again(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    hf_hub_download(CLIP_REPOSITORY, "open_clip_model.safetensors")
    hub.requests.clear()
    pull_model("patchalign3d")
    assert hub.fetched("open_clip_model.safetensors") == []


class Payload:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


def test_a_checkpoint_with_code_is_refused_and_nothing_runs(hub: FakeHub, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    hub.add(MODEL_REPOSITORY, {"patchalign3d.pt": pickled({"model": Payload(trap)})})
    with pytest.raises(ModelError, match="could run code"):
        pull_model("patchalign3d")
    assert not trap.exists()
    assert not (home.models_directory() / "patchalign3d").exists()


def test_what_was_here_stays_when_a_pull_fails(hub: FakeHub, published: Mapping[str, str]) -> None:
    before = verify(pull_model("patchalign3d", text_dtype=None).directory)
    hub.add(MODEL_REPOSITORY, {"patchalign3d.pt": pickled({"model": {}})})
    with pytest.raises(ModelError):
        pull_model("patchalign3d", text_dtype=None, force=True)
    assert verify(before.directory) == before
    assert leftovers() == []


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


def failing(hub: FakeHub, **changes: object) -> str:
    with pytest.raises(ModelError) as caught:
        pull_model("patchalign3d", **changes)  # type: ignore[arg-type]
    line = str(caught.value)
    assert "\n" not in line
    assert not (home.models_directory() / "patchalign3d").exists()
    return line


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


def test_pull_a_repository_in_our_format(
    hub: FakeHub, published: Mapping[str, str], own_home: Path
) -> None:
    source = pull_model("patchalign3d", text_dtype="fp16").directory
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file()
    }
    whole = hub.add("org/whole", {**files, "README.md": b"#"})
    bare = hub.add("org/bare", {name: files[name] for name in ("config.json", "model.safetensors")})
    hub.requests.clear()

    pulled = pull_model("org/whole")
    assert pulled.directory == home.models_directory() / "org--whole"
    assert resolve_model("org/whole", offline=True) == pulled.directory
    assert ModelConfig.load(pulled.directory).provenance["commit"] == whole
    assert not (pulled.directory / "README.md").exists()
    for name in ("model.safetensors", TOWER):
        assert (pulled.directory / name).read_bytes() == files[name]

    # A tower that another model on this machine has is not fetched a second time.
    pulled = pull_model("org/bare", text_dtype="fp16")
    assert ModelConfig.load(pulled.directory).provenance["commit"] == bare
    assert (pulled.directory / TOWER).read_bytes() == files[TOWER]
    assert not any(
        CLIP_REPOSITORY in path for path in (r.path for r in hub.requests if r.stop > 9e4)
    )
    assert verify(pulled.directory).passed

    no_text = pull_model("org/whole", text_dtype=None, force=True)
    assert not (no_text.directory / "text").exists()


def test_a_repository_that_points_outside_itself(hub: FakeHub, small_model: Path) -> None:
    files = {path.name: path.read_bytes() for path in small_model.iterdir()}
    hub.add("org/trap", {**files, "text/../../../settings.json": b"{}"})
    with pytest.raises(ModelError, match=r"outside itself \(text/../../../settings.json\)"):
        pull_model("org/trap")
    assert not home.settings_file().exists()


def test_a_repository_in_another_format(hub: FakeHub) -> None:
    hub.add("org/other", {"config.json": b"{}", "pytorch_model.bin": b"x"})
    with pytest.raises(ModelError, match=r"not in pa3d's format: it lacks model.safetensors"):
        pull_model("org/other")


def test_the_published_repository_by_its_own_name(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    for fetch in (pull_model, resolve_model):
        with pytest.raises(ModelError, match="with `pa3d weights pull patchalign3d`"):
            fetch(MODEL_REPOSITORY)


def test_a_model_that_does_not_verify_is_not_kept(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    source = pull_model("patchalign3d", text_dtype=None).directory
    weights = load_file(source / "model.safetensors")
    weights["head.proj.bias"][0] = float("nan")
    files = {
        "config.json": (source / "config.json").read_bytes(),
        "model.safetensors": save(weights),
    }
    hub.add("org/model", files)
    with pytest.raises(ModelError, match="did not pass its weights check: .*head.proj.bias"):
        pull_model("org/model", text_dtype=None)
    assert not (home.models_directory() / "org--model").exists()
