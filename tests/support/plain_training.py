"""The slow twins of both stages' steps: loops over samples, patches and labels, unfused tokens."""

import torch
from torch import Tensor
from torch.nn import functional

from support.plain_model import PlainEncoder

ENCODER_RATE, HEAD_RATE, WEIGHT_DECAY = 1e-4, 5e-4, 0.05


class PlainTrainer(PlainEncoder):
    """A stage written down as plainly as it can be, on official weights.

    Args:
        state: The official encoder's state.
        head: The official head's state.
        trainable: Official names of the encoder's parameters that are trained; None for all.
    """

    def __init__(
        self, state: dict[str, Tensor], head: dict[str, Tensor], trainable: set[str] | None
    ) -> None:
        super().__init__(
            {key: value.clone() for key, value in state.items()},
            {key: value.clone().requires_grad_() for key, value in head.items()},
        )
        buffers = ("running_mean", "running_var", "num_batches_tracked")
        names = {key for key in state if not key.endswith(buffers)}
        encoder = [self.state[key].requires_grad_() for key in sorted(trainable or names)]
        self.log_scale = torch.tensor(1 / 0.07).log().requires_grad_()
        groups = [
            {"params": encoder, "lr": ENCODER_RATE},
            {"params": list(self.head.values()), "lr": HEAD_RATE},
            {"params": [self.log_scale], "lr": HEAD_RATE, "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)

    def norm_points(self, x: Tensor, name: str) -> Tensor:
        s = self.state
        mean, variance = s[f"{name}.running_mean"], s[f"{name}.running_var"]
        weight, bias = s[f"{name}.weight"], s[f"{name}.bias"]
        return functional.batch_norm(x, mean, variance, weight, bias, training=True)

    def descend(self, loss: Tensor) -> float:
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def align_step(
        self, points: Tensor, masks: list[Tensor], text: list[Tensor], patches: int, size: int
    ) -> float:
        """A step of stage 2.

        Args:
            points: (B, N, 3), model frame.
            masks: For each shape (L, N) bool.
            text: For each shape (L, D), unit length.
            patches: P.
            size: K.
        """
        features, _, indices, _ = self(points, patches, size)
        losses = []
        for shape, (own_masks, own_text) in enumerate(zip(masks, text, strict=True)):
            logits = self.log_scale.exp().clamp(max=100) * features[shape] @ own_text.T  # (P, L)
            targets = torch.zeros(patches, len(own_masks))
            for patch in range(patches):
                for label in range(len(own_masks)):
                    members = own_masks[label][indices[shape, patch]]
                    targets[patch, label] = members.float().mean()
            weight = torch.tensor(max(1.0, len(own_masks) - 1))
            losses.append(
                functional.binary_cross_entropy_with_logits(logits, targets, pos_weight=weight)
            )
        return self.descend(torch.stack(losses).mean())

    def distill_step(
        self,
        points: Tensor,
        centers: list[Tensor],
        features: list[Tensor],
        patches: int,
        size: int,
    ) -> float:
        """A step of stage 1.

        Args:
            points: (B, N, 3), model frame.
            centers: For each shape (C, 3), model frame.
            features: For each shape (C, F), unit length.
            patches: P.
            size: K.
        """
        found, own_centers, _, _ = self(points, patches, size)
        losses = []
        for shape, (places, targets) in enumerate(zip(centers, features, strict=True)):
            cosines = []
            for patch in range(patches):
                nearest = ((places - own_centers[shape, patch]) ** 2).sum(1).argmin()
                cosines.append((found[shape, patch] * targets[nearest]).sum())
            losses.append((1 - torch.stack(cosines)).mean())
        return self.descend(torch.stack(losses).mean())
