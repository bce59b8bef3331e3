"""One primitive of a GLB: the vertices that its elements use, and what is on them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results_io.glb.container import (
    INDICES,
    POINTS,
    TRIANGLES,
    VERTICES,
    GlbBuffer,
)
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.srgb import srgb_to_linear

# 65,535 itself restarts a primitive and is no index.
_SHORT_INDICES = 65535


def add_points(
    buffer: GlbBuffer,
    positions: NDArray[np.float32],
    values: Mapping[str, NDArray[Any]],
) -> dict[str, Any]:
    """A primitive of points.

    Args:
        buffer: Where the arrays go.
        positions: (n, 3).
        values: More attributes by name, each (n, k); integers stand for 0 to 1.
    """
    attributes = {"POSITION": buffer.add(positions, VERTICES, bounded=True)}
    for name, array in values.items():
        attributes[name] = buffer.add(array, VERTICES, normalized=array.dtype.kind == "u")
    return {"attributes": attributes, "mode": POINTS}


def colored_appearance(colors: NDArray[np.uint8], *, cloud: bool) -> ElementAppearance:
    """The appearance of elements of plain colours, in linear light as glTF demands.

    Args:
        colors: (E, 3) sRGB of each face, or of each point.
        cloud: Whether they are points.
    """
    shown, numbers = np.unique(colors, axis=0, return_inverse=True)
    light = np.ones((len(shown), 4), np.float32)
    light[:, :3] = srgb_to_linear(shown)
    index = numbers.reshape(-1).astype(np.int64)
    corners = index if cloud else np.repeat(index[:, None], 3, axis=1)
    return ElementAppearance(
        np.full(len(colors), -1, np.int32), {"COLOR_0": CornerValues(light, corners)}
    )


def point_colors(colors: CornerValues) -> NDArray[np.uint8]:
    """(V, 4) bytes of the points' colours, as some readers take wider numbers for bytes."""
    return np.rint(colors.values[colors.corners] * 255).astype(np.uint8)


def add_triangles(
    buffer: GlbBuffer,
    positions: NDArray[np.float32],
    faces: NDArray[np.int64],
    corner_values: Mapping[str, CornerValues],
    sets: int = 0,
) -> dict[str, Any]:
    """A primitive of triangles. A vertex is split only where its corners carry different values.

    Args:
        buffer: Where the arrays go.
        positions: (V, 3) of the whole shape.
        faces: (f, 3) the triangles.
        corner_values: By attribute, each with (f, 3) indices. An attribute that no corner has
            is left out, and so are normals that some lack; other gaps are filled.
        sets: How many sets of texture coordinates there have to be; missing ones are zeros.
    """
    used, local = np.unique(faces, return_inverse=True)
    local = local.reshape(-1).astype(np.int64)  # (3f,)
    columns = [used]  # (vertices,) each: of the shape's vertices, then of each attribute's values
    kept = {name: item for name, item in corner_values.items() if _has_use(name, item.corners)}
    for item in kept.values():
        corners = item.corners.reshape(-1)
        held = np.empty(len(columns[0]), np.int64)
        held[local] = corners
        if not np.array_equal(held[local], corners):
            span = int(corners.max()) + 2
            keys, local = np.unique(local * span + corners + 1, return_inverse=True)
            local = local.reshape(-1).astype(np.int64)
            columns = [column[keys // span] for column in columns]
            held = keys % span - 1
        columns.append(held)
    attributes = {"POSITION": buffer.add(positions[columns[0]], VERTICES, bounded=True)}
    for (name, item), held in zip(kept.items(), columns[1:], strict=True):
        values = np.where(held[:, None] < 0, _absent(name), item.values[held])
        attributes[name] = buffer.add(values.astype("<f4"), VERTICES)
    for number in range(sets):
        if f"TEXCOORD_{number}" not in attributes:
            empty = np.zeros((len(columns[0]), 2), "<f4")
            attributes[f"TEXCOORD_{number}"] = buffer.add(empty, VERTICES)
    width = "<u2" if len(columns[0]) <= _SHORT_INDICES else "<u4"
    return {
        "attributes": attributes,
        "indices": buffer.add(local.astype(width), INDICES),
        "mode": TRIANGLES,
    }


def _has_use(name: str, corners: NDArray[np.int64]) -> bool:
    # There is no neutral normal to put where some are missing.
    return bool((corners >= 0).all() if name == "NORMAL" else (corners >= 0).any())


def _absent(name: str) -> float:
    """What stands for a value that a corner lacks: white, or the origin of a texture."""
    return 1.0 if name == "COLOR_0" else 0.0
