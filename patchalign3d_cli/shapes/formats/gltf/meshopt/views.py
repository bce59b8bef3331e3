"""Buffer views that are packed with meshopt."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.shapes.formats.gltf.meshopt.attributes import decode_attributes
from patchalign3d_cli.shapes.formats.gltf.meshopt.filters import apply_filter
from patchalign3d_cli.shapes.formats.gltf.meshopt.triangles import decode_indices, decode_triangles

if TYPE_CHECKING:
    from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument

_NAMES = ("EXT_meshopt_compression", "KHR_meshopt_compression", "MESHOPT_compression")


def packed_view(document: "GltfDocument", view: Mapping[str, Any]) -> dict[str, Any] | None:
    """The object that says how a buffer view is packed; None where it is not.

    Raises:
        ShapeError: It is no object.
    """
    for name in _NAMES:
        packed = document.extension(view, name)
        if packed is not None:
            return document.object(packed, name)
    return None


def unpack_view(document: "GltfDocument", packed: Mapping[str, Any]) -> bytes:
    """The bytes of a packed buffer view.

    Args:
        document: The file.
        packed: What `packed_view` gave.

    Raises:
        ShapeError: The data is damaged.
    """
    count, stride = document.whole(packed, "count"), document.whole(packed, "byteStride")
    mode, kind = packed.get("mode"), packed.get("filter", "NONE")
    document.budget.spend(count)
    data = bytes(document.slice(packed, "meshopt data"))
    try:
        if mode == "ATTRIBUTES" and isinstance(kind, str):
            return apply_filter(decode_attributes(data, count, stride), kind, stride)
        if mode in ("TRIANGLES", "INDICES") and stride in (2, 4):
            decode = decode_triangles if mode == "TRIANGLES" else decode_indices
            return decode(data, count).astype(f"<u{stride}").tobytes()
    except (ValueError, IndexError) as error:
        raise document.damaged("its meshopt data is damaged") from error
    raise document.damaged("its meshopt data is of an unknown kind")
