"""Saved results, corrected by clicks or as they are."""

from dataclasses import replace
from pathlib import Path

from patchalign3d_cli.errors import ConfigError, PartsError
from patchalign3d_cli.pieces import split
from patchalign3d_cli.results import PartSegmentation, doubt_warnings
from patchalign3d_cli.results_io import is_result, load_segmentation
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter


def check_correctable(path: str | Path) -> None:
    """Make sure that a file is a result that clicks can correct.

    Raises:
        OutputError: It cannot be opened.
        PartsError: It is none.
    """
    if not is_result(path):
        raise PartsError(
            f"{path} is no result of pa3d that clicks could correct; name its parts with --parts"
        )


def correct_file(
    path: str | Path, request: SegmentRequest, segmenter: Segmenter
) -> PartSegmentation:
    """Read a saved result to write it in other formats, corrected by clicks where there are any.

    Args:
        path: The result.
        request: Holds the clicks, and says how the shape beside is read and whether the parts are
            taken apart; it may say nothing else.
        segmenter: Encodes the shape again.

    Raises:
        OutputError: The file cannot be read, or its shape is missing.
        PartsError: It is no result.
        ConfigError: The request says more, or a click is on nothing.
    """
    check_correctable(path)
    said = ("up", "columns", "trust_references", "split", "gap", "clicks")
    if not request.says_only(*said) or request.up == "auto":
        raise ConfigError(
            f"{path} is labelled already; leave out what says how to label it"
            " (quality, category, threshold, min-share and such), or name --parts to label it anew"
        )
    result = load_segmentation(path, up=request.up, reading=request.reading)
    result = replace(result, warnings=(*result.source.warnings, *doubt_warnings(result.doubts)))
    if request.clicks:
        result = segmenter.refine(result, request.clicks)
    return result if request.split is None else split(result, request.split, gap=request.gap)
