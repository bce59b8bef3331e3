"""The picture of a mesh: one ray a pixel, more where neighbouring pixels differ."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera
from patchalign3d_cli.pictures.kept_colors import KeptColors
from patchalign3d_cli.pictures.layer import Layer, Viewport
from patchalign3d_cli.pictures.lighting import Lit, key_direction, shaded
from patchalign3d_cli.pictures.occlusion import light_reaching
from patchalign3d_cli.pictures.raycast import RayCaster, RayHits

_SAMPLES = 4  # a side: 16 rays in a pixel that needs more than one
_CHUNK = 65_536  # such pixels at a time
_BEND = 0.97  # cosine between normals below which two pixels differ
_TONES = 0.03  # difference in linear light from which colours of a texture differ
_STEP = 0.03  # difference in depth (half-diagonals) from which two pixels differ


def mesh_layer(
    caster: RayCaster,
    colors: NDArray[np.float32] | KeptColors,
    camera: Camera,
    viewport: Viewport,
) -> Layer:
    """Draw a mesh.

    Args:
        caster: The mesh.
        colors: (F, 3) linear colour of each face; or those of the shape's own file.
        camera: From where.
        viewport: Which pixels of the picture to fill.
    """
    shape = (viewport.height, viewport.width)
    x, y = viewport.pixel_centers()
    eye = camera.position.astype(np.float32)
    directions = camera.directions(x, y)
    hits = caster.first_hits(eye, directions)
    lit = light_reaching(caster, hits, directions, eye, key_direction(camera), shape)
    cover = (hits.element >= 0).astype(np.float32)
    light = hit_light(hits, directions, lit, colors, camera)
    mixed = np.flatnonzero(_differing(hits, colors, shape))
    for start in range(0, len(mixed), _CHUNK):
        some = mixed[start : start + _CHUNK]
        directions = camera.directions(_spread(x[some], across=True), _spread(y[some]))
        fine = caster.first_hits(eye, directions)
        nearby = _nearby(fine, hits, lit, some, shape)
        samples = hit_light(fine, directions, nearby, colors, camera)
        light[some] = samples.reshape(len(some), _SAMPLES**2, 3).mean(axis=1)
        cover[some] = (fine.element >= 0).reshape(len(some), _SAMPLES**2).mean(axis=1)
    return Layer(light.reshape(*shape, 3), cover.reshape(shape))


def _spread(centers: NDArray[np.float32], *, across: bool = False) -> NDArray[np.float32]:
    """One coordinate of the samples of each pixel, row by row: (M,) -> (M * S,)."""
    steps = (np.arange(_SAMPLES) + 0.5) / _SAMPLES - 0.5
    shifts = np.tile(steps, _SAMPLES) if across else np.repeat(steps, _SAMPLES)
    return (centers[:, None] + shifts).astype(np.float32).reshape(-1)


def hit_light(
    hits: RayHits,
    directions: NDArray[np.float32],
    lit: Lit,
    colors: NDArray[np.float32] | KeptColors,
    camera: Camera,
) -> NDArray[np.float32]:
    """What each ray brings back, (Q, 3) linear; black where it meets nothing.

    Args:
        hits: What the rays meet.
        directions: (Q, 3) of the rays, unit.
        lit: What reaches the points that they meet.
        colors: (F, 3) linear colour of each face; or those of the shape's own file.
        camera: Where they start.
    """
    light = np.zeros_like(directions)
    visible = np.flatnonzero(hits.element >= 0)
    light[visible] = shaded(
        _colors_at(hits, visible, colors),
        hits.normal[visible],
        directions[visible],
        Lit(lit.sky[visible], lit.key[visible]),
        camera,
    )
    return light


def _colors_at(
    hits: RayHits, visible: NDArray[np.int64], colors: NDArray[np.float32] | KeptColors
) -> NDArray[np.float32]:
    """Linear colours where some of the rays meet the mesh, (M, 3)."""
    element = hits.element[visible]
    if isinstance(colors, KeptColors):
        return colors.at(element, hits.shares[visible])
    return colors[element]


def _differing(
    hits: RayHits, colors: NDArray[np.float32] | KeptColors, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Which pixels (h * w,) differ from a neighbour in colour, depth or slope."""
    visible = np.flatnonzero(hits.element >= 0)
    shown = np.full((*shape, 3), -1, dtype=np.float32)
    shown.reshape(-1, 3)[visible] = _colors_at(hits, visible, colors)
    least = _TONES if isinstance(colors, KeptColors) else 0.0
    normals = hits.normal.reshape(*shape, 3)
    depth = np.where(np.isinf(hits.distance), np.float32(1e6), hits.distance).reshape(shape)
    differs = np.zeros(shape, dtype=np.bool_)
    for here, there in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        change = (np.abs(shown[here] - shown[there]) > least).any(axis=2)
        change |= np.abs(depth[here] - depth[there]) > _STEP
        bend = np.einsum("hwc,hwc->hw", normals[here], normals[there])
        change |= (bend < _BEND) & (depth[here] < 1e6)
        differs[here] |= change
        differs[there] |= change
    return differs.reshape(-1)


def _nearby(
    fine: RayHits, hits: RayHits, lit: Lit, mixed: NDArray[np.int64], shape: tuple[int, int]
) -> Lit:
    """For finer rays (M * S,), what reaches the pixel around whose depth is nearest to theirs."""
    rows, columns = np.divmod(mixed, shape[1])
    depth = fine.distance.reshape(len(mixed), _SAMPLES**2)  # (M, S)
    nearest = np.full_like(depth, np.inf)
    sky, key = np.ones_like(depth), np.ones_like(depth)
    for down in (0, -1, 1):
        for right in (0, -1, 1):
            row = np.clip(rows + down, 0, shape[0] - 1)
            column = np.clip(columns + right, 0, shape[1] - 1)
            pixel = (row * shape[1] + column)[:, None]
            with np.errstate(invalid="ignore"):
                gap = np.abs(hits.distance[pixel] - depth)
            better = gap < nearest
            nearest = np.where(better, gap, nearest)
            sky = np.where(better, lit.sky[pixel], sky)
            key = np.where(better, lit.key[pixel], key)
    return Lit(sky.reshape(-1), key.reshape(-1))
