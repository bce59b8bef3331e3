"""Devices by name."""

import pytest
import torch

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.devices import find_device


@pytest.fixture
def accelerators(monkeypatch: pytest.MonkeyPatch):
    """Pretend that there are so many CUDA devices, and MPS or not."""

    def pretend(cuda: int, mps: bool) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    return pretend


@pytest.mark.parametrize(
    ("cuda", "mps", "name", "device"),
    [
        (0, False, "auto", "cpu"),
        (0, True, "auto", "mps"),
        (2, True, "auto", "cuda"),
        (2, False, "cuda:1", "cuda:1"),
        (2, False, "cpu", "cpu"),
        (0, True, "mps", "mps"),
    ],
)
def test_a_device_that_is_there(accelerators, cuda, mps, name, device):
    accelerators(cuda, mps)
    assert find_device(name) == torch.device(device)


@pytest.mark.parametrize(
    ("cuda", "name", "message"),
    [
        (0, "cuda", "no CUDA"),
        (2, "cuda:2", "2 CUDA devices"),
        (2, "cuda:x", "unknown device"),
        (2, "cpu:1", "unknown device"),
        (2, "mps", "no MPS"),
        (2, "abacus", "unknown device"),
        (2, "", "unknown device"),
    ],
)
def test_a_device_that_is_not(accelerators, cuda, name, message):
    accelerators(cuda, False)
    with pytest.raises(ConfigError, match=message):
        find_device(name)
