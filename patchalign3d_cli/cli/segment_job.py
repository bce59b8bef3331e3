"""One shape of `pa3d segment`, from its file to its results."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.planning import Job

if TYPE_CHECKING:
    from patchalign3d_cli.options import EncodeOptions, OutputOptions, QueryOptions
    from patchalign3d_cli.pipeline import Segmenter
    from patchalign3d_cli.results import PartSegmentation
    from patchalign3d_cli.shapes import Shape


@dataclass(frozen=True)
class Request:
    """What is asked of every shape of a run.

    Attributes:
        names: The part names.
        category: What the shapes are, if told.
        up: The axis that points up in the files, if told.
        encode: How shapes are encoded.
        query: How the words are looked up in them.
        looks: How the files look that show the results.
    """

    names: tuple[str, ...]
    category: str | None
    up: str | None
    encode: "EncodeOptions"
    query: "QueryOptions"
    looks: "OutputOptions"


def run_job(
    segmenter: "Segmenter", job: Job, request: Request, messages: Messages
) -> "PartSegmentation":
    """Read a shape, label it and write its results."""
    from patchalign3d_cli.outputs import save_segmentations
    from patchalign3d_cli.shapes import load_shape
    from patchalign3d_cli.writing import make_folder

    up = request.up and request.up.lower()
    shape = load_shape(job.shape, up=up)  # type: ignore[arg-type]
    kind = "points" if shape.is_cloud else "faces"
    assumed = "assumed; if it is not, try --up z" if shape.up_assumed else "as told"
    messages.say(f"{job.shape}: {shape.element_count:,} {kind}, {shape.up} is up ({assumed})")
    _warn(job, shape, request, messages)
    began = time.monotonic()
    result = segmenter.segment(
        shape,
        request.names,
        category=request.category,
        encode=request.encode,
        query=request.query,
    )
    messages.detail(f"{job.shape}: encoded and labelled in {time.monotonic() - began:.2f} s")
    make_folder(job.results[0].parent)
    # `plan` has asked already whether files may be replaced.
    save_segmentations(result, job.results, overwrite=True, options=request.looks)
    return result


def _warn(job: Job, shape: "Shape", request: Request, messages: Messages) -> None:
    """Tell what was noticed while reading, as far as it matters for this run."""
    noticed = list(shape.warnings)
    if request.looks.appearance == "keep":
        looks = shape.appearance
        noticed += looks.warnings if looks else ["it has no materials and no colours to keep"]
    for warning in noticed:
        messages.warn(f"{job.shape}: {warning}")
