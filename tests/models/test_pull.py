import hashlib
import io
import json
from collections.abc import Mapping

import numpy as np
import pytest
import torch
from huggingface_hub import hf_hub_download
from safetensors import safe_open
from safetensors.torch import load_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.models.pull import pull_model
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.models.verification import verify
from patchalign3d_cli.text.tower import load_text_tower
from support.hub_models import CLIP_REPOSITORY, MODEL_REPOSITORY, pickled
from support.hub_server import FakeHub

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
    assert load_model(pulled.directory).config == config

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


@pytest.mark.slow
def test_force_fetches_the_tower_again(hub: FakeHub, published: Mapping[str, str]) -> None:
    pull_model("patchalign3d")
    hub.requests.clear()
    assert pull_model("patchalign3d", force=True).fetched
    assert hub.bytes_of("open_clip_model.safetensors") > 1_000_000


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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


def test_a_whole_file_in_the_cache_is_not_fetched_again(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    hf_hub_download(CLIP_REPOSITORY, "open_clip_model.safetensors")
    hub.requests.clear()
    pull_model("patchalign3d")
    assert hub.fetched("open_clip_model.safetensors") == []


def test_what_was_here_stays_when_a_pull_fails(hub: FakeHub, published: Mapping[str, str]) -> None:
    before = verify(pull_model("patchalign3d", text_dtype=None).directory)
    hub.add(MODEL_REPOSITORY, {"patchalign3d.pt": pickled({"model": {}})})
    with pytest.raises(ModelError):
        pull_model("patchalign3d", text_dtype=None, force=True)
    assert verify(before.directory) == before
    assert leftovers() == []
