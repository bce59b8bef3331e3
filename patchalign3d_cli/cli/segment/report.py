"""What `pa3d segment` says about a result: a table for people, an object for programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from patchalign3d_cli.cli.console import out
from patchalign3d_cli.cli.planning import Job

if TYPE_CHECKING:
    from patchalign3d_cli.results import PartSegmentation

SCHEMA = "pa3d.segment/1"  # of what --json prints


def record(job: Job, result: "PartSegmentation", files: Sequence[Path]) -> dict[str, Any]:
    """One shape of the JSON report."""
    from patchalign3d_cli.results_io.json.record import segmentation_record

    return {
        "path": str(job.shape),
        "files": [str(path) for path in files],
        "warnings": list(result.source.warnings),
        **segmentation_record(result),
    }


def show(result: "PartSegmentation") -> None:
    """Print the parts as a table, and who labelled them."""
    from patchalign3d_cli.coloring.palette import palette

    kind = "points" if result.source.is_cloud else "faces"
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    # The figures take about 32 columns; names are what gives way.
    room = max(4, min(40, out.width - 32))
    table.add_column("part", no_wrap=True, overflow="ellipsis", max_width=room)
    for title in ("share", kind, "confidence"):
        table.add_column(title, no_wrap=True, justify="right")
    for part, color in zip(result.summary(), palette(len(result.parts)), strict=True):
        swatch = Text("██", style=f"rgb({color[0]},{color[1]},{color[2]})")
        sure = f"{part.confidence:.2f}" if part.count else "-"
        table.add_row(swatch, Text(part.name), f"{part.share:.1%}", f"{part.count:,}", sure)
    rest = result.labels < 0
    if rest.any():
        areas = result.source.element_areas()
        total = float(areas.sum())
        share = float(areas[rest].sum()) / total if total > 0 else float(rest.mean())
        left = int(rest.sum())
        table.add_row("", Text("unlabelled", style="dim"), f"{share:.1%}", f"{left:,}", "-")
    out.print(table)
    out.print(
        f"labelled by {result.model.name} ({result.model.text_model})", style="dim", markup=False
    )
