"""Colours of the vertices of a PLY file."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.formats.ply.elements import Column, Element
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_CHANNELS = ("red", "green", "blue")


def vertex_colors(
    element: Element, columns: Mapping[str, Column], faces: NDArray[np.int64] | None
) -> Appearance | None:
    """The colours as linear light; None where the file has none, or they are no numbers.

    Bytes stand for 0 to 1 in sRGB, and so do floats. `alpha` is linear in both.

    Args:
        element: The file's vertex element, which tells the kind of each number.
        columns: Its values.
        faces: (F, 3) the triangles; None for a cloud.
    """
    if not set(_CHANNELS) <= set(columns):
        return None
    kinds = {item.name: item.kind for item in element.properties}
    names = [*_CHANNELS, *(["alpha"] if "alpha" in columns else [])]
    shares = []
    for name in names:
        column = columns[name]
        if column.counts is not None or kinds[name] not in ("u1", "f4", "f8"):
            return None
        values = column.values.astype(np.float64)
        shares.append(np.clip(values / 255 if kinds[name] == "u1" else values, 0.0, 1.0))
    if not np.isfinite(shares).all():
        return None
    colors = np.ones((len(shares[0]), 4), np.float32)
    colors[:, :3] = srgb_to_linear(np.stack(shares[:3], axis=1) * 255)
    if len(shares) > 3:
        colors[:, 3] = shares[3]
    corners = np.arange(len(colors)) if faces is None else faces
    materials = np.full(len(corners), -1, np.int32)
    return Appearance(ElementAppearance(materials, {"COLOR_0": CornerValues(colors, corners)}))
