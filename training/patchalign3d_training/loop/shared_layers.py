"""Layers that look at the whole batch, where several processes hold a share of it each.

With them a step computes the same however many processes share its batch. PyTorch's SyncBatchNorm
would do for the first, but runs on GPUs alone.
"""

from typing import Any, cast

import torch
import torch.distributed as dist
from torch import Tensor, nn

from patchalign3d_cli.model.layers import DropPath


def share_layers(module: nn.Module, rank: int, ranks: int) -> None:
    """Replace BatchNorm and stochastic depth inside a module by kinds that know the other shares.

    Parameters, buffers and their names stay.

    Args:
        module: Changed in place.
        rank: Which share of a batch this process holds.
        ranks: How many shares of equal size there are.
    """
    for name, child in list(module.named_children()):
        if isinstance(child, nn.BatchNorm1d):
            setattr(module, name, SharedBatchNorm(child))
        elif isinstance(child, DropPath):
            setattr(module, name, SharedDropPath(child.rate, rank, ranks))
        else:
            share_layers(child, rank, ranks)


class SharedBatchNorm(nn.BatchNorm1d):
    """BatchNorm whose statistics are those of all processes' rows, forwards and backwards.

    Args:
        norm: The layer that it stands in for; parameters and buffers become this one's.
    """

    def __init__(self, norm: nn.BatchNorm1d) -> None:
        super().__init__(norm.num_features, norm.eps, norm.momentum)
        self.weight, self.bias = norm.weight, norm.bias
        self.running_mean, self.running_var = norm.running_mean, norm.running_var
        self.num_batches_tracked = norm.num_batches_tracked

    def forward(self, input: Tensor) -> Tensor:
        """Normalise rows: (M, W) -> (M, W). All processes must have the same number of rows."""
        if not self.training:
            return super().forward(input)
        rows = input.float()  # under autocast, too: statistics want their digits
        count = len(rows) * dist.get_world_size()
        mean = _sum_of_all(rows.sum(dim=0)) / count  # (W,)
        centred = rows - mean
        variance = _sum_of_all(centred.square().sum(dim=0)) / count  # (W,)
        self._update(mean.detach(), variance.detach() * (count / max(1, count - 1)))
        normal = centred * (variance + self.eps).rsqrt()
        return (normal * self.weight + self.bias).to(input.dtype)

    def _update(self, mean: Tensor, variance: Tensor) -> None:
        assert self.running_mean is not None and self.running_var is not None
        assert self.momentum is not None and self.num_batches_tracked is not None
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)
        self.num_batches_tracked.add_(1)


class SharedDropPath(DropPath):
    """Stochastic depth that draws for the whole batch in every process and keeps its share.

    Args:
        rate: Probability of dropping, while training.
        rank: Which share this process holds.
        ranks: How many shares there are.
    """

    def __init__(self, rate: float, rank: int, ranks: int) -> None:
        super().__init__(rate)
        self.rank, self.ranks = rank, ranks

    def draws(self, branch: Tensor) -> Tensor:
        """This process's share of the draws of all: (B, 1, ...)."""
        size = (self.ranks * len(branch), *[1] * (branch.ndim - 1))
        return torch.rand(size, device=branch.device).chunk(self.ranks)[self.rank]


class _SumOfAll(torch.autograd.Function):
    """The sum of a tensor over all processes; the gradient is summed alike."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        total = values.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        total = gradients[0].clone()
        dist.all_reduce(total)
        return total


def _sum_of_all(values: Tensor) -> Tensor:
    return cast(Tensor, _SumOfAll.apply(values))
