"""`pa3d segment`: the main job."""

from typing import Any

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.console import FAILED, Messages, guarded, out, print_json
from patchalign3d_cli.cli.planning import Job, check_pieces, pieces_folder, plan, split_formats
from patchalign3d_cli.cli.segment import arguments
from patchalign3d_cli.cli.segment.job import Run, run_job
from patchalign3d_cli.cli.segment.names import part_names, taught_names, taught_segmenter
from patchalign3d_cli.cli.segment.remote import refuse_local, remote_labels
from patchalign3d_cli.cli.segment.report import SCHEMA, record, show
from patchalign3d_cli.cli.segment.thumbnail import show_thumbnail
from patchalign3d_cli.errors import ConfigError, PartsError


@guarded
def segment(
    shapes: arguments.Shapes,
    parts: arguments.Parts = None,
    parts_file: arguments.PartsFile = None,
    words: arguments.Words = None,
    like: arguments.Like = None,
    category: arguments.Category = None,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    quality: arguments.QualityChoice = "balanced",
    threshold: arguments.Threshold = 0.0,
    other: arguments.Other = False,
    strict: arguments.Strict = False,
    passes: arguments.Passes = None,
    smoothing: arguments.Smoothing = None,
    assignment: shared.AssignmentRule = "interpolate",
    points: arguments.Points = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    server: arguments.Server = None,
    output: arguments.Output = None,
    formats: arguments.Formats = None,
    appearance: arguments.Appearance = "recolor",
    materials: arguments.Materials = "shared",
    heatmap: arguments.Heatmap = False,
    explode: arguments.Explode = 0.0,
    views: arguments.Views = 1,
    thumbnail: arguments.Thumbnail = False,
    refine: arguments.Refine = False,
    split: arguments.SplitMode = None,
    cap: arguments.Cap = False,
    min_share: arguments.MinShare = None,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Label every face of a mesh (every point of a cloud) with one of the given part names."""
    messages = Messages(quiet=quiet, verbose=verbose)
    names = part_names(parts or [], parts_file)
    if not names and words is None and like is None:
        raise PartsError('no part names were given; name some with --parts "seat,leg,back"')
    jobs = plan(shapes, output, split_formats(formats or []), force, parts_file)

    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.segmenting.files import request_warnings, segment_file
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest

    request = SegmentRequest(
        category=category,
        up=up,
        columns=columns,
        trust_references=trust_references,
        quality=quality,
        threshold=threshold,
        other=other,
        passes=passes,
        smoothing=smoothing,
        assignment=assignment,
        points=points,
        seed=seed,
        refine=refine,
        split=split,
        min_share=min_share,
    )
    look = OutputOptions(appearance, heatmap, explode, views, materials)
    if cap and split is None:
        raise ConfigError("--cap closes pieces; add --split parts or --split instances")
    if split is not None:
        check_pieces(jobs, force)
    if server is not None:
        refuse_local(
            {
                "--model": model,
                "--text-bank": text_bank,
                "--words": words,
                "--like": like,
                "--device": None if device == "auto" else device,
                "--backend": None if backend == "auto" else backend,
            }
        )
        run = Run(remote_labels(server, names, request), look, cap, ())
    else:
        segmenter = load_segmenter(
            model, backend=backend, device=device, text_encoder=text_bank, offline=offline
        )
        if words is not None or like is not None:
            segmenter = taught_segmenter(segmenter, words, like)
            names = names or taught_names(segmenter)
        warnings = request_warnings(segmenter, names, request)
        for warning in warnings:
            messages.warn(warning)
        messages.detail(
            f"model {segmenter.identity.name} on {segmenter.where}, weights' SHA-256"
            f" {segmenter.identity.sha256}"
        )
        run = Run(
            lambda path: segment_file(path, names, request, segmenter=segmenter),
            look,
            cap,
            warnings,
        )

    def work(job: Job) -> dict[str, Any]:
        result, files = run_job(run, job, messages)
        if not as_json and not quiet:
            if len(jobs) > 1:
                out.print(str(job.shape), style="bold", markup=False)
            show(result)
            if thumbnail:
                show_thumbnail(result, look, messages)
        for path in job.results:
            messages.say(f"wrote {path}")
        if pieces := files[len(job.results) :]:
            messages.say(f"wrote {len(pieces)} files into {pieces_folder(job)}")
        return record(job, result, files)

    records, failed = run_batch(jobs, work, messages)
    if as_json:
        print_json({"schema": SCHEMA, "shapes": records})
    end_batch(failed, jobs)
    doubtful = sum(1 for one in records if one["doubts"])
    if strict and doubtful:
        messages.fail(f"{doubtful} of {len(jobs)} results are doubtful (--strict); see above")
        raise typer.Exit(FAILED)
