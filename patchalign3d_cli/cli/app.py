"""`pa3d`: the commands put together."""

import importlib
import io
import sys
from functools import cache
from typing import Annotated

import typer

from patchalign3d_cli.cli.console import out, show_log_warnings
from patchalign3d_cli.cli.usage import OneLineErrors
from patchalign3d_cli.version import __version__

# Command: the module of this room that holds it, and its name there. In the order of the help.
_COMMANDS = {
    "segment": ("segment.command", "segment"),
    "heatmap": ("heatmap.command", "heatmap"),
    "features": ("features", "features"),
    "suggest": ("suggest", "suggest"),
    "teach": ("teach", "teach"),
    "view": ("view", "view"),
    "app": ("live", "live"),
    "serve": ("serve", "serve"),
    "weights": ("weights.app", "weights_app"),
    "benchmark": ("benchmark.app", "benchmark_app"),
    "train": ("train.app", "train_app"),
    "doctor": ("doctor", "doctor"),
}


@cache
def build_app(*names: str) -> typer.Typer:
    """The program with some commands, or with all of them where none is named.

    Args:
        names: Commands; what is left out is not imported.
    """
    app = typer.Typer(
        name="pa3d",
        cls=OneLineErrors,
        help="Name the parts of any 3D object in plain words.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in names or _COMMANDS:
        module, attribute = _COMMANDS[name]
        command = getattr(importlib.import_module(f"{__package__}.{module}"), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    app.callback()(_pa3d)
    return app


def __getattr__(name: str) -> typer.Typer:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return build_app()


def _show_version(asked: bool) -> None:
    if asked:
        out.print(f"pa3d {__version__}")
        raise typer.Exit


def _pa3d(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Name the parts of any 3D object in plain words."""
    show_log_warnings()


def main() -> None:
    """Run the command line; a command that stands first is the only one that is imported."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a swatch that the locale lacks is no failure
    build_app(*(name for name in sys.argv[1:2] if name in _COMMANDS))()
