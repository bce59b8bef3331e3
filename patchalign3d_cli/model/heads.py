"""Heads: from tokens to unit vectors in another encoder's space."""

from torch import Tensor, nn
from torch.nn import functional


class FeatureHead(nn.Module):
    """A linear layer and L2 normalisation.

    Args:
        width: C, width of a token.
        feature_dim: D, width of the space that it leads to.
    """

    def __init__(self, width: int, feature_dim: int) -> None:
        super().__init__()
        self.proj = nn.Linear(width, feature_dim)

    def forward(self, tokens: Tensor) -> Tensor:
        """Project: (B, P, C) -> (B, P, D), unit length."""
        return functional.normalize(self.proj(tokens), dim=-1)
