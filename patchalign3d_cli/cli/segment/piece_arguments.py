"""The options of `pa3d segment` for pieces, objects of a scene, and sides: one alias an option."""

from typing import Annotated

import typer

from patchalign3d_cli.choices import Split

PIECES_PANEL = "Pieces"

SplitMode = Annotated[
    Split | None,
    typer.Option(
        "--split",
        help="Also write each part, or each single piece of one (leg_0, leg_1), as a mesh"
        " into a folder beside the result, and as a node in GLB.",
        rich_help_panel=PIECES_PANEL,
    ),
]
Cap = Annotated[
    bool,
    typer.Option(
        "--cap",
        help="Close the holes where pieces were cut from each other, in their files and in 3MF.",
        rich_help_panel=PIECES_PANEL,
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        min=0.0,
        metavar="LENGTH",
        help="Pieces of a part that come nearer than this are one, in radii of the shape (0: only"
        " those that share corners).",
        rich_help_panel=PIECES_PANEL,
    ),
]
NameSides = Annotated[
    bool,
    typer.Option(
        "--name-sides",
        help="Name pieces by their sides where these tell them apart: leg_front_left.",
        rich_help_panel=PIECES_PANEL,
    ),
]
MinShare = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=0.99,
        metavar="SHARE",
        help="Pieces below this share of the surface go to their neighbour (default: 0.005 with"
        " --split instances, else 0).",
        rich_help_panel=PIECES_PANEL,
    ),
]
Refine = Annotated[
    bool,
    typer.Option(
        "--refine",
        help="Subdivide faces that span two parts, along the boundary between them.",
        rich_help_panel=PIECES_PANEL,
    ),
]
