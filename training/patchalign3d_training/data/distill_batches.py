"""Batches of stage 1: clouds and the cached features that a teacher saw at their patches."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, Unpack

import numpy as np
import torch
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.drawing import draw_points
from patchalign3d_training.data.layout import DistillItem
from patchalign3d_training.data.loading import StepLoader, Steps, padded
from patchalign3d_training.data.placement import posed


class DistillSource(Protocol):
    """Anything that has clouds with a teacher's features by index."""

    def __len__(self) -> int:
        """How many clouds there are."""
        ...

    def load_distill(self, index: int) -> DistillItem:
        """Read one."""
        ...


class DistillBatch(NamedTuple):
    """One step's input of stage 1.

    Attributes:
        points: (B, N, 3) float32, model frame.
        centers: (B, C, 3) float32, model frame; zeros beyond a shape's own.
        features: (B, C, F) float32; zeros beyond a shape's own.
        valid: (B, C) bool, which targets a shape has.
        items: B ids, for messages.
    """

    points: Tensor
    centers: Tensor
    features: Tensor
    valid: Tensor
    items: Sequence[str] = ()


def load_distill_sample(
    source: DistillSource, index: int, options: BatchOptions, random: np.random.Generator
) -> DistillItem:
    """Read one cloud and draw from it; its centres move along, so that both stay together.

    Returns:
        The item with (N, 3) points, y up, and centres in the model's frame.
    """
    item = source.load_distill(index)
    drawn = draw_points(len(item.points), options.points, random)
    upright = item.centers[:, [0, 2, 1]]  # the cache keeps them in the model's frame
    cloud = posed(item.points[drawn], options, random, upright)
    return DistillItem(item.item, cloud.points, cloud.companions[:, [0, 2, 1]], item.features)


def collate_distill(samples: Sequence[DistillItem]) -> DistillBatch:
    """Pad samples to the most targets and stack them; the points' y and z are exchanged here.

    Raises:
        DataError: The targets of two items have different widths.
    """
    widths = {sample.features.shape[1]: sample.item for sample in samples}
    if len(widths) > 1:
        listed = ", ".join(f"{width} in {item}" for width, item in sorted(widths.items()))
        raise DataError(
            f"features of one width are needed, not {listed}; make them again with one teacher"
        )
    centers = padded([sample.centers for sample in samples])
    features = padded([sample.features for sample in samples])
    valid = padded([np.ones(len(sample.centers), dtype=bool) for sample in samples])
    points = exchange_yz(torch.from_numpy(np.stack([sample.points for sample in samples])))
    items = tuple(sample.item for sample in samples)
    return DistillBatch(points.contiguous(), centers, features, valid, items)


class DistillLoader(StepLoader[DistillBatch]):
    """Batches of stage 1.

    Args:
        source: The clouds and their features.
        options: How to draw; what concerns labels does not count.
        steps: Which steps, and which share of each.
    """

    def __init__(
        self,
        source: DistillSource,
        options: BatchOptions,
        **steps: Unpack[Steps],
    ) -> None:
        super().__init__(source, **steps)
        self.source, self.options = source, options

    def batch(self, picks: Sequence[tuple[int, np.random.Generator]]) -> DistillBatch:
        """Read and stack shapes."""
        return collate_distill(
            [load_distill_sample(self.source, i, self.options, random) for i, random in picks]
        )
