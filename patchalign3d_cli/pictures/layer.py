"""Rectangles of a picture and what fills them."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Viewport(NamedTuple):
    """A rectangle of the picture in pixels; x to the right, y down, half open."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    def pixel_centers(self, finer: int = 1) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Pixel coordinates x and y of the centers of all samples, row by row; each (Q,).

        Args:
            finer: Samples a pixel along each axis.
        """
        x = self.left + (np.arange(self.width * finer) + 0.5) / finer
        y = self.top + (np.arange(self.height * finer) + 0.5) / finer
        across, down = np.meshgrid(x.astype(np.float32), y.astype(np.float32))  # (h, w)
        return across.reshape(-1), down.reshape(-1)


def grid_viewports(count: int, width: int, height: int) -> list[Viewport]:
    """`count` viewports side by side and below each other that fill a rectangle, near to square."""
    columns = max(1, round(math.sqrt(count * width / height)))
    rows = math.ceil(count / columns)
    columns = math.ceil(count / rows)
    x = [width * i // columns for i in range(columns + 1)]
    y = [height * i // rows for i in range(rows + 1)]
    cells = [Viewport(x[i], y[k], x[i + 1], y[k + 1]) for k in range(rows) for i in range(columns)]
    return cells[:count]


class Layer(NamedTuple):
    """A part of a picture to be laid over what is behind it.

    Attributes:
        light: (h, w, 3) float32, linear, already multiplied by `cover`.
        cover: (h, w) float32, share of the pixel that is covered.
    """

    light: NDArray[np.float32]
    cover: NDArray[np.float32]
