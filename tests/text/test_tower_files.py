import json
from pathlib import Path
from typing import Any

import pytest

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.tower_files import read_tower_config, weight_files


def write(directory: Path, values: Any) -> Path:
    (directory / "open_clip_config.json").write_text(json.dumps(values))
    return directory


def test_reads_what_shapes_the_tower(tmp_path: Path) -> None:
    model = {"embed_dim": 12, "text_cfg": {"width": 8, "context_length": 20}, "quick_gelu": True}
    config = read_tower_config(write(tmp_path, {"model_cfg": model}))
    assert (config.embed_dim, config.context_length, config.quick_gelu) == (12, 20, True)
    assert config.text["width"] == 8


def test_defaults_are_open_clips(tmp_path: Path) -> None:
    config = read_tower_config(write(tmp_path, {"model_cfg": {"embed_dim": 1, "text_cfg": {}}}))
    assert (config.context_length, config.quick_gelu) == (77, False)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ({"text_cfg": {"hf_model_name": "roberta-base"}}, "hf_model_name"),
        ({"text_cfg": {"hf_tokenizer_name": "t5"}}, "hf_tokenizer_name"),
        ({"text_cfg": {"embed_cls": True}, "multimodal_cfg": {"x": 1}}, "embed_cls, multimodal"),
        ({"text_cfg": {"no_causal_mask": True}}, "no_causal_mask"),
        ({"text_cfg": {"pool_type": "last"}}, "pool_type"),
    ],
)
def test_other_kinds_of_tower_are_refused(
    tmp_path: Path, model: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ModelError, match=f"cannot build .*{reason}"):
        read_tower_config(write(tmp_path, {"model_cfg": {"embed_dim": 8, **model}}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "must hold a JSON object"),
        ({}, "lacks model_cfg.text_cfg"),
        ({"model_cfg": {"embed_dim": 8}}, "lacks model_cfg.text_cfg"),
        ({"model_cfg": {"text_cfg": {}}}, "embed_dim and context_length"),
        ({"model_cfg": {"embed_dim": 8, "text_cfg": {"context_length": 0}}}, "embed_dim and"),
    ],
)
def test_incomplete_configurations(tmp_path: Path, values: Any, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        read_tower_config(write(tmp_path, values))


def test_missing_or_broken_configuration(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no text tower in .*pa3d weights pull"):
        read_tower_config(tmp_path)
    (tmp_path / "open_clip_config.json").write_text("{")
    with pytest.raises(ModelError, match="not valid JSON"):
        read_tower_config(tmp_path)


def test_one_file_goes_before_shards(tmp_path: Path) -> None:
    for name in ("open_clip_model.safetensors", "a.safetensors"):
        (tmp_path / name).touch()
    index = {"weight_map": {"x": "a.safetensors"}}
    (tmp_path / "open_clip_model.safetensors.index.json").write_text(json.dumps(index))
    assert weight_files(tmp_path) == (tmp_path / "open_clip_model.safetensors",)
    (tmp_path / "open_clip_model.safetensors").unlink()
    assert weight_files(tmp_path) == (tmp_path / "a.safetensors",)


def test_no_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="open_clip_model.safetensors is missing"):
        weight_files(tmp_path)


@pytest.mark.parametrize("shard", ["gone.safetensors", "../outside.safetensors", ""])
def test_an_index_must_name_files_beside_it(tmp_path: Path, shard: str) -> None:
    (tmp_path / "outside.safetensors").touch()
    folder = tmp_path / "text"
    folder.mkdir()
    index = {"weight_map": {"x": shard}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelError, match="not beside it"):
        weight_files(folder)


@pytest.mark.parametrize("index", [{}, {"weight_map": {}}, {"weight_map": ["a"]}])
def test_an_index_without_files(tmp_path: Path, index: dict[str, Any]) -> None:
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelError, match="names no weight files"):
        weight_files(tmp_path)
