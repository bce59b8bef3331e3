"""From labelled clouds to batches: names, draws, augmentation, padding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.geometry import exchange_yz
from patchalign3d_training.layout import LabelledCloud
from patchalign3d_training.rotation import AXES, UP, rotation


class CloudSource(Protocol):
    """Anything that has labelled clouds by index."""

    def __len__(self) -> int:
        """How many clouds there are."""
        ...

    def load(self, index: int) -> LabelledCloud:
        """Read one."""
        ...


class AlignBatch(NamedTuple):
    """One step's input of stage 2.

    Attributes:
        points: (B, N, 3) float32, unit sphere, model frame.
        masks: (B, L, N) bool; rows beyond a shape's labels are False.
        text: (B, L, D) float32, unit length; zeros beyond a shape's labels.
        valid: (B, L) bool, which labels a shape has.
    """

    points: Tensor
    masks: Tensor
    text: Tensor
    valid: Tensor


@dataclass(frozen=True)
class BatchOptions:
    """How clouds become a batch.

    Attributes:
        points: N, points drawn from a cloud without replacement.
        one_name_a_part: Where several labels mark the same points (synonyms), keep one of them,
            chosen anew each time. False keeps all, as published.
        text_noise: Length of a random vector added to each text vector, so that words near a
            trained one work too. 0 as published.
        augment: Whether to pose, scale and jitter the clouds (`augmented`).
        yaw: Whether to turn the clouds by any angle about the up axis.
    """

    points: int = 2048
    one_name_a_part: bool = False
    text_noise: float = 0.0
    augment: bool = False
    yaw: bool = False


def load_sample(
    source: CloudSource,
    index: int,
    text: Mapping[str, NDArray[np.float32]],
    options: BatchOptions,
    random: np.random.Generator,
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]:
    """Read one cloud and draw from it.

    Returns:
        Points (N, 3) in the unit sphere, file axes; masks (L, N); text vectors (L, D).

    Raises:
        DataError: A label has no text vector.
    """
    cloud = source.load(index)
    kept = np.arange(len(cloud.labels))
    if options.one_name_a_part:
        kept = _one_name_each(cloud.masks, random)
    missing = [cloud.labels[row] for row in kept if cloud.labels[row] not in text]
    if missing:
        raise DataError(
            f"{cloud.item}: the text bank lacks {', '.join(missing)}; write it again with"
            " `pa3d train texts`"
        )
    size = len(cloud.points)
    drawn = random.choice(size, options.points, replace=options.points > size)
    points = cloud.points[drawn].astype(np.float64)
    if options.yaw:
        points = points @ rotation(UP, random.uniform(0, 2 * np.pi)).T
    if options.augment:
        points = augmented(points, random)
    points -= points.mean(axis=0)
    points /= max(float(np.linalg.norm(points, axis=1).max()), 1e-12)
    vectors = np.stack([text[cloud.labels[row]] for row in kept])  # (L, D)
    if options.text_noise:
        noise = random.standard_normal(vectors.shape) / np.sqrt(vectors.shape[1])
        vectors = vectors + options.text_noise * noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    masks = cloud.masks[kept][:, drawn]  # (L, N)
    return points.astype(np.float32), masks, vectors.astype(np.float32)


def augmented(points: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    """The published augmentation, with probability 0.9.

    Rotation of up to 20 degrees about each axis, scale 0.9 to 1.1, shift up to 0.02, jitter of
    deviation 0.01 clipped at 0.05 (published defaults).

    Args:
        points: (N, 3), y up.
        random: Source of randomness.
    """
    if random.random() >= 0.9:
        return points
    limit = np.deg2rad(20)
    for axis in AXES:
        points = points @ rotation(axis, random.uniform(-limit, limit)).T
    points = points * random.uniform(0.9, 1.1) + random.uniform(-0.02, 0.02, 3)
    return points + np.clip(0.01 * random.standard_normal(points.shape), -0.05, 0.05)


def collate(
    samples: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]],
) -> AlignBatch:
    """Pad samples to the most labels and stack them; y and z are exchanged here."""
    most = max(len(masks) for _, masks, _ in samples)
    batch, size, dimension = len(samples), len(samples[0][0]), samples[0][2].shape[1]
    masks = torch.zeros(batch, most, size, dtype=torch.bool)
    text = torch.zeros(batch, most, dimension)
    valid = torch.zeros(batch, most, dtype=torch.bool)
    for row, (_, own_masks, own_text) in enumerate(samples):
        masks[row, : len(own_masks)] = torch.from_numpy(own_masks)
        text[row, : len(own_text)] = torch.from_numpy(own_text)
        valid[row, : len(own_text)] = True
    points = torch.from_numpy(np.stack([points for points, _, _ in samples]))
    return AlignBatch(exchange_yz(points).contiguous(), masks, text, valid)


def epoch_order(size: int, seed: int, epoch: int) -> NDArray[np.int64]:
    """The order of an epoch, a permutation that depends on (seed, epoch) alone."""
    return np.random.default_rng([seed, epoch]).permutation(size)


class BatchLoader(torch.utils.data.IterableDataset[AlignBatch]):
    """Batches from a given step on, the same ones however often a run was interrupted.

    Args:
        source: The clouds.
        text: Vector of each label.
        options: How to draw.
        batch_size: Shapes a step.
        seed: Seed of order and draws.
        first_step: The step to begin with.
        last_step: The step to end before.
    """

    def __init__(
        self,
        source: CloudSource,
        text: Mapping[str, NDArray[np.float32]],
        options: BatchOptions,
        *,
        batch_size: int,
        seed: int,
        first_step: int,
        last_step: int,
    ) -> None:
        super().__init__()
        if len(source) < batch_size:
            raise DataError(
                f"the training set has {len(source)} shapes, fewer than one batch of"
                f" {batch_size}; give a smaller --batch-size or more shapes"
            )
        self.source, self.text, self.options = source, text, options
        self.batch_size, self.seed = batch_size, seed
        self.steps = range(first_step, last_step)

    def __iter__(self) -> Iterator[AlignBatch]:
        worker = torch.utils.data.get_worker_info()
        first, stride = (worker.id, worker.num_workers) if worker else (0, 1)
        per_epoch = len(self.source) // self.batch_size
        for step in self.steps[first::stride]:
            epoch, place = divmod(step, per_epoch)
            order = epoch_order(len(self.source), self.seed, epoch)
            rows = order[place * self.batch_size : (place + 1) * self.batch_size]
            random = np.random.default_rng([self.seed, step, 1])
            yield collate(
                [load_sample(self.source, int(i), self.text, self.options, random) for i in rows]
            )


def _one_name_each(masks: NDArray[np.bool_], random: np.random.Generator) -> NDArray[np.int64]:
    """Rows of one label for each distinct mask, in order of first appearance."""
    groups: dict[bytes, list[int]] = {}
    for row, mask in enumerate(masks):
        groups.setdefault(np.packbits(mask).tobytes(), []).append(row)
    return np.array([rows[random.integers(len(rows))] for rows in groups.values()])
