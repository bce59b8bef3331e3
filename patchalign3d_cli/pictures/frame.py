"""Where pictures and pages put a shape: upright, around the origin, of size one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import up_rotation


class PictureFrame(NamedTuple):
    """From the frame of a file to the one that is drawn.

    Attributes:
        scale: What file coordinates are divided by first, so that none is too large to square.
        center: (3,) what becomes the origin, divided so.
        radius: What becomes 1, divided so.
        rotation: (3, 3) from the file's axes to y up.
    """

    scale: float
    center: NDArray[np.float64]
    radius: float
    rotation: NDArray[np.float64]

    def apply(self, points: NDArray[np.floating]) -> NDArray[np.float32]:
        """Points in the frame that is drawn: (N, 3) in file units and file axes -> (N, 3)."""
        centered = points.astype(np.float64) / self.scale - self.center
        return (centered / self.radius @ self.rotation.T).astype(np.float32)


def picture_frame(shape: Shape) -> PictureFrame:
    """The frame of a shape: its box's center becomes the origin, half the box's diagonal 1.

    Vertices that no face uses and strays far away (`Shape.core`) do not count towards the box. Any
    scale that float64 holds will do; a shape without extent becomes a point at the origin.
    """
    scale = float(np.abs(shape.vertices).max(initial=0.0)) or 1.0
    low, high = shape.bounds / scale
    radius = 0.5 * float(np.linalg.norm(high - low)) or 1.0
    return PictureFrame(scale, low / 2 + high / 2, radius, up_rotation(shape.up))
