"""One shape from its file to its results."""

import time
from dataclasses import replace
from typing import NamedTuple

from patchalign3d_cli.batches.identity import task_key
from patchalign3d_cli.batches.labeller import Labeller
from patchalign3d_cli.batches.planning import pieces_folder, written_files
from patchalign3d_cli.batches.staging import ShapeCopy, is_staged, staged
from patchalign3d_cli.batches.task import Outcome, ShapeTask, failed
from patchalign3d_cli.errors import FullDiskError, describe
from patchalign3d_cli.machine.atomic import make_folder
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.saving import MESH_FORMATS, save_pieces, save_segmentations


class Labelled(NamedTuple):
    """A labelled shape whose files are written.

    Attributes:
        result: The shape.
        outcome: What the report says about it.
    """

    result: PartSegmentation
    outcome: Outcome


def label_shape(
    labeller: Labeller, task: ShapeTask, run_key: str = "", copy: ShapeCopy | None = None
) -> Labelled:
    """Read a shape, label it and write its results.

    Args:
        labeller: The model.
        task: The shape; files that stand where its results shall are replaced.
        run_key: What the key of the outcome is made from, besides the shape's content
            (`identity.run_key`); empty for an outcome without a key.
        copy: The shape's file, where somebody has fetched it already.

    Raises:
        Pa3dError: The shape cannot be read, asked or written.
    """
    if copy is None and not is_staged(task):
        return _label_here(labeller, task, run_key)
    began = time.monotonic()
    with staged(task, copy) as staging:
        key = task_key(task, run_key, staging.content) if run_key else ""
        result, outcome = _label_here(labeller, staging.task, "")
        sizes = {staging.place(path): size for path, size in outcome.sizes.items()}
        seconds = round(time.monotonic() - began, 3)
        warnings = tuple(map(staging.renamed, outcome.warnings))
    return Labelled(result, Outcome(task, "done", key, seconds, sizes, outcome.record, warnings))


def _label_here(labeller: Labeller, task: ShapeTask, run_key: str) -> Labelled:
    """Label a shape whose file and results are of this machine."""
    began = time.monotonic()
    result = labeller.label(task.shape, task.parts, task.request)
    key = task_key(task, run_key) if run_key else ""
    make_folder(task.results[0].parent)
    save_segmentations(result, task.results, overwrite=True, options=task.output)
    files = written_files(task)
    if result.pieces is not None:
        formats = [path.suffix for path in task.results if path.suffix.lower() in MESH_FORMATS]
        folder = pieces_folder(task.results)
        files += save_pieces(result, folder, formats, overwrite=True, options=task.output)
    sizes = {path: path.stat().st_size for path in files}
    digests = {path: (file_sha256(path), path.stat().st_mtime_ns) for path in files}
    seconds = round(time.monotonic() - began, 3)
    record, warnings = segmentation_record(result), shape_warnings(result, task)
    outcome = Outcome(task, "done", key, seconds, sizes, record, warnings, digests=digests)
    return Labelled(result, outcome)


def try_to_label(
    labeller: Labeller, task: ShapeTask, run_key: str, copy: ShapeCopy | None = None
) -> Outcome:
    """The outcome of a shape, whatever happens to it: a failure is one line."""
    try:
        return label_shape(labeller, task, run_key, copy).outcome
    except FullDiskError as error:
        return failed(task, str(error), ends_run=True)
    except Exception as error:  # one shape does not end a run
        return failed(task, describe(error))


def shape_warnings(result: PartSegmentation, task: ShapeTask) -> tuple[str, ...]:
    """What is to be said about a result, and about the appearance that it was to keep."""
    warnings = result.warnings
    suffixes = {path.suffix.lower() for path in task.results}
    if task.output.appearance == "keep":
        appearance = result.source.appearance
        lacking = ("it has no materials and no colours to keep",)
        warnings += appearance.warnings if appearance else lacking
        colored = appearance is not None and "COLOR_0" in appearance.elements.attributes
        if colored and task.output.materials == "variants":
            warnings += ("its vertex colours tint the variant 'parts' too",)
        if appearance is not None and appearance.images and ".usda" in suffixes:
            warnings += ("usda is text and has no images; -f usdz takes them along",)
    if ".stl" in suffixes and result.source.faces is not None:
        from patchalign3d_cli.results_io.stl import stl_warnings

        warnings += tuple(stl_warnings(result))
    if suffixes & {".png", ".gif", ".webp"}:
        from patchalign3d_cli.pictures.png import picture_warnings

        warnings += picture_warnings(result.parts)
    if ".3mf" in suffixes:
        from patchalign3d_cli.results_io.threemf.writer import print_warnings

        warnings += tuple(print_warnings(result, task.output))
    return warnings


def without_warnings(outcome: Outcome, known: tuple[str, ...]) -> Outcome:
    """An outcome without the warnings that were said about the whole run."""
    return replace(outcome, warnings=[text for text in outcome.warnings if text not in known])
