"""Options that several commands of `pa3d train` share."""

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")]
Data = Annotated[
    Path, typer.Option("--data", metavar="DIR", help="Training set (the folder of `labeled/`).")
]
