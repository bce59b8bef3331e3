"""Steps of a run: which items each one sees, the same however often it was interrupted."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence, Sized
from typing import (
    Any,
    Generic,
    NotRequired,
    Protocol,
    TypedDict,
    TypeVar,
    Unpack,
    runtime_checkable,
)

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from patchalign3d_cli.errors import DataError

BatchT = TypeVar("BatchT", covariant=True)


@runtime_checkable
class SelfOrdered(Protocol):
    """A source that reads some orders faster than others (a packed one) and draws its own."""

    def order(self, random: np.random.Generator) -> NDArray[np.int64]:
        """A permutation of all indices that it can read without going back much."""
        ...


def epoch_order(source: Sized, seed: int, epoch: int) -> NDArray[np.int64]:
    """The order of an epoch, a permutation that depends on (source, seed, epoch) alone."""
    random = np.random.default_rng([seed, epoch])
    if isinstance(source, SelfOrdered):
        return source.order(random)
    return random.permutation(len(source))


class Steps(TypedDict):
    """Which steps a loader gives, and which share of each.

    Attributes:
        batch_size: Items a step, over all devices together.
        seed: Seed of order and draws.
        first_step: The step to begin with.
        last_step: The step to end before.
        rank: Which share of every batch this process loads; 0 by default.
        ranks: How many processes share a batch; divides `batch_size`; 1 by default.
    """

    batch_size: int
    seed: int
    first_step: int
    last_step: int
    rank: NotRequired[int]
    ranks: NotRequired[int]


def padded(rows: Sequence[NDArray[Any]]) -> Tensor:
    """Arrays of one item each, stacked: those of (n, ...) become (B, most n, ...), zeros behind."""
    return pad_sequence([torch.from_numpy(np.ascontiguousarray(row)) for row in rows], True)


class StepLoader(torch.utils.data.IterableDataset[BatchT], ABC, Generic[BatchT]):
    """Batches from a given step on.

    What a sample draws depends on (seed, step, its row in the whole batch) alone, so that neither
    worker processes nor several devices change it.

    Args:
        source: The items.
        steps: Which steps.

    Raises:
        DataError: There are fewer items than a batch has.
    """

    def __init__(self, source: Sized, **steps: Unpack[Steps]) -> None:
        super().__init__()
        batch_size, rank, ranks = steps["batch_size"], steps.get("rank", 0), steps.get("ranks", 1)
        if len(source) < batch_size:
            raise DataError(
                f"the training set has {len(source)} shapes, fewer than one batch of"
                f" {batch_size}; give more shapes or a smaller batch"
                f" (--set batch_size={len(source)})"
            )
        assert batch_size % ranks == 0 and 0 <= rank < ranks
        self._sized = source
        self.batch_size, self.seed = batch_size, steps["seed"]
        self.steps = range(steps["first_step"], steps["last_step"])
        self.rows = range(rank * (batch_size // ranks), (rank + 1) * (batch_size // ranks))

    @abstractmethod
    def batch(self, picks: Sequence[tuple[int, np.random.Generator]]) -> BatchT:
        """Read and stack the items of these indices, each with its own randomness."""

    def __iter__(self) -> Iterator[BatchT]:
        worker = torch.utils.data.get_worker_info()
        first, stride = (worker.id, worker.num_workers) if worker else (0, 1)
        per_epoch = len(self._sized) // self.batch_size
        known, order = -1, np.zeros(0, dtype=np.int64)
        for step in self.steps[first::stride]:
            epoch, offset = divmod(step, per_epoch)
            if epoch != known:
                known, order = epoch, epoch_order(self._sized, self.seed, epoch)
            yield self.batch(
                [
                    (
                        int(order[offset * self.batch_size + row]),
                        np.random.default_rng([self.seed, step, row]),
                    )
                    for row in self.rows
                ]
            )
