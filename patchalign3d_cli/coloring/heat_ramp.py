"""Colours of a quantity: dark blue for the least, through green, to light yellow for the most."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Six colours chosen by eye, then resampled so that neighbours lie evenly apart in OKLab (0.09)
# and lightness rises all the way: equal differences look equal, in grey too.
_RAMP = np.array(
    [
        (0x2A, 0x2A, 0x72),
        (0x2D, 0x48, 0x93),
        (0x2A, 0x66, 0xAF),
        (0x23, 0x86, 0xAA),
        (0x2F, 0xA1, 0x9D),
        (0x50, 0xB9, 0x83),
        (0x90, 0xCB, 0x68),
        (0xCA, 0xDC, 0x51),
        (0xFD, 0xF0, 0x6F),
    ],
    dtype=np.float64,
)


def heat_colors(values: ArrayLike) -> NDArray[np.uint8]:
    """The sRGB colour of each value, (..., 3).

    Args:
        values: Numbers from 0 (least) to 1 (most); others are clipped, NaN counts as 0.
    """
    clipped = np.clip(np.nan_to_num(np.asarray(values, dtype=np.float64)), 0.0, 1.0)
    stops = np.linspace(0, 1, len(_RAMP))
    channels = [np.interp(clipped, stops, _RAMP[:, i]) for i in range(3)]
    colors: NDArray[np.uint8] = np.rint(np.stack(channels, axis=-1)).astype(np.uint8)
    return colors
