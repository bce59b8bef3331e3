"""Batches of stage 2: labelled clouds, their words and masks, padded."""

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, Unpack

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.drawing import draw_by_masks, draw_points
from patchalign3d_training.data.layout import LabelledCloud
from patchalign3d_training.data.loading import StepLoader, Steps, padded
from patchalign3d_training.data.placement import posed
from patchalign3d_training.data.region_draws import draw_regions

_cleaned = functools.lru_cache(maxsize=1 << 16)(clean_label)  # the same words again and again

__all__ = ["AlignBatch", "AlignSample", "BatchLoader", "BatchOptions", "CloudSource"]


class CloudSource(Protocol):
    """Anything that has labelled clouds by index."""

    def __len__(self) -> int:
        """How many clouds there are."""
        ...

    def load(self, index: int) -> LabelledCloud:
        """Read one."""
        ...


class AlignSample(NamedTuple):
    """One shape as a step of stage 2 sees it.

    Attributes:
        item: Its id.
        points: (N, 3) float32, y up.
        masks: (L, N) bool.
        text: (L, D) float32, unit length.
        regions: (N,) int64, the region of each point: 0 to R - 1, each with a point.
    """

    item: str
    points: NDArray[np.float32]
    masks: NDArray[np.bool_]
    text: NDArray[np.float32]
    regions: NDArray[np.int64]


class AlignBatch(NamedTuple):
    """One step's input of stage 2.

    Attributes:
        points: (B, N, 3) float32, model frame.
        masks: (B, L, N) bool; rows beyond a shape's labels are False.
        text: (B, L, D) float32, unit length; zeros beyond a shape's labels.
        valid: (B, L) bool, which labels a shape has.
        regions: (B, N) int64, the region of each point: 0 to R - 1 of its shape, each with a point.
        items: B ids, for messages.
    """

    points: Tensor
    masks: Tensor
    text: Tensor
    valid: Tensor
    regions: Tensor
    items: Sequence[str] = ()


def load_sample(
    source: CloudSource,
    index: int,
    text: Mapping[str, NDArray[np.float32]],
    options: BatchOptions,
    random: np.random.Generator,
) -> AlignSample:
    """Read one cloud and draw from it.

    Raises:
        DataError: A label has no text vector, or no label is left.
    """
    cloud = source.load(index)
    kept = _drawn_labels(cloud, kept_labels(cloud, text, options), options, random)
    masks = cloud.masks[kept]
    size = len(cloud.points)
    if options.sampling == "masks":
        drawn = draw_by_masks(masks, options.points, random)
    else:
        drawn = draw_points(size, options.points, random)
    positions = posed(cloud.points[drawn], options, random)
    vectors = np.stack([text[cloud.labels[row]] for row in kept])  # (L, D)
    if options.text_noise:
        noise = random.standard_normal(vectors.shape) / np.sqrt(vectors.shape[1])
        vectors = vectors + options.text_noise * noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors.astype(np.float32)
    numbers = None if cloud.regions is None else cloud.regions[drawn]
    regions = draw_regions(numbers, positions.points, random, vary=options.vary_regions)
    return AlignSample(cloud.item, positions.points, masks[:, drawn], vectors, regions)


def kept_labels(
    cloud: LabelledCloud, text: Mapping[str, NDArray[np.float32]], options: BatchOptions
) -> NDArray[np.int64]:
    """Rows of the labels that are trained: not the category's own name, and with a vector.

    Raises:
        DataError: A label has no text vector and none may be dropped, or no label is left.
    """
    rows = list(range(len(cloud.labels)))
    if options.exclude_category_label and cloud.category:
        category = _cleaned(cloud.category)
        rows = [row for row in rows if _cleaned(cloud.labels[row]) != category]
    missing = [cloud.labels[row] for row in rows if cloud.labels[row] not in text]
    if missing and options.missing_text != "drop":
        raise DataError(
            f"{cloud.item}: there is no text vector for {', '.join(missing)}; write the text bank"
            " again with `pa3d train texts`, or set batches.missing_text to drop"
        )
    kept = [row for row in rows if cloud.labels[row] in text]
    if not kept:
        raise DataError(
            f"{cloud.item}: none of its labels ({', '.join(cloud.labels)}) can be trained; take it"
            " out of the split"
        )
    return np.array(kept)


def collate(samples: Sequence[AlignSample]) -> AlignBatch:
    """Pad samples to the most labels and stack them; y and z are exchanged here."""
    masks = padded([sample.masks for sample in samples])
    text = padded([sample.text for sample in samples])
    valid = padded([np.ones(len(sample.masks), dtype=bool) for sample in samples])
    points = exchange_yz(torch.from_numpy(np.stack([sample.points for sample in samples])))
    regions = torch.from_numpy(np.stack([sample.regions for sample in samples]))
    items = tuple(sample.item for sample in samples)
    return AlignBatch(points.contiguous(), masks, text, valid, regions, items)


class BatchLoader(StepLoader[AlignBatch]):
    """Batches of stage 2.

    Args:
        source: The clouds.
        text: Vector of each label.
        options: How to draw.
        steps: Which steps, and which share of each.
    """

    def __init__(
        self,
        source: CloudSource,
        text: Mapping[str, NDArray[np.float32]],
        options: BatchOptions,
        **steps: Unpack[Steps],
    ) -> None:
        super().__init__(source, **steps)
        self.source, self.text, self.options = source, text, options

    def batch(self, picks: Sequence[tuple[int, np.random.Generator]]) -> AlignBatch:
        """Read and stack shapes."""
        return collate(
            [load_sample(self.source, i, self.text, self.options, random) for i, random in picks]
        )


def _drawn_labels(
    cloud: LabelledCloud,
    kept: NDArray[np.int64],
    options: BatchOptions,
    random: np.random.Generator,
) -> NDArray[np.int64]:
    """Of a shape's labels, those that this draw trains: rows of its masks."""
    marked = cloud.masks[kept].any(axis=1)
    present, absent = kept[marked], kept[~marked]
    if options.one_name_a_part:
        present = present[_one_name_each(cloud.masks[present], random)]
    if options.absent is not None and len(absent) > options.absent:
        absent = random.choice(absent, options.absent, replace=False)
    return np.concatenate([present, np.sort(absent)])


def _one_name_each(masks: NDArray[np.bool_], random: np.random.Generator) -> NDArray[np.int64]:
    """Rows of one label for each distinct mask, in order of first appearance."""
    groups: dict[bytes, list[int]] = {}
    for row, mask in enumerate(masks):
        groups.setdefault(np.packbits(mask).tobytes(), []).append(row)
    picks = [rows[random.integers(len(rows))] for rows in groups.values()]
    return np.array(picks, dtype=np.int64)
