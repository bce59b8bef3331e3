"""Farthest point sampling."""

import torch
from torch import Tensor

# The CUDA op that the published checkpoint was trained with skips points whose squared norm is at
# most this (PointNet++ ops, Erik Wijmans' PyTorch port: `if (mag <= 1e-3) continue`).
NEAR_ORIGIN = 1e-3


def farthest_point_sample(points: Tensor, count: int, lengths: Tensor | None = None) -> Tensor:
    """Choose points one by one, each the farthest from all chosen before.

    Starts at index 0. A point with a squared norm of at most `NEAR_ORIGIN` is never chosen later,
    as in the op that the published checkpoint was trained with. When all points are used up,
    points repeat. Runs without host synchronisation.

    Args:
        points: (B, N, 3), unit sphere.
        count: P, how many to choose; may exceed N.
        lengths: (B,) how many points of each row are real; None where all are.

    Returns:
        (B, P) int64 indices.
    """
    batch, size, _ = points.shape
    x, y, z = points.transpose(1, 2).contiguous().unbind(1)  # (B, N) each
    usable = x * x + y * y + z * z > NEAR_ORIGIN  # (B, N)
    if lengths is not None:
        usable = usable & _is_real(lengths, size)
    # A distance below every true one keeps a point from being chosen and from being updated.
    nearest = torch.where(usable, torch.inf, -1.0)  # (B, N)
    chosen = torch.zeros(batch, 1, dtype=torch.int64, device=points.device)
    order = [chosen]
    for _ in range(count - 1):
        distance = (x - x.gather(1, chosen)).square_()  # (B, N)
        offset = y - y.gather(1, chosen)
        distance.addcmul_(offset, offset)
        offset = z - z.gather(1, chosen)
        distance.addcmul_(offset, offset)
        nearest = torch.minimum(nearest, distance)
        chosen = nearest.argmax(dim=1, keepdim=True)  # (B, 1)
        order.append(chosen)
    return torch.cat(order, dim=1)  # (B, P)


def _is_real(lengths: Tensor, size: int) -> Tensor:
    return torch.arange(size, device=lengths.device) < lengths[:, None]  # (B, N)
