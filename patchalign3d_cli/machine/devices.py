"""Devices by the names that users type."""

import torch

from patchalign3d_cli.errors import ConfigError


def find_device(name: str = "auto") -> torch.device:
    """Turn `auto`, `cpu`, `cuda`, `cuda:N` or `mps` into a device that is there.

    `auto` takes CUDA where there is one, else Apple's MPS, else the CPU.

    Raises:
        ConfigError: The name is unknown or this machine lacks the device.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    kind, _, index = name.partition(":")
    if kind not in ("cpu", "cuda", "mps") or (index and not (kind == "cuda" and index.isdigit())):
        raise ConfigError(f"unknown device {name!r}; choose auto, cpu, cuda, cuda:N or mps")
    if kind == "cuda" and not torch.cuda.is_available():
        raise ConfigError("this machine (or this torch) has no CUDA; use --device cpu")
    if kind == "cuda" and index and int(index) >= torch.cuda.device_count():
        count = torch.cuda.device_count()
        raise ConfigError(f"there is no {name}: this machine has {count} CUDA devices, from 0")
    if kind == "mps" and not torch.backends.mps.is_available():
        raise ConfigError("this machine has no MPS; use --device cpu")
    return torch.device(name)
