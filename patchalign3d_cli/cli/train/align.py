"""`pa3d train align`: stage 2."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.text.bank import TextBank


@guarded
def align(
    data: Data,
    out: Out,
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Text bank of the labels (`pa3d train texts`); default: ask --init's encoder.",
        ),
    ] = None,
    init: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|DIR",
            help="Model to start from: stage 1 (its encoder is taken) or stage 2 (goes on).",
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
            callback=printed_config("align"),
            is_eager=True,
            help="Print all options with their defaults, explained, and end.",
            rich_help_panel=RUN_PANEL,
        ),
    ] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Stage 2: align patches with words. Stopped or killed, it goes on with --resume."""
    from patchalign3d_cli.models.label_encoders import label_encoder
    from patchalign3d_cli.text.bank import load_text_bank
    from patchalign3d_training.data.splits import open_splits
    from patchalign3d_training.data.words import completed_bank
    from patchalign3d_training.stages.align import AlignStage, BankVectors
    from patchalign3d_training.stages.align_options import AlignOptions
    from patchalign3d_training.stages.starting import start_align, with_decoders

    options = read_options(AlignOptions, config, change)
    messages = run_messages(quiet)
    train, held_out = open_splits(data, "align", up, tell_looking(messages))
    labels = sorted({*train.survey.labels, *(held_out.survey.labels if held_out else ())})
    bank = load_text_bank(texts) if texts else _embedded(labels, init, offline=offline)
    if options.batches.missing_text == "embed" and init is not None:
        bank = completed_bank(bank, labels, label_encoder(init, offline=offline))
    words = BankVectors(bank)
    train = train.narrowed(words, options.batches)
    held_out = held_out.narrowed(words, options.batches) if held_out else None
    model = start_align(init, fresh, bank, options.seed, offline=offline)
    model = with_decoders(
        model,
        options.point_neighbors,
        options.seed,
        local_geometry=options.local_geometry,
        region_depth=options.region_depth,
        region_width=options.region_width,
    )
    stage = AlignStage(model, train.usable, bank, options, held_out.usable if held_out else None)
    run_stage(
        stage,
        out,
        options,
        messages,
        resume=resume,
        device=device,
        unusable=tell_unusable([train, held_out], messages),
    )


def _embedded(labels: Iterable[str], init: str | None, *, offline: bool) -> "TextBank":
    """Vectors of all labels from the text encoder of the model to start from."""
    from patchalign3d_cli.models.label_encoders import label_encoder
    from patchalign3d_cli.text.encoder import build_text_bank

    if init is None:
        raise ConfigError("fresh weights need --texts: write a text bank with `pa3d train texts`")
    return build_text_bank(label_encoder(init, offline=offline), list(labels))
