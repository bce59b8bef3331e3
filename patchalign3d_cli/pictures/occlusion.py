"""How open to sky and lamp the visible positions of a mesh are, by a few rays here and there.

Rays start from every second pixel of every second row. Neighbours of a 4 x 4 tile of these cast
different ones and share what they meet, so that six rays do the work of ninety-six; the pixels
between take what those around them on the same surface know.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.lighting import Lit
from patchalign3d_cli.pictures.raycast import RayCaster, RayHits

_TILE = 4
_SKY_RAYS, _LAMP_RAYS = 4, 2
_REACH = 0.55  # what lies further than this many half-diagonals darkens nothing
_LAMP_RADIUS = 0.16  # tangent of the angle that the lamp spans: larger is softer
_LIFT = 2e-4  # rays start this far above the surface, to miss the face that they start from
# Pixels share where their normals have this cosine at least, and the place that one sees lies
# this close to the plane through the other's.
_SAME_SIDE, _SAME_PLANE = 0.9, 0.01
_SPARSE_SIDE = 300  # pictures of a shorter side cast from every pixel

Planes = NDArray[np.float32]
"""A value of each pixel, or several: (..., h, w)."""


class _Surface(NamedTuple):
    """What pixels see.

    Attributes:
        visible: (h, w) whether they see anything.
        normals: (3, h, w) unit, of the faces.
        positions: (3, h, w); 0 where nothing is seen.
    """

    visible: NDArray[np.bool_]
    normals: Planes
    positions: Planes

    def part(self, rows: slice, columns: slice) -> "_Surface":
        """Some of the pixels."""
        return _Surface(
            self.visible[rows, columns],
            self.normals[:, rows, columns],
            self.positions[:, rows, columns],
        )


def light_reaching(
    caster: RayCaster,
    hits: RayHits,
    directions: NDArray[np.float32],
    eye: NDArray[np.float32],
    lamp: NDArray[np.float32],
    shape: tuple[int, int],
) -> Lit:
    """What reaches the positions that a grid of pixels sees; 1 where a pixel sees nothing.

    Args:
        caster: The mesh.
        hits: What the pixels see, (h * w,) row by row.
        directions: (h * w, 3) the rays from the camera.
        eye: (3,) where they start.
        lamp: (3,) unit vector towards the lamp.
        shape: (h, w).
    """
    visible = hits.element >= 0
    distance = np.where(visible, hits.distance, 0)[:, None]
    positions = np.where(visible[:, None], eye + distance * directions, 0)
    surface = _Surface(
        visible.reshape(shape),
        np.ascontiguousarray(hits.facet.T).reshape(3, *shape),
        np.ascontiguousarray(positions.T).reshape(3, *shape),
    )
    step = 1 if min(shape) < _SPARSE_SIDE else 2
    sparse = surface.part(np.s_[::step], np.s_[::step])
    rows, columns = (np.arange(size) % _TILE for size in sparse.visible.shape)
    tile: NDArray[np.int64] = rows[:, None] * _TILE + columns  # which of the 16 sets of rays
    light, known = _shared(_cast(caster, sparse, sparse.visible, tile, lamp), sparse)
    if step > 1:
        light, known = _between(light, known, surface)
        alone = surface.visible & (known == 0)  # no neighbour sees the same surface
        light += _cast(caster, surface, alone, np.zeros(shape, dtype=np.int64), lamp)
    light[:, ~surface.visible] = 1
    return Lit(light[0].reshape(-1), light[1].reshape(-1))


def _cast(
    caster: RayCaster,
    surface: _Surface,
    chosen: NDArray[np.bool_],
    tile: NDArray[np.int64],
    lamp: NDArray[np.float32],
) -> Planes:
    """Shares of the rays to the sky and to the lamp that meet nothing, (2, h, w).

    Args:
        caster: The mesh.
        surface: What the pixels see.
        chosen: (h, w) which of them cast rays; the others have 0.
        tile: (h, w) which set of rays each casts.
        lamp: (3,) unit vector towards the lamp.
    """
    normals = np.ascontiguousarray(surface.normals[:, chosen].T)  # (Q, 3)
    origins = surface.positions[:, chosen].T + _LIFT * normals
    across, along = _tangents(normals)
    sets = tile[chosen]
    light = np.zeros((2, *chosen.shape), dtype=np.float32)
    open_to_sky = np.zeros(len(sets), dtype=np.float32)
    for rays in _sky_rays():
        x, y, z = rays[sets].T  # each (Q,)
        towards = x[:, None] * across + y[:, None] * along + z[:, None] * normals  # (Q, 3)
        open_to_sky += ~caster.occluded(origins, towards, _REACH)
    in_sight = np.zeros_like(open_to_sky)
    for rays in _lamp_rays(lamp):
        in_sight += ~caster.occluded(origins, rays[sets], np.inf)
    light[0, chosen] = open_to_sky / _SKY_RAYS
    light[1, chosen] = in_sight / _LAMP_RAYS
    return light


def _sky_rays() -> NDArray[np.float32]:
    """Directions about +z, as dense as their cosine: (4, 16, 3), a set for each tile's place."""
    count = _SKY_RAYS * _TILE**2
    turn, height = _spread(count)
    radius = np.sqrt(height)
    angle = 2 * np.pi * turn
    rays = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1 - height)], axis=1)
    return rays.astype(np.float32).reshape(_SKY_RAYS, _TILE**2, 3)


