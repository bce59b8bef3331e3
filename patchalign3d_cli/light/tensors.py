"""Tensors of safetensors files as float32 arrays, each read when it is asked for."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.layers import Array
from patchalign3d_cli.model.tensors import not_finite

_FLOATING = ("F16", "F32", "F64", "BF16")


class TensorFiles(Mapping[str, Array]):
    """The tensors of one or several files by name; a look-up reads one and converts it.

    Attributes:
        shapes: The shape of every tensor.
        integers: Names of those that hold no floating-point numbers.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        repair: str,
        left_out: tuple[str, ...] = (),
        prefix: str = "",
    ) -> None:
        """Open files.

        Args:
            paths: safetensors files.
            repair: What to do about a damaged file, for its message.
            left_out: What the names of tensors begin with that do not matter.
            prefix: What names may begin with in the file, but do not have here.

        Raises:
            ModelError: A file is missing or damaged.
        """
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.integers: set[str] = set()
        self._files: dict[str, tuple[Path, Any, str]] = {}
        for path in paths:
            try:
                file: Any = safe_open(path, framework="numpy")
                for stored in file.keys():  # noqa: SIM118 - the file is no mapping
                    if stored.startswith(left_out):
                        continue
                    name, header = stored.removeprefix(prefix), file.get_slice(stored)
                    self.shapes[name] = tuple(header.get_shape())
                    if header.get_dtype() not in _FLOATING:
                        self.integers.add(name)
                    self._files[name] = (path, file, stored)
            except FileNotFoundError as error:
                raise ModelError(f"{path} is missing; {repair}") from error
            except (OSError, SafetensorError) as error:
                raise ModelError(f"cannot read the weights {path}: {error}; {repair}") from error

    def __getitem__(self, name: str) -> Array:
        path, file, stored = self._files[name]
        precision = file.get_slice(stored).get_dtype()
        values = _bfloat16(path, stored) if precision == "BF16" else file.get_tensor(stored)
        # Matrices lie column by column: transposed, as products take them, they are contiguous.
        single = np.asarray(values.T, dtype=np.float32, order="C").T
        if not np.isfinite(single).all():
            raise not_finite(name, str(path))
        return single

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def rows(self, name: str, numbers: Sequence[int]) -> Array:
        """Some rows of a matrix, without reading the others: (len(numbers), C)."""
        path, file, stored = self._files[name]
        matrix = file.get_slice(stored)
        if matrix.get_dtype() == "BF16":
            return _bfloat16(path, stored)[list(numbers)]
        return np.concatenate([matrix[number : number + 1] for number in numbers], dtype=np.float32)


def _bfloat16(path: Path, name: str) -> Array:
    """A tensor in bfloat16, which numpy does not know: the upper half of a float32."""
    with path.open("rb") as file:
        header_size = int.from_bytes(file.read(8), "little")
        entry = json.loads(file.read(header_size))[name]
        start, end = entry["data_offsets"]
        file.seek(8 + header_size + start)
        halves = np.frombuffer(file.read(end - start), dtype="<u2")
    return (halves.astype(np.uint32) << 16).view(np.float32).reshape(entry["shape"])
