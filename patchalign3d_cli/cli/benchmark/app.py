"""`pa3d benchmark`: one command a data set, and the comparison of two runs."""

from typing import Annotated

import typer

from patchalign3d_cli.choices import (
    LabelledOn,
    ObjaverseSplit,
    ScanObjectNNSplit,
    ShapeNetPartSplit,
)
from patchalign3d_cli.cli.benchmark.arguments import Root, RunRequest, with_run
from patchalign3d_cli.cli.benchmark.compare import compare
from patchalign3d_cli.cli.benchmark.running import run_and_report
from patchalign3d_cli.cli.console import guarded
from patchalign3d_cli.cli.shared_arguments import UpAxisOnly

benchmark_app = typer.Typer(
    help="Evaluate a model on labelled shapes, beside the published figures.", no_args_is_help=True
)
benchmark_app.command()(compare)


@benchmark_app.command()
@guarded
@with_run
def synthetic(
    run: RunRequest,
    count: Annotated[int, typer.Option(min=1, help="Shapes a category.")] = 20,
    categories: Annotated[
        list[str] | None, typer.Option("--category", help="Only these; may be repeated.")
    ] = None,
) -> None:
    """Generated shapes that no training set holds; needs no data at all."""
    from patchalign3d_training.evaluation.generated_set import GeneratedSet

    run_and_report("synthetic", GeneratedSet(count, categories), run)


@benchmark_app.command()
@guarded
@with_run
def folder(
    root: Root,
    run: RunRequest,
    up: UpAxisOnly = None,
    labels_on: Annotated[
        LabelledOn | None, typer.Option(help="What labels are on, where counts do not tell.")
    ] = None,
) -> None:
    """Your own meshes or clouds with label files beside them (docs/benchmarks.md)."""
    from patchalign3d_cli.datasets import FolderData

    run_and_report("folder", FolderData(root, up=up, on=labels_on), run)


@benchmark_app.command()
@guarded
@with_run
def shapenetpart(
    root: Root,
    run: RunRequest,
    up: UpAxisOnly = None,
    split: ShapeNetPartSplit = "test",
) -> None:
    """ShapeNetPart: 2,874 test shapes of 16 categories (text or HDF5 layout)."""
    from patchalign3d_cli.datasets import open_shapenetpart

    run_and_report("shapenetpart", open_shapenetpart(root, split, up=up), run)


@benchmark_app.command()
@guarded
@with_run
def partnete(root: Root, run: RunRequest, up: UpAxisOnly = None) -> None:
    """PartNetE: 1,906 test clouds of 45 categories."""
    from patchalign3d_cli.datasets import PartNetE

    run_and_report("partnete", PartNetE(root, up=up), run)


@benchmark_app.command()
@guarded
@with_run
def faust(root: Root, run: RunRequest, up: UpAxisOnly = None) -> None:
    """FAUST with coarse labels: 100 scans of people."""
    from patchalign3d_cli.datasets import FaustCoarse

    run_and_report("faust", FaustCoarse(root, up=up), run)


@benchmark_app.command()
@guarded
@with_run
def scanobjectnn(
    root: Root,
    run: RunRequest,
    up: UpAxisOnly = None,
    split: ScanObjectNNSplit = "test",
) -> None:
    """ScanObjectNN with part labels: scans of 15 categories."""
    from patchalign3d_cli.datasets import ScanObjectNNParts

    run_and_report("scanobjectnn", ScanObjectNNParts(root, split, up=up), run)


@benchmark_app.command()
@guarded
@with_run
def objaverse(
    root: Root,
    run: RunRequest,
    up: UpAxisOnly = None,
    split: ObjaverseSplit = "seenclass",
) -> None:
    """Objaverse-General: things of every kind, with parts in plain words."""
    from patchalign3d_cli.datasets import ObjaverseGeneral

    run_and_report("objaverse", ObjaverseGeneral(root, split, up=up), run)
