"""What a primitive of a glTF file carries beside its geometry: texture coordinates and the like."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.formats.gltf.accessor import read_accessor
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument

_KINDS = {"NORMAL": ("VEC3",), "COLOR_0": ("VEC4", "VEC3"), "TEXCOORD": ("VEC2",)}
_SETS = 8  # of texture coordinates; more than any viewer looks at

ReadAttribute = Callable[[str], NDArray[Any]]
"""From an attribute's name to its values (n, k); raises ShapeError where they are damaged."""


def read_element_appearance(
    document: GltfDocument,
    primitive: dict[str, Any],
    corners: NDArray[np.int64],
    count: int,
    read: ReadAttribute | None = None,
) -> ElementAppearance:
    """The material of a primitive and the values at its corners; what is damaged is left out.

    Args:
        document: The file.
        primitive: A primitive whose geometry was read.
        corners: (F, 3) its triangles, or (V,) its points, as indices of its own vertices.
        count: How many vertices it has.
        read: Gives an attribute's values; None for reading its accessor.
    """
    attributes = document.object(primitive.get("attributes"), "attributes of a primitive")
    number = primitive.get("material")
    known = isinstance(number, int) and 0 <= number < len(document.items("materials"))
    materials = np.full(len(corners), number if known else -1, np.int32)
    if read is None:
        read = _reader(document, attributes)
    found = {}
    names = ["NORMAL", "COLOR_0", *(f"TEXCOORD_{i}" for i in range(_SETS))]
    for name in names:
        if name not in attributes:
            continue
        try:
            values = _usable(read(name), name, count)
        except ShapeError:
            continue
        if values is not None:
            found[name] = _compact(CornerValues(values, corners))
    return ElementAppearance(materials, found)


def _reader(document: GltfDocument, attributes: dict[str, Any]) -> ReadAttribute:
    def read(name: str) -> NDArray[Any]:
        index = document.whole(attributes, name)
        kind = str(document.item("accessors", index).get("type"))
        if kind not in _KINDS[name.partition("_")[0] if name.startswith("TEX") else name]:
            raise document.damaged(f"its {name} is of type {kind[:20]}")
        return read_accessor(document, index, kind)

    return read


def _usable(values: NDArray[Any], name: str, count: int) -> NDArray[np.float32] | None:
    """The values as glTF means them, (n, k) float32; None where they are no use."""
    with np.errstate(all="ignore"):
        floats = values.astype(np.float32)
        if len(floats) != count or not np.isfinite(floats).all():
            return None
        if name == "NORMAL":
            lengths = np.linalg.norm(floats.astype(np.float64), axis=1, keepdims=True)
            return None if not (lengths > 1e-6).all() else (floats / lengths).astype(np.float32)
    if name == "COLOR_0":
        opaque = np.ones((len(floats), 4), np.float32)
        opaque[:, : floats.shape[1]] = np.clip(floats, 0.0, 1.0)
        return opaque
    return floats


def _compact(attribute: CornerValues) -> CornerValues:
    """Without the values that no corner uses, where they are most of them."""
    values, corners = attribute
    if len(values) <= 2 * corners.size:
        return attribute
    used, local = np.unique(corners, return_inverse=True)
    return CornerValues(values[used], local.reshape(corners.shape))
