"""sRGB and linear light: files of colours hold the one, renderers and glTF the other."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

_STEPS = 65_535


def srgb_to_linear(color: ArrayLike) -> NDArray[np.float64]:
    """Decode sRGB bytes (0 to 255) to linear light (0 to 1); IEC 61966-2-1."""
    encoded = np.asarray(color, dtype=np.float64) / 255.0
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def picture_to_srgb(light: NDArray[np.float32]) -> NDArray[np.uint8]:
    """What `linear_to_srgb` gives, for the millions of values of a picture: from a table.

    Where light lies within 1/130,000 of the border between two bytes, it may be the other one.
    """
    steps = np.clip(light, 0.0, 1.0) * np.float32(_STEPS) + np.float32(0.5)
    encoded: NDArray[np.uint8] = _table()[steps.astype(np.uint16)]
    return encoded


@cache
def _table() -> NDArray[np.uint8]:
    return linear_to_srgb(np.arange(_STEPS + 1) / _STEPS)


def linear_to_srgb(light: ArrayLike) -> NDArray[np.uint8]:
    """Encode linear light, clipped to 0 to 1, as sRGB bytes; IEC 61966-2-1."""
    values = np.clip(np.asarray(light), 0.0, 1.0)
    low, high = values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055
    encoded: NDArray[np.floating] = np.rint(np.where(values <= 0.0031308, low, high) * 255.0)
    return encoded.astype(np.uint8)
