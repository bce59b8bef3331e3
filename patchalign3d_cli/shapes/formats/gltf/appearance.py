"""What a primitive of a glTF file carries beside its geometry: texture coordinates and the like."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.corner_values import Repaired, usable_normals, usable_values
from patchalign3d_cli.shapes.formats.gltf.accessor import fit_components, read_accessor
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument

_KINDS = {
    "NORMAL": ("VEC3",),
    "COLOR": ("VEC4", "VEC3"),
    "TEXCOORD": ("VEC2",),
    "JOINTS": ("VEC4",),
    "WEIGHTS": ("VEC4",),
}
_SETS = 8  # of texture coordinates; more than any viewer looks at

ReadAttribute = Callable[[str], NDArray[Any]]
"""From an attribute's name to its values (n, k); raises ShapeError where they are damaged."""


def read_elements(
    document: GltfDocument,
    primitive: dict[str, Any],
    corners: NDArray[np.int64],
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64] | None,
    read: ReadAttribute,
) -> ElementAppearance:
    """The material of a primitive and the values at its corners; what is damaged is noted.

    Args:
        document: The file.
        primitive: A primitive whose geometry was read.
        corners: (F, 3) its triangles, or (V,) its points, as indices of its own vertices.
        vertices: (V, 3).
        faces: (F, 3), or None for points.
        read: Gives an attribute's values.
    """
    attributes = document.object(primitive.get("attributes"), "attributes of a primitive")
    number = primitive.get("material")
    listed = document.content.get("materials")
    count = len(listed) if isinstance(listed, list) else 0
    known = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < count
    materials = np.full(len(corners), number if known else -1, np.int32)
    kept = {}
    names = ["NORMAL", "COLOR_0", *(f"TEXCOORD_{i}" for i in range(_SETS))]
    for name in names:
        if name not in attributes:
            continue
        try:
            values = read(name)
            if len(values) != len(vertices):
                raise document.damaged(f"its {name} has {len(values)} values")
        except ShapeError:
            fault = f"{name} of a primitive cannot be read; it was left out"
            document.appearance_notes[fault] = None
            continue
        usable = _usable(values, name, corners, vertices, faces)
        if usable.values is not None:
            kept[name] = _compact(usable.values)
        if usable.bad:
            lost = "the faces' own stand in" if name == "NORMAL" else "left out"
            fault = f"{usable.bad:,} values of {name} are no use; {lost}"
            document.appearance_notes[fault] = None
    return ElementAppearance(materials, kept)


def accessor_reader(document: GltfDocument, attributes: dict[str, Any]) -> ReadAttribute:
    """What reads the attributes of a primitive from its accessors."""

    def read(name: str) -> NDArray[Any]:
        index = document.whole(attributes, name)
        accessor = document.item("accessors", index)
        kind = accessor.get("type")
        if kind not in _KINDS[name.partition("_")[0]]:
            raise document.damaged(f"its {name} is of another type")
        values = read_accessor(document, index, str(kind))
        # Colours and weights of whole numbers are fractions, whether a file says so or not.
        return fit_components(values, name.startswith(("COLOR", "WEIGHTS")))

    return read


def _usable(
    values: NDArray[Any],
    name: str,
    corners: NDArray[np.int64],
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64] | None,
) -> Repaired:
    if name == "NORMAL":
        return usable_normals(values, corners, vertices, faces)
    usable = usable_values(values, corners)
    if name != "COLOR_0" or usable.values is None:
        return usable
    floats, kept = usable.values
    opaque = np.ones((len(floats), 4), np.float32)
    opaque[:, : floats.shape[1]] = np.clip(floats, 0.0, 1.0)
    return Repaired(CornerValues(opaque, kept), usable.bad)


def _compact(attribute: CornerValues) -> CornerValues:
    """Without the values that no corner uses, where they are most of them."""
    values, corners = attribute
    if len(values) <= 2 * corners.size:
        return attribute
    used, local = np.unique(corners, return_inverse=True)
    local = local.reshape(corners.shape).astype(np.int64)
    if used[0] < 0:  # corners without a value stay without
        used, local = used[1:], local - 1
    return CornerValues(values[used], local)
