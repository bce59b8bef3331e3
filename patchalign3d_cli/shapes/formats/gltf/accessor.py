"""Accessors: the arrays of a glTF file."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument

# glTF 2.0, 3.6.2.2: accessor.componentType and accessor.type
_KINDS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


def read_accessor(document: GltfDocument, index: int, kind: str) -> NDArray[Any]:
    """The (count, width) array of an accessor; normalized integers come as fractions.

    Args:
        document: The file.
        index: Which accessor.
        kind: `SCALAR`, `VEC2`, `VEC3`, `VEC4` or `MAT4`, which it has to be.

    Raises:
        ShapeError: The accessor is of another type, has no content or reaches beyond it.
    """
    accessor = document.item("accessors", index)
    if accessor.get("type") != kind:
        raise document.damaged(f"its accessor {index} is not of type {kind}")
    count = document.whole(accessor, "count")
    dtype = _component_kind(document, accessor)
    if not count:
        return np.empty((0, _WIDTHS[kind]), dtype)
    document.budget.spend(count)
    if "bufferView" in accessor:
        values = _read(document, accessor, count, dtype, _WIDTHS[kind])
    elif "sparse" in accessor:
        values = np.zeros((count, _WIDTHS[kind]), dtype)
    else:
        raise document.damaged(f"its accessor {index} has no content")
    if "sparse" in accessor:
        sparse = document.object(accessor["sparse"], f"sparse of accessor {index}")
        values = _replace(document, values, sparse)
    return fit_components(values, accessor.get("normalized") is True)


def fit_components(values: NDArray[Any], normalized: bool) -> NDArray[Any]:
    """Integers as fractions of their largest value where `normalized` (glTF 2.0, 3.6.2.2)."""
    if not normalized or values.dtype.kind not in "iu":
        return values
    return np.maximum(values / float(np.iinfo(values.dtype).max), -1.0)


def _component_kind(document: GltfDocument, holder: dict[str, Any]) -> np.dtype[Any]:
    code = document.whole(holder, "componentType")
    if code not in _KINDS:
        raise document.damaged(f"its glTF has a component type {code}, which is not known")
    return np.dtype(_KINDS[code])


def _read(
    document: GltfDocument, holder: dict[str, Any], count: int, dtype: np.dtype[Any], width: int
) -> NDArray[Any]:
    """(count, width) numbers from a buffer view, without copying them."""
    content, stride = document.view(document.whole(holder, "bufferView"))
    offset = document.whole(holder, "byteOffset", 0)
    size = dtype.itemsize * width
    stride = stride or size
    if count and offset + stride * (count - 1) + size > len(content):
        raise document.damaged("an accessor reaches beyond its buffer view")
    if not count:
        return np.empty((0, width), dtype)
    return np.ndarray((count, width), dtype, content, offset, (stride, dtype.itemsize))


def _replace(document: GltfDocument, values: NDArray[Any], sparse: dict[str, Any]) -> NDArray[Any]:
    """`values` with the rows that a sparse accessor lists put in their places."""
    count = document.whole(sparse, "count")
    if count > len(values):
        raise document.damaged("a sparse accessor replaces more than there is")
    where = document.object(sparse.get("indices"), "indices of a sparse accessor")
    what = document.object(sparse.get("values"), "values of a sparse accessor")
    rows = _read(document, where, count, _component_kind(document, where), 1)[:, 0]
    replaced = values.copy()
    if len(rows) and (rows.dtype.kind == "f" or rows.min() < 0 or rows.max() >= len(values)):
        raise document.damaged("a sparse accessor replaces what is not there")
    replaced[rows] = _read(document, what, count, values.dtype, values.shape[1])
    return replaced
