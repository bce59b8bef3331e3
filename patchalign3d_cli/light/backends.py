"""What computes a model: numpy, which starts at once, or torch, where it pays."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Literal

from patchalign3d_cli.choices import Backend, check_choice
from patchalign3d_cli.errors import INSTALL_TORCH, ConfigError
from patchalign3d_cli.machine.devices import check_device_name

DEVICES = Path("/dev")  # where drivers show their devices


def choose_backend(
    backend: str = "auto", device: str = "auto", *, answers_words: bool = True
) -> Literal["light", "torch"]:
    """Settle what computes a model. Nothing costly is imported for it.

    `auto` takes torch where it is installed and a GPU is here or asked for, and for a model that
    answers no words (stage 1); else numpy.

    Args:
        backend: `auto`, `light` or `torch`.
        device: `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
        answers_words: Whether the model was aligned with words.

    Raises:
        ConfigError: The backend or device is unknown, they do not go together, or torch is asked
            for and not installed.
    """
    check_choice("backend", backend, Backend)
    check_device_name(device)
    on_gpu = device not in ("auto", "cpu")
    if backend == "light" and on_gpu:
        raise ConfigError(
            f"--backend light runs on the processor, not on {device}; leave one of the two out"
        )
    if backend == "torch" or on_gpu:
        require_torch(f"--device {device}" if on_gpu else "--backend torch")
        return "torch"
    if backend == "light" or not has_torch():
        return "light"
    wants_torch = not answers_words or (device == "auto" and has_gpu())
    return "torch" if wants_torch else "light"


def has_torch() -> bool:
    """Whether PyTorch is installed."""
    return importlib.util.find_spec("torch") is not None


def require_torch(what: str) -> None:
    """Make sure that PyTorch is installed, before anything is begun that needs it.

    Args:
        what: What needs it, as the message's subject.

    Raises:
        ConfigError: It is not installed.
    """
    if not has_torch():
        raise ConfigError(f"{what} needs PyTorch, which is not installed; {INSTALL_TORCH}")


def has_gpu() -> bool:
    """Whether a GPU is here that the installed PyTorch was built for.

    Says so without importing torch, by its libraries and the driver's traces; Apple's MPS counts
    only where it is asked for, because a processor encodes one shape before it is awake.
    """
    if os.environ.get("CUDA_VISIBLE_DEVICES", "0") in ("", "-1"):
        return False
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    libraries = Path(spec.origin).parent / "lib"
    if not any([*libraries.glob("*torch_cuda*"), *libraries.glob("*torch_hip*")]):
        return False
    if sys.platform == "win32":
        import ctypes.util

        return ctypes.util.find_library("nvcuda") is not None
    names = ("nvidia[0-9]*", "dxg", "kfd")  # NVIDIA; Windows' through WSL; AMD
    return any(next(DEVICES.glob(name), None) is not None for name in names)
