"""`pa3d weights`: models on this machine and on the Hub."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import FAILED, Messages, guarded, print_json
from patchalign3d_cli.cli.hub_client import calm_client
from patchalign3d_cli.cli.weights.tables import (
    show_calibration,
    show_entries,
    show_information,
    show_report,
)

SCHEMA = "pa3d.weights/1"  # of what --json prints

weights_app = typer.Typer(help="Models on this machine and on the Hub.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME|DIR|ORG/REPO", help="The model.")]
OptionalName = Annotated[
    str | None,
    typer.Argument(metavar="NAME|DIR|ORG/REPO", help="The model (default: the default model)."),
]


class TextPrecision(StrEnum):
    """Precision of the text tower on disk."""

    fp32 = "fp32"
    fp16 = "fp16"


@weights_app.command("list")
@guarded
def list_(as_json: shared.Json = False) -> None:
    """List the models that can be named."""
    from patchalign3d_cli.models.registry import list_models

    entries = list_models()
    if as_json:
        _print_json({"models": [_plain(vars(entry)) for entry in entries]})
    else:
        show_entries(entries)


@weights_app.command()
@guarded
def pull(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|ORG/REPO", help="A published model, or a Hub repository."),
    ],
    revision: Annotated[
        str | None, typer.Option(metavar="REV", help="Branch, tag or commit to pin.")
    ] = None,
    text_dtype: Annotated[
        TextPrecision,
        typer.Option(help="Precision of the text tower on disk; fp16 takes half the space."),
    ] = TextPrecision.fp32,
    text: Annotated[
        bool, typer.Option("--text/--no-text", help="Fetch the text tower, too.")
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="Fetch it again although it is here.")] = (
        False
    ),
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
) -> None:
    """Fetch a model from the Hub; a published one becomes the default."""
    from patchalign3d_cli.models.pull import pull_model
    from patchalign3d_cli.models.registry import PUBLISHED
    from patchalign3d_cli.models.resolve import use_model

    messages = Messages(quiet=quiet)
    with calm_client(quiet):
        pulled = pull_model(
            name,
            revision=revision,
            text_dtype=text_dtype.value if text else None,
            force=force,
            say=messages.say,
        )
    if name in PUBLISHED:
        use_model(name)
    if as_json:
        _print_json({**_plain(vars(pulled)), "default": name in PUBLISHED})
        return
    done = "fetched" if pulled.fetched else "was here already"
    messages.say(f"{name} {done}: {pulled.directory} (commit {pulled.commit or 'unknown'})")
    if name in PUBLISHED:
        messages.say(f"{name} is now the default model")
    else:
        messages.say(f"use it with -m {name}, or always with `pa3d weights use {name}`")


@weights_app.command()
@guarded
def use(name: Name, as_json: shared.Json = False, quiet: shared.Quiet = False) -> None:
    """Make a model the default."""
    from patchalign3d_cli.models.registry import default_model
    from patchalign3d_cli.models.resolve import use_model

    directory = use_model(name)
    default = default_model()
    if as_json:
        _print_json({"name": name, "directory": str(directory), "default": default.name})
        return
    messages = Messages(quiet=quiet)
    messages.say(f"{name} is now the default model")
    if default.source == "PA3D_MODEL":
        messages.warn(f"PA3D_MODEL is set to {default.name} and comes first; unset it")


@weights_app.command()
@guarded
def info(name: OptionalName = None, as_json: shared.Json = False) -> None:
    """Show what a model says about itself."""
    from patchalign3d_cli.models.information import model_info

    information = model_info(name)
    if as_json:
        record = {
            **_plain(vars(information)),
            "config": information.config.to_dict(),
            "bytes": information.bytes,
        }
        _print_json(record)
    else:
        show_information(information)


@weights_app.command()
@guarded
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN.pt", help="An official checkpoint.")],
    directory: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="Folder of the model.")],
    name: Annotated[
        str | None, typer.Option(help="The model's name (default: the folder's).")
    ] = None,
    license: Annotated[str, typer.Option(help="Licence of the weights.")] = "unknown",
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
) -> None:
    """Turn an official checkpoint into a model directory."""
    from patchalign3d_cli.models.conversion import convert_file

    config = convert_file(source, directory, name=name, license=license, force=force)
    if as_json:
        _print_json({"directory": str(directory), "config": config.to_dict()})
    else:
        Messages(quiet=quiet).say(f"{config.name} is in {directory}; use it with -m {directory}")


@weights_app.command()
@guarded
def verify(name: OptionalName = None, as_json: shared.Json = False) -> None:
    """Check that a model is whole, sound and works."""
    from patchalign3d_cli.models.resolve import resolve_model
    from patchalign3d_cli.models.verification import verify as verify_directory

    report = verify_directory(resolve_model(name, offline=True))
    if as_json:
        checks = [vars(check) for check in report.checks]
        _print_json({**_plain(vars(report)), "checks": checks, "passed": report.passed})
    else:
        show_report(report)
    if not report.passed:
        raise typer.Exit(FAILED)


@weights_app.command()
@guarded
def calibrate(
    name: OptionalName = None,
    count: Annotated[int, typer.Option(min=1, help="Generated shapes a category.")] = 4,
    categories: Annotated[
        list[str] | None, typer.Option("--category", help="Only these; may be repeated.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Measure, and leave the model as it is.")
    ] = False,
    device: shared.Device = "auto",
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
) -> None:
    """Make a model's confidences mean what they say: writes into its config.json."""
    import dataclasses

    from patchalign3d_cli.model import ModelConfig
    from patchalign3d_cli.models.resolve import resolve_model
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_training.evaluation.calibration import calibrate as fit
    from patchalign3d_training.evaluation.calibration import score_shapes

    directory = resolve_model(name, offline=True)
    config = ModelConfig.load(directory)
    segmenter = load_segmenter(str(directory), device=device, offline=True)
    scored = score_shapes(segmenter, count, categories=categories)
    calibration = fit(scored, config.answer_temperature)
    if not dry_run:
        dataclasses.replace(
            config,
            confidence_temperature=round(calibration.confidence_temperature, 5),
            other_cosine=round(calibration.other_cosine, 3),
            trust=calibration.trust,
        ).save(directory)
    if as_json:
        trust = calibration.trust and dataclasses.asdict(calibration.trust)
        _print_json({"model": str(directory), **calibration._asdict(), "trust": trust})
    else:
        show_calibration(calibration)
    if not dry_run:
        Messages(quiet=quiet).say(f"wrote {directory / 'config.json'}")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(value) if isinstance(value, Path) else value for key, value in values.items()}


def _print_json(record: Mapping[str, Any]) -> None:
    print_json({"schema": SCHEMA, **record})
