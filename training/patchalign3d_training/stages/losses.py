"""Losses and targets of both stages, pure functions over padded batches."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from patchalign3d_cli.model.neighbors import squared_distances
from patchalign3d_cli.model.patches import gather_points

MAX_LOGIT_SCALE = 100.0  # as in CLIP and in the published training
MAX_PART_WEIGHT = 3.0


class DistillLoss(NamedTuple):
    """Stage 1's loss and what it looked at.

    Attributes:
        losses: (B,), one a shape; the stage descends on their mean.
        cosines: (B, P), of each predicted patch and its target.
        distances: (B, P), from each patch centre to its target's, in the points' units.
    """

    losses: Tensor
    cosines: Tensor
    distances: Tensor


def distill_loss(
    features: Tensor,
    centers: Tensor,
    target_centers: Tensor,
    target_features: Tensor,
    valid: Tensor,
) -> DistillLoss:
    """One minus the cosine to the feature that the teacher saw nearest to each patch.

    Patches are averaged within a shape, then shapes within the batch, as in the published code.

    Args:
        features: (B, P, F), unit length.
        centers: (B, P, 3), model frame.
        target_centers: (B, C, 3), same frame and units.
        target_features: (B, C, F).
        valid: (B, C) bool, which targets a shape has; each has one at least.

    Returns:
        `DistillLoss`.
    """
    squared = squared_distances(centers, target_centers)  # (B, P, C)
    squared, nearest = squared.masked_fill(~valid[:, None], torch.inf).min(dim=2)  # (B, P)
    targets = functional.normalize(gather_points(target_features, nearest), dim=2)  # (B, P, F)
    cosines = (features.float() * targets).sum(dim=2)  # (B, P)
    return DistillLoss((1 - cosines).mean(dim=1), cosines, squared.sqrt())


class AlignLoss(NamedTuple):
    """Stage 2's loss and the logits that it rests on.

    Attributes:
        losses: (B,), one a shape; the stage descends on their mean.
        logits: (B, P, L), scaled cosines.
    """

    losses: Tensor
    logits: Tensor


def patch_label_fractions(masks: Tensor, indices: Tensor) -> Tensor:
    """Targets of stage 2: the fraction of a patch's points that carry each label.

    Args:
        masks: (B, L, N) bool.
        indices: (B, P, K) int64, members of each patch.

    Returns:
        (B, P, L) float32, 0 to 1.
    """
    batch, labels, _ = masks.shape
    flat = indices.flatten(1)[:, None].expand(-1, labels, -1)  # (B, L, P K)
    members: Tensor = masks.gather(2, flat).unflatten(2, indices.shape[1:])  # (B, L, P, K)
    return members.float().mean(dim=3).transpose(1, 2)  # (B, P, L)


def align_loss(
    features: Tensor,
    text: Tensor,
    targets: Tensor,
    valid: Tensor,
    log_scale: Tensor,
    balance: float = 0.0,
) -> AlignLoss:
    """Binary cross-entropy over all pairs of a patch and a label of the same shape.

    The positive weight of a shape with L labels is max(1, L - 1). Pairs are averaged within a
    shape, then shapes within the batch, as in the published code (the paper writes a sum).

    Args:
        features: (B, P, D), unit length.
        text: (B, L, D), unit length.
        targets: (B, P, L), 0 to 1.
        valid: (B, L) bool, which labels a shape has.
        log_scale: Scalar, log of the logit scale.
        balance: How far the positive weight leans towards a shape's small parts (`part_weights`);
            0 as published.

    Returns:
        `AlignLoss`.
    """
    logits = _scaled_cosines(features, text, log_scale)  # (B, P, L)
    counts = valid.sum(dim=1)  # (B,)
    weight = (counts - 1).clamp(min=1).to(logits.dtype)[:, None, None]
    if balance:
        weight = weight * part_weights(targets, balance)[:, None]  # (B, 1, L)
    pairs = functional.binary_cross_entropy_with_logits(
        logits, targets, pos_weight=weight, reduction="none"
    )  # (B, P, L)
    shown = valid[:, None].to(pairs.dtype)
    patches = logits.shape[1]
    shapes = (pairs * shown).sum(dim=(1, 2)) / (patches * counts.clamp(min=1))  # (B,)
    return AlignLoss(shapes, logits)


def contest_loss(
    features: Tensor,
    text: Tensor,
    targets: Tensor,
    valid: Tensor,
    log_scale: Tensor,
    balance: float = 0.0,
) -> AlignLoss:
    """Cross-entropy of the labels of a shape, which compete for each point as they do when asked.

    Ours, for the region decoder, beside `align_loss`: it begins with features that are aligned
    already, and has to learn above all which word of a shape wins.

    Args:
        features: (B, P, D), unit length.
        text: (B, L, D), unit length.
        targets: (B, P, L), 0 to 1; a point with several labels wants each alike, one with none
            does not count.
        valid: (B, L) bool, which labels a shape has.
        log_scale: Scalar, log of the logit scale.
        balance: How far points of a shape's small parts count more (`part_weights`).

    Returns:
        `AlignLoss`.
    """
    logits = _scaled_cosines(features, text, log_scale)  # (B, P, L)
    shares = targets / targets.sum(dim=2, keepdim=True).clamp(min=1)
    hidden = logits.masked_fill(~valid[:, None], -1e4)
    losses = -(shares * hidden.log_softmax(dim=2)).sum(dim=2)  # (B, P)
    weights = (shares * part_weights(targets, balance)[:, None]).sum(dim=2)  # (B, P)
    shapes = (losses * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-6)
    return AlignLoss(shapes, logits)


def _scaled_cosines(features: Tensor, text: Tensor, log_scale: Tensor) -> Tensor:
    """Logits of features (B, P, D) and texts (B, L, D) of unit length: (B, P, L)."""
    scale = log_scale.exp().clamp(max=MAX_LOGIT_SCALE)
    return scale * features.float() @ text.transpose(1, 2)


def part_weights(targets: Tensor, balance: float) -> Tensor:
    """How much more a part's patches count the less of its shape it covers.

    A part's weight is (mean share of the shape's parts / its own share) ** balance, at most
    `MAX_PART_WEIGHT` and at least its inverse. Mean IoU counts a small part as much as a large one.

    Args:
        targets: (B, P, L), 0 to 1.
        balance: Exponent, 0 to 1.

    Returns:
        (B, L); 1 for a label that no patch carries.
    """
    shares = targets.mean(dim=1)  # (B, L)
    carried = shares > 0
    mean = shares.sum(dim=1, keepdim=True) / carried.sum(dim=1, keepdim=True).clamp(min=1)
    weights = (mean / shares.clamp(min=1e-6)) ** balance
    return weights.clamp(1 / MAX_PART_WEIGHT, MAX_PART_WEIGHT).where(carried, 1.0)


class PatchHits(NamedTuple):
    """How many labelled patches took their word.

    Attributes:
        right: Scalar, patches whose best word is their majority label.
        labelled: Scalar, patches that have labelled points.
    """

    right: Tensor
    labelled: Tensor

    @property
    def accuracy(self) -> Tensor:
        """Patch accuracy: scalar, 0 to 1; 0 when no patch is labelled."""
        return self.right / self.labelled.clamp(min=1)


@torch.no_grad()
def patch_hits(logits: Tensor, masks: Tensor, indices: Tensor, valid: Tensor) -> PatchHits:
    """Count the labelled patches whose best word is their majority label.

    As the official code counts: a point with several labels counts for the last of them only,
    unlabelled points do not vote, and of equally frequent labels the first wins.

    Args:
        logits: (B, P, L).
        masks: (B, L, N) bool.
        indices: (B, P, K) int64, members of each patch.
        valid: (B, L) bool, which labels a shape has.
    """
    later = masks.flip(1).cumsum(dim=1).flip(1) - masks.long()  # (B, L, N) labels behind this one
    votes = patch_label_fractions(masks & (later == 0), indices)  # (B, P, L)
    best = logits.masked_fill(~valid[:, None], -torch.inf).argmax(dim=2)  # (B, P)
    labelled = votes.amax(dim=2) > 0
    right = (best == votes.argmax(dim=2)) & labelled
    return PatchHits(right.sum(), labelled.sum())
