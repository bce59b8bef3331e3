"""`pa3d features`: what the encoder sees, as numbers and colours, and where it sees the same."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.console import Messages, guarded, out, print_json
from patchalign3d_cli.cli.features.job import Likeness, heat_naming
from patchalign3d_cli.cli.planning import Job, Naming, plan, split_formats
from patchalign3d_cli.cli.reading import read_shape
from patchalign3d_cli.cli.segment import arguments as own

if TYPE_CHECKING:
    from patchalign3d_cli.results import ShapeFeatures

SCHEMA = "pa3d.features.report/1"  # of what --json prints
_USUAL = ("safetensors", "glb")

FeatureFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="safetensors|glb|ply|png",
        help="Format to write (default: safetensors,glb); with --pick or --like those of `pa3d"
        " heatmap` (default: glb,html).",
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]


@guarded
def features(
    shapes: own.Shapes,
    pick: Annotated[
        str | None,
        typer.Option(
            metavar="x,y,z|face:N",
            help="Show how much every place looks like this one, on each shape.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="FILE:PLACE",
            help="Show how much every place looks like one of another shape: `mug.obj:face:12`,"
            " `mug.obj:0,1,2.5`.",
        ),
    ] = None,
    up: own.Up = None,
    points: own.Points = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    output: own.Output = None,
    formats: FeatureFormats = None,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Write what the encoder sees: features of patches, points and faces, and their colours.

    The shapes of one run share one map from features to colours: what looks alike to the model
    has one colour on all of them.
    """
    messages = Messages(quiet=quiet, verbose=verbose)
    likeness = Likeness.of(pick, like)
    naming = _naming() if likeness is None else heat_naming()
    jobs = plan(shapes, output, split_formats(formats or []), force, naming=naming)

    from patchalign3d_cli.asking import feature_tables, principal_colors
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.options import EncodeOptions
    from patchalign3d_cli.saving.feature_files import features_record, save_features
    from patchalign3d_cli.segmenting.segmenter import load_segmenter

    encode = EncodeOptions(points=points, seed=seed)
    segmenter = load_segmenter(model, device=device, offline=offline)
    messages.detail(f"model {segmenter.identity.name} on {segmenter.device}")
    encoded: dict[Path, ShapeFeatures] = {}

    def see(job: Job) -> dict[str, Any]:
        read = read_shape(job.shape, up, segmenter, messages, encode=encode)
        for warning in read.shape.warnings:
            messages.warn(f"{job.shape}: {warning}")
        seen = segmenter.encode(read.shape, encode)
        encoded[job.shape] = replace(seen, options={**seen.options, **read.found})
        return {"path": str(job.shape)}

    def write(job: Job) -> dict[str, Any]:
        seen = encoded[job.shape]
        make_folder(job.results[0].parent)
        if likeness is None:
            tables = feature_tables(seen, seed=seed)
            save_features(tables, colors(tables.elements), job.results, overwrite=True)
            known = features_record(tables)
        else:
            known = likeness.write(seen, job.results)
        for path in job.results:
            messages.say(f"wrote {path}")
        report = {"path": str(job.shape), "files": [str(path) for path in job.results]}
        return {**report, "warnings": list(seen.source.warnings), **known}

    if likeness is not None:
        likeness.look(segmenter, up, encode, messages)
    records, failed = run_batch(jobs, see, messages)
    if likeness is None and encoded:
        colors = principal_colors([seen.features for seen in encoded.values()])
    ready = [job for job in jobs if job.shape in encoded]
    written, more = run_batch(ready, write, messages)
    if as_json:
        made = {record["path"]: record for record in written}
        shown = [made.get(record["path"], record) for record in records]
        print_json({"schema": SCHEMA, "shapes": shown})
    elif not quiet:
        _show(written)
    end_batch(failed + more, jobs)


def _show(records: list[dict[str, Any]]) -> None:
    for record in records:
        if "dimension" in record:
            out.print(
                f"{record['path']}: {record['patches']:,} patches, {record['points']:,} points and"
                f" {record['elements']:,} {record['element']}s, {record['dimension']} numbers each",
                markup=False,
            )


def _naming() -> Naming:
    from patchalign3d_cli.saving.feature_files import FEATURE_FORMATS

    return Naming(tuple(FEATURE_FORMATS), _USUAL, "features", lambda path: (path,))
