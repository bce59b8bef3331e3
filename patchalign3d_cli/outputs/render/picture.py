"""A coloured shape as a picture: the one door to this folder."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.outputs.render.camera import Camera, Viewpoint, aim
from patchalign3d_cli.outputs.render.cloud import cloud_layer, point_radius
from patchalign3d_cli.outputs.render.layer import Frame, Layer
from patchalign3d_cli.outputs.render.mesh import mesh_layer
from patchalign3d_cli.outputs.render.raycast import RayCaster
from patchalign3d_cli.outputs.render.shadow import Shadow, cloud_shadow, mesh_shadow
from patchalign3d_cli.outputs.render.stage import staged
from patchalign3d_cli.shapes.shape import UpAxis
from patchalign3d_cli.srgb import linear_to_srgb, srgb_to_linear

_TOP, _BOTTOM = (250, 251, 252), (226, 229, 233)  # sRGB of the background


def render_shape(
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64] | None,
    colors: NDArray[np.uint8],
    *,
    up: UpAxis = "y",
    size: tuple[int, int] = (1200, 900),
    frame: Frame | None = None,
    viewpoint: Viewpoint | None = None,
) -> NDArray[np.uint8]:
    """Draw a shape with soft light and a shadow on the ground, before a light background.

    Args:
        vertices: (V, 3) in file units and file axes.
        faces: (F, 3), or None for a cloud.
        colors: (F, 3) sRGB of each face, or (V, 3) of each point of a cloud.
        up: The axis that points up in the file.
        size: Width and height of the picture in pixels.
        frame: The part of it that the shape shall fill; None for all of it.
        viewpoint: From which side; None for three quarters from the front right, from above.

    Returns:
        (height, width, 3) sRGB.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    width, height = size
    whole = Frame(0, 0, width, height)
    places = staged(vertices, faces, up)
    light = srgb_to_linear(colors).astype(np.float32)
    drawn = places if faces is None else places[np.unique(faces)]
    camera = aim(drawn, frame or whole, viewpoint or Viewpoint())
    if faces is None:
        radius = point_radius(places)
        shadow = cloud_shadow(places, radius)
        region = _region(drawn, camera, whole, radius)
        layer = cloud_layer(places, light, radius, camera, region)
    else:
        caster = RayCaster(places, faces)
        shadow = mesh_shadow(caster, drawn)
        region = _region(drawn, camera, whole, 0.0)
        layer = mesh_layer(caster, light, camera, region)
    return _composed(shadow, layer, region, camera, whole)


def _region(points: NDArray[np.float32], camera: Camera, whole: Frame, radius: float) -> Frame:
    """The pixels that points, or balls of `radius` around them, can touch."""
    x, y, depth = camera.project(points)
    reach = radius * camera.focal / depth + 2
    return Frame(
        max(whole.left, int(np.floor((x - reach).min()))),
        max(whole.top, int(np.floor((y - reach).min()))),
        min(whole.right, int(np.ceil((x + reach).max()))),
        min(whole.bottom, int(np.ceil((y + reach).max()))),
    )


def _composed(
    shadow: Shadow, layer: Layer, region: Frame, camera: Camera, whole: Frame
) -> NDArray[np.uint8]:
    fall = np.linspace(0, 1, whole.height, dtype=np.float32)[:, None, None]
    top, bottom = (srgb_to_linear(tone).astype(np.float32) for tone in (_TOP, _BOTTOM))
    picture = (1 - shadow.seen(camera, whole))[..., None] * (top + (bottom - top) * fall)
    inside = np.s_[region.top : region.bottom, region.left : region.right]
    picture[inside] *= 1 - layer.cover[..., None]
    picture[inside] += layer.light
    return linear_to_srgb(picture)
