"""Bent sheets and bowls: the one-piece surfaces of seats, backs and shells."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh
from patchalign3d_training.synthesis.kit.outlines import Points, superellipse
from patchalign3d_training.synthesis.kit.skins import skin


def centroids(mesh: Mesh) -> Points:
    """The middle of each face, (F, 3)."""
    return np.asarray(mesh.vertices[mesh.faces].mean(axis=1))


def loft(rows: ArrayLike, sides: int = 16, power: float = 2.0, caps: bool = True) -> Mesh:
    """An upright body through level superellipses: torsos, coats, heads, bells.

    Args:
        rows: (n, 3) or (n, 4): height, width, depth and perhaps how far in front its middle is.
        sides: Corners around it.
        power: 2 is an ellipse, 4 almost a rectangle.
        caps: Whether the two ends are filled.
    """
    table = np.asarray(rows, dtype=np.float64)
    flat = superellipse(1.0, 1.0, power, sides)
    sections = np.empty((len(table), sides, 3))
    sections[..., 0] = table[:, 1, None] * flat[:, 0]
    sections[..., 1] = table[:, 0, None]
    sections[..., 2] = -table[:, 2, None] * flat[:, 1]
    if table.shape[1] > 3:
        sections[..., 2] += table[:, 3, None]
    return skin(sections, caps=caps)


def strip(
    side: ArrayLike,
    width: float | NDArray[np.float64],
    thick: float = 0.0,
    cup: float | NDArray[np.float64] = 0.0,
    columns: int = 9,
) -> Mesh:
    """A sheet bent along a curve seen from the side.

    Args:
        side: (n, 2) curve as (z, y).
        width: Extent along x; one for all or one a point.
        thick: Thickness, to the right of the curve's direction; 0 for a bare surface.
        cup: How far the side edges lie to the left of the middle; one for all or one a point.
        columns: Points across.

    Returns:
        The sheet, closed if it is thick; its middle line lies in x = 0.
    """
    curve = np.asarray(side, dtype=np.float64)
    along = np.gradient(curve, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
    left = np.stack([-along[:, 1], along[:, 0]], axis=1)  # (n, 2)
    across = np.linspace(-1.0, 1.0, columns)
    rise = np.broadcast_to(np.asarray(cup, dtype=np.float64), len(curve))
    half = 0.5 * np.broadcast_to(np.asarray(width, dtype=np.float64), len(curve))
    lift = rise[:, None] * across[None] ** 2  # (n, columns)
    grid = np.empty((len(curve), columns, 3))
    grid[..., 0] = half[:, None] * across
    grid[..., 2] = curve[:, None, 0] + left[:, None, 0] * lift
    grid[..., 1] = curve[:, None, 1] + left[:, None, 1] * lift
    if thick <= 0.0:
        return skin(grid, closed=False)
    rear = grid.copy()
    rear[..., 2] -= thick * left[:, None, 0]
    rear[..., 1] -= thick * left[:, None, 1]
    return skin(np.concatenate([grid, rear[:, ::-1]], axis=1))


def strip_rows(sheet: Mesh, rows: int) -> NDArray[np.int64]:
    """Between which points of its curve each face of a `strip` lies.

    Args:
        sheet: The strip.
        rows: How many points its curve has.

    Returns:
        (F,) index of the first of the two points.
    """
    size = len(sheet.faces)
    if size % rows:  # a bare sheet has no end caps
        return np.arange(size) // (size // (rows - 1))
    row = np.minimum(np.arange(size) // (size // rows), rows - 2)
    row[size - size // rows : size - size // rows // 2] = 0  # the cap of the first end
    return row


def bowl(
    radius_x: float, radius_z: float, rim: NDArray[np.float64], flat: float, lean: float
) -> Mesh:
    """A shell that rises from a flat middle at y = 0 to a rim.

    Args:
        radius_x: Half its width where the wall starts.
        radius_z: Half its depth there.
        rim: (m,) heights of the rim about y, counter-clockwise from +x towards -z.
        flat: Share of the rows that lie in the flat middle, within (0, 1).
        lean: How far the wall leans outward, over its height.

    Returns:
        The open surface.
    """
    angle = np.linspace(0.0, 2.0 * np.pi, len(rim), endpoint=False)
    share = np.array([0.0, 0.5, 1.0, 1.06, 1.12, 1.2, 1.4, 1.7, 2.0])[:, None]  # (rows, 1)
    inside = np.minimum(share, 1.0) * flat + np.clip(share - 1.0, 0.0, 0.12) / 0.12 * (1.0 - flat)
    up = np.clip(share - 1.0, 0.0, 1.0) ** 1.1 * rim  # (rows, m)
    out = inside + lean * up / max(radius_x, radius_z)
    x = radius_x * out * np.cos(angle)
    z = -radius_z * out * np.sin(angle)
    return skin(np.stack([x, up, z], axis=-1), caps=False)
