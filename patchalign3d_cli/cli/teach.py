"""`pa3d teach`: words learned from labelled shapes."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded, print_json
from patchalign3d_cli.errors import OutputError

Labelled = Annotated[
    list[Path],
    typer.Argument(
        metavar="LABELLED",
        help="Results of pa3d (chair.parts.json), shapes with a label file beside them, or folders"
        " of such.",
    ),
]
WordsOutput = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE.words",
        help="The words to write.",
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]


@guarded
def teach(
    labelled: Labelled,
    output: WordsOutput,
    up: shared.UpAxisOnly = None,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
) -> None:
    """Learn what part names mean from a few labelled shapes, in seconds.

    [bold]pa3d teach ant.parts.json -o ants.words[/bold], then
    [bold]pa3d segment more/ --words ants.words[/bold]
    """
    messages = Messages(quiet=quiet)
    if output.exists() and not force:
        raise OutputError(f"{output} exists; add --force or choose another path with -o")

    from patchalign3d_cli.asking.teaching import teach as learn
    from patchalign3d_cli.datasets import load_examples
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.text.taught_words import save_words

    shapes = [shape for path in labelled for shape in load_examples(path, up=up)]
    segmenter = load_segmenter(model, backend=backend, device=device, offline=offline)
    words = learn(segmenter, shapes)
    save_words(words, output)
    if words.kept:
        messages.warn(
            f"the own words of {words.model} fit these shapes as well as what was learned, so they"
            " were kept"
        )
    if as_json:
        print_json(
            {
                "words": list(words.names),
                "examples": list(words.examples),
                "kept": list(words.kept),
                "model": words.model,
                "file": str(output),
            }
        )
    count = len(words.examples)
    messages.say(
        f"wrote {output}: {', '.join(words.names)}, from {count} shape{'s' if count > 1 else ''}"
    )
