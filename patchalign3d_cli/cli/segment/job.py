"""One shape of `pa3d segment`, from its file to its results."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.planning import Job, pieces_folder
from patchalign3d_cli.cli.reading import read_shape
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.options import EncodeOptions, OutputOptions, QueryOptions
    from patchalign3d_cli.results import PartSegmentation
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.shapes import Shape


_SMALLEST = 0.005  # share of the surface below which a connected piece is taken for noise


@dataclass(frozen=True)
class Apart:
    """How results are taken apart.

    Attributes:
        split: `parts`, `instances`, or None for not at all.
        min_share: Share of the surface below which pieces go to their neighbour; None for the
            default of the split.
        cap: Whether the holes of pieces are closed.
    """

    split: str | None
    min_share: float | None
    cap: bool

    def __post_init__(self) -> None:
        from patchalign3d_cli.pieces import SPLITS

        if self.split is not None and self.split not in SPLITS:
            raise ConfigError(f"unknown split {self.split!r}; choose one of {', '.join(SPLITS)}")
        if self.cap and self.split is None:
            raise ConfigError("--cap closes pieces; add --split parts or --split instances")

    def taken(self, result: "PartSegmentation") -> "PartSegmentation":
        """The result with small pieces absorbed and the others named."""
        from patchalign3d_cli.pieces import absorb_small, split

        usual = _SMALLEST if self.split == "instances" else 0.0
        result = absorb_small(result, usual if self.min_share is None else self.min_share)
        return split(result, self.split) if self.split else result  # type: ignore[arg-type]


@dataclass(frozen=True)
class Request:
    """What is asked of every shape of a run.

    Attributes:
        names: The part names.
        category: What the shapes are, if told.
        up: The axis that points up in the files, if told; `auto` tries all.
        encode: How shapes are encoded.
        query: How the words are looked up in them.
        looks: How the files look that show the results.
        apart: How the results are taken apart.
    """

    names: tuple[str, ...]
    category: str | None
    up: str | None
    encode: "EncodeOptions"
    query: "QueryOptions"
    looks: "OutputOptions"
    apart: Apart


def run_job(
    segmenter: "Segmenter", job: Job, request: Request, messages: Messages
) -> tuple["PartSegmentation", tuple[Path, ...]]:
    """Read a shape, label it and write its results: what was found, and the files."""
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.saving import MESH_FORMATS, save_pieces, save_segmentations

    shape, found = read_shape(
        job.shape,
        request.up,
        segmenter,
        messages,
        parts=request.names,
        category=request.category,
        encode=request.encode,
    )
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
    result = request.apart.taken(replace(result, options={**result.options, **found}))
    make_folder(job.results[0].parent)
    # `plan` has asked already whether files may be replaced.
    save_segmentations(result, job.results, overwrite=True, options=request.looks)
    files = job.results
    if result.pieces is not None:
        formats = [path.suffix for path in job.results if path.suffix.lower() in MESH_FORMATS]
        cap, looks = request.apart.cap, request.looks
        files += save_pieces(
            result, pieces_folder(job), formats, overwrite=True, options=looks, cap=cap
        )
    return result, files


def _warn(job: Job, shape: "Shape", request: Request, messages: Messages) -> None:
    """Tell what was noticed while reading, as far as it matters for this run."""
    noticed = list(shape.warnings)
    if request.looks.appearance == "keep":
        looks = shape.appearance
        noticed += looks.warnings if looks else ["it has no materials and no colours to keep"]
    for warning in noticed:
        messages.warn(f"{job.shape}: {warning}")
