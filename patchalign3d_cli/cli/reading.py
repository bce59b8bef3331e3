"""An encoded shape from its file, and what is said about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.streams import beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patchalign3d_cli.results import ShapeFeatures
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.shapes import Shape


def encode_shape(
    path: Path,
    segmenter: "Segmenter",
    request: "SegmentRequest",
    messages: Messages,
    parts: Sequence[str] = (),
) -> "ShapeFeatures":
    """Encode the shape in a file; say how large it is, which axis is up, and what was noticed.

    Args:
        path: The shape's file, or its features.
        segmenter: The model.
        request: Says how the file is read and encoded.
        messages: Where to say it.
        parts: Its part names, where they are known.

    Raises:
        Pa3dError: The file cannot be read, or not be asked by this model.
    """
    from patchalign3d_cli.segmenting.files import encode_file

    features = encode_file(path, segmenter, request, parts)
    say_shape(path, features.source, features.options, messages)
    for warning in features.source.warnings:
        messages.warn(f"{beside(path)}: {warning}")
    return features


def say_shape(path: Path, shape: "Shape", options: "Mapping[str, Any]", messages: Messages) -> None:
    """Say how large a shape is and which axis is up.

    Args:
        path: The file that was read.
        shape: The shape.
        options: Of its features or its result: how sure the axis is, where that was measured.
        messages: Where to say it.
    """
    from patchalign3d_cli.presentation import up_words
    from patchalign3d_cli.results_io.features.layout import is_features_file

    if is_features_file(path):
        known = " (as encoded)"
    elif "up_confidence" in options:
        known = f" (found, {options['up_confidence']:.0%} sure)"
    elif shape.up_assumed:
        other = "y" if shape.up == "z" else "z"
        known = f" (assumed; if it is not, try --up {other} or --up auto)"
    else:
        known = ""
    size = f"{shape.element_count:,} {shape.element}s"
    messages.say(f"{beside(path)}: {size}, {up_words(shape.up)} is up{known}")
