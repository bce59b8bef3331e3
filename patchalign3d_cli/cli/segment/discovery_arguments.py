"""The options of `pa3d segment --parts auto`: one alias an option."""

from typing import Annotated

import typer

from patchalign3d_cli.cli.shared_arguments import FINE_PANEL

Count = Annotated[
    int | None,
    typer.Option(min=1, help="With --parts auto: how many parts (default: what is clearest)."),
]
Granularity = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=1.0,
        help="With --parts auto, in place of a count: 0 coarse, 1 fine.",
        rich_help_panel=FINE_PANEL,
    ),
]
