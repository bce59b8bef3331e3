"""`pa3d features`: what the encoder sees, as numbers and colours."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.completion import formats_of
from patchalign3d_cli.cli.console import MISUSED, Messages, guarded, out, print_json
from patchalign3d_cli.cli.planning import Job, plan, split_formats
from patchalign3d_cli.cli.reading import encode_shape
from patchalign3d_cli.cli.segment import arguments

if TYPE_CHECKING:
    from patchalign3d_cli.results import ShapeFeatures

SCHEMA = "pa3d.features.report/1"  # of what --json prints

FeatureFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="safetensors|npz|glb|ply|png",
        help="Format to write; may be repeated or separated by commas (default: safetensors,glb).",
        autocompletion=formats_of("FEATURE_FORMATS"),
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]
MovedOption = Annotated[str | None, typer.Option(hidden=True)]


@guarded
def features(
    shapes: arguments.Shapes,
    pick: MovedOption = None,
    like: MovedOption = None,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    points: arguments.Points = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    output: arguments.Output = None,
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
    _check_moved(shapes, {"--pick": pick, "--like": like}, messages)

    from patchalign3d_cli.saving import FEATURE_FORMATS, save_feature_tables

    jobs = plan(shapes, output, split_formats(formats or []), force, registry=FEATURE_FORMATS)

    from patchalign3d_cli.asking import feature_tables, principal_colors
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.results_io.features.writer import features_record
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest

    request = SegmentRequest(
        up=up, columns=columns, trust_references=trust_references, points=points, seed=seed
    )
    segmenter = load_segmenter(model, backend=backend, device=device, offline=offline)
    messages.detail(f"model {segmenter.identity.name} on {segmenter.where}")
    encoded: dict[Path, ShapeFeatures] = {}

    def encode_job(job: Job) -> dict[str, Any]:
        encoded[job.shape] = encode_shape(job.shape, segmenter, request, messages)
        return {"path": str(job.shape)}

    def write_job(job: Job) -> dict[str, Any]:
        tables = feature_tables(encoded[job.shape], seed=seed)
        make_folder(job.results[0].parent)
        save_feature_tables(tables, colors(tables.elements), job.results, overwrite=True)
        for path in job.results:
            messages.say(f"wrote {path}")
        return {
            "path": str(job.shape),
            "files": [str(path) for path in job.results],
            "warnings": list(encoded[job.shape].source.warnings),
            **features_record(encoded[job.shape]),
        }

    records, failed = run_batch(jobs, encode_job, messages)
    if encoded:
        colors = principal_colors([result.features for result in encoded.values()])
    ready = [job for job in jobs if job.shape in encoded]
    written, more = run_batch(ready, write_job, messages)
    if as_json:
        made = {record["path"]: record for record in written}
        shown = [made.get(record["path"], record) for record in records]
        print_json({"schema": SCHEMA, "shapes": shown})
    elif not quiet:
        _show(written)
    end_batch(failed + more, jobs)


def _check_moved(
    shapes: Sequence[Path], options: dict[str, str | None], messages: Messages
) -> None:
    """Say which command has an option that once was here, and leave with exit code 2."""
    for option, value in options.items():
        if value is not None:
            words = ["pa3d", "heatmap", *map(str, shapes), option, value]
            messages.fail(f"{option} is an option of heatmap now: {shlex.join(words)}")
            raise typer.Exit(MISUSED)


def _show(records: list[dict[str, Any]]) -> None:
    for record in records:
        if "dimension" in record:
            out.print(
                f"{record['path']}: {record['patches']:,} patches, {record['points']:,} points and"
                f" {record['elements']:,} {record['element']}s, {record['dimension']} numbers each",
                markup=False,
            )
