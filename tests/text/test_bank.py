import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.bank import (
    TextBank,
    load_text_bank,
    read_official_bank,
    save_text_bank,
)
from patchalign3d_cli.text.labels import PART_TEMPLATES


def make_bank(keys: tuple[str, ...] = ("chair seat", "Chair_leg", "armrest")) -> TextBank:
    rows = np.random.default_rng(3).normal(size=(len(keys), 6)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return TextBank(keys, rows, "tower", "f" * 64)


def test_finds_by_the_cleaned_label() -> None:
    bank = make_bank()
    for spelling in ("chair leg", "CHAIR-LEG", " chair_leg "):
        np.testing.assert_array_equal(bank.find(spelling), bank.embeddings[1])
    assert bank.find("leg") is None
    assert bank.dimension == 6


def test_the_first_of_two_spellings_counts() -> None:
    bank = make_bank(("a_b", "A b"))
    np.testing.assert_array_equal(bank.find("a b"), bank.embeddings[0])


def test_near_labels() -> None:
    bank = make_bank()
    assert bank.near("arm rest") == ("armrest",)
    assert bank.near("chair_legs", count=2) == ("chair leg", "chair seat")
    assert bank.near("zzz") == ()


def test_save_and_load(tmp_path: Path) -> None:
    bank = dataclasses.replace(make_bank(("椅子", "leg", "a, b")), templates=("{}",))
    save_text_bank(bank, tmp_path / "text_bank.safetensors")
    again = load_text_bank(tmp_path / "text_bank.safetensors")
    np.testing.assert_array_equal(again.embeddings, bank.embeddings)
    assert again.embeddings.dtype == np.float32
    for name in ("keys", "text_model", "identity", "templates"):
        assert getattr(again, name) == getattr(bank, name)


def test_an_empty_bank_is_kept_as_such(tmp_path: Path) -> None:
    bank = TextBank((), np.zeros((0, 6), dtype=np.float32), "tower", "x")
    save_text_bank(bank, tmp_path / "bank.safetensors")
    assert load_text_bank(tmp_path / "bank.safetensors").embeddings.shape == (0, 6)


def test_the_same_bank_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    save_text_bank(make_bank(), tmp_path / "a")
    script = (
        "import sys; from pathlib import Path\n"
        "from patchalign3d_cli.text.bank import load_text_bank, save_text_bank\n"
        "save_text_bank(load_text_bank(Path(sys.argv[1])), Path(sys.argv[2]))\n"
        "assert 'torch' not in sys.modules"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a"), str(tmp_path / "b")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_bank_checks_itself() -> None:
    with pytest.raises(ModelError, match=r"2 labels has embeddings of shape \(3, 6\)"):
        TextBank(("a", "b"), make_bank().embeddings, "tower", "x")
    with pytest.raises(ModelError, match="unit length"):
        TextBank(("a",), np.full((1, 6), np.nan, dtype=np.float32), "tower", "x")


def test_files_that_are_no_bank(tmp_path: Path) -> None:
    path = tmp_path / "bank.safetensors"
    with pytest.raises(ModelError, match="cannot read the text bank"):
        load_text_bank(path)
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match="not a text bank"):
        load_text_bank(path)
    save_file({"embeddings": np.ones((1, 2), dtype=np.float32)}, path)
    with pytest.raises(ModelError, match="not a text bank"):
        load_text_bank(path)
    save_text_bank(make_bank(), path)
    values = {"keys": ["one"], "text_model": "t", "identity": "i", "templates": []}
    save_file(load_file(path), path, {"text_bank": json.dumps(values)})
    with pytest.raises(ModelError, match="1 labels has embeddings"):
        load_text_bank(path)


def official(**changes: Any) -> dict[str, Any]:
    rows = torch.tensor(make_bank().embeddings)
    meta = {"text_dim": 6, "clip_model": "ViT-bigG-14", "clip_pretrained": "laion2b_s39b_b160k"}
    return {"keys": ["seat", "chair_leg", "arm"], "emb": rows, "meta": meta, **changes}


def test_reads_an_official_bank(tmp_path: Path) -> None:
    path = tmp_path / "bank.pt"
    torch.save(official(emb=(official()["emb"] * 3).half()), path)
    bank = load_text_bank(path)
    assert bank.keys == ("seat", "chair_leg", "arm")
    assert (bank.text_model, bank.identity) == ("ViT-bigG-14", "laion2b_s39b_b160k")
    assert bank.templates == PART_TEMPLATES
    assert bank.embeddings.dtype == np.float32
    np.testing.assert_allclose(bank.embeddings, make_bank().embeddings, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(bank.embeddings, axis=1), 1, atol=1e-6)


class Payload:
    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.target,))


def test_an_official_bank_with_code_is_not_opened(tmp_path: Path) -> None:
    torch.save(official(keys=Payload(tmp_path / "ran")), tmp_path / "bank.pt")
    with pytest.raises(ModelError, match="could run code") as caught:
        read_official_bank(tmp_path / "bank.pt")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "values",
    [
        [1, 2],
        {"keys": ["a"]},
        official(meta={}),
        official(emb=torch.zeros(3)),
        official(emb=[1, 2, 3]),
        torch.zeros(3),
    ],
)
def test_official_files_of_another_kind(tmp_path: Path, values: Any) -> None:
    torch.save(values, tmp_path / "bank.pt")
    with pytest.raises(ModelError, match="not a text bank of the official code"):
        read_official_bank(tmp_path / "bank.pt")


def test_official_bank_with_empty_rows_or_too_few(tmp_path: Path) -> None:
    torch.save(official(emb=torch.zeros(3, 6)), tmp_path / "bank.pt")
    with pytest.raises(ModelError, match="unit length"):
        read_official_bank(tmp_path / "bank.pt")
    torch.save(official(keys=["a"]), tmp_path / "bank.pt")
    with pytest.raises(ModelError, match="1 labels has embeddings"):
        read_official_bank(tmp_path / "bank.pt")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"no bank at all"])
def test_damaged_official_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bank.pt").write_bytes(content)
    with pytest.raises(ModelError, match="bank.pt") as caught:
        read_official_bank(tmp_path / "bank.pt")
    assert "\n" not in str(caught.value)


def test_a_missing_official_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the text bank"):
        read_official_bank(tmp_path / "bank.pt")


def test_a_quarter_of_the_size_keeps_the_cosines(tmp_path: Path):
    random = np.random.default_rng(0).standard_normal((200, 384)).astype(np.float32)
    random /= np.linalg.norm(random, axis=1, keepdims=True)
    bank = TextBank(tuple(f"word {n}" for n in range(200)), random, "tiny", "x")
    save_text_bank(bank, tmp_path / "whole")
    save_text_bank(bank, tmp_path / "small", small=True)
    read = load_text_bank(tmp_path / "small")
    assert read.embeddings.dtype == np.float32 and read.keys == bank.keys
    assert np.allclose(np.linalg.norm(read.embeddings, axis=1), 1, atol=1e-6)
    off = np.abs(read.embeddings @ random.T - random @ random.T)
    assert off.mean() < 5e-4 and off.max() < 3e-3
    sizes = [(tmp_path / name).stat().st_size for name in ("small", "whole")]
    assert sizes[0] < 0.27 * sizes[1]
    save_text_bank(read, tmp_path / "again", small=True)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "small").read_bytes()
