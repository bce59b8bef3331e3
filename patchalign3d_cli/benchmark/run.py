"""Evaluate a model on a data set: read ahead, encode in batches, keep every score on disk."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.cases import Case, make_case
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.scores import ShapeScore, score_case
from patchalign3d_cli.benchmark.store import ScoreStore
from patchalign3d_cli.datasets import LabelledSet
from patchalign3d_cli.datasets.layout import digest
from patchalign3d_cli.errors import ConfigError, DataError, ModelError
from patchalign3d_cli.results import PartSegmentation, ShapeFeatures
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.version import __version__


class Evaluator:
    """A model with the options that it is evaluated with; each list of words is embedded once.

    Args:
        segmenter: The model.
        options: How shapes are asked and evaluated.

    Raises:
        ModelError: The model answers no words.
    """

    def __init__(self, segmenter: Segmenter, options: BenchmarkOptions) -> None:
        if segmenter.labels is None:
            raise ModelError(
                f"{segmenter.identity.name} was not aligned with words (stage 1); use a stage-2"
                " model"
            )
        self.segmenter, self.options = segmenter, options
        self._labels = segmenter.labels
        self.points = options.encode.points or segmenter.model.config.encoder.points
        self._vectors: dict[tuple[tuple[str, ...], str], NDArray[np.float32]] = {}

    def case(self, dataset: LabelledSet, index: int) -> Case:
        """Read a shape and bring it into the form that is asked."""
        return make_case(dataset.load(index), self.options, self.points)

    def segment(self, cases: Sequence[Case]) -> tuple[PartSegmentation, ...]:
        """Segment cases in one batch."""
        return tuple(result for result, _ in self._answers(cases))

    def score(self, cases: Sequence[Case]) -> tuple[ShapeScore, ...]:
        """Segment cases in one batch and compare the labels with the truth."""
        counts = self.options.protocol == "standard"
        return tuple(
            score_case(case, result.labels, self._patches(case, features), absent_counts=counts)
            for case, (result, features) in zip(cases, self._answers(cases), strict=True)
        )

    def _answers(self, cases: Sequence[Case]) -> Iterator[tuple[PartSegmentation, ShapeFeatures]]:
        encoded = self.segmenter.encode_many([case.shape for case in cases], self.options.encode)
        for case, features in zip(cases, encoded, strict=True):
            yield (
                self.segmenter.query(
                    features,
                    case.truth.parts,
                    category=None if self.options.prompts == "part" else case.truth.category,
                    text=self._text(case),
                    options=self.options.query,
                ),
                features,
            )

    def _text(self, case: Case) -> NDArray[np.float32]:
        """Unit vectors of the shape's parts, (L, D)."""
        prompts, truth = self.options.prompts, case.truth
        category = "" if prompts == "part" else truth.category
        if prompts != "part" and not category:
            raise DataError(
                f"{truth.item} is of no category, which --prompts {prompts} needs; use --prompts"
                " part, or put shapes into a folder a category"
            )
        key = (truth.parts, category)
        if key not in self._vectors:
            self._vectors[key] = self._labels.embed(
                truth.parts, category or None, ensemble=prompts == "ensemble"
            )
        return self._vectors[key]

    def _patches(
        self, case: Case, features: ShapeFeatures
    ) -> tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.int32]] | None:
        """What patches are called, their points, and what those are; None where unknown."""
        if case.on_vertices or self.options.encode.passes > 1:
            return None
        labels = (features.features @ self._text(case).T).argmax(axis=1)  # (P,)
        return labels, features.members, case.labels[features.elements]


Scorer = Callable[[Sequence[Sequence[int]]], Iterator[Sequence[ShapeScore]]]
"""From batches of indices to the scores of each batch, in order."""


def run_benchmark(
    segmenter: Segmenter,
    dataset: LabelledSet,
    options: BenchmarkOptions,
    folder: Path,
    *,
    limit: int | None = None,
    fresh: bool = False,
    progress: Callable[[int, int], None] | None = None,
    scorer: Scorer | None = None,
) -> tuple[ShapeScore, ...]:
    """Evaluate a model on a data set.

    Shapes are read on a thread while others are encoded. Scores go to `shapes.jsonl` batch by
    batch; the same call after an interruption goes on behind the last whole one.

    Args:
        segmenter: The model.
        dataset: The data set.
        options: How shapes are asked and evaluated.
        folder: Where scores are kept.
        limit: Evaluate so many shapes only, spread evenly over the set.
        fresh: Start anew, whatever stands in the folder.
        progress: Told how many shapes are done, of how many.
        scorer: What reads and scores the batches; None for this process.

    Returns:
        The scores in the order of the set.

    Raises:
        DataError: A shape of the set cannot be read.
        OutputError: The folder holds another run, or cannot be written.
    """
    chosen = select(len(dataset.items), limit)
    evaluator = Evaluator(segmenter, options)  # refuses a model without words
    run = run_record(segmenter, dataset, options, chosen)
    store = ScoreStore(folder, run, len(chosen), options.batch, fresh=fresh)
    batches = [
        chosen[start : start + options.batch]
        for start in range(len(store.scores), len(chosen), options.batch)
    ]
    if progress:
        progress(len(store.scores), len(chosen))
    for scores in (scorer or partial(_score_here, evaluator, dataset))(batches):
        store.add(scores)
        if progress:
            progress(len(store.scores), len(chosen))
    return tuple(store.scores)


def select(size: int, limit: int | None) -> list[int]:
    """Indices of the shapes to evaluate: all, or `limit` of them spread evenly."""
    if limit is None or limit >= size:
        return list(range(size))
    if limit < 1:
        raise ConfigError(f"the limit must be at least 1, it is {limit}")
    return [int(index) for index in (np.arange(limit) * size) // limit]


def run_record(
    segmenter: Segmenter, dataset: LabelledSet, options: BenchmarkOptions, chosen: Sequence[int]
) -> dict[str, Any]:
    """What makes two runs the same: model, data set, options and version."""
    return {
        "version": __version__,
        "model": vars(segmenter.identity),
        "words": words_digest(segmenter),
        "device": segmenter.device.partition(":")[0],
        "dataset": dataset.name,
        "items": digest(*(dataset.items[index] for index in chosen)),
        "options": options.to_dict(),
    }


def words_digest(segmenter: Segmenter) -> str:
    """Digest of what part names are embedded with: the text bank, if any, and the tower."""
    labels = segmenter.labels
    assert labels is not None
    bank = labels.bank
    known = b"" if bank is None else bank.embeddings.tobytes()
    return digest(labels.identity, known, *(() if bank is None else bank.keys))


def _score_here(
    evaluator: Evaluator, dataset: LabelledSet, batches: Sequence[Sequence[int]]
) -> Iterator[Sequence[ShapeScore]]:
    for cases in _read_ahead(partial(evaluator.case, dataset), batches):
        yield evaluator.score(cases)


def _read_ahead(
    read: Callable[[int], Case], batches: Sequence[Sequence[int]]
) -> Iterator[list[Case]]:
    """The cases of each batch, the next batch being read meanwhile."""

    def read_all(batch: Sequence[int]) -> list[Case]:
        return [read(index) for index in batch]

    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting: list[Future[list[Case]]] = [pool.submit(read_all, batch) for batch in batches[:1]]
        for number in range(len(batches)):
            ready = waiting.pop().result()
            if number + 1 < len(batches):
                waiting.append(pool.submit(read_all, batches[number + 1]))
            yield ready
