"""An object's own axes: what is left, top and front of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.presentation import up_words
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import up_rotation
from patchalign3d_cli.text.sides import Direction

_STEEP = 0.8  # cosine of front and up above which they are nearly the same or opposite


@dataclass(frozen=True, eq=False)
class ObjectFrame:
    """The axes of an object: three unit vectors in the axes of its file.

    Attributes:
        left: (3,) its own left, which is at the right of who looks at its front.
        top: (3,) up.
        front: (3,) where it faces.
    """

    left: NDArray[np.float64]
    top: NDArray[np.float64]
    front: NDArray[np.float64]

    def axis(self, direction: Direction) -> NDArray[np.float64]:
        """The vector that points in a direction, (3,)."""
        axes = {"left": self.left, "top": self.top, "front": self.front}
        opposite = {"right": self.left, "bottom": self.top, "back": self.front}
        return axes[direction] if direction in axes else -opposite[direction]


def object_frame(shape: Shape, front: UpAxis | None = None) -> ObjectFrame:
    """The frame of a shape.

    Args:
        shape: Says what is up.
        front: The axis of the file that the front faces; None for what is usual: z where y is up,
            -y where z is.

    Raises:
        ConfigError: The front is up or down.
    """
    upright = up_rotation(shape.up)
    top = upright.T @ [0.0, 1.0, 0.0]
    facing = upright.T @ [0.0, 0.0, 1.0]
    if front is not None:
        facing = np.zeros(3)
        facing["xyz".index(front[-1])] = -1.0 if front.startswith("-") else 1.0
        if abs(facing @ top) > _STEEP:
            raise ConfigError(
                f"{front} cannot be the front where {up_words(shape.up)} is up; name another axis"
                " with --front, or the up axis with --up"
            )
        facing -= (facing @ top) * top
        facing /= np.linalg.norm(facing)
    return ObjectFrame(np.cross(top, facing), top, facing)


def front_guess(shape: Shape) -> str:
    """The sentence that says what was taken for the front where nobody said it."""
    facing = object_frame(shape).front
    axis = int(np.abs(facing).argmax())
    name = ("-" if facing[axis] < 0 else "") + "xyz"[axis]
    return (
        f"the front was taken to be {name} of the file, left and right are the object's own; if it"
        " faces elsewhere, name the axis with --front"
    )
