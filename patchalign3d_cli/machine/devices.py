"""Devices by the names that users type."""

import re
from typing import TYPE_CHECKING

from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    import torch

_NAME = re.compile(r"auto|cpu|mps|cuda(:\d+)?")


def check_device_name(name: str) -> None:
    """Make sure that a name is `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.

    Raises:
        ConfigError: It is another one.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(f"unknown device {name!r}; choose auto, cpu, cuda, cuda:N or mps")


def find_device(name: str = "auto") -> "torch.device":
    """Turn `auto`, `cpu`, `cuda`, `cuda:N` or `mps` into a device that is there.

    `auto` takes CUDA where there is one, else Apple's MPS, else the CPU.

    Raises:
        ConfigError: The name is unknown or this machine lacks the device.
    """
    check_device_name(name)
    import torch

    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    kind, _, index = name.partition(":")
    if kind == "cuda" and not torch.cuda.is_available():
        raise ConfigError("this machine (or this torch) has no CUDA; use --device cpu")
    if kind == "cuda" and index and int(index) >= torch.cuda.device_count():
        count = torch.cuda.device_count()
        raise ConfigError(f"there is no {name}: this machine has {count} CUDA devices, from 0")
    if kind == "mps" and not torch.backends.mps.is_available():
        raise ConfigError("this machine has no MPS; use --device cpu")
    return torch.device(name)
