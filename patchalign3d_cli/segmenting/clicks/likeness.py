"""How alike elements of a shape are to the encoder, in a form small enough for a page."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.assignment import interpolation
from patchalign3d_cli.results import ShapeFeatures

WIDTH = 8
"""Principal components of the features that are kept: on real shapes 6, 8, 12 and all of them did
alike (docs/asking.md)."""
MOST_SITES = 2048  # centres that are kept, evenly out of all: as many as one pass of pa3d-mini has
_STEPS = 127


class FeatureSites(NamedTuple):
    """The features of a shape's patches, coarsely.

    Attributes:
        centers: (S, 3) float64, centres of patches, in file units and axes.
        codes: (S, K) int8, the principal components of their features.
        scale: A step of a code, in units in which the mean square distance of features from their
            mean is 1.
    """

    centers: NDArray[np.float64]
    codes: NDArray[np.int8]
    scale: float

    def at(self, points: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
        """Coarse features of points, (M, K): blended from the three nearest centres.

        Args:
            points: (M, 3) in file units and axes.
            radius: Of the shape, in file units.
        """
        origin = self.centers.mean(axis=0)  # near it single precision suffices
        positions = ((points - origin) / radius).astype(np.float32)
        centers = ((self.centers - origin) / radius).astype(np.float32)
        blend = interpolation(positions, centers)
        codes = blend.apply(self.codes.astype(np.float32)).astype(np.float64)
        return codes * self.scale


def feature_sites(features: ShapeFeatures) -> FeatureSites:
    """The principal components of a shape's features, at some of its patches' centres.

    Args:
        features: The encoded shape.
    """
    count = len(features.centers)
    chosen = np.unique(np.linspace(0, count - 1, min(count, MOST_SITES)).astype(np.int64))
    rows = features.features[chosen].astype(np.float64)  # (S, D)
    rows = rows - rows.mean(axis=0)
    width = min(WIDTH, *rows.shape)
    _, axes = np.linalg.eigh(rows.T @ rows)  # ascending
    components = rows @ axes[:, : -width - 1 : -1]  # (S, K)
    spread = float(np.sqrt((components**2).sum(axis=1).mean()))
    largest = float(np.abs(components).max(initial=0.0))
    if not spread > 0:  # all are the same
        return FeatureSites(features.centers[chosen], np.zeros((len(chosen), width), np.int8), 0.0)
    codes = np.rint(components * (_STEPS / largest)).astype(np.int8)
    return FeatureSites(features.centers[chosen], codes, largest / _STEPS / spread)
