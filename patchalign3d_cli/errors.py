"""Known failures, each with one line for the person who ran into it."""

import errno

INSTALL_TORCH = "add it with `pip install torch open_clip_torch accelerate`"
"""What to do where PyTorch is missing, which pa3d-light leaves out."""

TORCH_PACKAGES = ("torch", "torchvision", "open_clip", "accelerate")
"""What the distribution without torch leaves out."""

_SELDOM_NEEDED = ("huggingface_hub", "trimesh")  # left out too

# How libraries say that memory ran out, in small letters: CUDA and MPS through torch, torch on the
# processor, C++, OpenBLAS, SuperLU, Embree, cuBLAS and the operating system.
_OUT_OF_MEMORY = (
    "out of memory",
    "allocate memory",
    "unable to allocate",
    "failed to allocate",
    "memory allocation",
    "bad_alloc",
    "bad allocation",
    "not enough memory",
    "insufficient memory",
    "malloc fails",
    "alloc_failed",
)
_NO_MEMORY = 12  # ENOMEM


class Pa3dError(Exception):
    """A failure that pa3d understands.

    The message is one line in three parts: what is wrong, where, and what to do about it.
    """


class ShapeError(Pa3dError):
    """A shape file cannot be read, or holds nothing that can be segmented."""


class PartsError(Pa3dError):
    """A list of part names is empty, too long or contradicts itself."""


class ModelError(Pa3dError):
    """A model is unknown, incomplete, damaged or cannot be fetched."""


class DataError(Pa3dError):
    """A data set is missing, incomplete or inconsistent."""


class ConfigError(Pa3dError):
    """An option or a configuration value is out of range or unknown."""


class OutputError(Pa3dError):
    """A result cannot be written where it was asked for."""


class FullDiskError(OutputError):
    """The disk (or the user's share of it) is full: whatever is written next fails too."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a failure means that memory ran out, in whatever words a library says so."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == _NO_MEMORY
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _OUT_OF_MEMORY)


def describe(error: Exception) -> str:
    """One line for any failure: what is wrong, where, and what to do about it."""
    if isinstance(error, Pa3dError):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and error.name in TORCH_PACKAGES:
        return f"this needs {error.name}, which is not installed; {INSTALL_TORCH}"
    if isinstance(error, ModuleNotFoundError) and error.name in _SELDOM_NEEDED:
        what = f"this needs {error.name}, which is not installed"
        return f"{what}; add it with `pip install {error.name}`"
    if is_out_of_memory(error):
        return (
            "out of memory; use a smaller shape, fewer parts, fewer processes (--jobs) or, on a"
            " GPU, --device cpu"
        )
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC and not error.filename:
            reason = error.strerror or error
            return f"cannot write the output: {reason}; free some space, or write it elsewhere"
        prefix = f"{error.filename}: " if error.filename else ""
        return f"{prefix}{error.strerror or error}"
    return (
        f"unexpected {type(error).__name__}: {error}; this is a defect of pa3d: run again with"
        " PA3D_DEBUG=1 and report what it prints"
    )
