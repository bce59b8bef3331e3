"""`pa3d segment`: the main job."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from patchalign3d_cli.cli import options as shared
from patchalign3d_cli.cli.console import (
    SOME_FAILED,
    Messages,
    describe,
    err,
    guarded,
    out,
    print_json,
)
from patchalign3d_cli.cli.planning import Job, plan, split_formats
from patchalign3d_cli.errors import PartsError

if TYPE_CHECKING:
    from patchalign3d_cli.pipeline import Segmenter
    from patchalign3d_cli.results import PartSegmentation

SCHEMA = "pa3d.segment/1"  # of what --json prints


@guarded
def segment(
    shapes: Annotated[
        list[Path],
        typer.Argument(
            metavar="SHAPE", help="Meshes or point clouds, or folders of them (not deeper)."
        ),
    ],
    parts: Annotated[
        list[str] | None,
        typer.Option(
            "--parts",
            "-p",
            metavar='"A,B,C"',
            help="Part names, separated by commas; may be repeated. Quotes protect a comma:"
            " '\"knob, left\",door'.",
        ),
    ] = None,
    parts_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File of part names: one a line, or a JSON list."),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option(help='What the shape is ("chair"): asks with the category in the prompt.'),
    ] = None,
    up: Annotated[
        str | None,
        typer.Option(
            metavar="x|y|z|-x|-y|-z", help="The axis of the file that points up (default: y)."
        ),
    ] = None,
    assignment: Annotated[
        str,
        typer.Option(
            metavar="interpolate|nearest|membership",
            help="How faces take scores from patches; nearest is the published rule.",
        ),
    ] = "interpolate",
    points: Annotated[
        int | None,
        typer.Option(
            min=1, help="Points to encode; other numbers than the model's own make labels worse."
        ),
    ] = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR",
            help="Where results go: a file (its suffix names the format) or a folder (default:"
            " beside each shape).",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="glb|ply|json|npz|png",
            help="Format to write; may be repeated or separated by commas (default: glb,ply,json).",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = None,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Label every face of a mesh (every point of a cloud) with one of the given part names."""
    messages = Messages(quiet=quiet, verbose=verbose)
    names = _part_names(parts or [], parts_file)
    jobs = plan(shapes, output, split_formats(formats or []), force, parts_file)

    from patchalign3d_cli.options import EncodeOptions, QueryOptions
    from patchalign3d_cli.pipeline import load_segmenter

    encode = EncodeOptions(points=points, seed=seed)
    query = QueryOptions(assignment=assignment, seed=seed)  # type: ignore[arg-type]
    segmenter = load_segmenter(model, device=device, text_encoder=text_bank, offline=offline)
    told = segmenter.identity
    _warn_of_odd_requests(names, points, segmenter, messages)
    messages.detail(f"model {told.name} on {segmenter.device}, weights' SHA-256 {told.sha256}")
    records: list[dict[str, Any]] = []
    failed = 0
    for job in jobs:
        try:
            result = _run(segmenter, job, names, category, up, encode, query, messages)
        except Exception as error:  # the others shall not suffer for it
            if len(jobs) == 1 or os.environ.get("PA3D_DEBUG"):
                raise
            failed += 1
            line, place = describe(error), str(job.shape)
            messages.fail(line if place in line else f"{place}: {line}")
            records.append({"path": place, "error": line})
            continue
        records.append(_record(job, result))
        if not as_json and not quiet:
            if len(jobs) > 1:
                out.print(str(job.shape), style="bold", markup=False)
            _show(result)
        for path in job.results:
            messages.say(f"wrote {path}")
    if as_json:
        print_json({"schema": SCHEMA, "shapes": records})
    if failed:
        err.print(f"{failed} of {len(jobs)} shapes failed")
        raise typer.Exit(SOME_FAILED)


def _part_names(told: Sequence[str], file: Path | None) -> tuple[str, ...]:
    from patchalign3d_cli.text.labels import check_parts, parse_parts, read_parts_file

    names = parse_parts(told) + (read_parts_file(file) if file is not None else ())
    if not names:
        raise PartsError('no part names were given; name some with --parts "seat,leg,back"')
    check_parts(names)
    return names


def _warn_of_odd_requests(
    names: Sequence[str], points: int | None, segmenter: "Segmenter", messages: Messages
) -> None:
    if len(names) == 1:
        messages.warn(
            f"{names[0]!r} is the only part, so everything will be it; separate names with commas"
        )
    usual = segmenter.model.config.encoder.points
    if points is not None and points != usual:
        messages.warn(
            f"the model was trained on {usual:,} points a shape; {points:,} change the size of its"
            " patches, and labels get worse"
        )


def _run(
    segmenter: "Segmenter",
    job: Job,
    names: Sequence[str],
    category: str | None,
    up: str | None,
    encode: Any,
    query: Any,
    messages: Messages,
) -> "PartSegmentation":
    from patchalign3d_cli.outputs import save_segmentations
    from patchalign3d_cli.shapes import load_shape
    from patchalign3d_cli.writing import make_folder

    shape = load_shape(job.shape, up=up and up.lower())  # type: ignore[arg-type]
    kind = "points" if shape.is_cloud else "faces"
    assumed = "assumed; if it is not, try --up z" if shape.up_assumed else "as told"
    messages.say(f"{job.shape}: {shape.element_count:,} {kind}, {shape.up} is up ({assumed})")
    for warning in shape.warnings:
        messages.warn(f"{job.shape}: {warning}")
    began = time.monotonic()
    result = segmenter.segment(shape, names, category=category, encode=encode, query=query)
    messages.detail(f"{job.shape}: encoded and labelled in {time.monotonic() - began:.2f} s")
    make_folder(job.results[0].parent)
    save_segmentations(result, job.results, overwrite=True)  # `plan` has asked already
    return result


def _record(job: Job, result: "PartSegmentation") -> dict[str, Any]:
    from patchalign3d_cli.outputs.records import segmentation_record

    return {
        "path": str(job.shape),
        "files": [str(path) for path in job.results],
        "warnings": list(result.source.warnings),
        **segmentation_record(result),
    }


def _show(result: "PartSegmentation") -> None:
    from rich.table import Table
    from rich.text import Text

    from patchalign3d_cli.outputs import palette

    kind = "points" if result.source.is_cloud else "faces"
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    # The figures take about 32 columns; names are what gives way.
    room = max(4, min(40, out.width - 32))
    table.add_column("part", no_wrap=True, overflow="ellipsis", max_width=room)
    for title in ("share", kind, "confidence"):
        table.add_column(title, no_wrap=True, justify="right")
    for part, color in zip(result.summary(), palette(len(result.parts)), strict=True):
        swatch = Text("██", style=f"rgb({color[0]},{color[1]},{color[2]})")
        sure = f"{part.confidence:.2f}" if part.count else "-"
        table.add_row(swatch, Text(part.name), f"{part.share:.1%}", f"{part.count:,}", sure)
    out.print(table)
    out.print(
        f"labelled by {result.model.name} ({result.model.text_model})", style="dim", markup=False
    )
