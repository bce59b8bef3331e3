"""The encoder in torch, on a processor or a GPU."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from patchalign3d_cli.model.interface import EncodedPatches
from patchalign3d_cli.model.patchalign3d import PatchAlign3D


class TorchEncoder:
    """A model for inference: points in, unit vectors of patches out.

    Args:
        model: The model, in its form for inference.
        device: Where it shall run.
    """

    backend = "torch"

    def __init__(self, model: PatchAlign3D, device: torch.device) -> None:
        self.config = model.config
        self.device = str(device)
        self.network = model.to(device)

    def encode(self, clouds: Sequence[NDArray[np.float32]]) -> EncodedPatches:
        """Encode clouds in one batch; their numbers of points may differ.

        Args:
            clouds: (N, 3) each, unit sphere, model frame (y and z exchanged).
        """
        rows = [torch.from_numpy(points) for points in clouds]
        sizes = [len(points) for points in clouds]
        lengths = None if len(set(sizes)) == 1 else torch.tensor(sizes, device=self.device)
        batch = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)  # (B, N, 3)
        with torch.inference_mode():
            out = self.network(batch.to(self.device), lengths)
        return EncodedPatches(
            out.features.cpu().numpy(), out.indices.cpu().numpy(), out.center_indices.cpu().numpy()
        )

    def correct(
        self, features: NDArray[np.float32], points: NDArray[np.float32], regions: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Correct the features of a shape's points by their regions; see the interface."""
        assert self.network.region_decoder is not None
        given = [torch.tensor(values, device=self.device) for values in (features, points, regions)]
        with torch.inference_mode():
            corrected: NDArray[np.float32] = self.network.region_decoder(*given).cpu().numpy()
        return corrected
