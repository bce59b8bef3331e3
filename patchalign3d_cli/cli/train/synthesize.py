"""`pa3d train synthesize`: labelled shapes from nothing."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.cli.train.arguments import Out


@guarded
def synthesize(
    out: Out,
    count: Annotated[int, typer.Option(min=1, help="How many shapes.")] = 10_000,
    seed: shared.Seed = 0,
    categories: Annotated[
        list[str] | None, typer.Option("--category", help="Only these; may be repeated.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    meshes: Annotated[
        bool, typer.Option(help="Write the meshes too (`pa3d train features` needs them).")
    ] = True,
    as_folder: Annotated[
        bool,
        typer.Option(
            "--as-folder",
            help="Write meshes with label files beside them instead, as your own data may lie.",
        ),
    ] = False,
    preview: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw a sheet of such shapes too.")
    ] = None,
    quiet: shared.Quiet = False,
) -> None:
    """Generate labelled shapes in the layout of the published training data."""
    from patchalign3d_cli.light.backends import require_torch
    from patchalign3d_training.synthesis.dataset import write_dataset
    from patchalign3d_training.synthesis.folder import write_folder
    from patchalign3d_training.synthesis.preview import contact_sheet

    if not as_folder:
        require_torch("the published layout, without --as-folder,")
    messages = Messages(quiet=quiet)
    if preview is not None:
        contact_sheet(preview, categories, seed)
        messages.say(f"drew {preview}")
    if as_folder:
        meshes_written = write_folder(out, count, seed, categories)
        messages.say(f"{len(meshes_written)} labelled meshes in {out}")
        return
    written = write_dataset(out, count, seed, categories, workers, meshes=meshes)
    messages.say(f"{written} new shapes, {count} in all, in {out}")
