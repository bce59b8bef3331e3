"""One XML model of a 3MF archive."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.threemf.properties import Group, PropertyReader
from patchalign3d_cli.shapes.raw import Budget, unreadable


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


class Properties(NamedTuple):
    """What triangles point at: a group of properties, and which of them at each corner.

    Attributes:
        groups: (F,) int64, numbers of `names`; -1 for none.
        names: Ids of groups.
        indices: (F, 3) int64.
    """

    groups: NDArray[np.int64]
    names: tuple[str, ...]
    indices: NDArray[np.int64]


@dataclass
class ThreeMfObject:
    """A mesh or a group of components under one name.

    Attributes:
        name: Its name; its id where it has none.
        kind: `model`, `solidsupport`, `support`, `surface` or `other`.
        vertices: (V, 3); empty where it has no mesh.
        faces: (F, 3).
        properties: Of its triangles.
        filament_codes: What slicers painted on triangles, by the number of the triangle.
        components: Other objects that it is made of.
        settings: Names and values that programs keep with it.
    """

    name: str
    kind: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    properties: Properties
    filament_codes: dict[int, str] = field(default_factory=dict)
    components: tuple[Reference, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)


class Model(NamedTuple):
    """Objects by their id, what the model builds of them, and its groups of properties by id."""

    objects: dict[str, ThreeMfObject]
    items: tuple[Reference, ...]
    groups: dict[str, Group]
    images: dict[str, str]


def parse_model(data: bytes, path: Path, budget: Budget) -> Model:
    """Read the objects and the build of a model.

    Args:
        data: The XML.
        path: The archive's file, for messages.
        budget: How much the archive may describe.

    Raises:
        ShapeError: The XML is damaged, an attribute is missing or is no number, or there are too
            many vertices and triangles.
    """
    handler = _Handler(budget)
    parse_xml(data, handler.start, handler.end, path, handler.text)
    readers = handler.properties
    return Model(handler.objects, tuple(handler.items), readers.groups, readers.images)


def parse_xml(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    path: Path,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML without document types, which 3MF forbids and in which entity bombs hide.

    Raises:
        ShapeError: It is damaged, or a handler met a value that it cannot read.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise unreadable(path, "a model in the archive is damaged") from error


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


class _Handler:
    """Collects a model while expat reads it."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.objects: dict[str, ThreeMfObject] = {}
        self.items: list[Reference] = []
        self.properties = PropertyReader()
        self._clear("", {})

    def _clear(self, number: str, attributes: dict[str, str]) -> None:
        self._id, self._attributes = number, attributes
        self._vertices, self._triangles = array("d"), array("q")
        self._groups, self._indices = array("q"), array("q")
        self._names: dict[str, int] = {}
        self._codes: dict[int, str] = {}
        self._components: list[Reference] = []
        self._settings: dict[str, str] = {}
        self._key = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "vertex":
            self._budget.spend(1)
            self._vertices.extend(float(attributes[axis]) for axis in ("x", "y", "z"))
        elif name == "triangle":
            self._add_triangle(attributes)
        elif name == "object":
            self._clear(attributes["id"], attributes)
        elif name == "component":
            self._components.append(_reference(attributes))
        elif name == "item":
            self.items.append(_reference(attributes))
        elif name == "metadata" and self._id:
            self._key = attributes.get("key", attributes.get("name", ""))
            self._settings[self._key] = attributes.get("value", "")
        else:
            self.properties.start(name, attributes)

    def _add_triangle(self, attributes: dict[str, str]) -> None:
        self._budget.spend(1)
        corners = [int(attributes[corner]) for corner in ("v1", "v2", "v3")]
        self._triangles.extend(corners)
        group, first = attributes.get("pid", self._attributes.get("pid")), attributes.get("p1")
        if first is None and "pid" not in attributes:
            first = self._attributes.get("pindex")
        if group is None or first is None:
            self._groups.append(-1)
            self._indices.extend((0, 0, 0))
        else:
            self._groups.append(self._names.setdefault(group, len(self._names)))
            self._indices.extend(
                int(attributes.get(corner, first)) for corner in ("p1", "p2", "p3")
            )
        for key, value in attributes.items():
            if key.endswith(("mmu_segmentation", "paint_color")) and value:
                self._codes[len(self._groups) - 1] = value

    def text(self, text: str) -> None:
        """What stands between tags: the value of a setting."""
        if self._key:
            self._settings[self._key] += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "metadata":
            self._key = ""
        if name != "object":
            return
        attributes = self._attributes
        self.objects[self._id] = ThreeMfObject(
            attributes.get("name") or self._id,
            attributes.get("type", "model"),
            np.array(self._vertices, dtype=np.float64).reshape(-1, 3),
            np.array(self._triangles, dtype=np.int64).reshape(-1, 3),
            Properties(
                np.array(self._groups, dtype=np.int64),
                tuple(self._names),
                np.array(self._indices, dtype=np.int64).reshape(-1, 3),
            ),
            self._codes,
            tuple(self._components),
            self._settings,
        )
        self._id = ""


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
