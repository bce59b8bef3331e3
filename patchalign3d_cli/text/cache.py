"""Label embeddings kept on disk: one small file each, shared by every run on the machine."""

import hashlib
import json
import logging
import os
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.machine.digests import file_sha256

_log = logging.getLogger(__name__)

_TENSOR = "embedding"
_UNIT_TOLERANCE = 1e-3


@dataclass(frozen=True)
class LabelKey:
    """What an embedding depends on.

    Attributes:
        text_model: Name of the text encoder.
        identity: What identifies its weights.
        templates: The sentences that are averaged.
        category: The cleaned category in them, or None.
        label: The cleaned label.
    """

    text_model: str
    identity: str
    templates: tuple[str, ...]
    category: str | None
    label: str

    @property
    def file_name(self) -> str:
        """Name of the entry's file: a digest of every field."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest() + ".safetensors"


class TextCache:
    """A folder of embeddings and of file digests.

    Runs may share it at the same time: an entry appears whole or not at all, and writing one
    twice writes the same. A damaged entry counts as missing. A folder that cannot be written
    costs time, never a query: the first failure is logged as a warning, the others are not.
    """

    def __init__(self, directory: Path | None) -> None:
        """Use `directory`, which is made when something is first kept; None keeps nothing."""
        self.directory = directory
        self._warned = False

    def load(self, key: LabelKey, dimension: int) -> NDArray[np.float32] | None:
        """The embedding (D,) float32, unit length, or None where it is not kept (whole)."""
        if self.directory is None:
            return None
        try:
            row = load((self.directory / key.file_name).read_bytes())[_TENSOR]
        except (OSError, SafetensorError, KeyError):
            return None
        if row.shape != (dimension,) or row.dtype != np.float32:
            return None
        # Refuses values that are no numbers, too.
        return row if abs(float(np.linalg.norm(row)) - 1) < _UNIT_TOLERANCE else None

    def store(self, key: LabelKey, embedding: NDArray[np.float32]) -> None:
        """Keep an embedding (D,) of unit length."""
        self._write(key.file_name, save({_TENSOR: embedding.astype(np.float32)}))

    def file_sha256(self, path: Path) -> str:
        """SHA-256 of a file's bytes, remembered for as long as its size and time stay.

        Args:
            path: An existing file.

        Returns:
            The hex digest.

        Raises:
            OSError: The file cannot be read.
        """
        path = path.resolve()
        name = hashlib.sha256(os.fsencode(path)).hexdigest() + ".json"
        stamp = _stamp(path)
        remembered = self._remembered(name, stamp)
        if remembered is not None:
            return remembered
        digest = file_sha256(path)
        if _stamp(path) == stamp:
            self._write(name, json.dumps({**stamp, "sha256": digest}).encode())
        return digest

    def _remembered(self, name: str, stamp: dict[str, str | int]) -> str | None:
        if self.directory is None:
            return None
        try:
            values = json.loads((self.directory / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(values, dict):
            return None
        digest = values.pop("sha256", None)
        return digest if isinstance(digest, str) and values == stamp else None

    def _write(self, name: str, data: bytes) -> None:
        if self.directory is None:
            return
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            with atomic_path(self.directory / name) as temporary:
                temporary.write_bytes(data)
        except (OSError, OutputError) as error:
            if not self._warned:
                cause = error if isinstance(error, OSError) else error.__cause__
                reason = getattr(cause, "strerror", None) or cause or error
                _log.warning(
                    "text embeddings cannot be kept in %s (%s), so every run computes them anew;"
                    " make the folder writable or set PA3D_HOME",
                    self.directory,
                    reason,
                )
            self._warned = True


def _stamp(path: Path) -> dict[str, str | int]:
    status = path.stat()
    return {"path": str(path), "size": status.st_size, "mtime_ns": status.st_mtime_ns}
