"""Geometry that Draco compressed, through the optional DracoPy."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.gltf.accessor import fit_components
from patchalign3d_cli.shapes.formats.gltf.appearance import ReadAttribute, read_elements
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.instances import LocalMesh
from patchalign3d_cli.shapes.raw import coordinates

DRACO = "KHR_draco_mesh_compression"


class Unpacked(NamedTuple):
    """A primitive's geometry, and what reads its other attributes."""

    mesh: LocalMesh
    read: ReadAttribute


def decode_draco(
    document: GltfDocument, primitive: dict[str, Any], draco: dict[str, Any]
) -> Unpacked:
    """Unpack a primitive.

    Args:
        document: The file.
        primitive: The primitive.
        draco: Its extension's object.

    Raises:
        ShapeError: The data is damaged, or DracoPy is missing.
    """
    try:
        import DracoPy
    except ImportError as error:
        raise ShapeError(
            f"{document.path} is compressed with Draco and needs the optional reader DracoPy; run:"
            " pip install DracoPy"
        ) from error
    packed, _ = document.view(document.whole(draco, "bufferView"))
    try:
        decoded = DracoPy.decode(bytes(packed))
    except (DracoPy.FileTypeException, ValueError, RuntimeError, TypeError) as error:
        raise document.damaged("its Draco data is damaged") from error
    position = document.whole(primitive["attributes"], "POSITION")
    accessor = document.item("accessors", position)
    points = fit_components(np.asarray(decoded.points), accessor.get("normalized") is True)
    faces = np.asarray(getattr(decoded, "faces", np.empty((0, 3)))).astype(np.int64)
    if points.ndim != 2 or points.shape[1] != 3 or not len(points) or faces.shape[1:] != (3,):
        raise document.damaged("its Draco data holds no triangles")
    if len(faces) and (faces.min() < 0 or faces.max() >= len(points)):
        raise document.damaged("its Draco data has a face that points at no vertex")
    document.budget.spend(len(points) + len(faces))
    numbers = draco.get("attributes")

    def read(name: str) -> NDArray[Any]:
        number = numbers.get(name) if isinstance(numbers, dict) else None
        known = isinstance(number, int) and not isinstance(number, bool)
        attribute = decoded.get_attribute_by_unique_id(number) if known else None
        values = None if attribute is None else np.asarray(attribute["data"])
        if values is None or values.ndim != 2:
            raise document.damaged(f"its Draco data has no {name}")
        return fit_components(values, values.dtype.kind in "iu" and not name.startswith("JOINTS"))

    vertices = coordinates(points)
    elements = read_elements(document, primitive, faces, vertices, faces, read)
    return Unpacked(LocalMesh(vertices, faces, elements), read)
