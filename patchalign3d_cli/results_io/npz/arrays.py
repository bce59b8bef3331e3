"""Arrays of an archive by name, with nothing taken on trust: no pickles, no claimed sizes."""

import io
import math
import tokenize
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Deflate makes no more than 1,032 bytes of one (zlib's technical notes, "Maximum Compression
# Factor"); an archive that claims more lies.
_MOST_FROM_A_BYTE = 1032
_KINDS = "iufU"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    tokenize.TokenError,
    SyntaxError,
    NotImplementedError,
    OverflowError,
    MemoryError,
    EOFError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
)


def array_names(data: bytes) -> set[str]:
    """Names of the arrays in an archive; none where it is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name.removesuffix(".npy") for name in archive.namelist()}
    except _DAMAGE:
        return set()


def read_arrays(data: bytes, names: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The arrays of these names that the archive has: numbers and texts, read-only.

    Raises:
        ValueError: The archive or one of them is damaged; the message is one clause.
    """
    name = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {item.filename: item for item in archive.infolist()}
            arrays = {}
            for name in names:
                member = members.get(f"{name}.npy")
                if member is not None:
                    if member.file_size > _MOST_FROM_A_BYTE * len(data):
                        raise ValueError("it claims more than the file can hold")
                    arrays[name] = _array(archive.read(member))
            return arrays
    except _DAMAGE as error:
        raise ValueError(f"its array {name} is damaged ({error})") from error


def _array(data: bytes) -> NDArray[Any]:
    """The array of a .npy file."""
    file = io.BytesIO(data)
    version = np.lib.format.read_magic(file)
    header = (
        np.lib.format.read_array_header_1_0
        if version == (1, 0)
        else np.lib.format.read_array_header_2_0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of headers that Python 2 wrote
        shape, fortran, dtype = header(file)
    size, start = math.prod(shape), file.tell()
    if dtype.kind not in _KINDS or min(shape, default=0) < 0:
        raise ValueError("it holds neither numbers nor texts")
    if size * dtype.itemsize != len(data) - start:
        raise ValueError("it is cut short")
    values = np.frombuffer(data, dtype, size, start) if len(data) > start else np.empty(0, dtype)
    return values.reshape(shape, order="F" if fortran else "C")
