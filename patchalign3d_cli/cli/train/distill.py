"""`pa3d train distill`: stage 1."""

from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import guarded
from patchalign3d_cli.cli.train.arguments import (
    RUN_PANEL,
    Config,
    Data,
    Fresh,
    Out,
    Resume,
    Set,
    TrainingDevice,
    Up,
)
from patchalign3d_cli.cli.train.running import (
    printed_config,
    read_options,
    run_messages,
    run_stage,
    tell_looking,
    tell_unusable,
)


@guarded
def distill(
    data: Data,
    out: Out,
    init: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|DIR",
            help="Stage-1 model to go on from (default: fresh weights of the published sizes).",
        ),
    ] = None,
    fresh: Fresh = None,
    up: Up = None,
    config: Config = None,
    change: Set = None,
    resume: Resume = False,
    device: TrainingDevice = "auto",
    offline: shared.Offline = False,
    print_config: Annotated[
        bool,
        typer.Option(
            "--print-config",
            callback=printed_config("distill"),
            is_eager=True,
            help="Print all options with their defaults, explained, and end.",
            rich_help_panel=RUN_PANEL,
        ),
    ] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Stage 1: distil a teacher's image features into the patches. --resume goes on."""
    from patchalign3d_training.data.splits import open_splits
    from patchalign3d_training.stages.distill import DistillStage, feature_width
    from patchalign3d_training.stages.distill_options import DistillOptions
    from patchalign3d_training.stages.starting import start_distill

    options = read_options(DistillOptions, config, change)
    messages = run_messages(quiet)
    train, held_out = open_splits(data, "distill", up, tell_looking(messages))
    width = feature_width(train.usable)
    model = start_distill(init, fresh, width, options.seed, offline=offline)
    stage = DistillStage(model, train.usable, options, held_out.usable if held_out else None)
    run_stage(
        stage,
        out,
        options,
        messages,
        resume=resume,
        device=device,
        unusable=tell_unusable([train, held_out], messages),
    )
