"""Files of `torch.save`: read without running anything in them."""

import io
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
    return _read(path, str(path), what, failure, advice)


def plain_from_bytes(
    data: bytes, where: str, what: str, failure: type[Pa3dError], advice: str
) -> Any:
    """Read plain values and tensors from a file's bytes; see `read_plain`.

    Args:
        data: All of the file.
        where: The file's name, for messages.
        what: What it should be, for messages.
        failure: The error to raise.
        advice: What to do about it, for messages.

    Raises:
        Pa3dError: A `failure`: the bytes are damaged, of another kind, or carry code.
    """
    return _read(io.BytesIO(data), where, what, failure, advice)


def _read(
    source: Path | io.BytesIO, where: str, what: str, failure: type[Pa3dError], advice: str
) -> Any:
    import torch

    try:
        if _start(source) not in _STARTS:
            raise ValueError("it is no file of torch.save")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of another protocol: damage is told below
            return torch.load(source, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise failure(
            f"{where} carries more than tensors (it could run code) and was refused; nothing in it"
            f" was executed; {advice}"
        ) from error
    except _DAMAGE as error:
        message = (isinstance(error, OSError) and error.strerror) or str(error)
        reason = message.splitlines()[0] if message else type(error).__name__
        raise failure(f"cannot read {what} {where}: {reason}; {advice}") from error


def _start(source: Path | io.BytesIO) -> bytes:
    if isinstance(source, io.BytesIO):
        return source.getbuffer()[:2].tobytes()
    with source.open("rb") as file:
        return file.read(2)
