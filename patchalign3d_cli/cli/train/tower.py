"""`pa3d train tower`: a small text tower."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.cli.train.arguments import Out


@guarded
def tower(
    out: Out,
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of the run's state and teacher answers.")
    ],
    wordnet: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of WordNet's data.noun.")
    ] = Path("/usr/share/wordnet"),
    epochs: Annotated[int, typer.Option(min=1)] = 14,
    resume: Annotated[bool, typer.Option(help="Go on from the state in --work.")] = False,
    seed: shared.Seed = 0,
    quiet: shared.Quiet = False,
) -> None:
    """Distil a small text tower from a sentence encoder."""
    from patchalign3d_training.tower.text_tower import TowerOptions, distil_tower

    messages = Messages(quiet=quiet)
    options = TowerOptions(wordnet, out, work, epochs=epochs, resume=resume, seed=seed)
    distil_tower(options, messages.say)
    messages.say(f"the text tower stands in {out}")
