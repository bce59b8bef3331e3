"""One call from a file and part names to a labelled shape."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from patchalign3d_cli.pieces import absorb_small, split
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter, load_segmenter
from patchalign3d_cli.segmenting.upright import load_upright
from patchalign3d_cli.text.labels import check_parts, parse_parts


def segment_file(
    path: str | Path,
    parts: str | Sequence[str],
    request: SegmentRequest | None = None,
    *,
    segmenter: Segmenter | None = None,
) -> PartSegmentation:
    """Label every face of a mesh (every point of a cloud) in a file: what `pa3d segment` does.

    Nothing is printed; `PartSegmentation.warnings` lists what the user should look at.

    Args:
        path: The shape's file.
        parts: Part names; a text is split at commas, as `--parts` is.
        request: How; None for the defaults, which are those of the command.
        segmenter: The model; None loads the default one. Load one by `load_segmenter` and pass it
            where there are several files.

    Raises:
        ShapeError: The file cannot be read.
        PartsError: The names are empty, doubled, too long or too many.
        ModelError: The model is missing or damaged, answers no words, or is not calibrated where
            `other` asks for that.
        ConfigError: The request does not go with the shape.
    """
    request = request or SegmentRequest()
    names = parse_parts([parts]) if isinstance(parts, str) else tuple(parts)
    check_parts(names)  # before the costly half
    segmenter = segmenter or load_segmenter()
    read = load_upright(
        path,
        segmenter,
        up=request.up,
        parts=names,
        category=request.category,
        encode=request.encode,
    )
    result = segmenter.segment(
        read.shape, names, category=request.category, encode=request.encode, query=request.query
    )
    result = replace(
        result,
        options={**result.options, **read.options},
        warnings=(*read.shape.warnings, *request_warnings(segmenter, names, request)),
    )
    result = absorb_small(result, request.smallest_share)
    return result if request.split is None else split(result, request.split)


def request_warnings(
    segmenter: Segmenter, parts: Sequence[str], request: SegmentRequest
) -> tuple[str, ...]:
    """What is odd about a request, whatever the shape: a sentence each.

    Args:
        segmenter: The model that is asked.
        parts: The part names.
        request: The request.
    """
    warnings = []
    if len(parts) == 1:
        warnings.append(
            f"{parts[0]!r} is the only part, so everything will be it; separate names with commas"
        )
    usual = segmenter.model.config.encoder.points
    if request.points is not None and request.points != usual:
        warnings.append(
            f"the model was trained on {usual:,} points a shape; {request.points:,} change the"
            " size of its patches, and labels get worse"
        )
    return tuple(warnings)
