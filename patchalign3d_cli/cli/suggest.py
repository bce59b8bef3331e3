"""`pa3d suggest`: which part words fit a shape."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, err, guarded, out, print_json
from patchalign3d_cli.cli.reading import encode_shape
from patchalign3d_cli.cli.streams import read_one_standard_input

if TYPE_CHECKING:
    from patchalign3d_cli.asking import Suggestion


@guarded
def suggest(
    shape: Annotated[
        Path,
        typer.Argument(
            metavar="SHAPE",
            help="A mesh or a point cloud; - for stdin.",
            callback=read_one_standard_input,
        ),
    ],
    vocabulary: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Words to try: `thing: part, part` or one part a line (default: a list of"
            " everyday things that comes along).",
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--max", min=1, metavar="N", help="How many words at most.")
    ] = 12,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Print part names that fit a shape, as --parts takes them.

    pa3d segment chair.obj --parts "$(pa3d suggest chair.obj)"
    """
    messages = Messages(quiet=quiet, verbose=verbose)

    from patchalign3d_cli.asking import suggest_parts, suggestion_record
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.text.vocabulary import load_vocabulary

    words = load_vocabulary(vocabulary)
    request = SegmentRequest(up=up, columns=columns, trust_references=trust_references, seed=seed)
    segmenter = load_segmenter(
        model, backend=backend, device=device, text_encoder=text_bank, offline=offline
    )
    messages.detail(f"model {segmenter.identity.name} on {segmenter.where}")
    features = encode_shape(shape, segmenter, request, messages)
    suggestion = suggest_parts(segmenter, features, words, most=most)
    if as_json:
        print_json(suggestion_record(suggestion, str(shape), features))
        return
    if not quiet:
        show(suggestion)
    out.print(suggestion.line, markup=False)


def show(suggestion: "Suggestion") -> None:
    """Tell on stderr what was found: stdout has the names alone."""
    if suggestion.thing is not None:
        others = f" (or: {', '.join(suggestion.others)})" if suggestion.others else ""
        err.print(f"it may be: {suggestion.thing}{others}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("part", no_wrap=True, overflow="ellipsis", max_width=40)
    for title in ("share", "fit"):
        table.add_column(title, no_wrap=True, justify="right")
    table.add_column("instead of", overflow="ellipsis", max_width=40)
    for part in suggestion.parts:
        name, same = Text(part.name), Text(", ".join(part.instead_of))
        table.add_row(name, f"{part.share:.0%}", f"{part.fit:.2f}", same)
    err.print(table)
