"""Losses and targets of the stages, pure functions over padded batches."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

MAX_LOGIT_SCALE = 100.0  # as in CLIP and in the published training


class AlignLoss(NamedTuple):
    """Stage 2's loss and the logits that it judged.

    Attributes:
        loss: Scalar, to descend on.
        logits: (B, P, L), scaled cosines.
    """

    loss: Tensor
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
    features: Tensor, text: Tensor, targets: Tensor, valid: Tensor, log_scale: Tensor
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

    Returns:
        `AlignLoss`.
    """
    scale = log_scale.exp().clamp(max=MAX_LOGIT_SCALE)
    logits = scale * features.float() @ text.transpose(1, 2)  # (B, P, L)
    counts = valid.sum(dim=1)  # (B,)
    weight = (counts - 1).clamp(min=1).to(logits.dtype)[:, None, None]
    pairs = functional.binary_cross_entropy_with_logits(
        logits, targets, pos_weight=weight, reduction="none"
    )  # (B, P, L)
    shown = valid[:, None].to(pairs.dtype)
    patches = logits.shape[1]
    shapes = (pairs * shown).sum(dim=(1, 2)) / (patches * counts.clamp(min=1))  # (B,)
    return AlignLoss(shapes.mean(), logits)


@torch.no_grad()
def patch_accuracy(logits: Tensor, masks: Tensor, indices: Tensor, valid: Tensor) -> Tensor:
    """Share of labelled patches whose best word is their majority label.

    As the official code counts: a point with several labels counts for the last of them only,
    unlabelled points do not vote, and of equally frequent labels the first wins.

    Args:
        logits: (B, P, L).
        masks: (B, L, N) bool.
        indices: (B, P, K) int64, members of each patch.
        valid: (B, L) bool, which labels a shape has.

    Returns:
        Scalar, 0 to 1; 0 when no patch is labelled.
    """
    later = masks.flip(1).cumsum(dim=1).flip(1) - masks.long()  # (B, L, N) labels behind this one
    votes = patch_label_fractions(masks & (later == 0), indices)  # (B, P, L)
    best = logits.masked_fill(~valid[:, None], -torch.inf).argmax(dim=2)  # (B, P)
    labelled = votes.amax(dim=2) > 0
    right = (best == votes.argmax(dim=2)) & labelled
    return right.sum() / labelled.sum().clamp(min=1)
