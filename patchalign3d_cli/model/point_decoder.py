"""The point decoder: a vector for every point, out of the patches around it. Ours, not published.

A patch is one token, however many parts it spans. The decoder reads, at each point, the nearest
patches' tokens beside the point's place in them, so that parts smaller than a patch come apart.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from patchalign3d_cli.model.decoder_scales import OFFSET_SCALE, SAME_PLACE, TINY
from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.patches import gather_points


class PointDecoder(nn.Module):
    """Decode tokens of patches at points.

    It starts as the blend of the nearest tokens by inverse squared distance (PointNet++'s feature
    propagation) and learns what to add.

    Args:
        width: C, width of a token.
        neighbors: J, how many patches a point listens to.
    """

    def __init__(self, width: int, neighbors: int) -> None:
        super().__init__()
        self.neighbors = neighbors
        self.from_token = nn.Linear(width, width)
        self.from_patch = nn.Linear(width, width, bias=False)
        self.from_offset = nn.Sequential(
            nn.Linear(4, width // 4), nn.GELU(), nn.Linear(width // 4, width, bias=False)
        )
        self.gate = nn.Linear(width, 1, bias=False)
        self.mix = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 2 * width)
        self.fc2 = nn.Linear(2 * width, width)
        for layer in (self.gate, self.mix, self.fc2):
            nn.init.zeros_(layer.weight)
        nn.init.zeros_(self.mix.bias)
        nn.init.zeros_(self.fc2.bias)

    def forward(self, points: Tensor, centers: Tensor, patches: Tensor, tokens: Tensor) -> Tensor:
        """Decode points.

        Args:
            points: (B, N, 3), unit sphere, model frame.
            centers: (B, P, 3), same frame.
            patches: (B, P, C), what the mini-PointNet says of each patch, before the blocks.
            tokens: (B, P, C), what the encoder says of each patch.

        Returns:
            (B, N, C).
        """
        near = knn(points, centers, min(self.neighbors, centers.shape[1]))
        patch_values = self.from_token(tokens) + self.from_patch(patches)  # (B, P, C)
        logits, hidden, blended = [], [], []
        for rank in range(near.indices.shape[2]):
            nearest = near.indices[..., rank]  # (B, N)
            squared = near.distances[..., rank, None]  # (B, N, 1)
            offset = points - gather_points(centers, nearest)  # (B, N, 3)
            position = torch.cat([offset, (squared + TINY).sqrt()], dim=2)  # (B, N, 4)
            local = self.from_offset(position * OFFSET_SCALE)  # (B, N, C)
            local = functional.gelu(gather_points(patch_values, nearest) + local)
            logits.append(self.gate(local) - (squared + SAME_PLACE).log())
            hidden.append(local)
            blended.append(gather_points(tokens, nearest))
        weights = torch.cat(logits, dim=2).softmax(dim=2)  # (B, N, J)
        out = self.mix(_weighted_sum(hidden, weights)) + _weighted_sum(blended, weights)
        decoded: Tensor = out + self.fc2(functional.gelu(self.fc1(self.norm(out))))
        return decoded  # (B, N, C)


def _weighted_sum(values: list[Tensor], weights: Tensor) -> Tensor:
    """Sum of J tensors (B, N, C) with the weights (B, N, J)."""
    total = values[0] * weights[..., 0, None].to(values[0].dtype)
    for rank in range(1, len(values)):
        total = torch.addcmul(total, values[rank], weights[..., rank, None].to(values[rank].dtype))
    return total
