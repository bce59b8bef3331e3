"""`pa3d segment`: the main job."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import FAILED, SOME_FAILED, Messages, guarded, print_json
from patchalign3d_cli.cli.planning import check_output, split_formats
from patchalign3d_cli.cli.segment import (
    arguments,
    batch_arguments,
    discovery_arguments,
    piece_arguments,
    scene_arguments,
)
from patchalign3d_cli.cli.segment.batch import BatchPolicy, listed_tasks, manifest_tasks, run_tasks
from patchalign3d_cli.cli.segment.names import part_names
from patchalign3d_cli.cli.segment.remote import refuse_local
from patchalign3d_cli.cli.segment.report import SCHEMA
from patchalign3d_cli.cli.segment.single import is_one_result, run_single
from patchalign3d_cli.cli.streams import STREAM, standard_output
from patchalign3d_cli.errors import ConfigError, OutputError, PartsError


@guarded
def segment(
    shapes: batch_arguments.BatchShapes = None,
    parts: arguments.Parts = None,
    parts_file: arguments.PartsFile = None,
    words: arguments.Words = None,
    like: arguments.Like = None,
    clicks: arguments.Clicks = None,
    count: discovery_arguments.Count = None,
    granularity: discovery_arguments.Granularity = None,
    category: arguments.Category = None,
    up: shared.Up = None,
    front: arguments.Front = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    quality: arguments.QualityChoice = "balanced",
    threshold: arguments.Threshold = 0.0,
    other: arguments.Other = False,
    hints: arguments.HintChoice = "auto",
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
    unit: arguments.OutputUnit = None,
    heatmap: arguments.Heatmap = False,
    explode: arguments.Explode = 0.0,
    views: arguments.Views = 1,
    thumbnail: arguments.Thumbnail = False,
    refine: piece_arguments.Refine = False,
    split: piece_arguments.SplitMode = None,
    cap: piece_arguments.Cap = False,
    gap: piece_arguments.Gap = 0.005,
    name_sides: piece_arguments.NameSides = False,
    min_share: piece_arguments.MinShare = None,
    per_object: scene_arguments.PerObject = False,
    cluster: scene_arguments.Cluster = None,
    recursive: batch_arguments.Recursive = False,
    manifest: batch_arguments.Manifest = None,
    resume: batch_arguments.Resume = False,
    jobs: batch_arguments.Jobs = None,
    time_limit: batch_arguments.TimeLimit = None,
    memory_limit: batch_arguments.MemoryLimit = None,
    journal: batch_arguments.JournalFile = None,
    engine: shared.EngineChoice = "local",
    address: shared.RayAddress = None,
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Label every face of a mesh (every point of a cloud) with one of the given part names."""
    messages = Messages(quiet=quiet, verbose=verbose)
    names = part_names(parts or [], parts_file)
    if not (names or words or like or manifest or clicks or is_one_result(shapes or [])):
        raise PartsError('no part names were given; name some with --parts "seat,leg,back"')
    if (manifest is None) == (not shapes):
        what = "both shapes and --manifest" if shapes else "no shape and no --manifest"
        raise typer.BadParameter(f"{what} were given; give one of the two")

    from patchalign3d_cli.asking.clicks import parse_clicks
    from patchalign3d_cli.batches.chosen_model import ModelChoice
    from patchalign3d_cli.batches.inputs import list_inputs
    from patchalign3d_cli.batches.labeller import load_labeller
    from patchalign3d_cli.batches.task import ShapeTask
    from patchalign3d_cli.batches.urls import is_url, plain_path
    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.segmenting.discovery import AUTO, check_auto
    from patchalign3d_cli.segmenting.request import SegmentRequest

    request = SegmentRequest(
        category=category,
        up=up,
        front=front,
        columns=columns,
        trust_references=trust_references,
        quality=quality,
        threshold=threshold,
        other=other,
        hints=hints,
        passes=passes,
        smoothing=smoothing,
        assignment=assignment,
        points=points,
        seed=seed,
        refine=refine,
        split=split,
        gap=gap,
        name_sides=name_sides,
        min_share=min_share,
        per_object=per_object,
        cluster=cluster,
        clicks=parse_clicks(clicks),
        count=count,
        granularity=granularity,
    )
    check_auto(request, names)
    look = OutputOptions(appearance, heatmap, explode, views, materials, unit, cap)
    forms = split_formats(formats or [])
    printed = "3mf" in forms or (output is not None and output.suffix.lower() == ".3mf")
    if cap and split is None and not printed:
        raise ConfigError(
            "--cap closes pieces; add --split parts or --split instances, or write -f 3mf"
        )
    choice = ModelChoice(model, backend, device, text_bank, offline, words, like, server)
    if server is not None:
        if names == (AUTO,):
            raise ConfigError("--parts auto runs here alone; leave out --server")
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
    output = None if output is None else plain_path(output)
    batch = BatchPolicy(resume, force, jobs, time_limit, memory_limit, journal, engine, address)
    template = ShapeTask(Path(), (), names, request, look)
    inputs = list_inputs(shapes or [], recursive=recursive, columns=request.reading.columns)
    if parts_file is not None:  # it is no shape, though it may lie among them
        inputs = [one for one in inputs if one.path.resolve() != parts_file.resolve()]
    stored = any(is_url(path) for path in (output, *(one.path for one in inputs)) if path)
    if len(inputs) == 1 and not recursive and not stored and batch == BatchPolicy(force=force):
        single = partial(
            run_single, inputs[0].path, formats=forms, template=template, choice=choice
        )
        if output == STREAM:
            given = {"--json": as_json, "--split": split, "--thumbnail": thumbnail}
            with standard_output(forms, [name for name, is_set in given.items() if is_set]) as path:
                single(path, messages=Messages(quiet=True), strict=strict)
            return
        single(
            output,
            messages=messages,
            force=force,
            as_json=as_json,
            thumbnail=thumbnail,
            strict=strict,
        )
        return
    if output == STREAM:
        raise OutputError("-o - writes the result of one shape; name a folder for several")
    if clicks:
        raise ConfigError("--click corrects one shape; leave it out for several, or in a journal")
    if thumbnail:
        raise ConfigError("--thumbnail shows one shape; leave it out for several")
    if check_output(output, len(inputs), forms):
        raise OutputError(
            f"-o {output} names one file; URLs, --manifest and runs with a journal write to"
            " folders: name a folder"
        )
    choice = choice.learned()
    if not names and (words is not None or like is not None):
        template = replace(template, parts=load_labeller(choice).taught)
    if manifest is not None:
        tasks = manifest_tasks(manifest, template, output, forms)
    else:
        tasks = listed_tasks(inputs, template, output, forms)
    report = run_tasks(tasks, output, choice, batch, messages, keep_records=as_json)
    if as_json:
        print_json({"schema": SCHEMA, "shapes": report.records})
    if report.failures:
        raise typer.Exit(SOME_FAILED)
    if strict and report.doubtful:
        doubtful = f"{report.doubtful} of {len(tasks)} results are"
        messages.fail(f"{doubtful} doubtful (--strict); the report says why")
        raise typer.Exit(FAILED)
