"""Both stages' steps as plainly as they can be: what the speed of training is measured against."""

import torch
from torch import Tensor, nn
from torch.nn import functional

ENCODER_RATE, HEAD_RATE, WEIGHT_DECAY = 1e-4, 5e-4, 0.05


def plain_sample(points: Tensor, count: int) -> Tensor:
    """Farthest point sampling of one cloud (N, 3), a point at a time, with the two quirks."""
    chosen = [0]
    best = torch.full((len(points),), 1e10)
    usable = (points**2).sum(1) > 1e-3
    for _ in range(count - 1):
        distance = ((points - points[chosen[-1]]) ** 2).sum(1)
        best = torch.where(usable, torch.minimum(best, distance), best)
        candidates = torch.where(usable, best, torch.tensor(-1.0))
        chosen.append(int(candidates.argmax()))
    return torch.tensor(chosen)


class PlainEncoder(nn.Module):
    """Layer by layer: convolutions, BatchNorm, tiled maxima, explicit attention."""

    def __init__(self, state: dict[str, Tensor], head: dict[str, Tensor]) -> None:
        super().__init__()
        self.state = state
        self.head = head
        self.depth = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("blocks."))

    def norm_points(self, x: Tensor, name: str) -> Tensor:
        s = self.state
        return functional.batch_norm(
            x,
            s[f"{name}.running_mean"],
            s[f"{name}.running_var"],
            s[f"{name}.weight"],
            s[f"{name}.bias"],
        )

    def conv(self, x: Tensor, name: str) -> Tensor:
        return functional.conv1d(x, self.state[f"{name}.weight"], self.state[f"{name}.bias"])

    def linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self.state[f"{name}.weight"], self.state.get(f"{name}.bias"))

    def layer_norm(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(
            x, x.shape[-1:], self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        )

    def group(self, points: Tensor, patches: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
        rows = torch.stack([plain_sample(cloud, patches) for cloud in points])
        centers = torch.stack([cloud[row] for cloud, row in zip(points, rows, strict=True)])
        distances = ((centers[:, :, None] - points[:, None]) ** 2).sum(-1)  # (B, P, N)
        indices = distances.argsort(dim=-1)[..., :size]  # (B, P, K)
        members = torch.stack([cloud[index] for cloud, index in zip(points, indices, strict=True)])
        return centers, indices, members - centers[:, :, None]

    def forward(self, points: Tensor, patches: int, size: int) -> tuple[Tensor, ...]:
        """points (B, N, 3), model frame -> features, centres, indices, embeddings."""
        centers, indices, offsets = self.group(points, patches, size)
        batch = len(points)
        x = offsets.reshape(batch * patches, size, 3).transpose(1, 2)
        x = self.conv(x, "encoder.first_conv.0")
        x = torch.relu(self.norm_points(x, "encoder.first_conv.1"))
        x = self.conv(x, "encoder.first_conv.3")
        pooled = x.max(dim=2, keepdim=True).values
        x = torch.cat([pooled.expand(-1, -1, size), x], dim=1)
        x = self.conv(x, "encoder.second_conv.0")
        x = torch.relu(self.norm_points(x, "encoder.second_conv.1"))
        x = self.conv(x, "encoder.second_conv.3").max(dim=2).values
        tokens = self.linear(x.reshape(batch, patches, -1), "reduce_dim")
        position = self.linear(functional.gelu(self.linear(centers, "pos_embed.0")), "pos_embed.2")
        x = torch.cat([self.state["cls_token"].expand(batch, -1, -1), tokens], dim=1)
        position = torch.cat([self.state["cls_pos"].expand(batch, -1, -1), position], dim=1)
        for i in range(self.depth):
            x = self.block(x + position, f"blocks.blocks.{i}")
        embedding = self.layer_norm(x, "norm")[:, 1:]
        features = functional.linear(embedding, self.head["proj.weight"], self.head["proj.bias"])
        return functional.normalize(features, dim=-1), centers, indices, embedding

    def block(self, x: Tensor, name: str, heads: int = 6) -> Tensor:
        batch, length, width = x.shape
        qkv = self.linear(self.layer_norm(x, f"{name}.norm1"), f"{name}.attn.qkv")
        qkv = qkv.reshape(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        attention = (qkv[0] @ qkv[1].transpose(-2, -1)) * (width // heads) ** -0.5
        mixed = (attention.softmax(dim=-1) @ qkv[2]).transpose(1, 2).reshape(x.shape)
        x = x + self.linear(mixed, f"{name}.attn.proj")
        hidden = functional.gelu(
            self.linear(self.layer_norm(x, f"{name}.norm2"), f"{name}.mlp.fc1")
        )
        return x + self.linear(hidden, f"{name}.mlp.fc2")


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
