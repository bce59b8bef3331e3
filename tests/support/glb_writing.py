"""GLB files put together from arrays, for the tests of readers."""

import json
import struct
from typing import Any

import numpy as np

_CODES = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
_TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GlbBuilder:
    """A glTF document that grows; `bytes` makes it a GLB.

    Attributes:
        document: The JSON, to be changed at will.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self.document: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "accessors": [],
            "bufferViews": [],
            "meshes": [],
            "nodes": [],
            "scenes": [{"nodes": []}],
        }

    def accessor(self, values: np.ndarray, **more: Any) -> int:
        """Add an array and return its number; integers keep their width."""
        values = np.asarray(values)
        if values.dtype == np.float64:
            values = values.astype("<f4")
        rows = values.reshape(len(values), values.size // max(len(values), 1) or values.shape[-1])
        self.document["bufferViews"].append(
            {"buffer": 0, "byteOffset": len(self._buffer), "byteLength": rows.nbytes}
        )
        self._buffer += rows.tobytes() + bytes(-rows.nbytes % 4)
        self.document["accessors"].append(
            {
                "bufferView": len(self.document["bufferViews"]) - 1,
                "componentType": _CODES[rows.dtype.str[1:]],
                "count": len(rows),
                "type": _TYPES[rows.shape[1]],
                **more,
            }
        )
        return len(self.document["accessors"]) - 1

    def mesh(self, vertices: np.ndarray, faces: np.ndarray | None, **attributes: int) -> int:
        """Add a mesh of one primitive and return its number."""
        primitive: dict[str, Any] = {
            "attributes": {"POSITION": self.accessor(np.asarray(vertices, float)), **attributes}
        }
        if faces is not None:
            primitive["indices"] = self.accessor(np.asarray(faces).reshape(-1).astype("<u4"))
        self.document["meshes"].append({"primitives": [primitive]})
        return len(self.document["meshes"]) - 1

    def node(self, *, root: bool = True, **node: Any) -> int:
        """Add a node, to the scene's roots unless told otherwise, and return its number."""
        self.document["nodes"].append(node)
        number = len(self.document["nodes"]) - 1
        if root:
            self.document["scenes"][0]["nodes"].append(number)
        return number

    def bytes(self) -> bytes:
        """The file."""
        document = {**self.document, "buffers": [{"byteLength": len(self._buffer)}]}
        text = json.dumps(document).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        chunks += struct.pack("<I4s", len(self._buffer), b"BIN\0") + self._buffer
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks
