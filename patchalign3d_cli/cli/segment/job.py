"""One shape of `pa3d segment`, from its file to its results."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.planning import Job, pieces_folder
from patchalign3d_cli.cli.reading import say_shape

if TYPE_CHECKING:
    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.results import PartSegmentation


@dataclass(frozen=True)
class Run:
    """What is the same for all shapes of a run.

    Attributes:
        label: Labels the shape in a file.
        output: How the files look that show the results.
        cap: Whether the holes of pieces are closed.
        warnings: What was said about the request already.
    """

    label: Callable[[Path], "PartSegmentation"]
    output: "OutputOptions"
    cap: bool
    warnings: tuple[str, ...]


def run_job(run: Run, job: Job, messages: Messages) -> tuple["PartSegmentation", tuple[Path, ...]]:
    """Label one shape and write its results: the result, and the files."""
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.saving import MESH_FORMATS, save_pieces, save_segmentations

    began = time.monotonic()
    result = run.label(job.shape)
    seconds = time.monotonic() - began
    say_shape(job.shape, result.source, result.options, messages)
    for warning in _warnings(result, run):
        messages.warn(f"{job.shape}: {warning}")
    messages.detail(f"{job.shape}: read and labelled in {seconds:.2f} s")
    make_folder(job.results[0].parent)
    # `plan` has asked already whether files may be replaced.
    save_segmentations(result, job.results, overwrite=True, options=run.output)
    files = job.results
    if result.pieces is not None:
        formats = [path.suffix for path in job.results if path.suffix.lower() in MESH_FORMATS]
        files += save_pieces(
            result, pieces_folder(job), formats, overwrite=True, options=run.output, cap=run.cap
        )
    return result, files


def _warnings(result: "PartSegmentation", run: Run) -> Sequence[str]:
    """What is to be said about this shape alone."""
    warnings = [warning for warning in result.warnings if warning not in run.warnings]
    if run.output.appearance == "keep":
        appearance = result.source.appearance
        lacking = ("it has no materials and no colours to keep",)
        warnings += appearance.warnings if appearance else lacking
        colored = appearance is not None and "COLOR_0" in appearance.elements.attributes
        if colored and run.output.materials == "variants":
            warnings.append("its vertex colours tint the variant 'parts' too")
    return warnings
