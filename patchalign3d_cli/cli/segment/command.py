"""`pa3d segment`: the main job."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.console import Messages, guarded, out, print_json
from patchalign3d_cli.cli.planning import Job, check_pieces, pieces_folder, plan, split_formats
from patchalign3d_cli.cli.segment import arguments as own
from patchalign3d_cli.cli.segment.job import Apart, Request, run_job
from patchalign3d_cli.cli.segment.report import SCHEMA, record, show
from patchalign3d_cli.cli.segment.thumbnail import show_thumbnail
from patchalign3d_cli.errors import PartsError

if TYPE_CHECKING:
    from patchalign3d_cli.segmenting.segmenter import Segmenter


@guarded
def segment(
    shapes: own.Shapes,
    parts: own.Parts = None,
    parts_file: own.PartsFile = None,
    category: own.Category = None,
    up: own.Up = None,
    quality: own.Quality = "balanced",
    threshold: own.Threshold = 0.0,
    other: own.Other = False,
    passes: own.Passes = None,
    smoothing: own.Smoothing = None,
    assignment: own.AssignmentRule = "interpolate",
    points: own.Points = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    output: own.Output = None,
    formats: own.Formats = None,
    appearance: own.Appearance = "recolor",
    heatmap: own.Heatmap = False,
    explode: own.Explode = 0.0,
    views: own.Views = 1,
    thumbnail: own.Thumbnail = False,
    refine: own.Refine = False,
    split: own.SplitMode = None,
    cap: own.Cap = False,
    min_share: own.MinShare = None,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Label every face of a mesh (every point of a cloud) with one of the given part names."""
    messages = Messages(quiet=quiet, verbose=verbose)
    names = _part_names(parts or [], parts_file)
    jobs = plan(shapes, output, split_formats(formats or []), force, parts_file)

    from patchalign3d_cli.options import EncodeOptions, OutputOptions, QueryOptions, quality_level
    from patchalign3d_cli.segmenting.segmenter import load_segmenter

    level = quality_level(quality)
    encode = EncodeOptions(points=points, seed=seed, passes=passes or level.passes)
    query = QueryOptions(
        assignment=assignment,  # type: ignore[arg-type]
        seed=seed,
        refine=refine,
        smoothing=level.smoothing if smoothing is None else smoothing,
        threshold=threshold,
        other=other,
    )
    looks = OutputOptions(appearance, heatmap, explode, views)  # type: ignore[arg-type]
    apart = Apart(split, min_share, cap)
    if split is not None:
        check_pieces(jobs, force)
    request = Request(names, category, up, encode, query, looks, apart)
    segmenter = load_segmenter(model, device=device, text_encoder=text_bank, offline=offline)
    told = segmenter.identity
    _warn_of_odd_requests(names, points, segmenter, messages)
    messages.detail(f"model {told.name} on {segmenter.device}, weights' SHA-256 {told.sha256}")

    def work(job: Job) -> dict[str, Any]:
        result, files = run_job(segmenter, job, request, messages)
        if not as_json and not quiet:
            if len(jobs) > 1:
                out.print(str(job.shape), style="bold", markup=False)
            show(result)
            if thumbnail:
                show_thumbnail(result, looks, messages)
        for path in job.results:
            messages.say(f"wrote {path}")
        if pieces := files[len(job.results) :]:
            messages.say(f"wrote {len(pieces)} files into {pieces_folder(job)}")
        return record(job, result, files)

    records, failed = run_batch(jobs, work, messages)
    if as_json:
        print_json({"schema": SCHEMA, "shapes": records})
    end_batch(failed, jobs)


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
