"""`pa3d train texts`: the text bank of a data set's labels."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.errors import ConfigError


@guarded
def texts(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The text bank to write.")
    ],
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Take a training set's labels.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take a file's labels, one a line.")
    ] = None,
    model: shared.Model = None,
    offline: shared.Offline = False,
    force: shared.Force = False,
    quiet: shared.Quiet = False,
) -> None:
    """Embed labels once and write them as a text bank."""
    from patchalign3d_cli.errors import OutputError
    from patchalign3d_cli.models.label_encoders import label_encoder
    from patchalign3d_cli.text.bank import save_text_bank
    from patchalign3d_cli.text.encoder import build_text_bank
    from patchalign3d_cli.text.labels import read_parts_file
    from patchalign3d_training.data.splits import open_splits

    if (data is None) == (labels is None):
        raise ConfigError("give either --data or --labels")
    if output.exists() and not force:
        raise OutputError(f"{output} exists; add --force or choose another path with -o")
    names: set[str] = set()
    if labels is not None:
        names.update(read_parts_file(labels))
    if data is not None:
        for split in open_splits(data, "align"):
            names.update(split.survey.labels if split else ())
    bank = build_text_bank(label_encoder(model, offline=offline), sorted(names))
    save_text_bank(bank, output)
    Messages(quiet=quiet).say(f"{len(bank.keys)} labels in {output}")
