"""Files of `torch.save`: read without running anything in them."""

import pickle
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

from patchalign3d_cli.errors import Pa3dError

# How files begin that torch saved: as a zip archive, before version 1.6 as a pickle.
_STARTS = (b"PK", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
# What damage makes torch raise, besides `UnpicklingError`.
_DAMAGE = (
    OSError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    zipfile.BadZipFile,
)


def read_plain(path: Path, what: str, failure: type[Pa3dError], advice: str) -> Any:
    """Read a file that holds plain values and tensors, onto the CPU.

    Args:
        path: The file.
        what: What it should be, for the message: "the checkpoint".
        failure: The error to raise.
        advice: What to do about it, for the message.

    Raises:
        Pa3dError: A `failure`: the file is missing, damaged, of another kind, or carries code.
    """
    import torch

    try:
        with path.open("rb") as file:
            if file.read(2) not in _STARTS:
                raise ValueError("it is no file of torch.save")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of another protocol: damage is told below
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise failure(
            f"{path} carries more than tensors (it could run code) and was refused; nothing in it"
            f" was executed; {advice}"
        ) from error
    except _DAMAGE as error:
        told = (isinstance(error, OSError) and error.strerror) or str(error)
        reason = told.splitlines()[0] if told else type(error).__name__
        raise failure(f"cannot read {what} {path}: {reason}; {advice}") from error
