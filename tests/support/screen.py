"""Places on a page that shows the box of two halves, and what is seen there."""

import numpy as np

HIGH, LOW = (320, 220), (320, 480)  # on the box: above its middle and below


def hue(color) -> np.ndarray:
    """A colour's direction: shading changes its length."""
    light = np.asarray(color, dtype=float)
    return light / np.linalg.norm(light)


def looks_like(pixel, color) -> bool:
    return float(hue(pixel) @ hue(color)) > 0.985


def is_background(pixel) -> bool:
    """Bright and without a colour, as the light page behind the shape."""
    return int(pixel.min()) > 200 and int(pixel.max() - pixel.min()) < 16
