"""The soft shadow of a shape on the ground that it stands on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.raycast import RayCaster

_CELLS = 160
_HALF = 2.0  # half a side of the shadow's square, in half-diagonals of the shape
# What hangs up to `height` over the ground takes `weight` of the light, blurred as wide as it is
# high: three steps stand for the penumbra of an overcast sky.
_STEPS = ((0.05, 0.40), (0.30, 0.22), (1.20, 0.16))
_BLUR = 0.55  # blur radius of a step as a multiple of its height
# The shadow is smooth: it is looked up at every fourth pixel (of a small picture, at more), and
# blended between them.
_COARSEST, _FINE_SIDE = 4, 200


class Shadow(NamedTuple):
    """Darkness of the ground.

    Attributes:
        level: Height of the ground.
        darkness: (160, 160) float32, 0 to 1, over x (columns) and z (rows) from -2 to 2.
    """

    level: float
    darkness: NDArray[np.float32]

    def on_ground(self, camera: Camera, viewport: Viewport) -> NDArray[np.float32]:
        """Darkness of each pixel's ground, (h, w); 0 where a pixel sees none."""
        step = min(max(min(viewport.width, viewport.height) // _FINE_SIDE, 1), _COARSEST)
        x = viewport.left + 0.5 + step * np.arange((viewport.width - 1) // step + 2)
        y = viewport.top + 0.5 + step * np.arange((viewport.height - 1) // step + 2)
        coarse = self._seen(camera, x.astype(np.float32), y.astype(np.float32))
        rows = _enlarged(coarse, step, viewport.height)
        return _enlarged(rows.T, step, viewport.width).T

    def _seen(
        self, camera: Camera, x: NDArray[np.float32], y: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Darkness of the ground that columns x and rows y of a picture see, (rows, columns)."""
        across_picture, down_picture = np.meshgrid(x, y)
        rays = camera.directions(across_picture.reshape(-1), down_picture.reshape(-1))
        drop = np.minimum(rays[:, 1], -1e-6)
        ground = camera.position + ((self.level - camera.position[1]) / drop)[:, None] * rays
        across = (ground[:, 0] / _HALF + 1) * _CELLS / 2 - 0.5
        along = (ground[:, 2] / _HALF + 1) * _CELLS / 2 - 0.5
        dark = _between(self.darkness, along, across) * (rays[:, 1] < 0)
        return dark.astype(np.float32).reshape(len(y), len(x))


def mesh_shadow(caster: RayCaster, vertices: NDArray[np.float32]) -> Shadow:
    """The shadow of a mesh: from each cell of the ground one ray straight up."""
    level = float(vertices[:, 1].min())
    line = ((np.arange(_CELLS) + 0.5) / _CELLS * 2 - 1) * _HALF
    z, x = (grid.reshape(-1) for grid in np.meshgrid(line, line, indexing="ij"))
    below = np.full_like(x, level - 0.01)
    origins = np.stack([x, below, z], axis=1).astype(np.float32)
    upwards = np.broadcast_to(np.array([0, 1, 0], dtype=np.float32), origins.shape).copy()
    heights = caster.first_hits(origins, upwards).distance - 0.01
    return Shadow(level, _darkness(heights.reshape(_CELLS, _CELLS)))


def cloud_shadow(points: NDArray[np.float32], radius: float) -> Shadow:
    """The shadow of balls of one radius around the points."""
    level = float(points[:, 1].min()) - radius
    heights = np.full((_CELLS, _CELLS), np.inf, dtype=np.float32)
    cell = 2 * _HALF / _CELLS
    reach = round(radius / cell)
    column, row = (np.floor((points[:, axis] + _HALF) / cell).astype(np.int64) for axis in (0, 2))
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            cells = (
                np.clip(row + down, 0, _CELLS - 1),
                np.clip(column + right, 0, _CELLS - 1),
            )
            np.minimum.at(heights, cells, points[:, 1] - radius - level)
    return Shadow(level, _darkness(heights))


def _darkness(heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """From the height of the lowest thing over each cell (infinite for none), 0 to 1."""
    darkness = np.zeros_like(heights)
    for height, weight in _STEPS:
        below = (heights <= height).astype(np.float32)
        darkness += weight * _blurred(below, max(1, round(height * _BLUR * _CELLS / 2 / _HALF)))
    return darkness


def _blurred(values: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    """Three passes of a box along each axis: close to a Gaussian."""
    # By hand, as is the look-up below: importing scipy.ndimage takes longer than both.
    for axis in (0, 1):
        for _ in range(3):
            padding = [(0, 0), (0, 0)]
            padding[axis] = (radius + 1, radius)
            sums = np.pad(values, padding).cumsum(axis=axis, dtype=np.float64)
            upper = np.take(sums, np.arange(2 * radius + 1, sums.shape[axis]), axis)
            lower = np.take(sums, np.arange(sums.shape[axis] - 2 * radius - 1), axis)
            values = ((upper - lower) / (2 * radius + 1)).astype(np.float32)
    return values


def _between(
    grid: NDArray[np.float32], row: NDArray[np.float64], column: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The grid's value between its cells (bilinear); 0 outside."""
    padded = np.pad(grid, 1)
    row = np.clip(row + 1, 0, padded.shape[0] - 1.001)
    column = np.clip(column + 1, 0, padded.shape[1] - 1.001)
    top, left = row.astype(np.int64), column.astype(np.int64)
    down, right = row - top, column - left
    upper = padded[top, left] * (1 - right) + padded[top, left + 1] * right
    lower = padded[top + 1, left] * (1 - right) + padded[top + 1, left + 1] * right
    between: NDArray[np.float64] = upper * (1 - down) + lower * down
    return between


def _enlarged(values: NDArray[np.float32], step: int, count: int) -> NDArray[np.float32]:
    """Values (n, m) at every `step`-th of `count` rows, blended between: (count, m)."""
    row, share = np.divmod(np.arange(count), step)
    weight = (share / step).astype(np.float32)[:, None]
    enlarged: NDArray[np.float32] = values[row] * (1 - weight) + values[row + 1] * weight
    return enlarged
