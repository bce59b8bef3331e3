"""Values that NumPy pickled into a .npy file, read without running anything else."""

import codecs
import io
import pickle
import pickletools
import tokenize
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.errors import DataError

# What a pickle of arrays, dictionaries and strings needs, and nothing that could do harm. NumPy
# renamed `numpy.core` to `numpy._core` in version 2; older pickles have the old name.
_ARRAYS: Any = np.array(0).__reduce__()[0]
_SCALARS: Any = np.float64(0).__reduce__()[0]
_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("_codecs", "encode"): codecs.encode,
    **{(f"numpy.{core}.multiarray", "_reconstruct"): _ARRAYS for core in ("core", "_core")},
    **{(f"numpy.{core}.multiarray", "scalar"): _SCALARS for core in ("core", "_core")},
}
NPY_DAMAGE: tuple[type[Exception], ...] = (
    pickle.UnpicklingError,
    tokenize.TokenError,
    SyntaxError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ImportError,
    MemoryError,
    OverflowError,
)
"""What damage of a .npy file makes NumPy raise."""


def read_pickled_npy(data: bytes, path: Path) -> Any:
    """Read a .npy file that may hold one pickled value: arrays, dictionaries, lists, strings.

    Args:
        data: The file's bytes.
        path: The file, for messages.

    Returns:
        The value; an array of objects without dimensions becomes the object in it.

    Raises:
        DataError: The file is damaged, or its pickle asks for anything beyond such values. Nothing
            in it is run.
    """
    stream = io.BytesIO(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old headers: damage is told below
            return _value(stream)
    except _Refused as error:
        raise DataError(
            f"{path} carries more than arrays (it asks for {error}, which could run code) and was"
            " refused; nothing in it was executed; get the data set from its authors"
        ) from error
    except NPY_DAMAGE as error:
        raise DataError(f"cannot read {path}: it is damaged; get the data set again") from error


def _value(stream: io.BytesIO) -> Any:
    version = np.lib.format.read_magic(stream)
    reader = np.lib.format.read_array_header_1_0
    if version != (1, 0):
        reader = np.lib.format.read_array_header_2_0
    shape, _, kind = reader(stream)
    if not kind.hasobject:
        stream.seek(0)
        return np.load(stream, allow_pickle=False)
    _check_memo(stream)
    value = _Restricted(stream, encoding="latin1").load()
    if shape == () and isinstance(value, np.ndarray) and value.shape == ():
        return value.item()
    return value


def _check_memo(stream: io.BytesIO) -> None:
    """Refuse a pickle that remembers values under numbers beyond its own length.

    Python's unpickler makes a table as long as the largest number: five damaged bytes would cost
    gigabytes. The stream stays where it is.

    Raises:
        ValueError: It does, or an instruction is unknown or cut short.
    """
    start = stream.tell()
    most = len(stream.getbuffer()) - start
    for instruction, argument, _ in pickletools.genops(stream):
        if instruction.name in _REMEMBERING and int(argument or 0) > most:
            raise ValueError(f"it remembers a value under the number {argument}")
    stream.seek(start)


_REMEMBERING = ("PUT", "BINPUT", "LONG_BINPUT")


class _Refused(Exception):
    """A pickle asks for something that is not allowed."""


class _Restricted(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        allowed = _ALLOWED.get((module, name))
        if allowed is None:
            raise _Refused(f"{module}.{name}"[:80])
        return allowed
