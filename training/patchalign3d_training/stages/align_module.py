"""Stage 2 from a batch to its losses."""

import math

import torch
from torch import Tensor, nn

from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import Patches, gather_points, group_patches
from patchalign3d_training.data.batches import AlignBatch
from patchalign3d_training.evaluation.region_features import correct_by_regions
from patchalign3d_training.loop.attention import quick_attention
from patchalign3d_training.loop.stage import StepOutput
from patchalign3d_training.stages.align_options import Trainable
from patchalign3d_training.stages.decoded_points import choose_points
from patchalign3d_training.stages.losses import (
    align_loss,
    contest_loss,
    patch_hits,
    patch_label_fractions,
)

# Points a shape at which decoders are trained: a quarter of them teaches as much a second.
DECODED_POINTS = 512
# Points a shape that its regions are described by while only the region decoder learns: all 2,048
# of them take 1.8 times as long a step.
REGION_POINTS = 1024
LossInput = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, float]


class AlignModule(nn.Module):
    """The model and the logit scale: from a batch to its losses.

    Args:
        model: The model; stage 2 starts its scale at 1 / temperature (0.07 of a fresh or a stage-1
            model, as in CLIP and in the published training).
        patches: Patches a shape; None for the model's own number.
        balance: How far the loss leans towards small parts.
        trainable: What is trained: under `decoder` the encoder stays as it is, its batch norms
            included, under `regions` all but the region decoder.
    """

    def __init__(
        self,
        model: PatchAlign3D,
        patches: int | None = None,
        balance: float = 0.0,
        trainable: Trainable = "all",
    ) -> None:
        super().__init__()
        self.trainable = trainable
        self.model = model
        self.balance = balance
        self.patches = patches or model.config.encoder.patches
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / model.config.temperature)))

    def train(self, mode: bool = True) -> "AlignModule":
        """Training mode; what is frozen stays in that of evaluation."""
        super().train(mode)
        if self.trainable == "decoder":
            self.model.encoder.eval()
        if self.trainable == "regions":
            self.model.eval()  # the region decoder has but one mode
        return self

    def forward(self, batch: AlignBatch) -> StepOutput:
        """Score the patches and the points of a batch by their words."""
        device = batch.points.device.type
        with torch.no_grad():
            size = self.model.config.encoder.patch_size
            patches = group_patches(batch.points, self.patches, size)
        if self.trainable == "regions":
            batch = _first_points(batch, REGION_POINTS)
        chosen = choose_points(batch.masks, DECODED_POINTS)  # (B, M)
        features, decoded = self._features(batch, patches, chosen)
        with torch.autocast(device, enabled=False):
            at_points = None if decoded is None else self._at_points(batch, decoded, chosen)
            if self.trainable == "regions":
                assert at_points is not None
                aligned = contest_loss(*at_points)
                members = chosen[..., None]  # each point is a patch of itself
            else:
                members = patches.indices
                targets = patch_label_fractions(batch.masks, members)  # (B, P, L)
                aligned = align_loss(*self._against(batch, features, targets))
            if at_points is not None:
                # The pairs' loss keeps the level of a score, which tells whether a word fits.
                pairs = align_loss(*at_points).losses
                aligned = aligned._replace(losses=0.5 * (aligned.losses + pairs))
        hits = patch_hits(aligned.logits.detach(), batch.masks, members, batch.valid)
        return StepOutput(aligned.losses, hits.right, hits.labelled)

    def _features(
        self, batch: AlignBatch, patches: Patches, chosen: Tensor
    ) -> tuple[Tensor, Tensor | None]:
        """Features of the patches, (B, P, D), and of the chosen points, (B, M, D) or None."""
        device = batch.points.device.type
        regional = self.model.region_decoder
        learning = torch.is_grad_enabled() and self.trainable != "regions"
        with quick_attention(device), torch.set_grad_enabled(learning):
            # What a region is like is the mean over all of its points.
            points = gather_points(batch.points, chosen) if regional is None else batch.points
            features, decoded = self.model.features(points, patches)
        if regional is None or decoded is None:
            return features, decoded
        with torch.autocast(device, enabled=False):  # boxes need more than a bfloat16's digits
            corrected = correct_by_regions(regional, decoded.float(), points, batch.regions)
        if not batch.regions.any():  # a step without regions has a gradient all the same: zero
            corrected = corrected + 0.0 * sum(weight.sum() for weight in regional.parameters())
        return features, gather_points(corrected, chosen)

    def _at_points(self, batch: AlignBatch, decoded: Tensor, chosen: Tensor) -> LossInput:
        """What a loss takes of the chosen points' features, (B, M, D)."""
        shown = chosen[:, None].expand(-1, batch.masks.shape[1], -1)  # (B, L, M)
        marked = batch.masks.gather(2, shown).transpose(1, 2).float()  # (B, M, L)
        return self._against(batch, decoded, marked)

    def _against(self, batch: AlignBatch, features: Tensor, targets: Tensor) -> LossInput:
        """What a loss takes of features, (B, P, D), and targets, (B, P, L)."""
        return features, batch.text, targets, batch.valid, self.log_scale, self.balance


def _first_points(batch: AlignBatch, count: int) -> AlignBatch:
    """The batch with the first points of each shape alone: they are a random draw."""
    some = slice(count)
    regions = [torch.unique(row[some], return_inverse=True)[1] for row in batch.regions]
    return batch._replace(
        points=batch.points[:, some],
        masks=batch.masks[..., some],
        regions=torch.stack(regions),
    )
