"""`pa3d`: the commands put together."""

import importlib
import io
import sys
from functools import cache
from typing import Annotated, NamedTuple

import typer

from patchalign3d_cli.cli.console import MISUSED, Messages, out, show_log_warnings
from patchalign3d_cli.cli.usage import OneLineErrors
from patchalign3d_cli.version import __version__


class _Command(NamedTuple):
    """A command: the module of this room that holds it, its name there, and a line to try."""

    module: str
    attribute: str
    example: str


# In the order of the help.
_COMMANDS = {
    "segment": _Command(
        "segment.command", "segment", 'pa3d segment chair.obj --parts "seat,leg,back" -f glb,png'
    ),
    "heatmap": _Command("heatmap.command", "heatmap", 'pa3d heatmap chair.obj --text "armrest"'),
    "features": _Command("features", "features", "pa3d features chair.obj"),
    "suggest": _Command(
        "suggest", "suggest", 'pa3d segment lamp.glb --parts "$(pa3d suggest lamp.glb)"'
    ),
    "teach": _Command("teach", "teach", "pa3d teach ant.parts.json -o ants.words"),
    "view": _Command("view", "view", "pa3d view chair.parts.json"),
    "app": _Command("live", "live", "pa3d app chair.obj"),
    "serve": _Command("serve", "serve", "pa3d serve --port 8000"),
    "weights": _Command("weights.app", "weights_app", "pa3d weights list"),
    "benchmark": _Command("benchmark.app", "benchmark_app", "pa3d benchmark synthetic --count 2"),
    "train": _Command("train.app", "train_app", "pa3d train synthesize -o shapes --count 2000"),
    "doctor": _Command("doctor", "doctor", "pa3d doctor"),
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
        module, attribute, example = _COMMANDS[name]
        command = getattr(importlib.import_module(f"{__package__}.{module}"), attribute)
        epilog = f"Example: {example}"
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, epilog=epilog)
        else:
            app.command(name, epilog=epilog)(command)
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
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Name the parts of any 3D object in plain words."""
    show_log_warnings()


def main() -> None:
    """Run the command line; a command that stands first is the only one that is imported."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a swatch that the locale lacks is no failure
    if "" in sys.argv[1:]:  # as a path it would be the current folder
        Messages().fail("an argument is empty; is a variable of the shell unset?")
        raise SystemExit(MISUSED)
    if sys.argv[1:2] == ["help"]:  # `pa3d help segment` is `pa3d segment --help`
        sys.argv[1:] = [*sys.argv[2:], "--help"]
    build_app(*(name for name in sys.argv[1:2] if name in _COMMANDS))()
