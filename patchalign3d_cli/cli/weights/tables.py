"""How `pa3d weights` shows models to people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.console import out

if TYPE_CHECKING:
    from patchalign3d_cli.models.information import ModelInformation
    from patchalign3d_cli.models.registry import ModelEntry
    from patchalign3d_cli.models.verification import VerifyReport
    from patchalign3d_training.evaluation.calibration import Calibration


def show_entries(entries: "Sequence[ModelEntry]") -> None:
    """Print a table of models."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("", "model", "where"):
        table.add_column(title)
    table.add_column("size", justify="right")
    for title in ("words", "licence", ""):
        table.add_column(title, overflow="fold")
    locations = {"bundled": "bundled", "here": "this machine", "hub": "on the Hub"}
    for entry in entries:
        note = entry.problem or ""
        if entry.place == "hub":
            note = f"pa3d weights pull {entry.name}"
        cells = [
            "*" if entry.is_default else "",
            entry.name,
            locations[entry.place],
            _size(entry.bytes) if entry.bytes else "",
            "" if entry.place == "hub" else ("yes" if entry.has_text else "no"),
            entry.license,
            note,
        ]
        table.add_row(*(Text(cell) for cell in cells))
    out.print(table)
    if any(entry.is_default for entry in entries):
        out.print("* the default model", style="dim")


def show_information(information: "ModelInformation") -> None:
    """Print what a model says about itself, a line a fact."""
    config = information.config
    encoder, text = config.encoder, config.text
    lines = {
        "model": config.name,
        "directory": str(information.directory),
        "licence": config.license,
        "size": _size(information.bytes),
        "weights": f"{information.numbers:,} numbers",
        "encoder": f"{encoder.points} points, {encoder.patches} patches of {encoder.patch_size},"
        f" {encoder.depth} blocks, width {encoder.width}",
        "head": f"{config.head}, {config.feature_dim} numbers a patch",
        "temperature": f"{config.temperature:g}",
        "words": "none" if text is None else text.name,
    }
    if text is not None:
        count = information.text_numbers
        lines["text tower"] = "not here" if count is None else f"{count:,} numbers"
        lines["text bank"] = "yes" if information.has_text_bank else "no"
    for key, value in {**lines, **config.provenance}.items():
        out.print(f"{key:12} {value}", markup=False)


def show_report(report: "VerifyReport") -> None:
    """Print the checks and the files' hashes."""
    for check in report.checks:
        mark, style = ("ok", "green") if check.passed else ("failed", "red")
        out.print(f"{mark:7}", style=style, end="")
        out.print(f"{check.name}: {check.detail}", markup=False)
    for path, digest in report.sha256.items():
        out.print(f"{digest}  {path}", style="dim", markup=False)


def show_calibration(figures: "Calibration") -> None:
    """Print the figures of a calibration."""
    lines = {
        "shapes": f"{figures.shapes:,} generated ones",
        "temperature": f"{figures.confidence_temperature:.5f} for confidences",
        "error before": f"{figures.error_before:.1%} expected calibration error",
        "error after": f"{figures.error_after:.1%}, on shapes that it was not fitted to",
        "other": f"cosines below {figures.other_cosine:.3f} fit none of the parts"
        f" (balanced accuracy {figures.other_accuracy:.1%})",
        "trust": "not fitted: too few shapes are right, or too few are wrong",
    }
    if (trust := figures.trust) is not None:
        lines["trust"] = (
            f"log odds {trust.offset:g} + {trust.confidence:g} of confidence + {trust.cosine:g} of"
            " cosine"
        )
    if figures.trust_error is not None:
        lines["trust error"] = f"{figures.trust_error:.1%}, on categories that it was not fitted to"
    for key, value in lines.items():
        out.print(f"{key:12} {value}", markup=False)


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
