"""The options of `pa3d segment` for scenes of several objects: one alias an option."""

from typing import Annotated

import typer

SCENE_PANEL = "Scenes"

PerObject = Annotated[
    bool,
    typer.Option(
        "--per-object",
        help="Label each object of a scene by itself: the nodes at its top, else what touches, or"
        " clusters of points.",
        rich_help_panel=SCENE_PANEL,
    ),
]
Cluster = Annotated[
    float | None,
    typer.Option(
        metavar="DISTANCE",
        help="With --per-object: pieces and points nearer than this are one object, in file units.",
        rich_help_panel=SCENE_PANEL,
    ),
]
