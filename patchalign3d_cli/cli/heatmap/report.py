"""What `pa3d heatmap` says about a heat: a table for people, an object for programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from patchalign3d_cli.cli.console import out
from patchalign3d_cli.cli.planning import Job

if TYPE_CHECKING:
    from patchalign3d_cli.results import ShapeHeat

SCHEMA = "pa3d.heatmap/1"  # of what --json prints


def record(job: Job, heat: "ShapeHeat", files: tuple[Path, ...]) -> dict[str, Any]:
    """One shape of the JSON report."""
    from patchalign3d_cli.saving import heat_record

    return {
        "path": str(job.shape),
        "files": [str(path) for path in files],
        "warnings": list(heat.source.warnings),
        **heat_record(heat),
    }


def show(heat: "ShapeHeat") -> None:
    """Print the queries as a table: the range of their fits, and where each fits best."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("query", no_wrap=True, overflow="ellipsis", max_width=40)
    for title in ("lowest", "highest", f"hottest {heat.source.element}"):
        table.add_column(title, no_wrap=True, justify="right")
    for name, fits in zip(heat.queries, heat.fits.T, strict=True):
        numbers = (f"{fits.min():.3f}", f"{fits.max():.3f}", f"{fits.argmax()}")
        table.add_row(Text(name), *numbers)
    out.print(table)
    out.print(f"cosines by {heat.model.name} ({heat.model.text_model})", style="dim", markup=False)
