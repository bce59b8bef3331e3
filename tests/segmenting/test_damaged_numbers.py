"""Weights and words that are no numbers end in an error, never in a labelled file."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.segmenting.decision import decide
from patchalign3d_cli.text.bank import load_text_bank, save_text_bank
from support.box_chairs import box_chair

BAD = [np.nan, np.inf, -np.inf]


@pytest.fixture
def model(tiny_model_directory: Path, tmp_path: Path) -> Path:
    """A model directory that a test may damage."""
    return Path(shutil.copytree(tiny_model_directory, tmp_path / "model"))


@pytest.mark.parametrize("backend", ["torch", "light"])
@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("tensor", ["head.proj.bias", "encoder.blocks.1.mlp.fc2.weight"])
def test_weights(model: Path, tensor: str, value: float, backend: str) -> None:
    path = model / "model.safetensors"
    tensors = load_file(path)
    tensors[tensor].reshape(-1)[0] = value
    save_file(tensors, path)
    with pytest.raises(ModelError, match=rf"{tensor} in .* no numbers.*fetch or convert"):
        pa3d.load_segmenter(str(model), backend=backend)


@pytest.mark.parametrize("value", BAD)
def test_vectors_of_words(model: Path, value: float) -> None:
    path = model / "text_bank.safetensors"
    bank = load_text_bank(path)
    bank.embeddings[1, 0] = value
    try:
        save_text_bank(bank, path)
        segmenter = pa3d.load_segmenter(str(model))
        segmenter.segment(pa3d.Shape(*box_chair(1)), list(bank.keys[:3]))
    except ModelError as error:
        assert "\n" not in str(error)
    else:
        pytest.fail("labelled all the same")


@pytest.mark.parametrize("value", BAD)
def test_scores(value: float) -> None:
    scores = np.zeros((4, 2), np.float32)
    scores[2, 1] = value
    with pytest.raises(ModelError, match="scores of the parts are no numbers"):
        decide(scores)


@pytest.mark.slow
def test_weights_that_describe_more_than_they_hold(model: Path) -> None:
    import json

    config = json.loads((model / "config.json").read_text())
    config["encoder"].update(width=16_384, heads=1, depth=256)
    (model / "config.json").write_text(json.dumps(config))
    for backend in ("torch", "light"):
        with pytest.raises(ModelError, match="do not fit") as error:
            pa3d.load_segmenter(str(model), backend=backend)
        assert len(str(error.value)) < 3000
