"""How a 3MF file looks: base materials, colours, textures, filaments."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import (
    Appearance,
    CornerValues,
    ElementAppearance,
    TextureImage,
    image_kind,
)
from patchalign3d_cli.shapes.formats.archive import Archive
from patchalign3d_cli.shapes.formats.threemf.model import Model, ThreeMfObject
from patchalign3d_cli.shapes.formats.threemf.properties import WHITE, Color, Group
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_IN_GLTF = ("image/png", "image/jpeg")


class AppearanceReader:
    """Collects materials and textures while the objects of an archive are read."""

    def __init__(self, archive: Archive, names: dict[str, str]) -> None:
        self._archive, self._names = archive, names
        self._materials: dict[Any, int] = {}
        self._written: list[dict[str, Any]] = []
        self._images: list[TextureImage] = []
        self._warnings: dict[str, None] = {}

    def elements(
        self,
        item: ThreeMfObject,
        model: Model,
        filaments: NDArray[np.int64],
        colors: tuple[Color, ...],
    ) -> ElementAppearance | None:
        """What is on the triangles of an object; None where there is nothing.

        Args:
            item: The object.
            model: Its model, which has the groups of properties.
            filaments: (F,) the filament of each triangle, from 1; 0 for none.
            colors: Of the filaments.
        """
        count = len(item.faces)
        materials = np.full(count, -1, np.int32)
        values: dict[str, list[NDArray[np.float64]]] = {"COLOR_0": [], "TEXCOORD_0": []}
        corners = {name: np.full((count, 3), -1, np.int64) for name in values}
        for number, name in enumerate(item.properties.names):
            rows = np.flatnonzero(item.properties.groups == number)
            for group, indices in _resolved(model.groups, name, item.properties.indices[rows]):
                self._apply(group, model, rows, indices, materials, values, corners)
        for number in np.unique(filaments[filaments > 0]).tolist():
            if number <= len(colors):
                mine = (filaments == number) & (materials < 0)
                materials[mine] = self._filament(number, colors[number - 1])
        attributes = {
            name: CornerValues(np.concatenate(parts).astype(np.float32), corners[name])
            for name, parts in values.items()
            if parts and (corners[name] >= 0).any()
        }
        if not attributes and (materials < 0).all():
            return None
        return ElementAppearance(materials, attributes)

    def finish(self, elements: ElementAppearance) -> Appearance:
        """The whole of it, once all objects are placed."""
        return Appearance(
            elements,
            tuple(self._written),
            tuple({"source": i} for i in range(len(self._images))),
            tuple(self._images),
            tuple(self._warnings),
        )

    def _apply(
        self,
        group: Group,
        model: Model,
        rows: NDArray[np.int64],
        indices: NDArray[np.int64],
        materials: NDArray[np.int32],
        values: dict[str, list[NDArray[np.float64]]],
        corners: dict[str, NDArray[np.int64]],
    ) -> None:
        if group.kind == "materials":
            numbers = [
                self._material((id(group), i), group.names[i], group.colors[i])
                for i in range(len(group.colors))
            ]
            known = (indices[:, 0] >= 0) & (indices[:, 0] < len(numbers))
            materials[rows[known]] = np.array(numbers, np.int32)[indices[known, 0]]
            return
        name = "COLOR_0" if group.kind == "colors" else "TEXCOORD_0"
        table = _linear(group.colors) if group.kind == "colors" else _flipped(group.coordinates)
        start = sum(len(part) for part in values[name])
        values[name].append(table)
        known = (indices >= 0) & (indices < len(table))
        corners[name][rows] = np.where(known, indices + start, -1)
        if group.kind == "coordinates":
            material = self._textured(model.images.get(group.texture, ""))
            if material is not None:
                materials[rows] = material

    def _material(self, key: Any, name: str, color: Color, texture: int | None = None) -> int:
        if key not in self._materials:
            light = srgb_to_linear([255 * channel for channel in color[:3]]).tolist()
            shade: dict[str, Any] = {
                "baseColorFactor": [*(round(value, 6) for value in light), color[3]],
                "metallicFactor": 0.0,
                "roughnessFactor": 0.8,
            }
            if texture is not None:
                shade["baseColorTexture"] = {"index": texture}
            material = {"name": name, "pbrMetallicRoughness": shade, "doubleSided": True}
            if color[3] < 1:
                material["alphaMode"] = "BLEND"
            self._materials[key] = len(self._written)
            self._written.append(material)
        return self._materials[key]

    def _filament(self, number: int, color: Color) -> int:
        return self._material(("filament", number), f"filament {number}", (*color[:3], 1.0))

    def _textured(self, name: str) -> int | None:
        key = ("texture", name)
        if key in self._materials:
            return self._materials[key]
        try:
            data = self._archive.read(self._names.get(name, name))
        except ShapeError:
            self._warnings[f"its texture {name} is not in the archive; it was left out"] = None
            return None
        if image_kind(data) not in _IN_GLTF:
            self._warnings[f"its texture {name} is no PNG or JPEG; it was left out"] = None
            return None
        self._images.append(TextureImage(data, image_kind(data), name.rpartition("/")[2]))
        return self._material(key, name.rpartition("/")[2], WHITE, len(self._images) - 1)


def _resolved(
    groups: dict[str, Group], name: str, indices: NDArray[np.int64]
) -> list[tuple[Group, NDArray[np.int64]]]:
    """The plain groups behind an id, each with (n, 3) indices into it."""
    group = groups.get(name)
    if group is None:
        return []
    if group.kind != "several":
        return [(group, indices)]
    plain = []
    for column, inner in enumerate(group.groups):
        table = np.array(
            [row[column] if column < len(row) else 0 for row in group.rows] or [-1], np.int64
        )
        known = (indices >= 0) & (indices < len(table))
        chosen = np.where(known, table[np.where(known, indices, 0)], -1)
        layer = groups.get(inner)
        if layer is not None and layer.kind != "several":
            plain.append((layer, chosen))
    return plain


def _linear(colors: list[Color]) -> NDArray[np.float64]:
    values = np.array(colors, dtype=np.float64).reshape(-1, 4)
    return np.concatenate([srgb_to_linear(values[:, :3] * 255), values[:, 3:]], axis=1)


def _flipped(coordinates: list[tuple[float, float]]) -> NDArray[np.float64]:
    """(n, 2) with v from the top; 3MF counts it from the bottom."""
    values = np.array(coordinates, dtype=np.float64).reshape(-1, 2)
    return np.stack([values[:, 0], 1.0 - values[:, 1]], axis=1)
