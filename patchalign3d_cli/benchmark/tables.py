"""A report as tables: for people, Markdown, LaTeX and CSV."""

import csv
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from patchalign3d_cli.benchmark.report import Report

_LATEX = str.maketrans(
    {"&": r"\&", "%": r"\%", "_": r"\_", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
CSV_COLUMNS = (
    *("category", "part", "shapes", "iou", "low", "high", "accuracy", "patch_accuracy"),
    "caution",
)


class ScoreTable(NamedTuple):
    """Cells of text.

    Attributes:
        title: One line above.
        columns: Headings.
        rows: Cells; the first of each names the row.
        note: One line below; where other methods' numbers come from.
        caution: One line that no reader of the figures may miss; empty for none.
        spare: Places of the columns that go first where there is no room for all.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    caution: str = ""
    spare: tuple[int, ...] = ()

    def fitted(self, width: int, gap: int = 2) -> "ScoreTable":
        """The table without as many of its spare columns as it takes to fit a width."""
        widths = [max(len(cell) for cell in column) for column in self._columns()]
        kept = list(range(len(self.columns)))
        for column in self.spare:
            if sum(widths[other] + gap for other in kept) - gap <= width:
                break
            kept.remove(column)
        return self._replace(
            columns=tuple(self.columns[column] for column in kept),
            rows=tuple(tuple(row[column] for column in kept) for row in self.rows),
            spare=(),
        )

    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip(self.columns, *self.rows, strict=True))


def score_table(report: Report) -> ScoreTable:
    """The scores of a report beside the published ones, in per cent."""
    dataset, options, scores = report["dataset"], report["options"], report["scores"]
    published = report["published"]["rows"]
    methods = tuple(row["method"] for row in published)
    name = report["model"]["name"]
    columns = ("", *methods, name, "95 %", "accuracy", "patches", "shapes")
    evaluated = str(dataset["judged"])
    extras = (percent(scores["accuracy"]), percent(scores["patch_accuracy"]), evaluated)
    rows = [
        (
            title,
            *(_given(row[key]) for row in published),
            percent(scores[key]),
            _ends(scores[f"{key}_interval"]),
            *extra,
        )
        for title, key, extra in (
            ("instance mIoU", "instance_miou", extras),
            ("category mIoU", "category_miou", ("", "", "")),
        )
    ]
    named = report["categories"]
    for category, figures in ({} if list(named) == [""] else named).items():
        rows.append(
            (
                category or "-",
                *(_given(row["categories"].get(category)) for row in published),
                percent(figures["miou"]),
                _ends(figures["miou_interval"]) if figures["shapes"] > 1 else "-",
                percent(figures["accuracy"]),
                percent(figures["patch_accuracy"]),
                str(figures["shapes"]),
            )
        )
    title = (
        f"{dataset['name']}, {options['protocol']} protocol, {options['prompts']} prompts,"
        f" {options['query']['assignment']}"
        + ("" if options["rotate"] == "none" else f", rotated ({options['rotate']})")
        + ("" if dataset["judged"] == dataset["shapes"] else f", {dataset['shapes']} shapes read")
    )
    note = f"other methods: {report['published']['source']}" if published else ""
    count = len(columns)
    # Patches, shapes, accuracy, then other methods from the left, then the interval.
    spare = (count - 2, count - 1, count - 3, *range(1, len(methods)), count - 4)
    caution = dataset.get("not_full") or ""
    return ScoreTable(title, columns, tuple(rows), note, caution, spare)


def markdown(table: ScoreTable) -> str:
    """The table in Markdown."""
    lines = [f"**{table.title}**", "", _bars(table.columns)]
    lines.append("|---|" + "---:|" * (len(table.columns) - 1))
    lines += [_bars(row) for row in table.rows]
    below = (f"**{table.caution}**" if table.caution else "", table.note)
    return "\n".join([*lines, *(line for text in below if text for line in ("", text))]) + "\n"


def latex(table: ScoreTable) -> str:
    """The table as a LaTeX `tabular` with the rules of `booktabs`."""
    lines = [f"% {table.title}", rf"\begin{{tabular}}{{l{'r' * (len(table.columns) - 1)}}}"]
    lines += [r"\toprule", _ampersands(table.columns), r"\midrule"]
    lines += [_ampersands(row) for row in table.rows[:2]]
    lines += [r"\midrule", *(_ampersands(row) for row in table.rows[2:])]
    if table.caution:
        caution = table.caution.translate(_LATEX)
        lines += [r"\midrule", rf"\multicolumn{{{len(table.columns)}}}{{l}}{{{caution}}} \\"]
    lines += [r"\bottomrule", r"\end{tabular}"]
    return "\n".join([*lines, *([f"% {table.note}"] if table.note else [])]) + "\n"


def comma_separated(report: Report) -> str:
    """Every figure of categories and parts, one a row; all shapes first (0 to 1)."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    scores, count = report["scores"], report["dataset"]["judged"]
    caution = report["dataset"].get("not_full") or ""
    shared = (scores["accuracy"], scores["patch_accuracy"], caution)
    for name, key in (("all shapes", "instance_miou"), ("all categories", "category_miou")):
        writer.writerow((name, "", count, scores[key], *scores[f"{key}_interval"], *shared))
    for category, figures in report["categories"].items():
        accuracies = (figures["accuracy"], figures["patch_accuracy"])
        row = (figures["shapes"], figures["miou"], *figures["miou_interval"], *accuracies)
        writer.writerow((category, "", *row, caution))
        for part, scored in figures["parts"].items():
            writer.writerow((category, part, scored["shapes"], scored["iou"], *[""] * 4, caution))
    return stream.getvalue()


def percent(value: float | None, *, signed: bool = False) -> str:
    """A share as per cent with one decimal; a dash for none."""
    if value is None:
        return "-"
    return f"{value * 100:+.1f}" if signed else f"{value * 100:.1f}"


def _given(value: Any) -> str:
    return "-" if value is None else f"{value:.1f}"


def _ends(interval: Sequence[float]) -> str:
    return f"{percent(interval[0])}-{percent(interval[1])}"


def _bars(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _ampersands(cells: Sequence[str]) -> str:
    return " & ".join(cell.translate(_LATEX) for cell in cells) + r" \\"
