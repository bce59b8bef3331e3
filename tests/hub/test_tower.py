"""Which of a CLIP repository's files the text tower is taken from."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.repository import open_repository
from patchalign3d_cli.hub.tower import fetch_tower
from patchalign3d_cli.model.network_config import TextConfig
from patchalign3d_cli.text.tower import load_text_tower
from support.hub_models import pickled
from support.hub_server import FakeHub

TEXT = TextConfig(name="tiny", repository="org/clip", dimension=1280)
TRANSFORMERS = {
    "text_model.embeddings.token_embedding.weight": torch.randn(1000, 8),
    "vision_model.embeddings.class_embedding": torch.randn(64),
    "logit_scale": torch.tensor(1.0),
}


def fetch(
    hub: FakeHub, tmp_path: Path, files: Mapping[str, bytes], text: TextConfig = TEXT
) -> Path:
    hub.add("org/clip", files)
    directory = tmp_path / "text"
    directory.mkdir(exist_ok=True)
    lines: list[str] = []
    repository = open_repository("org/clip")
    fetch_tower(repository, text, directory, tmp_path / "partial", say=lines.append)
    assert (len(lines) == 0) == hub.ranges
    assert not (tmp_path / "partial").exists()
    return directory


def is_tower(directory: Path, state: Mapping[str, torch.Tensor]) -> bool:
    found = load_file(directory / "open_clip_model.safetensors")
    wanted = {name for name in state if not name.startswith("visual.")}
    load_text_tower(directory)
    return set(found) == wanted and all(torch.equal(found[name], state[name]) for name in wanted)


@pytest.mark.slow
def test_pytorch_file(
    hub: FakeHub, tmp_path: Path, clip_state: Mapping[str, torch.Tensor], clip_config: bytes
) -> None:
    content = pickled(clip_state)
    files = {"open_clip_pytorch_model.bin": content, "open_clip_config.json": clip_config}
    # transformers' own layout stands beside it, under names that could be OpenCLIP's
    files |= {"model.safetensors": save(TRANSFORMERS)}
    assert is_tower(fetch(hub, tmp_path, files), clip_state)
    # the image tower's bytes stayed where they are, apart from what the zip's directory needs
    image = sum(value.nbytes for name, value in clip_state.items() if name.startswith("visual."))
    text = sum(value.nbytes for name, value in clip_state.items()) - image
    assert image > 100_000
    assert hub.bytes_of("open_clip_pytorch_model.bin") < text + 30_000


@pytest.mark.slow
def test_pytorch_file_of_a_server_without_ranges(
    hub: FakeHub, tmp_path: Path, clip_state: Mapping[str, torch.Tensor], clip_config: bytes
) -> None:
    hub.ranges = False
    files = {"open_clip_pytorch_model.bin": pickled(clip_state)}
    files |= {"open_clip_config.json": clip_config}
    assert is_tower(fetch(hub, tmp_path, files), clip_state)


def test_open_clip_layout_under_a_plain_name(
    hub: FakeHub, tmp_path: Path, clip_state: Mapping[str, torch.Tensor], clip_config: bytes
) -> None:
    files = {"model.safetensors": save(dict(clip_state)), "open_clip_config.json": clip_config}
    assert is_tower(fetch(hub, tmp_path, files), clip_state)


def test_shards(
    hub: FakeHub, tmp_path: Path, clip_state: Mapping[str, torch.Tensor], clip_config: bytes
) -> None:
    names = sorted(clip_state)
    image = [name for name in names if name.startswith("visual.")]
    text = [name for name in names if name not in image]
    shards = {"s-1.safetensors": text[:7], "s-2.safetensors": text[7:] + image[:3]}
    shards |= {"s-3.safetensors": image[3:]}
    files = {path: save({name: clip_state[name] for name in part}) for path, part in shards.items()}
    weight_map = {name: path for path, part in shards.items() for name in part}
    index = {"metadata": {}, "weight_map": weight_map}
    files |= {
        "open_clip_model.safetensors.index.json": json.dumps(index).encode(),
        "open_clip_config.json": clip_config,
    }
    assert is_tower(fetch(hub, tmp_path, files), clip_state)
    assert hub.fetched("s-3.safetensors") == []


def test_no_weights_in_open_clips_layout(hub: FakeHub, tmp_path: Path, clip_config: bytes) -> None:
    weights = {"model.safetensors": save(TRANSFORMERS)}
    index = {"weight_map": {name: "model-1.safetensors" for name in TRANSFORMERS}}
    weights |= {"model.safetensors.index.json": json.dumps(index).encode()}
    with pytest.raises(ModelError, match=r"no OpenCLIP weights \(only model.safetensors, model"):
        fetch(hub, tmp_path, {**weights, "open_clip_config.json": clip_config})
    with pytest.raises(ModelError, match=r"no OpenCLIP weights \(none\)"):
        fetch(hub, tmp_path, {"open_clip_config.json": clip_config})


@pytest.mark.parametrize("index", [b"{}", b"[]", b"nonsense", b'{"weight_map": [1]}'])
def test_a_damaged_index(hub: FakeHub, tmp_path: Path, clip_config: bytes, index: bytes) -> None:
    files = {"open_clip_model.safetensors.index.json": index, "open_clip_config.json": clip_config}
    with pytest.raises(ModelError, match="no index of shards"):
        fetch(hub, tmp_path, files)


def test_an_index_of_missing_shards(hub: FakeHub, tmp_path: Path, clip_config: bytes) -> None:
    index = {"weight_map": {"token_embedding.weight": "../../elsewhere.safetensors"}}
    files = {
        "open_clip_model.safetensors.index.json": json.dumps(index).encode(),
        "open_clip_config.json": clip_config,
    }
    with pytest.raises(ModelError, match=r"org/clip lacks ../../elsewhere.safetensors"):
        fetch(hub, tmp_path, files)


def test_open_clips_own_configuration_where_the_repository_has_none(
    hub: FakeHub, tmp_path: Path
) -> None:
    (tmp_path / "text").mkdir()
    with pytest.raises(ModelError, match=r"no OpenCLIP weights"):
        fetch(hub, tmp_path, {"README.md": b"#"}, TextConfig())
    config = json.loads((tmp_path / "text" / "open_clip_config.json").read_text())
    assert config["model_cfg"]["embed_dim"] == 1280
    assert config["model_cfg"]["text_cfg"]["layers"] == 32
    with pytest.raises(ModelError, match=r"OpenCLIP knows no 'tiny'"):
        fetch(hub, tmp_path, {"README.md": b"#"})


def test_a_full_disk_is_noticed_before(
    hub: FakeHub,
    tmp_path: Path,
    clip_files: Mapping[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Usage:
        free = 1_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    with pytest.raises(ModelError, match=r"takes 0.0 GB and .* has 0.0 GB left; free some space"):
        fetch(hub, tmp_path, clip_files)
    assert hub.bytes_of("open_clip_model.safetensors") < 10_000
