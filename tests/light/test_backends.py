"""Which backend runs."""

import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.light import backends
from patchalign3d_cli.light.backends import choose_backend, has_gpu


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch):
    """Pretend that torch is installed or not, and that a GPU is here or not."""

    def pretend(torch: bool, gpu: bool) -> None:
        monkeypatch.setattr(backends, "has_torch", lambda: torch)
        monkeypatch.setattr(backends, "has_gpu", lambda: gpu)

    return pretend


@pytest.mark.parametrize(
    ("torch", "gpu", "backend", "device", "words", "expected"),
    [
        (True, False, "auto", "auto", True, "light"),
        (True, True, "auto", "auto", True, "torch"),
        (True, True, "auto", "cpu", True, "light"),
        (True, True, "auto", "cuda:1", True, "torch"),
        (True, False, "auto", "mps", True, "torch"),
        (True, False, "auto", "auto", False, "torch"),
        (False, False, "auto", "auto", False, "light"),
        (False, True, "auto", "auto", True, "light"),
        (True, True, "light", "auto", False, "light"),
        (True, False, "torch", "cpu", True, "torch"),
    ],
)
def test_what_computes_a_model(machine, torch, gpu, backend, device, words, expected):
    machine(torch, gpu)
    assert choose_backend(backend, device, answers_words=words) == expected


@pytest.mark.parametrize(
    ("backend", "device", "message"),
    [
        ("light", "cuda", "--backend light runs on the processor, not on cuda"),
        ("torch", "auto", "--backend torch needs PyTorch, which is not installed; add it"),
        ("auto", "cuda:0", "--device cuda:0 needs PyTorch"),
        ("magic", "auto", "unknown backend 'magic'; choose one of auto, light, torch"),
        ("auto", "abacus", "unknown device 'abacus'"),
    ],
)
def test_what_cannot_be_is_one_line(machine, backend, device, message):
    machine(False, False)
    with pytest.raises(ConfigError, match=message):
        choose_backend(backend, device)


def test_a_gpu_counts_where_torch_was_built_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "torch"
    (package / "lib").mkdir(parents=True)
    (tmp_path / "dev").mkdir()
    spec = importlib.machinery.ModuleSpec("torch", None, origin=str(package / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    monkeypatch.setattr(backends, "DEVICES", tmp_path / "dev")
    monkeypatch.setattr(backends.sys, "platform", "linux")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert not has_gpu()
    (tmp_path / "dev" / "nvidia0").touch()
    assert not has_gpu()  # torch is built for processors alone
    (package / "lib" / "libtorch_cuda.so").touch()
    assert has_gpu()
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert not has_gpu()
