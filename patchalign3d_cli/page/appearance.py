"""How the shape looks in its own file, as far as the page shows it."""

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.materials import (
    base_color,
    texture_image,
    texture_of,
    texture_source,
    texture_transform,
)
from patchalign3d_cli.shapes.appearance import Appearance, CornerValues
from patchalign3d_cli.shapes.srgb import linear_to_srgb

_WIDEST = 1024  # pixels; wider textures are shrunk
_QUALITY = 85
_BLENDED = 0.05  # of a material that blends, what is fainter is left out


class PageAppearance(NamedTuple):
    """What the page needs to show the shape as its file does.

    Attributes:
        header: JSON-ready: a row a material, with colour (sRGB bytes), texture and cut-off.
        materials: (E,) number of each element's row, 0 for none.
        uv: Texture coordinates and each corner's; None where no texture is shown.
        tint: sRGB colours, (T, 3) bytes, and each corner's; None where there are none.
        images: WebP files by number.
    """

    header: list[dict[str, Any]]
    materials: NDArray[np.int64]
    uv: CornerValues | None
    tint: tuple[NDArray[np.uint8], NDArray[np.int64]] | None
    images: tuple[bytes, ...]


def page_appearance(appearance: Appearance, is_cloud: bool) -> PageAppearance:
    """Choose what the page needs: base colours, base textures and vertex colours.

    Images become WebP of at most 1024 pixels a side; one that cannot be read is left out. Of
    several sets of texture coordinates, the page has the one that the most materials use.

    Args:
        appearance: How the shape looks.
        is_cloud: Whether it has points, which carry no textures.
    """
    elements = appearance.elements
    rows = [_row(material) for material in appearance.materials]
    attributes = dict(elements.attributes)
    channel = _usual_channel(rows)
    uv = None if is_cloud else attributes.get(f"TEXCOORD_{channel}")
    images: list[bytes] = []
    numbers: dict[int, int | None] = {}
    for row in rows:
        reference = row.pop("reference")
        if uv is None or reference is None or reference.get("texCoord", 0) != channel:
            continue
        texture = texture_of(appearance, reference)
        source = texture_source(texture)
        if source not in numbers:
            packed = _image(appearance, source)
            numbers[source] = None if packed is None else len(images)
            images += [] if packed is None else [packed]
        if numbers[source] is not None:
            row["texture"] = {"image": numbers[source], **texture_transform(reference, texture)}
    color = attributes.get("COLOR_0")
    tint = None if color is None else (linear_to_srgb(color.values[:, :3]), color.corners)
    header = [{"color": [255, 255, 255]}, *rows]
    materials = elements.materials.astype(np.int64) + 1
    return PageAppearance(header, materials, uv if images else None, tint, tuple(images))


def _row(material: Mapping[str, Any]) -> dict[str, Any]:
    factor, reference = base_color(material)
    row: dict[str, Any] = {"color": linear_to_srgb(np.array(factor, float)).tolist()}
    if material.get("alphaMode") == "MASK":
        row["cutoff"] = float(material.get("alphaCutoff", 0.5))
    elif material.get("alphaMode") == "BLEND":
        row["cutoff"] = _BLENDED
    row["reference"] = reference
    return row


def _usual_channel(rows: list[dict[str, Any]]) -> int:
    used = [row["reference"].get("texCoord", 0) for row in rows if row["reference"] is not None]
    return max(set(used), key=used.count, default=0)


def _image(appearance: Appearance, source: int) -> bytes | None:
    shown = texture_image(appearance, source, _WIDEST)
    if shown is None:
        return None
    packed = io.BytesIO()
    shown.save(packed, format="WEBP", quality=_QUALITY)
    return packed.getvalue()
