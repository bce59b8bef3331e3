"""Stage 1: distil what an image encoder saw into the patches."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.model.checkpoint import save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import group_patches
from patchalign3d_training.data.distill_batches import (
    DistillBatch,
    DistillLoader,
    DistillSource,
    collate_distill,
    load_distill_sample,
)
from patchalign3d_training.loop.attention import quick_attention
from patchalign3d_training.loop.stage import StepOutput
from patchalign3d_training.stages.distill_options import DistillOptions
from patchalign3d_training.stages.losses import distill_loss
from patchalign3d_training.stages.validation import fixed_batches, unposed


class DistillModule(nn.Module):
    """The model: from a batch to its losses.

    Args:
        model: The model; its head leads to the teacher's features.
        patches: Patches a shape; None for the model's own number.
    """

    def __init__(self, model: PatchAlign3D, patches: int | None) -> None:
        super().__init__()
        self.model = model
        self.patches = patches or model.config.encoder.patches

    def forward(self, batch: DistillBatch) -> StepOutput:
        """Score the patches of a batch by the teacher's features."""
        device = batch.points.device.type
        with torch.no_grad():
            size = self.model.config.encoder.patch_size
            patches = group_patches(batch.points, self.patches, size)
        with quick_attention(device):
            features = self.model.head(self.model.encoder(patches))  # (B, P, F)
        with torch.autocast(device, enabled=False):
            distilled = distill_loss(
                features, patches.centers, batch.centers, batch.features, batch.valid
            )
        cosines = distilled.cosines.detach()
        count = torch.tensor(float(cosines.numel()), device=cosines.device)
        return StepOutput(distilled.losses, cosines.sum(), count)


class DistillStage:
    """Stage 1 as the engine sees it.

    Args:
        model: The model to start from; it is changed in place.
        source: The training clouds and their features.
        options: How to train.
        validation: Clouds and features to validate on; None for none.

    Raises:
        DataError: The features are not as wide as the model's head.
    """

    name = "distill"
    measure = "cosine"

    def __init__(
        self,
        model: PatchAlign3D,
        source: DistillSource,
        options: DistillOptions,
        validation: DistillSource | None = None,
    ) -> None:
        width, head = feature_width(source), model.config.feature_dim
        if width != head:
            raise DataError(
                f"the features of the training set are {width} wide, the model's head {head}; start"
                " from fresh weights or make the features with the same teacher"
            )
        self.model, self.source, self.options = model, source, options
        self.held_out = validation
        self.module = DistillModule(model, options.patches)
        self.size = len(source)

    def groups(self) -> list[dict[str, Any]]:
        """Encoder and head: everything is trained."""
        self.model.requires_grad_(True)
        encoder, head = self.model.encoder.parameters(), self.model.head.parameters()
        return [
            {"params": list(encoder), "initial_lr": self.options.encoder_rate},
            {"params": list(head), "initial_lr": self.options.head_rate},
        ]

    def loader(self, first: int, last: int, rank: int, ranks: int) -> DistillLoader:
        """Batches of clouds and features."""
        steps = self.options.steps(first, last, rank, ranks)
        return DistillLoader(self.source, self.options.batches, **steps)

    def validation(self, rank: int, ranks: int) -> Iterable[DistillBatch]:
        """Batches of the held-out clouds, as they are."""
        source, options = self.held_out, unposed(self.options.batches)
        if source is None:
            return ()

        def load(index: int, random: np.random.Generator) -> Any:
            return load_distill_sample(source, index, options, random)

        size = self.options.batch_size
        return fixed_batches(
            len(source), load, collate_distill, size, self.options.seed, rank, ranks
        )

    def evaluate(self, epoch: int) -> Mapping[str, float]:
        """Nothing: stage 1 answers no words."""
        return {}

    def gauges(self) -> Mapping[str, float]:
        """Nothing beyond loss and cosine."""
        return {}

    def save(self, directory: Path) -> None:
        """Write the model."""
        save_model(self.model, directory)


def feature_width(source: DistillSource) -> int:
    """F, width of a training set's features, as its first item has them."""
    return int(source.load_distill(0).features.shape[1])
