"""A benchmark on the machines of a Ray cluster: batches read anywhere, scored by actors."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.cluster.pipeline import process
from patchalign3d_cli.batches.cluster.session import RaySession, check_address, load_ray
from patchalign3d_cli.benchmark.cases import Case, make_case
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.run import Evaluator
from patchalign3d_cli.benchmark.scores import ShapeScore
from patchalign3d_cli.datasets import LabelledSet
from patchalign3d_cli.errors import DataError, describe
from patchalign3d_cli.segmenting.loading import load_segmenter

Batch = tuple[int, Sequence[int]]  # its number, and the indices of its shapes


class RayScorer:
    """Scores the batches of a benchmark on a cluster (`run_benchmark`'s `scorer`).

    Args:
        choice: The model, and the device that each actor computes on.
        dataset: The data set; every machine must see its files.
        options: How shapes are asked and evaluated.
        points: How many points the published protocol draws.
        address: See `RaySession`.

    Raises:
        ConfigError: Ray is not installed, or nobody answers at the address.
    """

    def __init__(
        self,
        choice: ModelChoice,
        dataset: LabelledSet,
        options: BenchmarkOptions,
        points: int,
        address: str | None = None,
    ) -> None:
        if address is not None:
            check_address(address)
        load_ray()
        self._choice, self._options, self._address = choice, options, address
        self._read = partial(read_batch, dataset, options, points)

    def __call__(self, batches: Sequence[Sequence[int]]) -> Iterator[tuple[ShapeScore, ...]]:
        """The scores of each batch, in order.

        Raises:
            DataError: A shape cannot be read or evaluated.
            ConfigError: The cluster cannot run it.
        """
        if not batches:
            return
        with RaySession(self._address) as session:
            with_gpu = bool(session.gpus) and self._choice.device.startswith("cuda")
            answers = process(
                session,
                list(enumerate(batches)),
                self._read,
                ScoreActor,
                (self._choice, self._options),
                actors=session.gpus if with_gpu else session.processors,
                with_gpu=with_gpu,
            )
            early: dict[int, tuple[ShapeScore, ...]] = {}
            following = 0
            for answer in answers:
                if answer.error:
                    raise DataError(answer.error)
                early[answer.number] = answer.scores
                while following in early:
                    yield early.pop(following)
                    following += 1


class ReadBatch(NamedTuple):
    """A batch that was read.

    Attributes:
        number: Which one.
        cases: Its shapes.
        error: Why one cannot be read; empty where all can.
    """

    number: int
    cases: Sequence[Case]
    error: str = ""


class ScoredBatch(NamedTuple):
    """What came of a batch.

    Attributes:
        number: Which one.
        scores: One a shape.
        error: Why there are none; empty where there are.
    """

    number: int
    scores: tuple[ShapeScore, ...]
    error: str = ""


def read_batch(
    dataset: LabelledSet, options: BenchmarkOptions, points: int, batch: Batch
) -> ReadBatch:
    """Read the shapes of a batch, on whatever machine."""
    number, indices = batch
    try:
        cases = [make_case(dataset.load(index), options, points) for index in indices]
    except Exception as error:
        return ReadBatch(number, (), describe(error))
    return ReadBatch(number, cases)


class ScoreActor:
    """What scores batches on one machine of the cluster.

    Args:
        choice: The model.
        options: How shapes are asked and evaluated.
    """

    def __init__(self, choice: ModelChoice, options: BenchmarkOptions) -> None:
        self._choice, self._options = choice, options
        self._evaluator: Evaluator | None = None

    def __call__(self, batch: ReadBatch) -> ScoredBatch:
        """Score a batch, whatever happens to it."""
        if batch.error:
            return ScoredBatch(batch.number, (), batch.error)
        try:
            if self._evaluator is None:
                segmenter = load_segmenter(
                    self._choice.model,
                    backend=self._choice.backend,
                    device=self._choice.device,
                    text_encoder=self._choice.text_encoder,
                    offline=self._choice.offline,
                )
                self._evaluator = Evaluator(segmenter, self._options)
            return ScoredBatch(batch.number, self._evaluator.score(batch.cases))
        except Exception as error:
            return ScoredBatch(batch.number, (), describe(error))
