"""Two reports of the same shapes: what differs, and whether that could be chance."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from patchalign3d_cli.benchmark.metrics import Difference, paired_differences
from patchalign3d_cli.benchmark.report import Report
from patchalign3d_cli.benchmark.tables import ScoreTable, percent
from patchalign3d_cli.errors import DataError

SCHEMA = "pa3d.benchmark-comparison/1"
SIGNIFICANT = 0.05


class ComparedRow(NamedTuple):
    """One mean of both reports.

    Attributes:
        name: What it is of.
        shapes: How many shapes both have.
        first: The first report's mean, 0 to 1.
        second: The second's.
        difference: Second minus first.
    """

    name: str
    shapes: int
    first: float
    second: float
    difference: Difference


class Comparison(NamedTuple):
    """Two reports side by side.

    Attributes:
        rows: Both overall means, then each category.
        left_out: Shapes that only one of them has scores for.
        notes: How the two runs differ, a sentence each.
    """

    rows: tuple[ComparedRow, ...]
    left_out: int
    notes: tuple[str, ...]


def compare_reports(first: Report, second: Report, seed: int = 0) -> Comparison:
    """Compare shape by shape, with a paired bootstrap.

    Args:
        first: A report.
        second: Another one, on the same data set.
        seed: Seed of the bootstrap.

    Raises:
        DataError: They have no evaluated shape in common.
    """
    ours, theirs = _evaluated(first), _evaluated(second)
    items = [item for item in ours if item in theirs]
    if not items:
        raise DataError(
            f"the reports are of {first['dataset']['name']} and {second['dataset']['name']} and"
            " have no shape in common; compare two runs on one data set"
        )
    groups = [ours[item]["category"] for item in items]
    left = [float(ours[item]["iou"]) for item in items]
    right = [float(theirs[item]["iou"]) for item in items]
    over_shapes, over_groups = paired_differences(left, right, groups, seed)
    names = sorted(set(groups))
    by_group = {name: [i for i, group in enumerate(groups) if group == name] for name in names}
    categories = []
    for name, rows in by_group.items():
        firsts, seconds = [left[i] for i in rows], [right[i] for i in rows]
        gap, _ = paired_differences(firsts, seconds, [""] * len(rows), seed)
        means = _mean(firsts), _mean(seconds)
        categories.append(ComparedRow(name or "-", len(rows), *means, gap))
    shapes = ComparedRow("instance mIoU", len(items), _mean(left), _mean(right), over_shapes)
    overall = _mean([row.first for row in categories]), _mean([row.second for row in categories])
    means_row = ComparedRow("category mIoU", len(items), *overall, over_groups)
    return Comparison(
        (shapes, means_row, *categories),
        len(ours) + len(theirs) - 2 * len(items),
        tuple(_notes(first, second)),
    )


def comparison_table(comparison: Comparison, first: str, second: str) -> ScoreTable:
    """A comparison as cells of text, in per cent; `*` where chance is no likely cause.

    Args:
        comparison: What to show.
        first: What to call the first report.
        second: What to call the second.
    """
    rows = tuple(
        (
            row.name,
            percent(row.first),
            percent(row.second),
            percent(row.difference.mean, signed=True),
            f"{percent(row.difference.interval.low, signed=True)} to"
            f" {percent(row.difference.interval.high, signed=True)}",
            f"{row.difference.p_value:.3f}" + (" *" if is_significant(row) else ""),
            str(row.shapes),
        )
        for row in comparison.rows
    )
    columns = ("", first, second, "difference", "95 %", "p", "shapes")
    note = f"* p below {SIGNIFICANT} (paired bootstrap, two-sided)"
    return ScoreTable(f"{second} against {first}", columns, rows, note)


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON-ready values."""
    return {
        "schema": SCHEMA,
        "left_out": comparison.left_out,
        "notes": list(comparison.notes),
        "rows": [
            {
                "name": row.name,
                "shapes": row.shapes,
                "first": row.first,
                "second": row.second,
                "difference": row.difference.mean,
                "interval": list(row.difference.interval),
                "p_value": row.difference.p_value,
            }
            for row in comparison.rows
        ],
    }


def is_significant(row: ComparedRow) -> bool:
    """Whether a difference is unlikely to be chance."""
    return row.difference.p_value < SIGNIFICANT


def _evaluated(report: Report) -> dict[str, Mapping[str, Any]]:
    return {row["item"]: row for row in report["shapes"] if row["iou"] is not None}


def _notes(first: Report, second: Report) -> list[str]:
    notes = []
    if first["dataset"]["sha256"] != second["dataset"]["sha256"]:
        notes.append("the runs read different data")
    for key in ("protocol", "prompts", "rotate", "seed", "encode", "query"):
        left, right = first["options"].get(key), second["options"].get(key)
        if left != right:
            notes.append(f"{key}: {left} against {right}")
    return notes


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
