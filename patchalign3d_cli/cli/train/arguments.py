"""Options that several commands of `pa3d train` share."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.cli.up_type import axes, up_direction

RUN_PANEL = "Run"

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")]
Data = Annotated[
    Path, typer.Option("--data", metavar="DIR", help="Training set (the folder of `labeled/`).")
]
Fresh = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Start from fresh weights of this config.json instead."),
]
Up = Annotated[
    UpDirection | None,
    typer.Option(
        parser=up_direction,
        autocompletion=axes,
        metavar="AXIS",
        help="What points up in your own meshes: an axis or a direction x,y,z (default: y).",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help="Options of the run (see --print-config).",
        rich_help_panel=RUN_PANEL,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change an option: epochs=3, batches.yaw=true; may be repeated.",
        rich_help_panel=RUN_PANEL,
    ),
]
Resume = Annotated[
    bool,
    typer.Option("--resume", help="Go on with the run in --out.", rich_help_panel=RUN_PANEL),
]
TrainingDevice = Annotated[
    str,
    typer.Option(
        help="auto or cpu; several devices: `accelerate launch -m patchalign3d_cli train ...`.",
        rich_help_panel=RUN_PANEL,
    ),
]
