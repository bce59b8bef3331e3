"""Which points of a cloud teach the point decoder."""

import torch
from torch import Tensor


def choose_points(masks: Tensor, count: int) -> Tensor:
    """Points to decode: half of them anywhere, half of them shared out among the parts.

    Drawn by area alone, a handle of 0.3 % of a surface would be two points of 512. Points come in
    random order, so that the first of each part are a random draw.

    Args:
        masks: (B, L, N) bool, the labels of each point, points in random order.
        count: M, how many to choose, at most N.

    Returns:
        (B, M) int64, each point of a shape at most once.
    """
    total = masks.shape[2]
    half = count / 2
    order = torch.arange(total, device=masks.device) / half  # (N,)
    quota = half / masks.any(dim=2).sum(dim=1).clamp(min=1)  # (B,) points of each part
    rank = (masks.cumsum(dim=2) - 1) / quota[:, None, None]  # (B, L, N)
    by_part = rank.masked_fill(~masks, torch.inf).amin(dim=1)  # (B, N)
    keys = torch.minimum(by_part, order)
    return keys.argsort(dim=1, stable=True)[:, : min(count, total)]
