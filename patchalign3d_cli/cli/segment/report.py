"""What `pa3d segment` says about a result: a table for people, an object for programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from patchalign3d_cli.cli.console import out
from patchalign3d_cli.cli.planning import Job

if TYPE_CHECKING:
    from patchalign3d_cli.results import PartSegmentation, SceneObjects

SCHEMA = "pa3d.segment/1"  # of what --json prints


def record(job: Job, result: "PartSegmentation", files: Sequence[Path]) -> dict[str, Any]:
    """One shape of the JSON report."""
    from patchalign3d_cli.results_io.json.record import segmentation_record

    return {
        "path": str(job.shape),
        "files": [str(path) for path in files],
        "warnings": list(result.warnings),
        **segmentation_record(result),
    }


def objects_line(objects: "SceneObjects") -> str:
    """How many objects a scene has, and what told them from each other."""
    count = len(objects.names)
    by = {
        "nodes": "by the nodes at the top of its file (by what touches: --cluster DISTANCE)",
        "pieces": "by what touches (otherwise: --cluster DISTANCE)",
        "clusters": "by distances between points (otherwise: --cluster DISTANCE)",
    }[objects.source]
    return f"{count:,} object{'s' if count != 1 else ''}, {by}"


def show(result: "PartSegmentation") -> None:
    """Print the parts as a table, and who labelled them."""
    from patchalign3d_cli.coloring.legend import legend_entries
    from patchalign3d_cli.coloring.palette import hex_color

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    # The figures take about 32 columns; names are what gives way.
    room = max(4, min(40, out.width - 32))
    table.add_column("part", no_wrap=True, overflow="ellipsis", max_width=room)
    for title in ("share", f"{result.source.element}s", "confidence"):
        table.add_column(title, no_wrap=True, justify="right")
    for entry in legend_entries(result):
        named = entry.part is not None
        colored = named and out.is_terminal
        swatch = Text("██" if colored else "", style=hex_color(entry.color))
        sure = "-" if entry.confidence is None else f"{entry.confidence:.2f}"
        name = Text(entry.name, style="" if named else "dim")
        table.add_row(swatch, name, f"{entry.share:.1%}", f"{entry.count:,}", sure)
    out.print(table)
    if result.trust is not None:
        chance = "the chance that at least 80% of the surface is right"
        out.print(f"trust {min(result.trust, 0.99):.2f}: {chance}", style="dim", markup=False)
    if hints := result.options.get("hints"):
        out.print(f"took {hints}", style="dim", markup=False)
    out.print(
        f"labelled by {result.model.name} ({result.model.text_model})", style="dim", markup=False
    )
