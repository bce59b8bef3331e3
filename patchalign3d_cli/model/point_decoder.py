"""The point decoder: a vector for every point, out of the patches around it. Ours, not published.

A patch is one token, however many parts it spans. The decoder reads, at each point, the nearest
patches' tokens beside the point's place in them, so that parts smaller than a patch come apart.
With local geometry it also reads how the surface lies around the point: a handle stands off its
door, though both are in one patch.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from patchalign3d_cli.model.decoder_scales import (
    LEAST_MASS,
    MOMENT_SCALES,
    MOMENTS,
    OFFSET_SCALE,
    SAME_PLACE,
    TINY,
)
from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.patches import gather_points


class PointDecoder(nn.Module):
    """Decode tokens of patches at points.

    It starts as the blend of the nearest tokens by inverse squared distance (PointNet++'s feature
    propagation) and learns what to add.

    Args:
        width: C, width of a token.
        neighbors: J, how many patches a point listens to.
        local_geometry: Whether it reads moments of the points around a point.
    """

    def __init__(self, width: int, neighbors: int, *, local_geometry: bool = False) -> None:
        super().__init__()
        self.neighbors = neighbors
        self.from_token = nn.Linear(width, width)
        self.from_patch = nn.Linear(width, width, bias=False)
        self.from_offset = nn.Sequential(
            nn.Linear(4, width // 4), nn.GELU(), nn.Linear(width // 4, width, bias=False)
        )
        self.from_moments = None
        if local_geometry:
            last = nn.Linear(width // 2, width, bias=False)
            nn.init.zeros_(last.weight)
            self.from_moments = nn.Sequential(nn.Linear(MOMENTS, width // 2), nn.GELU(), last)
        self.gate = nn.Linear(width, 1, bias=False)
        self.mix = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 2 * width)
        self.fc2 = nn.Linear(2 * width, width)
        for layer in (self.gate, self.mix, self.fc2):
            nn.init.zeros_(layer.weight)
        nn.init.zeros_(self.mix.bias)
        nn.init.zeros_(self.fc2.bias)

    def forward(
        self, points: Tensor, centers: Tensor, members: Tensor, patches: Tensor, tokens: Tensor
    ) -> Tensor:
        """Decode points.

        Args:
            points: (B, N, 3), unit sphere, model frame.
            centers: (B, P, 3), same frame.
            members: (B, P, K, 3), the points of each patch minus its centre.
            patches: (B, P, C), what the mini-PointNet says of each patch, before the blocks.
            tokens: (B, P, C), what the encoder says of each patch.

        Returns:
            (B, N, C).
        """
        near = knn(points, centers, min(self.neighbors, centers.shape[1]))
        patch_values = self.from_token(tokens) + self.from_patch(patches)  # (B, P, C)
        logits, hidden, blended = [], [], []
        around: Tensor | float = 0.0
        if self.from_moments is not None:
            around = self.from_moments(_moments(points, centers, members, near.indices[..., 0]))
        for rank in range(near.indices.shape[2]):
            nearest = near.indices[..., rank]  # (B, N)
            squared = near.distances[..., rank, None]  # (B, N, 1)
            offset = points - gather_points(centers, nearest)  # (B, N, 3)
            position = torch.cat([offset, (squared + TINY).sqrt()], dim=2)  # (B, N, 4)
            local = self.from_offset(position * OFFSET_SCALE)  # (B, N, C)
            local = functional.gelu(gather_points(patch_values, nearest) + local + around)
            logits.append(self.gate(local) - (squared + SAME_PLACE).log())
            hidden.append(local)
            blended.append(gather_points(tokens, nearest))
        weights = torch.cat(logits, dim=2).softmax(dim=2)  # (B, N, J)
        out = self.mix(_weighted_sum(hidden, weights)) + _weighted_sum(blended, weights)
        decoded: Tensor = out + self.fc2(functional.gelu(self.fc1(self.norm(out))))
        return decoded  # (B, N, C)


@torch.no_grad()
def _moments(points: Tensor, centers: Tensor, members: Tensor, patches: Tensor) -> Tensor:
    """Moments of the members of a patch (B, N) about each point: (B, N, 30)."""
    offsets = gather_points(centers, patches) - points  # (B, N, 3)
    chosen = gather_points(members.flatten(2), patches).unflatten(2, members.shape[2:])
    relative = chosen + offsets[:, :, None]  # (B, N, K, 3)
    squared = (relative**2).sum(dim=3)  # (B, N, K)
    upper = torch.triu_indices(3, 3)
    moments = []
    for scale in MOMENT_SCALES:
        weights = (squared / (-2 * scale**2)).exp()  # (B, N, K)
        mass = weights.sum(dim=2, keepdim=True) + LEAST_MASS  # (B, N, 1)
        scaled = relative / scale
        mean = (weights[..., None] * scaled).sum(dim=2) / mass  # (B, N, 3)
        second = (weights[..., None] * scaled).transpose(2, 3) @ scaled / mass[..., None]
        moments += [mass / weights.shape[2], mean, second[..., upper[0], upper[1]]]
    return torch.cat(moments, dim=2)


def _weighted_sum(values: list[Tensor], weights: Tensor) -> Tensor:
    """Sum of J tensors (B, N, C) with the weights (B, N, J)."""
    total = values[0] * weights[..., 0, None].to(values[0].dtype)
    for rank in range(1, len(values)):
        total = torch.addcmul(total, values[rank], weights[..., rank, None].to(values[rank].dtype))
    return total
