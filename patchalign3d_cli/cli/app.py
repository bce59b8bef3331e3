"""`pa3d`: the commands put together."""

import io
import sys
from typing import Annotated

import typer

from patchalign3d_cli.cli.benchmark.app import benchmark_app
from patchalign3d_cli.cli.console import out, show_log_warnings
from patchalign3d_cli.cli.doctor import doctor
from patchalign3d_cli.cli.features import features
from patchalign3d_cli.cli.heatmap.command import heatmap
from patchalign3d_cli.cli.segment.command import segment
from patchalign3d_cli.cli.suggest import suggest
from patchalign3d_cli.cli.train.app import train_app
from patchalign3d_cli.cli.usage import OneLineErrors
from patchalign3d_cli.cli.view import view
from patchalign3d_cli.cli.weights.app import weights_app
from patchalign3d_cli.version import __version__

app = typer.Typer(
    name="pa3d",
    cls=OneLineErrors,
    help="Name the parts of any 3D object in plain words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(segment)
app.command()(heatmap)
app.command()(features)
app.command()(suggest)
app.command()(view)
app.add_typer(weights_app, name="weights")
app.add_typer(benchmark_app, name="benchmark")
app.add_typer(train_app, name="train")
app.command()(doctor)


def _show_version(asked: bool) -> None:
    if asked:
        out.print(f"pa3d {__version__}")
        raise typer.Exit


@app.callback()
def pa3d(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Name the parts of any 3D object in plain words."""
    show_log_warnings()


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a swatch that the locale lacks is no failure
    app()
