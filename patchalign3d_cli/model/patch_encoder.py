"""The patch encoder: points in, one vector for each patch out."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from patchalign3d_cli.model.layers import Attention, Block, Mlp
from patchalign3d_cli.model.network_config import EncoderConfig
from patchalign3d_cli.model.patches import Patches
from patchalign3d_cli.model.point_net import FoldedPointNet, PointNet


class PatchEncoder(nn.Module):
    """A transformer over patch tokens.

    Args:
        point_net: Describes a patch's points, (B, P, K, 3) -> (B, P, W).
        reduce_dim: Linear layer to the token's width, W -> C.
        position: Embeds a patch centre, (B, P, 3) -> (B, P, C).
        blocks: The transformer blocks.
        width: C, width of a token.
    """

    def __init__(
        self,
        point_net: PointNet | FoldedPointNet,
        reduce_dim: nn.Linear,
        position: nn.Module,
        blocks: Sequence[Block],
        width: int,
    ) -> None:
        super().__init__()
        self.point_net = point_net
        self.reduce_dim = reduce_dim
        self.position = position
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.cls_position = nn.Parameter(torch.zeros(1, 1, width))
        self.blocks = nn.ModuleList(blocks)
        self.norm = nn.LayerNorm(width)

    def forward(self, patches: Patches) -> Tensor:
        """Encode patches in the unit sphere, model frame -> (B, P, C)."""
        return self.contextualize(self.describe(patches), patches.centers)

    def describe(self, patches: Patches) -> Tensor:
        """Tokens of patches as the mini-PointNet sees each alone: (B, P, C)."""
        tokens: Tensor = self.reduce_dim(self.point_net(patches.offsets))
        return tokens

    def contextualize(self, tokens: Tensor, centers: Tensor) -> Tensor:
        """Let tokens (B, P, C) at centres (B, P, 3) hear each other: (B, P, C)."""
        batch = len(tokens)
        tokens = torch.cat([self.cls_token.expand(batch, -1, -1), tokens], dim=1)
        where = self.position(centers)  # (B, P, C)
        where = torch.cat([self.cls_position.expand(batch, -1, -1), where], dim=1)
        for block in self.blocks:
            tokens = block(tokens + where)  # (B, 1 + P, C): positions enter before every block
        encoded: Tensor = self.norm(tokens)[:, 1:]  # (B, P, C)
        return encoded


def build_patch_encoder(config: EncoderConfig) -> PatchEncoder:
    """Build an encoder with fresh weights.

    The blocks' linear layers start from a normal distribution of deviation 0.02 truncated at two
    deviations and zero biases, as in Point-MAE. The position embedding keeps PyTorch's wider start:
    with three inputs, 0.02 would hide the position for hundreds of steps.
    """
    width = config.width
    position = nn.Sequential(
        nn.Linear(3, config.position_width), nn.GELU(), nn.Linear(config.position_width, width)
    )
    rates = [config.drop_path * i / max(1, config.depth - 1) for i in range(config.depth)]
    hidden = int(width * config.mlp_ratio)
    blocks = [
        Block(Attention(width, config.heads), Mlp(width, hidden), width, rate) for rate in rates
    ]
    reduce_dim = nn.Linear(config.point_widths[-1], width)
    encoder = PatchEncoder(PointNet(config.point_widths), reduce_dim, position, blocks, width)
    for module in blocks:
        module.apply(_initialize)
    nn.init.trunc_normal_(encoder.cls_token, std=0.02)
    nn.init.trunc_normal_(encoder.cls_position, std=0.02)
    return encoder


def _initialize(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=0.02, a=-0.04, b=0.04)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
