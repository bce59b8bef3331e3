import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.models.conversion import convert_file
from patchalign3d_cli.models.verification import require_sound, verify
from patchalign3d_cli.text.bank import TextBank, save_text_bank
from support.hub_models import pickled


@pytest.fixture
def model(small_model: Path, tmp_path: Path) -> Path:
    """A model directory of its own."""
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def failed(directory: Path) -> dict[str, str]:
    report = verify(directory)
    found = {check.name: check.detail for check in report.checks if not check.passed}
    assert report.passed == (not found)
    return found


def add_tower(model: Path, files: Mapping[str, bytes]) -> None:
    (model / "text").mkdir()
    for name, content in files.items():
        (model / "text" / name).write_bytes(content)


def test_a_sound_model(model: Path, clip_files: Mapping[str, bytes]) -> None:
    add_tower(model, clip_files)
    vector = np.eye(1, 1280, dtype=np.float32)
    bank = TextBank(("seat",), vector, "ViT-bigG-14", "x")
    save_text_bank(bank, model / "text_bank.safetensors")
    report = verify(model)
    assert report.passed
    names = [check.name for check in report.checks]
    assert names == ["configuration", "weights", "forward pass", "text bank", "text tower"]
    assert set(report.sha256) == {
        "config.json",
        "model.safetensors",
        "text/open_clip_config.json",
        "text/open_clip_model.safetensors",
        "text_bank.safetensors",
    }
    assert report.sha256["config.json"] == file_sha256(model / "config.json")
    require_sound(model, "it")


def test_a_missing_tower_is_told_and_passes(model: Path) -> None:
    details = {check.name: check.detail for check in verify(model).checks}
    assert "is not in this model" in details["text tower"]
    assert failed(model) == {}


def test_no_model_at_all(tmp_path: Path) -> None:
    assert set(failed(tmp_path)) == {"configuration", "weights"}
    with pytest.raises(ModelError, match=r"it did not pass its configuration check: no model in"):
        require_sound(tmp_path, "it")


def test_a_missing_tensor(model: Path) -> None:
    weights = load_file(model / "model.safetensors")
    del weights["head.proj.bias"]
    save_file(weights, model / "model.safetensors")
    assert "head.proj.bias" in failed(model)["weights"]


def test_values_that_are_no_numbers(model: Path) -> None:
    weights = load_file(model / "model.safetensors")
    weights["encoder.norm.weight"][3] = float("inf")
    save_file(weights, model / "model.safetensors")
    assert "the tensor encoder.norm.weight in" in failed(model)["weights"]


def test_weights_that_blow_up(model: Path) -> None:
    weights = load_file(model / "model.safetensors")
    weights["encoder.norm.weight"][:] = 3e38
    save_file(weights, model / "model.safetensors")
    assert "not finite" in failed(model)["forward pass"]


def test_a_damaged_file(model: Path) -> None:
    content = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").write_bytes(content[:-100])
    assert "cannot read the weights" in failed(model)["weights"]


def test_a_tower_of_another_width(model: Path, clip_files: Mapping[str, bytes]) -> None:
    add_tower(model, clip_files)
    config = ModelConfig.load(model).to_dict()
    config["feature_dim"] = config["text"]["dimension"] = 24
    weights = load_file(model / "model.safetensors")
    for name in ("head.proj.weight", "head.proj.bias"):
        weights[name] = weights[name][:24].clone()
    save_file(weights, model / "model.safetensors")
    (model / "config.json").write_text(json.dumps(config))
    found = failed(model)
    assert set(found) == {"text tower"}
    assert "1280 numbers a word and the model 24 a patch" in found["text tower"]


def test_a_damaged_tower_and_bank(model: Path, clip_files: Mapping[str, bytes]) -> None:
    files = dict(clip_files)
    files["open_clip_model.safetensors"] = files["open_clip_model.safetensors"][:-9]
    add_tower(model, files)
    (model / "text_bank.safetensors").write_bytes(b"x")
    assert set(failed(model)) == {"text bank", "text tower"}


@pytest.mark.slow
def test_convert_keeps_what_is_there(tmp_path: Path, official_checkpoint: bytes) -> None:
    source, target = tmp_path / "in.pt", tmp_path / "out"
    source.write_bytes(official_checkpoint)
    config = convert_file(source, target)
    assert (config.name, config.license) == ("out", "unknown")
    assert config.provenance["sha256"] == file_sha256(source)
    assert sorted(path.name for path in target.iterdir()) == ["config.json", "model.safetensors"]
    assert verify(target).passed
    with pytest.raises(ModelError, match=r"holds a model; add --force"):
        convert_file(source, target)
    (target / "notes.txt").write_text("mine")
    before = verify(target).sha256
    source.write_bytes(b"no checkpoint")
    with pytest.raises(ModelError):
        convert_file(source, target, force=True)
    assert verify(target).sha256 == before
    source.write_bytes(official_checkpoint)
    assert convert_file(source, target, name="other", force=True).name == "other"
    assert (target / "notes.txt").exists()


def test_convert_of_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "mesh.pt").write_bytes(b"solid chair\n" * 20)
    with pytest.raises(ModelError, match=r"mesh.pt: it is no file of torch.save"):
        convert_file(tmp_path / "mesh.pt", tmp_path / "out")
    with pytest.raises(ModelError, match=r"none.pt: No such file or directory; give an official"):
        convert_file(tmp_path / "none.pt", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_convert_refuses_what_does_not_work(tmp_path: Path, official_checkpoint: bytes) -> None:
    source = tmp_path / "in.pt"
    source.write_bytes(official_checkpoint)
    content = torch.load(source, weights_only=True)
    content["proj"]["proj.bias"][0] = float("nan")
    source.write_bytes(pickled(content))
    with pytest.raises(ModelError, match="head.proj.bias"):
        convert_file(source, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    with pytest.raises(ModelError, match=r"missing.pt"):
        convert_file(tmp_path / "missing.pt", tmp_path / "out")
    (tmp_path / "file").write_text("")
    source.write_bytes(official_checkpoint)
    with pytest.raises(ModelError, match="cannot be written"):
        convert_file(source, tmp_path / "file" / "out")
