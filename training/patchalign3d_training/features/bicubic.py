"""Bicubic upsampling of a token grid, only where it is asked for.

The same numbers as `torch.nn.functional.interpolate(mode="bicubic", align_corners=False)`, without
ever holding the upsampled picture (at 518 pixels and 768 channels 0.8 GB a view).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_A = -0.75  # torch's free parameter of the cubic convolution kernel (Keys 1981)


class Weights(NamedTuple):
    """How much each of 16 tokens counts at a place.

    Attributes:
        tokens: (Q, 16) int64 indices into the grid, row by row.
        weights: (Q, 16) float32, adding up to 1; some are below 0.
    """

    tokens: NDArray[np.int64]
    weights: NDArray[np.float32]


def bicubic_weights(
    x: NDArray[np.floating], y: NDArray[np.floating], size: int, grid: tuple[int, int]
) -> Weights:
    """Weights of the tokens around places of a square picture.

    Args:
        x: (Q,) pixel coordinates; a pixel's middle lies at its index + 0.5.
        y: (Q,) the same downwards.
        size: Side of the picture in pixels.
        grid: Rows and columns of tokens.
    """
    rows, columns = grid
    down, down_weights = _along(y, size, rows)  # (Q, 4) each
    across, across_weights = _along(x, size, columns)
    tokens = down[:, :, None] * columns + across[:, None, :]  # (Q, 4, 4)
    weights = down_weights[:, :, None] * across_weights[:, None, :]
    return Weights(tokens.reshape(-1, 16), weights.reshape(-1, 16).astype(np.float32))


def _along(
    places: NDArray[np.floating], size: int, count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Indices and weights of the four tokens around each place along one axis; (Q, 4) each."""
    at = np.asarray(places, dtype=np.float64) * count / size - 0.5
    first = np.floor(at)
    offset = at - first  # (Q,)
    near, far = offset, 1 - offset
    weights = np.stack([_far(near + 1), _near(near), _near(far), _far(far + 1)], axis=1)
    indices = first[:, None].astype(np.int64) + np.arange(-1, 3)
    return np.clip(indices, 0, count - 1), weights


def _near(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    return ((_A + 2) * distance - (_A + 3)) * distance * distance + 1


def _far(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    return ((_A * distance - 5 * _A) * distance + 8 * _A) * distance - 4 * _A
