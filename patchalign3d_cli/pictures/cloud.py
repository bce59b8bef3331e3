"""The picture of a point cloud: a shaded ball for each point, nearest first."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera
from patchalign3d_cli.pictures.layer import Layer, Viewport
from patchalign3d_cli.pictures.lighting import Lit, shaded

_FINER = 2  # samples a pixel along each axis
_PROBES, _PEERS = 256, 20_000
_NEIGHBOR, _SPACING = 6, 0.7  # radius as a multiple of the distance to this neighbour
_SMALLEST, _LARGEST = 0.003, 0.05
_CHUNK = 1_000_000  # samples handled at a time
_NOTHING = np.uint64(2**64 - 1)
_RINGS = (3, 8, 20)  # samples between a position and the surroundings that it is compared with
_DEEPEST = 0.1  # half-diagonals; a deeper step darkens no more
_EDGE = 6.0  # how strongly a step in depth darkens (Boucheny's eye-dome lighting)


def point_radius(points: NDArray[np.float32]) -> float:
    """A ball radius that closes a surface sampled by the points, in their own units.

    It goes by the median distance of a few hundred points to their sixth neighbour, which is
    1.4 / sqrt(density) for points on a grid and for points thrown at random. Among very many
    points it is measured in an even selection and scaled as on a surface.
    """
    peers = points[:: max(1, len(points) // _PEERS)].astype(np.float64)
    probes = peers[:: max(1, len(peers) // _PROBES)]
    squares = (probes**2).sum(1)[:, None] + (peers**2).sum(1) - 2 * probes @ peers.T
    squares[squares < 1e-9] = np.inf
    column = min(_NEIGHBOR, len(peers)) - 1
    distance = np.sqrt(np.partition(squares, column, axis=1)[:, column])
    if not np.isfinite(distance).any():
        return _LARGEST
    spacing = np.median(distance[np.isfinite(distance)]) * np.sqrt(len(peers) / len(points))
    return float(np.clip(_SPACING * spacing, _SMALLEST, _LARGEST))


def cloud_layer(
    points: NDArray[np.float32],
    colors: NDArray[np.float32],
    radius: float,
    camera: Camera,
    viewport: Viewport,
) -> Layer:
    """Draw a cloud.

    Args:
        points: (V, 3).
        colors: (V, 3) linear colour of each point.
        radius: Of the balls.
        camera: From where.
        viewport: Which pixels of the picture to fill.
    """
    shape = (viewport.height * _FINER, viewport.width * _FINER)
    nearest, depth, normals = _splatted(points, radius, camera, viewport, shape)
    visible = np.flatnonzero(nearest >= 0)
    x, y = viewport.pixel_centers(_FINER)
    sky = _openness(depth.reshape(shape)).reshape(-1)[visible]
    light = np.zeros((len(nearest), 3), dtype=np.float32)
    light[visible] = shaded(
        colors[nearest[visible]],
        normals,
        camera.directions(x[visible], y[visible]),
        Lit(sky, np.ones_like(sky)),
        camera,
    )
    cover = (nearest >= 0).astype(np.float32)
    return Layer(_averaged(light.reshape(*shape, 3)), _averaged(cover.reshape(*shape, 1))[..., 0])


def _splatted(
    points: NDArray[np.float32],
    radius: float,
    camera: Camera,
    viewport: Viewport,
    shape: tuple[int, int],
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Which ball each sample sees (-1: none), how far, and the normals of those that see one.

    Depth and point go through the buffer as one integer: the bits of a positive float32 grow
    with it, so the least integer is the nearest ball, and among equals the first.
    """
    x, y, depth = camera.project(points)
    x, y = (x - viewport.left) * _FINER, (y - viewport.top) * _FINER
    reach = radius * camera.focal * _FINER / depth  # (V,) radius in samples
    buffer = np.full(shape[0] * shape[1], _NOTHING, dtype=np.uint64)
    half = int(np.ceil(reach.max()))
    down, right = np.divmod(np.arange((2 * half + 1) ** 2), 2 * half + 1)
    step = max(1, _CHUNK // len(down))
    for start in range(0, len(points), step):
        some = np.arange(start, min(start + step, len(points)))[:, None]  # (n, 1)
        column = np.floor(x[some]).astype(np.int64) + (right - half)  # (n, box)
        row = np.floor(y[some]).astype(np.int64) + (down - half)
        off = ((column + 0.5 - x[some]) ** 2 + (row + 0.5 - y[some]) ** 2) / reach[some] ** 2
        inside = (off < 1) & (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
        away = (depth[some] - radius * np.sqrt(np.maximum(1 - off, 0))).astype(np.float32)
        key = away.view(np.uint32).astype(np.uint64) << np.uint64(32) | some.astype(np.uint64)
        np.minimum.at(buffer, (row * shape[1] + column)[inside], key[inside])
    far = (buffer >> np.uint64(32)).astype(np.uint32).view(np.float32)
    empty = buffer == _NOTHING
    nearest = np.where(empty, np.uint64(0), buffer & np.uint64(2**32 - 1)).astype(np.int64)
    nearest[empty] = -1
    visible = np.flatnonzero(~empty)
    rows, columns = np.divmod(visible, shape[1])
    ball = nearest[visible]
    across, over = (columns + 0.5 - x[ball]) / reach[ball], (rows + 0.5 - y[ball]) / reach[ball]
    ahead = np.sqrt(np.maximum(1 - across**2 - over**2, 0))
    normals = np.stack([across, -over, -ahead], axis=1) @ camera.axes  # (Q, 3)
    return nearest, np.where(empty, np.float32(np.inf), far), normals.astype(np.float32)


def _openness(depth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Darker where the surroundings are nearer than the position itself, (h, w), 0 to 1."""
    nearer = np.zeros_like(depth)
    for distance in _RINGS:
        for down, right in ((1, 0), (0, 1), (1, 1), (1, -1)):
            for sign in (1, -1):
                shift = (sign * down * distance, sign * right * distance)
                with np.errstate(invalid="ignore"):
                    step = depth - np.roll(depth, shift, (0, 1))
                nearer += np.clip(np.nan_to_num(step, posinf=0, neginf=0), 0, _DEEPEST)
    openness: NDArray[np.float32] = np.exp(-_EDGE * nearer / len(_RINGS))
    return openness


def _averaged(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over each pixel's samples: (h * 2, w * 2, C) -> (h, w, C)."""
    height, width, channels = samples.shape
    grid = samples.reshape(height // _FINER, _FINER, width // _FINER, _FINER, channels)
    mean: NDArray[np.float32] = grid.mean(axis=(1, 3))
    return mean
