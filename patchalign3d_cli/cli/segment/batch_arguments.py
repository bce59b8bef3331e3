"""The options of `pa3d segment` for many shapes: one alias an option."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli.shared_arguments import BATCH_PANEL
from patchalign3d_cli.cli.streams import read_standard_input

BatchShapes = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="SHAPE",
        help="Meshes or point clouds; folders, patterns ('scans/**/*.ply') or lists (@list.txt) of"
        " them; URLs (s3://...); - for stdin.",
        callback=read_standard_input,
    ),
]
Recursive = Annotated[
    bool,
    typer.Option(
        "--recursive",
        "-r",
        help="Also look into the folders within folders; the tree is kept under -o.",
        rich_help_panel=BATCH_PANEL,
    ),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV or JSON table of shapes: file, and as it likes parts, category, up.",
        rich_help_panel=BATCH_PANEL,
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Skip what is done: the same shape, model and options, and its files are whole.",
        rich_help_panel=BATCH_PANEL,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Worker processes (default: by cores and memory; with Ray all of the cluster); 0 works"
        " in this process.",
        rich_help_panel=BATCH_PANEL,
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help="A shape that takes longer fails; the others go on.",
        rich_help_panel=BATCH_PANEL,
    ),
]
MemoryLimit = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="MB",
        help="A shape whose worker takes more memory fails; the others go on.",
        rich_help_panel=BATCH_PANEL,
    ),
]
JournalFile = Annotated[
    Path | None,
    typer.Option(
        "--journal",
        metavar="FILE",
        help="The report of a run and what --resume reads (default: pa3d-journal.jsonl with the"
        " results).",
        rich_help_panel=BATCH_PANEL,
    ),
]
