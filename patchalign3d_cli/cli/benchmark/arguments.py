"""What every `pa3d benchmark` run can be told, as one value."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from patchalign3d_cli.choices import Assignment, BenchmarkProtocol, Prompts, Quality, Rotate
from patchalign3d_cli.cli import shared_arguments as shared

PROTOCOL_PANEL = "Protocol"

Root = Annotated[
    Path, typer.Option("--root", metavar="DIR", help="Folder of the data set.", show_default=False)
]


def _choice(text: str) -> Any:
    return typer.Option(help=text, rich_help_panel=PROTOCOL_PANEL)


@dataclass(frozen=True)
class RunRequest:
    """The options that all data sets share; each field is an option of its name."""

    protocol: Annotated[
        BenchmarkProtocol,
        _choice(
            "published: points drawn with replacement are encoded and evaluated, absent parts are"
            " skipped; standard: the whole shape is, and a part that is rightly absent counts 1.",
        ),
    ] = "published"
    prompts: Annotated[
        Prompts, _choice("Ask for parts, for parts of the category, or both ways.")
    ] = "part"
    rotate: Annotated[Rotate, _choice("Turn each shape about its up axis, or any way.")] = "none"
    points: Annotated[
        int | None,
        typer.Option(
            min=1, help="Points a shape (default: the model's).", rich_help_panel=PROTOCOL_PANEL
        ),
    ] = None
    assignment: Annotated[
        Assignment | None,
        _choice(
            "How points take scores from patches (default: nearest under the published protocol,"
            " else interpolate).",
        ),
    ] = None
    quality: Annotated[
        Quality, _choice("As in `pa3d segment`; fast is the published inference.")
    ] = "fast"
    seed: Annotated[
        int,
        typer.Option(min=0, help="Seed of draws and rotations.", rich_help_panel=PROTOCOL_PANEL),
    ] = 0
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Evaluate so many shapes only, spread over the set.",
            rich_help_panel=PROTOCOL_PANEL,
        ),
    ] = None
    model: shared.Model = None
    backend: shared.BackendChoice = "auto"
    device: shared.Device = "auto"
    offline: shared.Offline = False
    text_bank: shared.TextBankFile = None
    batch: Annotated[
        int,
        typer.Option(min=1, help="Shapes encoded together.", rich_help_panel=shared.MODEL_PANEL),
    ] = 16
    engine: shared.EngineChoice = "local"
    address: shared.RayAddress = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder of scores, reports and pictures (default: benchmark-<set>); a stopped run"
            " goes on there.",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = None
    sheet: Annotated[
        int,
        typer.Option(
            min=0,
            help="Shapes a category in the sheet of pictures; 0 draws none.",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = 1
    worst: Annotated[
        int,
        typer.Option(
            min=0,
            max=10,
            help="How many of the worst shapes to list and draw.",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = 5
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Start anew in a folder that holds another run.",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = False
    as_json: shared.Json = False
    quiet: shared.Quiet = False
    verbose: shared.Verbose = False


def with_run(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command all options of `RunRequest`; it gets them as one argument `run`.

    Typer builds options from a function's signature, so the signature is what is extended.
    """
    hints = get_type_hints(RunRequest, include_extras=True)
    names = [field.name for field in fields(RunRequest)]

    @functools.wraps(command)
    def wrapped(**typed: Any) -> None:
        run = RunRequest(**{name: typed.pop(name) for name in names})
        command(**typed, run=run)

    plain = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != "run"
    ]
    added = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(RunRequest)
    ]
    annotations = {parameter.name: parameter.annotation for parameter in [*plain, *added]}
    wrapped.__annotations__ = {**annotations, "return": None}
    wrapped.__signature__ = inspect.Signature([*plain, *added])  # type: ignore[attr-defined]
    return wrapped