def _lamp_rays(lamp: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors to positions of the lamp, (2, 16, 3), a set for each tile's place."""
    turn, height = _spread(_LAMP_RAYS * _TILE**2)
    across, along = _tangents(lamp[None])
    radius = (_LAMP_RADIUS * np.sqrt(height))[:, None]
    angle = (2 * np.pi * turn)[:, None]
    rays = lamp + radius * (np.cos(angle) * across + np.sin(angle) * along)
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    return rays.astype(np.float32).reshape(_LAMP_RAYS, _TILE**2, 3)


def _spread(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`count` evenly spread pairs in the unit square: the golden ratio against even steps."""
    steps = np.arange(count, dtype=np.float64)
    return (steps * 0.6180339887498949) % 1.0, (steps + 0.5) / count


def _tangents(
    normals: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Two unit vectors across each normal (Duff et al. 2017, revised Frisvad)."""
    x, y, z = normals.T
    sign = np.where(z < 0, np.float32(-1), np.float32(1))
    a = -1 / (sign + z)
    b = x * y * a
    return (
        np.stack([1 + sign * x * x * a, sign * b, -sign * x], axis=1),
        np.stack([b, sign + y * y * a, -y], axis=1),
    )


def _shared(light: Planes, surface: _Surface) -> tuple[Planes, Planes]:
    """Means over the 4 x 4 pixels that see the same surface.

    Args:
        light: (n, h, w).
        surface: What the pixels see.

    Returns:
        The means (n, h, w), and how many each is of (h, w).
    """
    weight = surface.visible.astype(np.float32)
    height = _dot(surface.normals, surface.positions)  # of the plane through each position
    for axis in (0, 1):
        total, weights = light.copy(), weight.copy()
        for step in range(-_TILE // 2, _TILE // 2):
            if not step:
                continue
            here, there = _neighbors(axis, step)
            same = _same(surface.part(*here), height[here], surface.part(*there))
            total[:, *here] += light[:, *there] * same
            weights[here] += weight[there] * same
        light, weight = total, weights
    return (light / np.maximum(weight, 1)).astype(np.float32, copy=False), weight


def _between(light: Planes, known: Planes, surface: _Surface) -> tuple[Planes, Planes]:
    """From every second pixel of every second row to all of them.

    A pixel between takes the mean of the two or four around it that see the same surface.

    Args:
        light: (n, ceil(h / 2), ceil(w / 2)).
        known: (ceil(h / 2), ceil(w / 2)) above 0 where light is known.
        surface: What all pixels see, (h, w).

    Returns:
        Light (n, h, w), and above 0 where it is known (h, w); 0 elsewhere.
    """
    shape = surface.visible.shape
    total = np.zeros((len(light), *shape), dtype=np.float32)
    weight = np.zeros(shape, dtype=np.float32)
    sparse = surface.part(np.s_[::2], np.s_[::2])
    height = _dot(surface.normals, surface.positions)
    given = (known > 0).astype(np.float32)
    for down in (0, 1):
        for right in (0, 1):
            # The pixels below and beside a sparse one hear it, and the next sparse one as well.
            rows, columns = np.s_[down::2], np.s_[right::2]
            pixels = surface.part(rows, columns)
            count = pixels.visible.shape
            for up in range(down + 1):
                for left in range(right + 1):
                    n = min(count[0], len(given) - up), min(count[1], given.shape[1] - left)
                    near = np.s_[up : up + n[0]], np.s_[left : left + n[1]]
                    here = np.s_[: n[0]], np.s_[: n[1]]
                    plane = height[rows, columns][here]
                    same = _same(pixels.part(*here), plane, sparse.part(*near)) * given[near]
                    total[:, rows, columns][:, *here] += light[:, *near] * same
                    weight[rows, columns][here] += same
    return (total / np.maximum(weight, 1)).astype(np.float32, copy=False), weight


def _same(one: _Surface, height: Planes, two: _Surface) -> NDArray[np.bool_]:
    """Whether pixels see the same surface, (h, w); `height` is of the plane that the first see."""
    close: NDArray[np.bool_] = np.abs(_dot(one.normals, two.positions) - height) < _SAME_PLANE
    close &= _dot(one.normals, two.normals) > _SAME_SIDE
    return close


def _neighbors(axis: int, step: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The pixels of a grid that have one `step` further along an axis, and those."""
    first = slice(max(-step, 0), -step if step > 0 else None)
    second = slice(max(step, 0), step if step < 0 else None)
    whole = slice(None)
    return ((first, whole), (second, whole)) if axis == 0 else ((whole, first), (whole, second))


def _dot(a: Planes, b: Planes) -> Planes:
    product: Planes = a[0] * b[0]
    product += a[1] * b[1]
    product += a[2] * b[2]
    return product
