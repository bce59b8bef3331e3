"""sRGB and linear light: files of colours hold the one, renderers and glTF the other."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def srgb_to_linear(color: ArrayLike) -> NDArray[np.float64]:
    """Decode sRGB bytes (0 to 255) to linear light (0 to 1); IEC 61966-2-1."""
    encoded = np.asarray(color, dtype=np.float64) / 255.0
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def linear_to_srgb(light: ArrayLike) -> NDArray[np.uint8]:
    """Encode linear light, clipped to 0 to 1, as sRGB bytes; IEC 61966-2-1."""
    values = np.clip(np.asarray(light), 0.0, 1.0)
    low, high = values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055
    encoded: NDArray[np.floating] = np.rint(np.where(values <= 0.0031308, low, high) * 255.0)
    return encoded.astype(np.uint8)
