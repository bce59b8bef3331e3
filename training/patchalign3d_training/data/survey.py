"""Which items of a training set are usable: looked at before training, never cut silently."""

import hashlib
import json
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import DataError, Pa3dError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.home import home_directory
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.layout import DistillItem, LabelledCloud
from patchalign3d_training.data.loading import SelfOrdered

Stage = Literal["align", "distill"]
_SHOWN = 3


class TrainingSource(Protocol):
    """One split of a training set."""

    @property
    def items(self) -> Sequence[str]:
        """Ids in the order of the split."""
        ...

    def __len__(self) -> int:
        """How many items there are."""
        ...

    def load(self, index: int) -> LabelledCloud:
        """Read an item with its labels."""
        ...

    def load_distill(self, index: int) -> DistillItem:
        """Read an item with a teacher's features."""
        ...

    def stamp(self) -> str:
        """A digest that changes when any file of the split does."""
        ...


class Entry(NamedTuple):
    """A usable item.

    Attributes:
        position: Its index in the split.
        category: What it is; empty where nobody says, and in stage 1.
        labels: Its labels as rows of the survey's; empty in stage 1.
    """

    position: int
    category: str
    labels: tuple[int, ...]


class Problem(NamedTuple):
    """An item that cannot be used, and why."""

    item: str
    reason: str


@dataclass(frozen=True)
class Survey:
    """What a look at every item found.

    Attributes:
        total: Items of the split.
        usable: Those that can be used, in the order of the split.
        problems: The others.
        labels: Every label of the usable items; empty for stage 1.
    """

    total: int
    usable: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    labels: tuple[str, ...]

    def summary(self) -> str:
        """One line: how many, and the first unusable ones by name."""
        if not self.problems:
            return f"{self.total:,} items, all usable"
        shown = "; ".join(f"{item} ({reason})" for item, reason in self.problems[:_SHOWN])
        more = len(self.problems) - _SHOWN
        more_text = f"; and {more:,} more" if more > 0 else ""
        return f"{self.total:,} items, {len(self.problems):,} unusable: {shown}{more_text}"

    def listing(self) -> str:
        """Every unusable item with its reason, a line each, tab between."""
        return "".join(f"{item}\t{reason}\n" for item, reason in self.problems)


def survey(
    source: TrainingSource,
    stage: Stage,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Survey:
    """Read every item once; the answer is kept until one of the files changes.

    Args:
        source: The split.
        stage: What the items must have: labels (`align`) or features (`distill`).
        report: Called with the number of items done and in all.

    Raises:
        DataError: None of the items is usable.
    """
    kept = _kept_at(source, stage)
    survey = _remembered(kept) or _look(source, stage, report)
    if not kept.is_file():
        _remember(survey, kept)
    if not survey.usable:
        raise DataError(f"no item of the training set is usable: {survey.summary()}")
    return survey


def trainable(
    source: TrainingSource, survey: Survey, words: Container[str], options: BatchOptions
) -> Survey:
    """Narrow a survey to the items that have a label to train.

    Args:
        source: The split.
        survey: The survey of it, for stage 2.
        words: The labels that have a text vector.
        options: Whether a category's own name counts, and whether labels may lack a vector.

    Raises:
        DataError: A label has no vector and none may be dropped, or no item is left.
    """
    missing = sorted(label for label in survey.labels if label not in words)
    if missing and options.missing_text != "drop":
        named = ", ".join(missing[:_SHOWN]) + (" ..." if len(missing) > _SHOWN else "")
        raise DataError(
            f"{len(missing):,} labels have no text vector ({named}); write the text bank again with"
            " `pa3d train texts`, or set batches.missing_text to embed or drop"
        )
    cleaned = [clean_label(label) if label in words else None for label in survey.labels]
    kept, problems = [], list(survey.problems)
    for entry in survey.usable:
        of_category = clean_label(entry.category) if options.exclude_category_label else ""
        if any(cleaned[row] not in (None, of_category) for row in entry.labels):
            kept.append(entry)
        else:
            problems.append(Problem(source.items[entry.position], "none of its labels is trained"))
    narrowed = Survey(survey.total, tuple(kept), tuple(problems), survey.labels)
    if not kept:
        raise DataError(f"no item of the training set is usable: {narrowed.summary()}")
    return narrowed


class Usable:
    """The usable items of a split, as a split of their own.

    Args:
        source: The split.
        survey: What the survey of it found.
    """

    def __init__(self, source: TrainingSource, survey: Survey) -> None:
        self.source = source
        self.indices = [entry.position for entry in survey.usable]
        self.items = tuple(source.items[index] for index in self.indices)

    def __len__(self) -> int:
        return len(self.indices)

    def load(self, index: int) -> LabelledCloud:
        """Read an item with its labels."""
        return self.source.load(self.indices[index])

    def load_distill(self, index: int) -> DistillItem:
        """Read an item with a teacher's features."""
        return self.source.load_distill(self.indices[index])

    def order(self, random: np.random.Generator) -> NDArray[np.int64]:
        """A random order of the usable items that suits the split."""
        if not isinstance(self.source, SelfOrdered):
            return random.permutation(len(self))
        order = np.full(len(self.source), -1)
        order[self.indices] = np.arange(len(self))
        ordered: NDArray[np.int64] = order[self.source.order(random)]
        return ordered[ordered >= 0]


def _look(source: TrainingSource, stage: Stage, report: Callable[[int, int], None]) -> Survey:
    usable: list[Entry] = []
    problems: list[Problem] = []
    rows: dict[str, int] = {}
    # Packed items are read pack by pack; the answer is in the order of the split all the same.
    order = range(len(source))
    if isinstance(source, SelfOrdered):
        order = source.order(np.random.default_rng(0)).tolist()
    for done, index in enumerate(order, start=1):
        try:
            if stage == "align":
                cloud = source.load(index)
                indices = tuple(rows.setdefault(label, len(rows)) for label in cloud.labels)
                usable.append(Entry(index, cloud.category, indices))
            else:
                source.load_distill(index)
                usable.append(Entry(index, "", ()))
        except Pa3dError as error:
            problems.append(Problem(source.items[index], str(error)))
        report(done, len(source))
    ranks = {item: index for index, item in enumerate(source.items)}
    problems.sort(key=lambda problem: ranks[problem.item])
    return Survey(len(source), tuple(sorted(usable)), tuple(problems), tuple(rows))


def _kept_at(source: TrainingSource, stage: Stage) -> Path:
    key = hashlib.sha256(f"{stage} {source.stamp()} {source.items}".encode()).hexdigest()[:32]
    return home_directory() / "surveys" / f"{key}.json"


def _remember(survey: Survey, path: Path) -> None:
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        temporary.write_text(json.dumps(vars(survey)), encoding="utf-8")


def _remembered(path: Path) -> Survey | None:
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        problems = tuple(Problem(*problem) for problem in values["problems"])
        usable = tuple(Entry(index, name, tuple(rows)) for index, name, rows in values["usable"])
        labels = tuple(values["labels"])
        return Survey(int(values["total"]), usable, problems, labels)
    except (OSError, ValueError, TypeError, KeyError):
        return None  # damaged: look again
