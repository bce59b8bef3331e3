"""A perspective camera and where to put it so that a shape fills its viewport."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.layer import Viewport

_NEAREST = 0.1  # least distance from the camera to the shape, in half-diagonals of the shape


@dataclass(frozen=True)
class Viewpoint:
    """The side from which a shape is shown; y is up and +z the shape's front.

    Attributes:
        azimuth: Degrees from the front towards +x.
        elevation: Degrees above the horizon, within -85 to 85.
        field_of_view: Degrees across the viewport's shorter side; small is nearly orthographic.
        margin: Share of the viewport left free on every side.
    """

    azimuth: float = 35.0
    elevation: float = 24.0
    field_of_view: float = 22.0
    margin: float = 0.07


@dataclass(frozen=True, eq=False)
class Camera:
    """A pinhole camera.

    Attributes:
        position: (3,) float64.
        axes: (3, 3) float64, rows: right, up, forward. Unit length.
        focal: Focal length in pixels.
        center: Pixel coordinates (x, y) of the optical axis.
    """

    position: NDArray[np.float64]
    axes: NDArray[np.float64]
    focal: float
    center: tuple[float, float]

    def directions(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors from the camera through positions in the picture.

        Args:
            x: (Q,) pixel coordinates; the center of a pixel lies at its index + 0.5.
            y: (Q,) the same downwards.

        Returns:
            (Q, 3) float32.
        """
        right, up, forward = self.axes.astype(np.float32)
        across = ((x - self.center[0]) / self.focal).astype(np.float32)
        down = ((y - self.center[1]) / self.focal).astype(np.float32)
        rays = forward + across[:, None] * right - down[:, None] * up  # (Q, 3)
        unit: NDArray[np.float32] = rays / np.sqrt(1 + across * across + down * down)[:, None]
        return unit

    def project(
        self, points: NDArray[np.float32]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Pixel x, pixel y and distance along the optical axis of (V, 3) points; each (V,)."""
        across, over, depth = ((points - self.position) @ self.axes.T).T  # each (V,)
        scale = self.focal / depth
        return self.center[0] + across * scale, self.center[1] - over * scale, depth


def aim(points: NDArray[np.float32], viewport: Viewport, viewpoint: Viewpoint) -> Camera:
    """The camera nearest to the points that still has them all inside the viewport's margin.

    Args:
        points: (V, 3), y up, of half-diagonal 1 around the origin.
        viewport: Where in the picture they shall appear.
        viewpoint: From which side.
    """
    axes = _axes(viewpoint)
    shorter = min(viewport.width, viewport.height)
    focal = shorter / 2 / math.tan(math.radians(viewpoint.field_of_view) / 2)
    inside = 1 - 2 * viewpoint.margin
    across, over, depth = (points.astype(np.float64) @ axes.T).T  # each (V,)
    right, far_x = _center(across, depth, inside * viewport.width / 2 / focal)
    up, far_y = _center(over, depth, inside * viewport.height / 2 / focal)
    distance = max(far_x, far_y, _NEAREST - float(depth.min()))
    return Camera(
        position=right * axes[0] + up * axes[1] - distance * axes[2],
        axes=axes,
        focal=focal,
        center=((viewport.left + viewport.right) / 2, (viewport.top + viewport.bottom) / 2),
    )


def _axes(viewpoint: Viewpoint) -> NDArray[np.float64]:
    azimuth, elevation = math.radians(viewpoint.azimuth), math.radians(viewpoint.elevation)
    forward = -np.array(
        [
            math.sin(azimuth) * math.cos(elevation),
            math.sin(elevation),
            math.cos(azimuth) * math.cos(elevation),
        ]
    )
    right = np.array([math.cos(azimuth), 0.0, -math.sin(azimuth)])
    return np.stack([right, np.cross(right, forward), forward])


def _center(
    side: NDArray[np.float64], depth: NDArray[np.float64], slope: float
) -> tuple[float, float]:
    """The camera's sideways position and least distance.

    So that |side - position| <= slope * distance for all points.
    """
    upper, lower = (side - slope * depth).max(), (side + slope * depth).min()
    return float(upper + lower) / 2, float(upper - lower) / 2 / slope
