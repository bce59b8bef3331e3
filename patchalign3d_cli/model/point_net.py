"""The mini-PointNet: one vector for each patch of points."""

import torch
from torch import Tensor, nn
from torch.nn import functional

# Points that the folded network takes at a time. Measured on a CPU at the published widths: a
# batch of 8 took 105 ms in chunks of 1,024 or 2,048 points and 184 ms as a whole, for its widest
# layer then leaves the caches.
CHUNK_POINTS = 2048


class PointNet(nn.Module):
    """Describe a patch by two rounds of point layers and max pooling (Point-BERT's embedding).

    The second round sees each point beside the pooled vector of its patch. Its first layer is
    therefore linear in (pooled, own): the pooled half is computed once a patch, not once a point.

    Args:
        widths: Output widths of the four point layers.
    """

    def __init__(self, widths: tuple[int, int, int, int]) -> None:
        super().__init__()
        first, pooled, second, out = widths
        self.lift = nn.Linear(3, first)
        self.lift_norm = nn.BatchNorm1d(first)
        self.pool = nn.Linear(first, pooled)
        self.mix = nn.Linear(2 * pooled, second)  # input: pooled first, then the point's own
        self.mix_norm = nn.BatchNorm1d(second)
        self.out = nn.Linear(second, out)

    def forward(self, offsets: Tensor) -> Tensor:
        """Describe patches: (B, P, K, 3) -> (B, P, W)."""
        hidden = functional.relu(_norm_points(self.lift_norm, self.lift(offsets)))
        own = self.pool(hidden)  # (B, P, K, W1)
        pooled = _most(own)  # (B, P, W1)
        for_pooled, for_own = self.mix.weight.chunk(2, dim=1)
        mixed = functional.linear(own, for_own)  # (B, P, K, W2)
        mixed = mixed + functional.linear(pooled, for_pooled, self.mix.bias)[:, :, None]
        mixed = functional.relu(_norm_points(self.mix_norm, mixed))
        return _most(self.out(mixed))  # (B, P, W)


class FoldedPointNet(nn.Module):
    """A `PointNet` for inference: same function, fewer operations.

    Both BatchNorms are folded into the layers before them. No activation stands between `pool`
    and the own half of `mix`, so their product is one layer, evaluated together with `pool`.

    Args:
        net: The trained network; its running statistics are used.
    """

    def __init__(self, net: PointNet) -> None:
        super().__init__()
        with torch.no_grad():
            lift_weight, lift_bias = _fold(net.lift.weight, net.lift.bias, net.lift_norm)
            mix_weight, mix_bias = _fold(net.mix.weight, net.mix.bias, net.mix_norm)
            for_pooled, for_own = mix_weight.chunk(2, dim=1)
            own_weight = for_own @ net.pool.weight.double()  # (W2, W0)
            own_bias = for_own @ net.pool.bias.double()
            point_weight = torch.cat([net.pool.weight.double(), own_weight])  # (W1 + W2, W0)
            point_bias = torch.cat([net.pool.bias.double(), torch.zeros_like(own_bias)])
        dtype = net.lift.weight.dtype
        self.pooled_width = len(net.pool.weight)
        self.lift = _linear(lift_weight, lift_bias, dtype)
        self.points = _linear(point_weight, point_bias, dtype)
        self.pooled = _linear(for_pooled, mix_bias + own_bias, dtype)
        self.out = _linear(net.out.weight, net.out.bias, dtype)

    def forward(self, offsets: Tensor) -> Tensor:
        """Describe patches: (B, P, K, 3) -> (B, P, W)."""
        batch, count, size, _ = offsets.shape
        flat = offsets.reshape(batch * count, size, 3)
        step = max(1, CHUNK_POINTS // size)
        chunks = [self._describe(chunk) for chunk in flat.split(step)]
        described: Tensor = torch.cat(chunks).unflatten(0, (batch, count))  # (B, P, W)
        return described

    def _describe(self, offsets: Tensor) -> Tensor:
        """Describe some patches: (M, K, 3) -> (M, W)."""
        hidden = self.lift(offsets).relu_()  # (M, K, W0)
        both = self.points(hidden)  # (M, K, W1 + W2)
        pooled = both[..., : self.pooled_width].amax(dim=1)  # (M, W1)
        mixed = both[..., self.pooled_width :] + self.pooled(pooled)[:, None]  # (M, K, W2)
        # The bias does not depend on the point: adding it after the maximum saves a pass.
        described: Tensor = functional.linear(mixed.relu_(), self.out.weight).amax(dim=1)
        return described + self.out.bias  # (M, W)


def _most(values: Tensor) -> Tensor:
    """The largest over a patch's points: (B, P, K, W) -> (B, P, W).

    Forwards, `amax` is the quicker of two ways to say it; backwards, `max`, whose gradient is a
    scatter and not a product of masks.
    """
    return values.max(dim=2).values if values.requires_grad else values.amax(dim=2)


def _norm_points(norm: nn.BatchNorm1d, values: Tensor) -> Tensor:
    out: Tensor = norm(values.flatten(0, 2)).view_as(values)
    return out


def _fold(weight: Tensor, bias: Tensor, norm: nn.BatchNorm1d) -> tuple[Tensor, Tensor]:
    """Weight and bias, float64, of a linear layer followed by BatchNorm in evaluation mode."""
    assert norm.running_mean is not None and norm.running_var is not None
    scale = norm.weight.double() / (norm.running_var.double() + norm.eps).sqrt()
    shift = norm.bias.double() - norm.running_mean.double() * scale
    return weight.double() * scale[:, None], bias.double() * scale + shift


def _linear(weight: Tensor, bias: Tensor, dtype: torch.dtype) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0], device=weight.device, dtype=dtype)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
    return layer.requires_grad_(False)
