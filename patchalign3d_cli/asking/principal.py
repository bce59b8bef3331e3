"""Features as colours: their three principal components as red, green and blue."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EDGES = (2.0, 98.0)  # percentiles of a component that become the darkest and the brightest


@dataclass(frozen=True, eq=False)
class PrincipalColors:
    """A map from features to sRGB.

    Attributes:
        mean: (D,) float64, what is taken off.
        axes: (3, D) float64, unit and at right angles, in the order of falling variance.
        low: (3,) float64, the value of each component that has none of its colour.
        high: (3,) float64, the value that has all of it.
    """

    mean: NDArray[np.float64]
    axes: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.uint8]:
        """The sRGB colour of each feature: (n, D) -> (n, 3)."""
        values = (features - self.mean) @ self.axes.T  # (n, 3)
        span = np.where(self.high > self.low, self.high - self.low, 1.0)
        shares = np.clip((values - self.low) / span, 0, 1)
        return np.rint(shares * 255).astype(np.uint8)


def principal_colors(features: Sequence[NDArray[np.float32]]) -> PrincipalColors:
    """Fit the map to one or more shapes, so that equal features have equal colours on all.

    A component of a principal component analysis has no sign of its own. Here the longer tail of
    its values points upwards (their third moment is not negative), and where it has no longer
    tail, the axis's largest entry is positive: another draw of the same shape has its colours.

    Args:
        features: (n, D) of each shape, n at least 1.
    """
    rows = np.concatenate(features).astype(np.float64)  # (n, D)
    mean = rows.mean(axis=0)
    centered = rows - mean
    _, spectrum, vectors = np.linalg.svd(centered, full_matrices=False)
    axes = np.zeros((3, rows.shape[1]))
    count = min(3, len(vectors))
    axes[:count] = vectors[:count]
    axes[:count][spectrum[:count] < 1e-9] = 0.0
    values = centered @ axes.T  # (n, 3)
    axes *= _signs(values, axes)[:, None]
    low, high = np.percentile(centered @ axes.T, _EDGES, axis=0)
    return PrincipalColors(mean, axes, low, high)


def _signs(values: NDArray[np.float64], axes: NDArray[np.float64]) -> NDArray[np.float64]:
    deviation = values.std(axis=0)
    skew = (values**3).mean(axis=0) / np.where(deviation > 0, deviation, 1.0) ** 3
    largest = axes[np.arange(3), np.abs(axes).argmax(axis=1)]
    signs: NDArray[np.float64] = np.where(np.abs(skew) > 1e-6, np.sign(skew), np.sign(largest))
    return signs
