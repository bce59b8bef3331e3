"""Options that several commands share: one name, one meaning."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.choices import Assignment, Backend, RunEngine, UpChoice, UpDirection
from patchalign3d_cli.cli.completion import models
from patchalign3d_cli.cli.up_type import axes, axes_or_auto, up_choice, up_direction

MODEL_PANEL = "Model"
OUTPUT_PANEL = "Output"
FINE_PANEL = "Fine control"
BATCH_PANEL = "Many shapes"

EngineChoice = Annotated[
    RunEngine,
    typer.Option(
        "--engine",
        help="local: processes of this machine; ray: a Ray cluster (needs pa3d's extra: cluster).",
        rich_help_panel=BATCH_PANEL,
    ),
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT|auto",
        help="The Ray cluster (default: RAY_ADDRESS, else one of this machine for the run).",
        rich_help_panel=BATCH_PANEL,
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        envvar="PA3D_MODEL",
        metavar="NAME|DIR|ORG/REPO",
        help="Model: a name of `pa3d weights list`, a folder or a Hub repository.",
        autocompletion=models,
        rich_help_panel=MODEL_PANEL,
    ),
]
BackendChoice = Annotated[
    Backend,
    typer.Option(
        "--backend",
        help="What computes: light starts at once; torch runs on GPUs too; auto suits the machine.",
        rich_help_panel=MODEL_PANEL,
    ),
]
Device = Annotated[
    str,
    typer.Option(help="auto, cpu, cuda, cuda:N or mps.", rich_help_panel=MODEL_PANEL),
]
Offline = Annotated[
    bool,
    typer.Option(
        "--offline",
        envvar="HF_HUB_OFFLINE",
        help="Never touch the network.",
        rich_help_panel=MODEL_PANEL,
    ),
]
TextBankFile = Annotated[
    Path | None,
    typer.Option(
        "--text-bank",
        metavar="FILE",
        help="Take the words' vectors from this text bank instead of the model's.",
        rich_help_panel=MODEL_PANEL,
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Print JSON on stdout.", rich_help_panel=OUTPUT_PANEL),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Only warnings and errors.", rich_help_panel=OUTPUT_PANEL),
]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", "-v", help="More detail.", rich_help_panel=OUTPUT_PANEL),
]
Up = Annotated[
    UpChoice | None,
    typer.Option(
        "--up",
        parser=up_choice,
        autocompletion=axes_or_auto,
        metavar="AXIS",
        help="What points up in the file: x, y, z, -x, -y, -z or a direction such as"
        " 0,-0.85,-0.53 (default: as usual in its format); auto tries the axes.",
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="x=NAME,y=NAME,z=NAME",
        help="For clouds as text: the columns of x, y and z, by name or by number from 1.",
        rich_help_panel=FINE_PANEL,
    ),
]
TrustReferences = Annotated[
    bool,
    typer.Option(
        "--trust-references",
        help="Also read what a file names (textures, buffers) outside of its folder.",
        rich_help_panel=FINE_PANEL,
    ),
]
UpAxisOnly = Annotated[
    UpDirection | None,
    typer.Option(
        "--up",
        parser=up_direction,
        autocompletion=axes,
        metavar="AXIS",
        help="What points up in the files: x, y, z, -x, -y, -z or a direction x,y,z (default: as"
        " usual in their format).",
    ),
]
AssignmentRule = Annotated[
    Assignment,
    typer.Option(
        "--assignment",
        help="How faces take scores from patches; nearest is the published rule.",
        rich_help_panel=FINE_PANEL,
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of all draws.", rich_help_panel=FINE_PANEL)]
Force = Annotated[
    bool,
    typer.Option("--force", help="Overwrite what exists.", rich_help_panel=OUTPUT_PANEL),
]
