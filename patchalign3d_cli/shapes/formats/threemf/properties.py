"""Groups of properties that triangles of a 3MF file point at: materials, colours, textures."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["materials", "colors", "coordinates", "several"]
Color = tuple[float, float, float, float]
"""Red, green, blue as sRGB and alpha, 0 to 1."""

_COLOR = re.compile(r"#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")
WHITE: Color = (1.0, 1.0, 1.0, 1.0)


@dataclass
class Group:
    """Properties of one kind under one id.

    Attributes:
        kind: Base materials, colours, texture coordinates, or rows of other groups.
        names: Of base materials.
        colors: Of base materials, or the colours.
        coordinates: (u, v) with v from the bottom.
        texture: Id of the texture of the coordinates.
        groups: Ids of the groups that rows of several point into.
        rows: Of each row the index in each of these groups.
    """

    kind: Kind
    names: list[str] = field(default_factory=list)
    colors: list[Color] = field(default_factory=list)
    coordinates: list[tuple[float, float]] = field(default_factory=list)
    texture: str = ""
    groups: tuple[str, ...] = ()
    rows: list[list[int]] = field(default_factory=list)


class PropertyReader:
    """Collects groups while a model is read.

    Attributes:
        groups: Groups by id.
        images: Names of image files in the archive by the texture's id.
    """

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self.images: dict[str, str] = {}
        self._current = Group("several")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element that may belong to properties."""
        if name == "basematerials":
            self._begin(attributes, Group("materials"))
        elif name == "colorgroup":
            self._begin(attributes, Group("colors"))
        elif name == "texture2dgroup":
            self._begin(attributes, Group("coordinates", texture=attributes.get("texid", "")))
        elif name == "multiproperties":
            groups = tuple(attributes.get("pids", "").split())
            self._begin(attributes, Group("several", groups=groups))
        elif name == "base":
            self._current.names.append(attributes.get("name", ""))
            self._current.colors.append(parse_color(attributes.get("displaycolor", "")))
        elif name == "color":
            self._current.colors.append(parse_color(attributes.get("color", "")))
        elif name == "tex2coord":
            self._current.coordinates.append((float(attributes["u"]), float(attributes["v"])))
        elif name == "multi":
            indices = [int(word) for word in attributes.get("pindices", "").split()]
            self._current.rows.append(indices)
        elif name == "texture2d" and "id" in attributes:
            self.images[attributes["id"]] = attributes.get("path", "").lstrip("/").lower()

    def _begin(self, attributes: dict[str, str], group: Group) -> None:
        self._current = group
        self.groups[attributes["id"]] = group


def parse_color(text: str) -> Color:
    """`#RRGGBB` or `#RRGGBBAA`; white for anything else."""
    match = _COLOR.fullmatch(text.strip())
    if match is None:
        return WHITE
    red, green, blue = (int(match[1][i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue, int(match[2] or "FF", 16) / 255
