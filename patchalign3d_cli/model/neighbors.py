"""Nearest neighbours."""

from typing import NamedTuple

import torch
from torch import Tensor

# Distances held at once, 64 MiB of float32: bounds the memory of a search in a large cloud.
CHUNK_ELEMENTS = 1 << 24


class Neighbors(NamedTuple):
    """The result of a neighbour search, nearest first.

    Attributes:
        distances: (B, Q, K) squared Euclidean distances.
        indices: (B, Q, K) int64 into the points searched.
    """

    distances: Tensor
    indices: Tensor


def knn(queries: Tensor, points: Tensor, count: int, lengths: Tensor | None = None) -> Neighbors:
    """Find the nearest points of each query.

    Distances come from coordinate differences, not from an expanded square, so that close
    neighbours keep their order. Where there are fewer than `count` points, they repeat in order.

    Args:
        queries: (B, Q, 3).
        points: (B, N, 3), same units and frame.
        count: K, neighbours a query.
        lengths: (B,) how many points of each row are real, each at least 1; None where all are.

    Returns:
        `Neighbors`, ascending by distance.
    """
    batch, size, _ = points.shape
    step = max(1, CHUNK_ELEMENTS // max(1, batch * size))
    chunks = [
        _search(chunk, points, min(count, size), lengths) for chunk in queries.split(step, dim=1)
    ]
    distances = torch.cat([chunk.distances for chunk in chunks], dim=1)
    indices = torch.cat([chunk.indices for chunk in chunks], dim=1)  # (B, Q, min(K, N))
    if lengths is None and size >= count:
        return Neighbors(distances, indices)
    slots = repeating_slots(batch, size, count, lengths, points.device)  # (B, K)
    slots = slots[:, None].expand(-1, queries.shape[1], -1)  # (B, Q, K)
    return Neighbors(distances.gather(2, slots), indices.gather(2, slots))


def _search(queries: Tensor, points: Tensor, count: int, lengths: Tensor | None) -> Neighbors:
    distances = squared_distances(queries, points)  # (B, Q, N)
    if lengths is not None:
        padding = torch.arange(points.shape[1], device=points.device) >= lengths[:, None]
        distances = distances.masked_fill(padding[:, None], torch.inf)
    nearest = distances.topk(count, dim=2, largest=False, sorted=True)
    return Neighbors(nearest.values, nearest.indices)


def squared_distances(queries: Tensor, points: Tensor) -> Tensor:
    """Squared Euclidean distance of each pair, from coordinate differences.

    Args:
        queries: (B, Q, 3).
        points: (B, N, 3).

    Returns:
        (B, Q, N).
    """
    total: Tensor | None = None
    for axis in range(3):
        offset = queries[:, :, None, axis] - points[:, None, :, axis]  # (B, Q, N)
        total = offset * offset if total is None else torch.addcmul(total, offset, offset)
    assert total is not None
    return total


def repeating_slots(
    batch: int, size: int, count: int, lengths: Tensor | None, device: torch.device
) -> Tensor:
    """Indices (B, K) from 0 upwards that start again where the real entries of a row end.

    Args:
        batch: B.
        size: How many entries a row has.
        count: K.
        lengths: (B,) how many of them are real; None where all are.
        device: Where to put them.
    """
    slots = torch.arange(count, device=device).expand(batch, count)  # (B, K)
    if lengths is None:
        return slots % size
    return slots % lengths.clamp(max=min(count, size))[:, None]
