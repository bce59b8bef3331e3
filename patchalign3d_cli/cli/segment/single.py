"""`pa3d segment` for one shape: labelled here, and shown as a table."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from patchalign3d_cli.cli.console import FAILED, Messages, print_json
from patchalign3d_cli.cli.planning import plan
from patchalign3d_cli.cli.reading import say_shape
from patchalign3d_cli.cli.segment.report import SCHEMA, objects_line, record, show
from patchalign3d_cli.cli.segment.thumbnail import show_thumbnail
from patchalign3d_cli.cli.streams import beside
from patchalign3d_cli.errors import OutputError

if TYPE_CHECKING:
    from patchalign3d_cli.batches.chosen_model import ModelChoice
    from patchalign3d_cli.batches.task import ShapeTask


def run_single(
    path: Path,
    output: Path | None,
    formats: Sequence[str],
    template: "ShapeTask",
    choice: "ModelChoice",
    messages: Messages,
    *,
    force: bool = False,
    as_json: bool = False,
    thumbnail: bool = False,
    strict: bool = False,
) -> None:
    """Label one shape, write its results, and show them.

    Args:
        path: The shape.
        output: A file or a folder for its results; None for beside it.
        formats: Names of formats; none for the default ones.
        template: What is asked of it.
        choice: The model.
        messages: Where it is said what happens.
        force: Whether results may replace what exists.
        as_json: Whether to print the report as JSON instead.
        thumbnail: Whether to show a small picture too.
        strict: Whether a doubtful result is a failure.

    Raises:
        typer.Exit: The result is doubtful, and that is a failure.
        Pa3dError: Something is wrong with the request, the shape or the results.
    """
    taught = choice.words is not None or choice.like is not None
    kept = not template.parts and (template.request.clicks is not None or not taught)
    recut = template.parts == ("auto",) and is_one_result([path])
    named = _shape_of_result(path) if kept or recut else path
    job = replace(plan([named], output, formats, force)[0], shape=path)
    task = replace(template, shape=job.shape, results=job.results)

    from patchalign3d_cli.batches.labeller import load_labeller
    from patchalign3d_cli.batches.planning import check_pieces_format, pieces_folder
    from patchalign3d_cli.batches.work import label_shape, without_warnings
    from patchalign3d_cli.machine.leftovers import remove_leftovers

    remove_leftovers(job.results[0].parent)
    if task.request.split is not None:
        check_pieces_format(job.results)
        _check_pieces_folder(pieces_folder(job.results), force)
    labeller = load_labeller(choice)
    task = replace(task, parts=task.parts or labeller.taught)
    warnings = labeller.warnings(task.parts, task.request)
    for warning in warnings:
        messages.warn(warning)
    messages.detail(labeller.where)
    labelled = label_shape(labeller, task)
    result, outcome = labelled.result, without_warnings(labelled.outcome, warnings)
    name = beside(job.shape)
    say_shape(job.shape, result.source, result.options, messages)
    if result.objects is not None:
        messages.say(f"{name}: {objects_line(result.objects)}")
    for warning in outcome.warnings:
        messages.warn(f"{name}: {warning}")
    messages.detail(f"{name}: read, labelled and written in {outcome.seconds:.2f} s")
    if as_json:
        files = [*job.results, *(path for path in outcome.sizes if _is_piece(path, job.results))]
        print_json({"schema": SCHEMA, "shapes": [record(job, result, files)]})
    elif not messages.quiet:
        show(result)
        if thumbnail:
            show_thumbnail(result, task.output, messages)
    for path in job.results:
        messages.say(f"wrote {path}")
    if pieces := [path for path in outcome.sizes if _is_piece(path, job.results)]:
        messages.say(f"wrote {len(pieces)} files into {pieces_folder(job.results)}")
    if strict and outcome.record["doubts"]:
        messages.fail("1 of 1 results are doubtful (--strict); see above")
        raise typer.Exit(FAILED)


def _is_piece(path: Path, results: Sequence[Path]) -> bool:
    return path.parent != results[0].parent


def is_one_result(paths: Sequence[Path]) -> bool:
    """Whether what was named is one file, a saved result, which has its parts already."""
    from patchalign3d_cli.results_io import is_result

    return len(paths) == 1 and paths[0].is_file() and is_result(paths[0])


def _shape_of_result(path: Path) -> Path:
    """The path of which a saved result has its name: `chair.parts.json` -> `chair.json`."""
    from patchalign3d_cli.segmenting.corrections import check_correctable

    check_correctable(path)
    return path.with_name(f"{path.stem.removesuffix('.parts')}{path.suffix}")


def _check_pieces_folder(folder: Path, force: bool) -> None:
    """Make sure that pieces go into a folder of their own."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, pieces need a folder there; use -o")
    if folder.is_dir() and not force and any(folder.iterdir()):
        raise OutputError(f"{folder} has content; add --force or choose another path with -o")
