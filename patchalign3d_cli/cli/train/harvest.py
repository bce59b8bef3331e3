"""`pa3d train harvest`: labelled shapes out of the names in files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import FAILED, SOME_FAILED, Messages, guarded
from patchalign3d_cli.cli.train.arguments import Out, Up

if TYPE_CHECKING:
    from patchalign3d_training.harvest.labelling import Harvested

_SHOWN = 6


@guarded
def harvest(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of GLB, glTF, OBJ, 3MF, URDF or MJCF.")
    ],
    out: Out,
    category: Annotated[
        str | None, typer.Option(help="What all shapes are (default: their folders' names).")
    ] = None,
    up: Up = None,
    quiet: shared.Quiet = False,
) -> None:
    """Make labelled shapes out of files whose nodes, materials, joints or links have names."""
    from patchalign3d_cli.models.label_encoders import label_encoder
    from patchalign3d_cli.text.labels import clean_label
    from patchalign3d_training.harvest.run import REPORT_FILE, harvest

    if category is not None and not (category := clean_label(category).replace(" ", "-")):
        raise typer.BadParameter("the category holds no word", param_hint="--category")
    messages = Messages(quiet=quiet)

    def report(result: "Harvested") -> None:
        if result.failed:
            messages.warn(f"{result.path}: {result.reason}")
        else:
            messages.say(_line(result))

    results = harvest(directory, out, label_encoder(), category=category, up=up, report=report)
    taken = [result.path for result in results if result.shape is not None]
    files = len({result.path for result in results})
    messages.say(
        f"{len(set(taken)):,} of {files:,} files gave {len(taken):,} labelled shapes;"
        f" {out / REPORT_FILE}"
    )
    if any(result.failed for result in results):
        raise typer.Exit(SOME_FAILED)
    if not taken:
        messages.warn("no file names two parts or more; name nodes, materials or joints by parts")
        raise typer.Exit(FAILED)


def _line(result: "Harvested") -> str:
    """What became of a file, in one line."""
    dropped = ", ".join(result.dropped[:_SHOWN])
    more = ", ..." if len(result.dropped) > _SHOWN else ""
    silent = f"; these say nothing: {dropped}{more}" if dropped else ""
    subject = f"{result.path}, {result.body}" if result.body else result.path
    if result.shape is None:
        return f"{subject}: left out, {result.reason}{silent}"
    parts = ", ".join(result.parts)
    return f"{subject}: {parts} on {result.labelled:.0%}; {result.reason}{silent}"
