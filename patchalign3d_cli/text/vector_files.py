"""Vectors of words with what is known about them, as one safetensors file."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.atomic import atomic_path


class VectorForm(NamedTuple):
    """How a kind of such files is written, and spoken of.

    Attributes:
        tensor: Name of the tensor.
        metadata: The one key of the metadata: the order of several is not fixed by safetensors.
        kind: What the file is, for a message: "the text bank".
        remedy: How one gets one.
        damaged: What a file is that is none: "is not a text bank".
        again: What to do about it.
    """

    tensor: str
    metadata: str
    kind: str
    remedy: str
    damaged: str
    again: str


def save_vectors(
    path: Path,
    form: VectorForm,
    vectors: NDArray[np.floating] | NDArray[np.int8],
    values: Mapping[str, Any],
) -> None:
    """Write vectors, (L, D). The same content always gives the same bytes.

    Args:
        path: The file.
        form: Its kind.
        vectors: In the precision that the file shall have; int8 for directions alone.
        values: What is known about them, JSON-ready.

    Raises:
        OutputError: The file cannot be written.
    """
    metadata = {form.metadata: json.dumps(values, sort_keys=True)}
    with atomic_path(path) as temporary:
        temporary.write_bytes(save({form.tensor: np.ascontiguousarray(vectors)}, metadata))


def load_vectors(path: Path, form: VectorForm) -> tuple[Any, NDArray[np.float32]]:
    """What `save_vectors` wrote: the values and the vectors; for use in `reading_vectors`.

    Directions come back at unit length.
    """
    with safe_open(path, framework="numpy") as file:
        values = json.loads((file.metadata() or {})[form.metadata])
        stored = file.get_tensor(form.tensor)
    vectors: NDArray[np.float32] = stored.astype(np.float32)
    if stored.dtype == np.int8:
        vectors /= np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1))
    return values, vectors


def directions(vectors: NDArray[np.floating]) -> NDArray[np.int8]:
    """Vectors of unit length, (L, D), in 8-bit numbers: each row's largest is 127."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled: NDArray[np.int8] = np.rint(vectors * (127 / largest)).astype(np.int8)
    return scaled


@contextmanager
def reading_vectors(path: Path, form: VectorForm) -> Iterator[None]:
    """Turn whatever goes wrong while a file is read and checked into one line.

    Raises:
        ModelError: The file is missing, damaged, or of another kind.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error).removesuffix(f": {path}")
        raise ModelError(
            f"cannot read {form.kind} {path}: {reason}; check the path, or {form.remedy}"
        ) from error
    except (SafetensorError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path} {form.damaged}: {error}; {form.again}") from error
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
