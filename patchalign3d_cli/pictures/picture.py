"""A coloured shape as a picture: the one door to this folder."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera, Viewpoint, aim
from patchalign3d_cli.pictures.cloud import cloud_layer, point_radius
from patchalign3d_cli.pictures.frame import picture_frame
from patchalign3d_cli.pictures.kept_colors import KeptColors
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.mesh import mesh_layer
from patchalign3d_cli.pictures.raycast import RayCaster
from patchalign3d_cli.pictures.shadow import cloud_shadow, mesh_shadow
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.srgb import picture_to_srgb, srgb_to_linear

_LEVELS, _AROUND = 24, 72  # rings that stand for a shape as it turns
_TOP, _BOTTOM = (250, 251, 252), (226, 229, 233)  # sRGB of the background


def render_shape(
    shape: Shape,
    colors: NDArray[np.uint8],
    *,
    size: tuple[int, int] = (1200, 900),
    viewport: Viewport | None = None,
    viewpoint: Viewpoint | None = None,
) -> NDArray[np.uint8]:
    """Draw a shape with soft light and a shadow on the ground, before a light background.

    Args:
        shape: The shape; strays far away from it (`Shape.core`) are left out.
        colors: (F, 3) sRGB of each face, or (V, 3) of each point of a cloud.
        size: Width and height of the picture in pixels.
        viewport: The part of it that the shape shall fill; None for all of it.
        viewpoint: From which side; None for three quarters from the front right, from above.

    Returns:
        (height, width, 3) sRGB.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    view = View(viewport or Viewport(0, 0, *size), viewpoint or Viewpoint())
    return PictureScene(shape).draw([colors], [view], size=size)


class View(NamedTuple):
    """Where in a picture a shape appears, and from which side.

    Attributes:
        viewport: The part of the picture that it fills.
        viewpoint: The side from which it is drawn.
    """

    viewport: Viewport
    viewpoint: Viewpoint


class PictureScene:
    """A shape made ready once to be drawn from many sides.

    Args:
        shape: The shape; strays far away from it (`Shape.core`) are left out.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """

    def __init__(self, shape: Shape) -> None:
        self._core = shape.core
        positions = picture_frame(shape).apply(shape.vertices)  # (V, 3)
        if shape.faces is None:
            self._points = positions if self._core is None else positions[self._core]
            self._radius, self._caster = point_radius(self._points), None
            self._shadow = cloud_shadow(self._points, self._radius)
        else:
            faces = shape.faces if self._core is None else shape.faces[self._core]
            self._points = positions[np.unique(faces)]
            self._radius, self._caster = 0.0, RayCaster(positions, faces)
            self._shadow = mesh_shadow(self._caster, self._points)

    def draw(
        self,
        colors: Sequence[NDArray[np.uint8] | KeptColors],
        views: Sequence[View],
        *,
        size: tuple[int, int],
        turning: bool = False,
    ) -> NDArray[np.uint8]:
        """Draw it once or more often into one picture.

        Args:
            colors: For each view, (F, 3) sRGB of each face, or (V, 3) of each point of a cloud; or
                those of the shape's own file.
            views: Where it appears, from which sides.
            size: Width and height of the picture in pixels.
            turning: Whether the camera keeps the distance that every azimuth needs, so that the
                shape keeps its size from view to view.

        Returns:
            (height, width, 3) sRGB.
        """
        whole = Viewport(0, 0, *size)
        points = _swept(self._points) if turning else self._points
        cameras = [aim(points, view.viewport, view.viewpoint) for view in views]
        picture = _background(whole)
        for camera in cameras:
            picture *= 1 - self._shadow.on_ground(camera, whole)[..., None]
        for camera, shown in zip(cameras, colors, strict=True):
            light = self._light(shown)
            region = _region(self._points, camera, whole, self._radius)
            if self._caster is None:
                points = light.of_points() if isinstance(light, KeptColors) else light
                layer = cloud_layer(self._points, points, self._radius, camera, region)
            else:
                layer = mesh_layer(self._caster, light, camera, region)
            inside = np.s_[region.top : region.bottom, region.left : region.right]
            picture[inside] *= 1 - layer.cover[..., None]
            picture[inside] += layer.light
        return picture_to_srgb(picture)

    def _light(self, shown: NDArray[np.uint8] | KeptColors) -> NDArray[np.float32] | KeptColors:
        """Linear colours of the elements that are drawn."""
        if isinstance(shown, KeptColors):
            return shown if self._core is None else shown.take(self._core)
        return srgb_to_linear(shown if self._core is None else shown[self._core]).astype(np.float32)


def _swept(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rings that hold the points however they are turned about y, (n, 3)."""
    levels = np.linspace(points[:, 1].min(), points[:, 1].max(), _LEVELS + 1, dtype=np.float32)
    rows = np.clip(np.searchsorted(levels, points[:, 1], side="right") - 1, 0, _LEVELS - 1)
    radii = np.zeros(_LEVELS, np.float32)
    np.maximum.at(radii, rows, np.hypot(points[:, 0], points[:, 2]))
    angles = np.linspace(0, 2 * np.pi, _AROUND, endpoint=False, dtype=np.float32)
    # Each ring stands at both heights of its level, on a circle around the true one.
    radii = np.repeat(radii / np.cos(np.pi / _AROUND, dtype=np.float32), 2)[:, None]
    heights = np.stack([levels[:-1], levels[1:]], axis=1).reshape(-1, 1)
    rings = np.stack(
        [
            radii * np.cos(angles),
            np.broadcast_to(heights, (2 * _LEVELS, _AROUND)),
            radii * np.sin(angles),
        ],
        axis=-1,
    )
    return rings.reshape(-1, 3).astype(np.float32)


def _region(
    points: NDArray[np.float32], camera: Camera, whole: Viewport, radius: float
) -> Viewport:
    """The pixels that points, or balls of `radius` around them, can touch."""
    x, y, depth = camera.project(points)
    reach = radius * camera.focal / depth + 2
    return Viewport(
        max(whole.left, int(np.floor((x - reach).min()))),
        max(whole.top, int(np.floor((y - reach).min()))),
        min(whole.right, int(np.ceil((x + reach).max()))),
        min(whole.bottom, int(np.ceil((y + reach).max()))),
    )


def _background(whole: Viewport) -> NDArray[np.float32]:
    """Linear light of an empty picture, (height, width, 3)."""
    fall = np.linspace(0, 1, whole.height, dtype=np.float32)[:, None, None]
    top, bottom = (srgb_to_linear(tone).astype(np.float32) for tone in (_TOP, _BOTTOM))
    return np.repeat(top + (bottom - top) * fall, whole.width, axis=1)
