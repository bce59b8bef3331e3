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
from patchalign3d_cli.shapes.formats.gltf.meshopt.views import packed_view, unpack_view
from patchalign3d_cli.shapes.raw import Budget, unreadable
from patchalign3d_cli.shapes.references import ReferenceFault, References, shown_name

# glTF 2.0, 4.4: a 12-byte header, then chunks of length, type and content.
_JSON_CHUNK, _BINARY_CHUNK = 0x4E4F534A, 0x004E4942


@dataclass(frozen=True, eq=False)
class GltfDocument:
    """The JSON of a glTF file, with checked ways into it.

    Attributes:
        path: The file.
        content: The JSON object.
        binary: The binary chunk of a GLB, None where there is none.
        references: The files around it.
        budget: How much it may describe.
        buffers: Buffers by index, as far as they were asked for.
        views: Unpacked buffer views by index.
        notes: What was noticed, a sentence each, in order.
        appearance_notes: The same of what is on the surface alone.
    """

    path: Path
    content: dict[str, Any]
    binary: bytes | None
    references: References
    budget: Budget
    buffers: dict[int, bytes] = field(default_factory=dict)
    views: dict[int, bytes] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    appearance_notes: dict[str, None] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Tell people something, once."""
        self.notes[sentence] = None

    def damaged(self, reason: str) -> ShapeError:
        """The error for this file."""
        return unreadable(self.path, reason)

    def items(self, kind: str) -> list[dict[str, Any]]:
        """All objects of a top-level list; empty where the file has none."""
        listed = self.content.get(kind, [])
        if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
            raise self.damaged(f"its glTF {kind} are not a list of objects")
        return listed

    def item(self, kind: str, index: int) -> dict[str, Any]:
        """One object of a top-level list."""
        listed = self.content.get(kind, [])
        if not isinstance(listed, list) or not 0 <= index < len(listed):
            raise self.damaged(f"its glTF {kind} have no number {index}")
        return self.object(listed[index], f"{kind}[{index}]")

    def object(self, value: object, where: str) -> dict[str, Any]:
        """`value`, made sure to be a JSON object."""
        if not isinstance(value, dict):
            raise self.damaged(f"{where} of its glTF is not an object")
        return value

    def extension(self, holder: Mapping[str, Any], name: str) -> Any:
        """What an object says under the name of an extension; None where it says nothing."""
        extensions = holder.get("extensions")
        return extensions.get(name) if isinstance(extensions, dict) else None

    def whole(self, holder: Mapping[str, Any], key: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = holder.get(key, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            shown = type(value).__name__ if isinstance(value, list | dict) else repr(value)[:40]
            raise self.damaged(f"its glTF has {key}={shown} in place of a whole number")
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
        numbers = np.empty(0)
        if isinstance(values, list) and all(_is_number(value) for value in values):
            numbers = np.array(values, dtype=np.float64)
        if numbers.shape != default.shape:
            raise self.damaged(f"its glTF has a {key} that is not {len(default)} numbers")
        return numbers

    def name(self, holder: Mapping[str, Any]) -> str:
        """The name of a node or a mesh; empty where it has none."""
        value = holder.get("name")
        return value if isinstance(value, str) else ""

    def view(self, index: int) -> tuple[memoryview, int]:
        """The bytes of a buffer view, unpacked, and its stride (0 where it states none)."""
        view = self.item("bufferViews", index)
        packed = packed_view(self, view)
        if packed is not None:
            if index not in self.views:
                self.views[index] = unpack_view(self, packed)
            return memoryview(self.views[index]), self.whole(packed, "byteStride")
        return self.slice(view, f"buffer view {index}"), self.whole(view, "byteStride", 0)

    def slice(self, view: Mapping[str, Any], what: str) -> memoryview:
        """The bytes of a buffer that an object names by `buffer`, `byteOffset`, `byteLength`."""
        start, size = self.whole(view, "byteOffset", 0), self.whole(view, "byteLength")
        content = self._buffer(self.whole(view, "buffer"))
        if start + size > len(content):
            raise self.damaged(f"its {what} reaches beyond its buffer")
        return memoryview(content)[start : start + size]

    def _buffer(self, index: int) -> bytes:
        if index not in self.buffers:
            uri = self.item("buffers", index).get("uri")
            if uri is None and self.binary is not None and index == 0:
                return self.binary
            self.buffers[index] = self.fetch(uri, f"buffer {index}")
            self.budget.grow(len(self.buffers[index]))
        return self.buffers[index]

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
        if "://" in uri and not uri.startswith("file:"):
            raise self.damaged(f"its {what} lies on the network ({shown_name(uri)})")
        try:
            file = self._locate(uri.removeprefix("file://"), kind == "image")
            content = file.read_bytes()
        except ReferenceFault as fault:
            raise self.damaged(f"its {kind} {shown_name(unquote(uri))} {fault}") from fault
        except OSError as error:
            raise self.damaged(f"its {kind} {shown_name(uri)} cannot be opened") from error
        check_pointer(content, file)
        return content

    def _locate(self, uri: str, image: bool) -> Path:
        """The file of a URI; of one that is not escaped as URIs are, where that is none."""
        try:
            return self.references.locate(unquote(uri), image=image)
        except ReferenceFault:
            if unquote(uri) == uri:
                raise
            try:
                return self.references.locate(uri, image=image)
            except ReferenceFault:
                pass
            raise


def open_document(data: bytes, path: Path, *, trusted: bool = False) -> GltfDocument:
    """Take a GLB or a glTF file apart.

    Args:
        data: The file's bytes.
        path: The file.
        trusted: Whether files anywhere may be read where it names them.

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
    version = content["asset"].get("version")
    shown = str(version)[:20] if isinstance(version, str | int | float) else "unknown"
    if not shown.startswith("2"):
        raise unreadable(path, f"it is of glTF version {shown}, pa3d reads 2.0")
    return GltfDocument(path, content, binary, References(path, trusted), Budget(path, len(data)))


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or abs(value) < 2**1000


def _chunks(data: bytes, path: Path) -> tuple[bytes, bytes | None]:
    """The JSON and the first binary chunk of a GLB."""
    version, size = (int.from_bytes(data[start : start + 4], "little") for start in (4, 8))
    if version != 2:
        raise unreadable(path, f"it is a GLB of version {version}, pa3d reads version 2")
    if size > len(data):
        raise unreadable(path, f"it should have {size} bytes, but has {len(data)}")
    chunks: dict[int, bytes] = {}
    start = 12
    while start + 8 <= size:
        length, kind = (int.from_bytes(data[i : i + 4], "little") for i in (start, start + 4))
        chunks.setdefault(kind, data[start + 8 : start + 8 + length])
        start += 8 + length
    if _JSON_CHUNK not in chunks:
        raise unreadable(path, "it has no JSON chunk")
    return chunks[_JSON_CHUNK], chunks.get(_BINARY_CHUNK)
