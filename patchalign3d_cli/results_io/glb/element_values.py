"""Values of single triangles (points) in a GLB: accessors that a primitive's `extras` name."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb import keys
from patchalign3d_cli.results_io.glb.container import GlbBuffer
from patchalign3d_cli.shapes.formats.gltf.accessor import read_accessor
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument

_FULL = 65535  # stands for a confidence of 1
_SHORT = 2**16
_NUMBERS = (keys.SOURCE_FACE, keys.OBJECT)  # which an element may lack

Values = dict[str, NDArray[Any]]


def add_element_values(
    buffer: GlbBuffer, result: PartSegmentation, elements: NDArray[np.int64]
) -> dict[str, int]:
    """Add the values of a primitive's elements, in their order, and return its `extras`.

    Args:
        buffer: Where the arrays go.
        result: The result.
        elements: The triangles (points) of the primitive.
    """
    width = "<u2" if result.source.element_count <= _SHORT else "<u4"
    extras = {keys.ELEMENT: buffer.add(elements.astype(width), None)}
    confidence = result.confidence[elements]
    if np.isfinite(confidence).all():
        key = keys.POINT_CONFIDENCE if result.source.is_cloud else keys.FACE_CONFIDENCE
        shares = np.rint(np.clip(confidence, 0, 1) * _FULL).astype("<u2")
        extras[key] = buffer.add(shares, None, normalized=True)
    if result.objects is not None:
        numbers = result.objects.labels[elements].astype("<u4")  # -1 becomes NO_FACE
        extras[keys.OBJECT] = buffer.add(numbers, None)
    if result.source_faces is not None:
        origins = result.source_faces[elements].astype("<u4")  # -1 becomes NO_FACE
        extras[keys.SOURCE_FACE] = buffer.add(origins, None)
    return extras


def read_element_values(document: GltfDocument, mesh: Mapping[str, Any]) -> Values:
    """What `add_element_values` added for all primitives of a mesh, end to end.

    Returns:
        `confidence` (n,) float32, `source_face` and `object` (n,) int64 with -1 for none, and
        `element` (n,) int64, under the names of `keys`; only what every primitive has.

    Raises:
        ShapeError: An accessor is damaged.
        ValueError: Accessors of one primitive differ in length.
    """
    primitives = [_of_primitive(document, item) for item in mesh.get("primitives", [])]
    names = set.intersection(*(set(values) for values in primitives)) if primitives else set()
    return {name: np.concatenate([values[name] for values in primitives]) for name in names}


def _of_primitive(document: GltfDocument, primitive: Mapping[str, Any]) -> Values:
    extras = primitive.get("extras")
    named = extras if isinstance(extras, dict) else {}
    values: Values = {}
    for key in (keys.ELEMENT, keys.FACE_CONFIDENCE, keys.POINT_CONFIDENCE, *_NUMBERS):
        if key not in named:
            continue
        array = read_accessor(document, document.whole(named, key), "SCALAR").reshape(-1)
        if key in (keys.FACE_CONFIDENCE, keys.POINT_CONFIDENCE):
            values[keys.CONFIDENCE] = array.astype(np.float32)
        elif array.dtype.kind != "u":
            raise ValueError(f"its {key} are no whole numbers")
        else:
            values[key] = array.astype(np.int64)
    for key in values.keys() & set(_NUMBERS):
        values[key] = np.where(values[key] == keys.NO_FACE, -1, values[key])
    if len({len(array) for array in values.values()}) > 1:
        raise ValueError("its values are not one for each of its triangles")
    return values
