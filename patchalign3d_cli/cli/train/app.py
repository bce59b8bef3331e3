"""`pa3d train`: its commands put together."""

import typer

from patchalign3d_cli.cli.train.align import align
from patchalign3d_cli.cli.train.distill import distill
from patchalign3d_cli.cli.train.features import features
from patchalign3d_cli.cli.train.harvest import harvest
from patchalign3d_cli.cli.train.synthesize import synthesize
from patchalign3d_cli.cli.train.texts import texts
from patchalign3d_cli.cli.train.tower import tower

train_app = typer.Typer(help="Train models: data, words and weights.", no_args_is_help=True)
train_app.command()(synthesize)
train_app.command()(harvest)
train_app.command()(features)
train_app.command()(texts)
train_app.command()(tower)
train_app.command()(distill)
train_app.command()(align)
