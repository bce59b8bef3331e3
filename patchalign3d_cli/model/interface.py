"""What every way to compute the encoder offers: clouds in, features of patches out, in numpy."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.model.config import ModelConfig


class EncodedPatches(NamedTuple):
    """What the model says about a batch of clouds.

    With a point decoder each point is a patch of itself: P is N (of the longest cloud, where
    shorter ones begin again) and K is 1.

    Attributes:
        features: (B, P, D), unit length.
        indices: (B, P, K), members of each patch, the nearest to its centre first.
        center_indices: (B, P), the point that each centre is.
    """

    features: NDArray[np.float32]
    indices: NDArray[np.int64]
    center_indices: NDArray[np.int64]


class Encoder(Protocol):
    """A model for inference.

    Attributes:
        config: The model's configuration.
        backend: What computes it: `light` (numpy) or `torch`.
        device: Where: `cpu`, `cuda:0`, `mps`.
    """

    config: ModelConfig
    backend: str
    device: str

    def encode(self, clouds: Sequence[NDArray[np.float32]]) -> EncodedPatches:
        """Encode clouds in one batch; their numbers of points may differ.

        Args:
            clouds: (N, 3) each, unit sphere, model frame (y and z exchanged).
        """
        ...

    def correct(
        self, features: NDArray[np.float32], points: NDArray[np.float32], regions: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Correct the features of a shape's points by the regions that they lie in.

        Only for a model with a region decoder (`config.region_depth`).

        Args:
            features: (N, D), unit length.
            points: (N, 3), unit sphere, model frame.
            regions: (N,) the region of each point: 0 to R - 1, each with a point; R at most
                `MOST_REGIONS`.

        Returns:
            (N, D), unit length.
        """
        ...
