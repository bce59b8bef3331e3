"""The container of GLB: accessors over one binary buffer, and the JSON chunk before it.

Own code rather than trimesh's exporter: that one reorders and merges vertices, has no say on
extras of assets and materials, and its bytes change from release to release.
"""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError

VERTICES, INDICES = 34962, 34963  # bufferView.target: what the view is bound to
POINTS, TRIANGLES = 0, 4  # primitive.mode

_COMPONENT_TYPES = {"<f4": 5126, "<u2": 5123, "<u4": 5125, "|u1": 5121}
_SHAPES = {(): "SCALAR", (2,): "VEC2", (3,): "VEC3", (4,): "VEC4"}
_LARGEST = 2**32 - 1
_MAGIC, _VERSION, _JSON, _BINARY = 0x46546C67, 2, 0x4E4F534A, 0x004E4942


class GlbBuffer:
    """The binary chunk of a GLB as it grows, with its views and accessors."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._views: list[dict[str, Any]] = []
        self._accessors: list[dict[str, Any]] = []

    def add(
        self,
        values: NDArray[Any],
        target: int | None,
        *,
        bounded: bool = False,
        normalized: bool = False,
    ) -> int:
        """Append one array and return the index of its accessor.

        Args:
            values: (n,) or (n, 2 to 4) of little-endian float32, uint16, uint32 or uint8; rows
                of a multiple of 4 bytes where they are vertices.
            target: `VERTICES`, `INDICES`, or None for data that only this project reads.
            bounded: Whether to state the smallest and the largest value, as positions must.
            normalized: Whether integers stand for 0 to 1.

        Raises:
            OutputError: The buffer outgrew the 4 GiB that a GLB can hold.
        """
        view = self.add_view(np.ascontiguousarray(values).tobytes(), target)
        accessor: dict[str, Any] = {
            "bufferView": view,
            "componentType": _COMPONENT_TYPES[values.dtype.str],
            "count": len(values),
            "type": _SHAPES[values.shape[1:]],
        }
        if bounded:
            accessor["min"] = values.min(axis=0).tolist()
            accessor["max"] = values.max(axis=0).tolist()
        if normalized:
            accessor["normalized"] = True
        self._accessors.append(accessor)
        return len(self._accessors) - 1

    def add_view(self, data: bytes, target: int | None = None) -> int:
        """Append bytes, such as an image, and return the index of their view.

        Raises:
            OutputError: The buffer outgrew the 4 GiB that a GLB can hold.
        """
        view = {"buffer": 0, "byteOffset": self._size, "byteLength": len(data)}
        self._views.append(view if target is None else {**view, "target": target})
        padded = data + bytes(-len(data) % 4)
        self._chunks.append(padded)
        self._size += len(padded)
        if self._size > _LARGEST:
            raise OutputError("the shape is too large for .glb, which ends at 4 GiB; write .ply")
        return len(self._views) - 1

    def container(self, document: dict[str, Any]) -> bytes:
        """The finished file.

        Args:
            document: The glTF JSON without `buffers`, `bufferViews` and `accessors`.

        Raises:
            OutputError: The file would outgrow the 4 GiB that a GLB can hold.
        """
        full = {
            **document,
            "accessors": self._accessors,
            "bufferViews": self._views,
            "buffers": [{"byteLength": self._size}],
        }
        text = json.dumps(full, separators=(",", ":"), allow_nan=False).encode("ascii")
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + self._size
        if total > _LARGEST:
            raise OutputError("the shape is too large for .glb, which ends at 4 GiB; write .ply")
        return b"".join(
            [
                struct.pack("<III", _MAGIC, _VERSION, total),
                struct.pack("<II", len(text), _JSON),
                text,
                struct.pack("<II", self._size, _BINARY),
                *self._chunks,
            ]
        )
