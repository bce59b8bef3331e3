"""All scores of a run in one JSON-ready record, with what it takes to get them again."""

import contextlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.benchmark.metrics import bootstrap_intervals, category_means
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.published import SOURCE, full_set, published_rows
from patchalign3d_cli.benchmark.scores import ShapeScore, rounded
from patchalign3d_cli.datasets.layout import digest
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.version import __version__

SCHEMA = "pa3d.benchmark/1"
REPORT_FILE = "report.json"
WORST = 10
Report = Mapping[str, Any]


def make_report(
    scores: Sequence[ShapeScore],
    dataset: str,
    model: ModelIdentity,
    options: BenchmarkOptions,
    device: str,
    words: str,
    available: int | None = None,
) -> dict[str, Any]:
    """Sum up a run. The same scores give the same record; it holds neither time nor paths.

    Args:
        scores: The shapes' scores, at least one.
        dataset: The set's name.
        model: The model.
        options: How it was run.
        device: Kind of the device that it ran on.
        words: Digest of what embedded the part names (`words_digest`).
        available: Shapes of the set that could have been evaluated; None for those that were.

    Raises:
        DataError: No shape has anything to evaluate.
    """
    scored = [score for score in scores if score.iou is not None]
    if not scored:
        raise DataError(
            f"no shape of {dataset} has a labelled part, so there is nothing to evaluate"
        )
    ious = [score.iou or 0.0 for score in scored]
    groups = [score.category for score in scored]
    over_shapes, over_categories = bootstrap_intervals(ious, groups, options.seed)
    means = category_means(ious, groups)
    worst = sorted(scored, key=lambda score: (score.iou, score.item))[:WORST]
    return {
        "schema": SCHEMA,
        "generator": f"pa3d {__version__}",
        "versions": _versions(),
        "device": device,
        "model": vars(model),
        "words": words,
        "dataset": {
            "name": dataset,
            "shapes": len(scores),
            "judged": len(scored),
            "not_full": _not_full(dataset, len(scores), len(means), available),
            "sha256": digest(*(part for score in scores for part in (score.item, score.sha256))),
        },
        "options": options.to_dict(),
        "scores": {
            "instance_miou": rounded(np.mean(ious)),
            "instance_miou_interval": [rounded(end) for end in over_shapes],
            "category_miou": rounded(np.mean(list(means.values()))),
            "category_miou_interval": [rounded(end) for end in over_categories],
            "accuracy": _mean(score.accuracy for score in scored),
            "patch_accuracy": _patch_accuracy(scored),
        },
        "categories": {
            name: _category([score for score in scored if score.category == name], options.seed)
            for name in means
        },
        "published": {
            "source": SOURCE,
            "rows": [
                {
                    "method": row.method,
                    "instance_miou": row.miou,
                    "category_miou": row.ciou,
                    "categories": dict(row.categories),
                }
                for row in published_rows(dataset)
            ],
        },
        "worst": [{"item": score.item, "iou": score.iou} for score in worst],
        "shapes": [
            {
                "item": score.item,
                "category": score.category,
                "iou": score.iou,
                "accuracy": score.accuracy,
                "parts": score.part_ious,
                "rotation": score.rotation,
            }
            for score in scores
        ],
    }


def write_report(report: Report, path: Path) -> None:
    """Write a report as JSON, whole or not at all; the same report gives the same bytes."""
    text = json.dumps(report, indent=1, ensure_ascii=True, allow_nan=False)
    with atomic_path(path) as temporary:
        temporary.write_text(text + "\n", encoding="ascii")


def read_report(path: Path) -> Report:
    """Read what `write_report` wrote.

    Args:
        path: The file, or the folder of a run.

    Raises:
        DataError: The file is missing or is no report.
    """
    if path.is_dir():
        path /= REPORT_FILE
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            f"cannot read {path}: {error.strerror or error}; give a {REPORT_FILE} that"
            " `pa3d benchmark` wrote"
        ) from error
    except ValueError as error:
        raise DataError(f"{path} is not valid JSON: {error}; run the benchmark again") from error
    if not isinstance(report, dict) or report.get("schema") != SCHEMA:
        raise DataError(
            f"{path} is no report that this pa3d knows ({SCHEMA}); run the benchmark again"
        )
    return report


def _not_full(dataset: str, shapes: int, categories: int, available: int | None) -> str | None:
    """What is missing to the whole set, in words; None for nothing."""
    whole = full_set(dataset)
    if whole is None:
        whole = (available or shapes, categories)
    if shapes >= whole[0] and categories >= whole[1]:
        return None
    some = f"{categories} of {whole[1]} categories, " if categories < whole[1] else ""
    return f"not the full set: {some}{shapes:,} of {whole[0]:,} shapes"


def _category(scores: Sequence[ShapeScore], seed: int) -> dict[str, Any]:
    ious = [score.iou or 0.0 for score in scores]
    interval, _ = bootstrap_intervals(ious, [""] * len(ious), seed)
    names = list(dict.fromkeys(name for score in scores for name in score.parts))
    values = {
        name: [score.part_ious[name] for score in scores if name in score.part_ious]
        for name in names
    }
    return {
        "shapes": len(scores),
        "miou": rounded(np.mean(ious)),
        "miou_interval": [rounded(end) for end in interval],
        "accuracy": _mean(score.accuracy for score in scores),
        "patch_accuracy": _patch_accuracy(scores),
        "parts": {
            name: {"iou": rounded(np.mean(ious)) if ious else None, "shapes": len(ious)}
            for name, ious in values.items()
        },
        "confusion": {"parts": names, "rows": _confusion(scores, names)},
    }


def _confusion(scores: Sequence[ShapeScore], names: Sequence[str]) -> list[list[float]]:
    """Mean shares of the shapes: a row a true part, a column a predicted one, then no label."""
    rows_of = {name: row for row, name in enumerate(names)}
    total = np.zeros((len(names), len(names) + 1))
    for score in scores:
        rows = [rows_of[name] for name in score.parts]
        total[np.ix_(rows, [*rows, len(names)])] += np.array(score.confusion)
    return [[rounded(value) for value in row] for row in total / len(scores)]


def _patch_accuracy(scores: Sequence[ShapeScore]) -> float | None:
    hits = [score.patches for score in scores if score.patches is not None]
    labelled = sum(count for _, count in hits)
    return rounded(sum(right for right, _ in hits) / labelled) if labelled else None


def _mean(values: Any) -> float | None:
    known = [value for value in values if value is not None]
    return rounded(np.mean(known)) if known else None


def _versions() -> dict[str, str]:
    versions = {
        "pa3d": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        versions["torch"] = importlib.metadata.version("torch")
    return versions
