"""Transformer layers."""

import torch
from torch import Tensor, nn
from torch.nn import functional


class Attention(nn.Module):
    """Multi-head self-attention without query, key and value biases.

    Args:
        width: C, width of a token.
        heads: Number of heads; divides `width`.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)

    def forward(self, tokens: Tensor) -> Tensor:
        """Attend: (B, T, C) -> (B, T, C)."""
        split = self.qkv(tokens).unflatten(-1, (3, self.heads, -1))  # (B, T, 3, H, C/H)
        queries, keys, values = split.permute(2, 0, 3, 1, 4).unbind(0)  # (B, H, T, C/H) each
        mixed = functional.scaled_dot_product_attention(queries, keys, values)  # (B, H, T, C/H)
        out: Tensor = self.proj(mixed.transpose(1, 2).flatten(2))  # (B, T, C)
        return out


class Mlp(nn.Module):
    """Two linear layers with a GELU between them.

    Args:
        width: C, width of a token.
        hidden: Width of the hidden layer.
    """

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, tokens: Tensor) -> Tensor:
        """Transform each token: (B, T, C) -> (B, T, C)."""
        out: Tensor = self.fc2(functional.gelu(self.fc1(tokens)))
        return out


class DropPath(nn.Module):
    """Stochastic depth (Huang et al. 2016): drops a residual branch for whole samples.

    Args:
        rate: Probability of dropping, while training.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, branch: Tensor) -> Tensor:
        """Drop the branch of some samples, scale up the others: (B, ...) -> (B, ...)."""
        if self.rate == 0 or not self.training:
            return branch
        kept = self.draws(branch) >= self.rate
        return branch * kept.to(branch.dtype) / (1 - self.rate)

    def draws(self, branch: Tensor) -> Tensor:
        """A number in [0, 1) for each sample of (B, ...): (B, 1, ...)."""
        return torch.rand(len(branch), *[1] * (branch.ndim - 1), device=branch.device)


class Block(nn.Module):
    """A pre-norm transformer block.

    Args:
        attention: Its attention.
        mlp: Its MLP.
        width: C, width of a token.
        drop_path: Probability of dropping either branch while training.
    """

    def __init__(self, attention: Attention, mlp: Mlp, width: int, drop_path: float) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = attention
        self.norm2 = nn.LayerNorm(width)
        self.mlp = mlp
        self.drop_path = DropPath(drop_path)

    def forward(self, tokens: Tensor) -> Tensor:
        """Transform tokens: (B, T, C) -> (B, T, C)."""
        tokens = tokens + self.drop_path(self.attn(self.norm1(tokens)))
        out: Tensor = tokens + self.drop_path(self.mlp(self.norm2(tokens)))
        return out
