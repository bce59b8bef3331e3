"""Which shapes of a run are drawn: a few of every category, and the worst of all."""

from collections.abc import Sequence
from pathlib import Path

from patchalign3d_cli.benchmark.report import Report
from patchalign3d_cli.benchmark.run import Evaluator, select
from patchalign3d_cli.benchmark.scores import ShapeScore
from patchalign3d_cli.benchmark.sheet import SheetRow, Shown, write_sheet
from patchalign3d_cli.datasets import LabelledSet

SHEET_FILE = "sheet.png"
WORST_FILE = "worst.png"
MOST_CATEGORIES = 60
"""Categories of a sheet; of more, as many are drawn, spread over their names."""


def draw_sheet(
    evaluator: Evaluator,
    dataset: LabelledSet,
    scores: Sequence[ShapeScore],
    report: Report,
    folder: Path,
    count: int,
) -> Path:
    """Draw the first shapes of every category, with the IoU of its parts in the legend.

    Args:
        evaluator: The model as it was evaluated.
        dataset: The data set.
        scores: The run's scores.
        report: The run's report.
        folder: Where `sheet.png` goes.
        count: Shapes a category.
    """
    rows = []
    categories = list(report["categories"].items())
    for index in select(len(categories), MOST_CATEGORIES):
        category, figures = categories[index]
        chosen = [score for score in scores if score.category == category and score.iou is not None]
        ious = [_figure(name, part["iou"]) for name, part in figures["parts"].items()]
        note = f"mIoU {figures['miou']:.0%} of {figures['shapes']}, IoU a part"
        shown = _shown(evaluator, dataset, chosen[:count])
        # Where shapes of a category have different parts, each has colours and a legend for itself.
        if all(len(one.case.truth.parts) == len(ious) for one in shown):
            rows.append(SheetRow(category or "shapes", ious, note, shown))
        else:
            rows += [_own_row(score, one) for score, one in zip(chosen, shown, strict=False)]
    path = folder / SHEET_FILE
    write_sheet(rows, path)
    return path


def draw_worst(
    evaluator: Evaluator,
    dataset: LabelledSet,
    scores: Sequence[ShapeScore],
    report: Report,
    folder: Path,
    count: int,
) -> Path:
    """Draw the shapes of the lowest IoU into `worst.png`, the worst first; else as `draw_sheet`."""
    by_item = {score.item: score for score in scores}
    worst = [by_item[row["item"]] for row in report["worst"][:count]]
    shown = _shown(evaluator, dataset, worst)
    path = folder / WORST_FILE
    write_sheet([_own_row(score, one) for score, one in zip(worst, shown, strict=True)], path)
    return path


def _own_row(score: ShapeScore, shown: Shown) -> SheetRow:
    ious = [_figure(name, score.part_ious.get(name)) for name in score.parts]
    return SheetRow(score.category or score.item, ious, "IoU a part of this shape", [shown])


def _figure(name: str, iou: float | None) -> tuple[str, float]:
    return (f"{name} (absent)", 0.0) if iou is None else (name, iou)


def _shown(
    evaluator: Evaluator, dataset: LabelledSet, scores: Sequence[ShapeScore]
) -> tuple[Shown, ...]:
    """Segment shapes again, for the pictures."""
    indices = {item: index for index, item in enumerate(dataset.items)}
    cases = [evaluator.case(dataset, indices[score.item]) for score in scores]
    step = evaluator.options.batch
    results = [
        result
        for start in range(0, len(cases), step)
        for result in evaluator.segment(cases[start : start + step])
    ]
    return tuple(
        Shown(case, result, f"{score.item} {score.iou or 0.0:.0%}")
        for case, result, score in zip(cases, results, scores, strict=True)
    )
