"""A glTF file taken apart: its JSON and its buffers, with nothing in it trusted."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.content import check_pointer
from patchalign3d_cli.shapes.raw import unreadable

# glTF 2.0, 4.4: a 12-byte header, then chunks of length, type and content.
_JSON_CHUNK, _BINARY_CHUNK = 0x4E4F534A, 0x004E4942


@dataclass(frozen=True, eq=False)
class GltfDocument:
    """The JSON of a glTF file, with checked ways into it.

    Attributes:
        path: The file.
        content: The JSON object.
        binary: The binary chunk of a GLB, None where there is none.
        buffers: Buffers by index, as far as they were asked for.
    """

    path: Path
    content: dict[str, Any]
    binary: bytes | None
    buffers: dict[int, bytes] = field(default_factory=dict)

    def damaged(self, reason: str) -> ShapeError:
        """The error for this file."""
        return unreadable(self.path, reason)

    def items(self, kind: str) -> list[dict[str, Any]]:
        """All objects of a top-level list; empty where the file has none."""
        found = self.content.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self.damaged(f"its glTF {kind} are not a list of objects")
        return found

    def item(self, kind: str, index: int) -> dict[str, Any]:
        """One object of a top-level list."""
        found = self.content.get(kind, [])
        if not isinstance(found, list) or not 0 <= index < len(found):
            raise self.damaged(f"its glTF {kind} have no number {index}")
        return self.object(found[index], f"{kind}[{index}]")

    def object(self, value: object, where: str) -> dict[str, Any]:
        """`value`, made sure to be a JSON object."""
        if not isinstance(value, dict):
            raise self.damaged(f"{where} of its glTF is not an object")
        return value

    def whole(self, holder: Mapping[str, Any], key: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = holder.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise self.damaged(f"its glTF has {key}={str(value)[:40]!r} in place of a whole number")
        return value

    def indices(self, holder: Mapping[str, Any], key: str) -> list[int]:
        """A list of whole numbers; empty where it is missing."""
        values = holder.get(key, [])
        if not isinstance(values, list):
            raise self.damaged(f"its glTF has {key} that are not a list")
        return [self.whole({key: value}, key) for value in values]

    def numbers(
        self, holder: Mapping[str, Any], key: str, default: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """A list of as many numbers as `default` has."""
        values = holder.get(key)
        if values is None:
            return default
        try:
            found = np.array(values, dtype=np.float64)
        except (ValueError, TypeError, OverflowError):
            found = np.empty(0)
        if found.shape != default.shape:
            raise self.damaged(f"its glTF has a {key} that is not {len(default)} numbers")
        return found

    def name(self, holder: Mapping[str, Any]) -> str:
        """The name of a node or a mesh; empty where it has none."""
        value = holder.get("name")
        return value if isinstance(value, str) else ""

    def view(self, index: int) -> tuple[memoryview, int]:
        """The bytes of a buffer view, and its stride (0 where it states none)."""
        view = self.item("bufferViews", index)
        start, size = self.whole(view, "byteOffset", 0), self.whole(view, "byteLength")
        extensions = view.get("extensions")
        packed = [name for name in extensions or {} if str(name).endswith("meshopt_compression")]
        if packed:
            raise ShapeError(
                f"cannot read {self.path}: its geometry is compressed with {packed[0]}, which pa3d"
                " does not read; export it without compression, or with Draco"
            )
        content = self._buffer(self.whole(view, "buffer"))
        if start + size > len(content):
            raise self.damaged(f"its buffer view {index} reaches beyond its buffer")
        return memoryview(content)[start : start + size], self.whole(view, "byteStride", 0)

    def _buffer(self, index: int) -> bytes:
        if index not in self.buffers:
            self.buffers[index] = self._read_buffer(index)
        return self.buffers[index]

    def _read_buffer(self, index: int) -> bytes:
        uri = self.item("buffers", index).get("uri")
        if uri is None and self.binary is not None and index == 0:
            return self.binary
        return self.fetch(uri, f"buffer {index}")

    def fetch(self, uri: Any, what: str) -> bytes:
        """What a URI leads to: bytes in the file itself, or a file beside it.

        Args:
            uri: The value in the JSON.
            what: What it is of, for messages: `buffer 0`.
        """
        kind = what.partition(" ")[0]
        if not isinstance(uri, str):
            raise self.damaged(f"its {what} has no content")
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.partition(",")[2], validate=True)
            except (binascii.Error, ValueError) as error:
                raise self.damaged(f"its {what} is not valid base64") from error
        if "://" in uri:
            raise self.damaged(f"its {what} lies on the network ({uri[:80]})")
        file = self.path.parent / unquote(uri)
        try:
            if not file.is_file():
                raise self.damaged(f"its {kind} {unquote(uri)} is missing beside it")
            content = file.read_bytes()
        except (OSError, ValueError) as error:
            raise self.damaged(f"its {kind} {unquote(uri)[:80]!r} cannot be opened") from error
        check_pointer(content, file)
        return content


def open_document(data: bytes, path: Path) -> GltfDocument:
    """Take a GLB or a glTF file apart.

    Raises:
        ShapeError: The file is damaged, or not of glTF 2.
    """
    text, binary = _chunks(data, path) if data.startswith(b"glTF") else (data, None)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable(path, "its glTF JSON is damaged") from error
    if not isinstance(content, dict) or not isinstance(content.get("asset"), dict):
        raise unreadable(path, "its JSON is not that of a glTF file")
    version = str(content["asset"].get("version"))
    if not version.startswith("2."):
        raise unreadable(path, f"it is of glTF version {version[:20]}, pa3d reads 2.0")
    return GltfDocument(path, content, binary)


def _chunks(data: bytes, path: Path) -> tuple[bytes, bytes | None]:
    """The JSON and the first binary chunk of a GLB."""
    version, size = (int.from_bytes(data[place : place + 4], "little") for place in (4, 8))
    if version != 2:
        raise unreadable(path, f"it is a GLB of version {version}, pa3d reads version 2")
    if size > len(data):
        raise unreadable(path, f"it should have {size} bytes, but has {len(data)}")
    found: dict[int, bytes] = {}
    place = 12
    while place + 8 <= size:
        length, kind = (int.from_bytes(data[i : i + 4], "little") for i in (place, place + 4))
        found.setdefault(kind, data[place + 8 : place + 8 + length])
        place += 8 + length
    if _JSON_CHUNK not in found:
        raise unreadable(path, "it has no JSON chunk")
    return found[_JSON_CHUNK], found.get(_BINARY_CHUNK)
