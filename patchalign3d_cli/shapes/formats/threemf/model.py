"""One XML model of a 3MF archive."""

from array import array
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.instances import LocalMesh
from patchalign3d_cli.shapes.raw import unreadable


class Reference(NamedTuple):
    """An object put somewhere, by a build item or a component.

    Attributes:
        object_id: Which object.
        model: The archive's model that has it, in small letters; None for the same one.
        transform: (4, 4) float64, from the object's frame to that of the place.
    """

    object_id: str
    model: str | None
    transform: NDArray[np.float64]


class Object(NamedTuple):
    """A mesh or a group of components under one name."""

    name: str
    mesh: LocalMesh | None
    components: tuple[Reference, ...]


class Model(NamedTuple):
    """Objects by their id, and what the model builds of them."""

    objects: dict[str, Object]
    items: tuple[Reference, ...]


def parse_model(data: bytes, path: Path) -> Model:
    """Read the objects and the build of a model.

    Args:
        data: The XML.
        path: The archive's file, for messages.

    Raises:
        ShapeError: The XML is damaged, or an attribute is missing or is no number.
    """
    handler = _Handler()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.StartDoctypeDeclHandler = handler.refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise unreadable(path, "a model in the archive is damaged") from error
    return Model(handler.objects, tuple(handler.items))


class _Handler:
    """Collects a model while expat reads it."""

    def __init__(self) -> None:
        self.objects: dict[str, Object] = {}
        self.items: list[Reference] = []
        self._id, self._name = "", ""
        self._vertices, self._triangles = array("d"), array("q")
        self._has_mesh = False
        self._components: list[Reference] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "vertex":
            self._vertices.extend(float(attributes[axis]) for axis in ("x", "y", "z"))
        elif name == "triangle":
            self._triangles.extend(int(attributes[corner]) for corner in ("v1", "v2", "v3"))
        elif name == "object":
            self._id = attributes["id"]
            self._name = attributes.get("name") or self._id
            self._vertices, self._triangles = array("d"), array("q")
            self._has_mesh, self._components = False, []
        elif name == "mesh":
            self._has_mesh = True
        elif name == "component":
            self._components.append(_reference(attributes))
        elif name == "item":
            self.items.append(_reference(attributes))

    def end(self, tag: str) -> None:
        if tag.rpartition(" ")[2] != "object":
            return
        mesh = None
        if self._has_mesh:
            vertices = np.array(self._vertices, dtype=np.float64).reshape(-1, 3)
            mesh = LocalMesh(vertices, np.array(self._triangles, dtype=np.int64).reshape(-1, 3))
        self.objects[self._id] = Object(self._name, mesh, tuple(self._components))

    def refuse(self, *_: object) -> None:
        """3MF forbids document types; in other files they are where entity bombs hide."""
        raise ValueError("a document type")


def _reference(attributes: dict[str, str]) -> Reference:
    model = None
    for key, value in attributes.items():
        if key.rpartition(" ")[2] == "path":
            model = value.lstrip("/").lower()
    return Reference(attributes["objectid"], model, _matrix(attributes.get("transform")))


def _matrix(text: str | None) -> NDArray[np.float64]:
    """3MF writes the (4, 3) matrix that rows are multiplied with; here columns are."""
    transform = np.eye(4)
    if text is not None:
        transform[:3] = np.array([float(word) for word in text.split()]).reshape(4, 3).T
    return transform
