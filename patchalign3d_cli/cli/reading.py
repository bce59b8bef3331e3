"""A shape from its file, and what is said about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.console import Messages

if TYPE_CHECKING:
    from patchalign3d_cli.choices import UpChoice
    from patchalign3d_cli.options import EncodeOptions
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.segmenting.upright import UprightShape
    from patchalign3d_cli.shapes import Shape


def read_shape(
    path: Path,
    up: "UpChoice | None",
    segmenter: "Segmenter",
    messages: Messages,
    *,
    parts: Sequence[str] = (),
    category: str | None = None,
    encode: "EncodeOptions | None" = None,
) -> "UprightShape":
    """Read a shape; say how large it is, which axis is up, and what was noticed.

    Args:
        path: Its file.
        up: An axis, `auto`, or None for y.
        segmenter: What tries the axes.
        messages: Where to say it.
        parts: Its part names, where they are known.
        category: What it is, where that is known.
        encode: How to encode.

    Raises:
        ShapeError: The file cannot be read.
    """
    from patchalign3d_cli.segmenting.upright import load_upright

    read = load_upright(path, segmenter, up=up, parts=parts, category=category, encode=encode)
    say_up(path, read.shape, read.up_confidence, messages)
    for warning in read.shape.warnings:
        messages.warn(f"{path}: {warning}")
    return read


def say_up(path: Path, shape: "Shape", confidence: float | None, messages: Messages) -> None:
    """Say how large a shape is and which axis is up.

    Args:
        path: Its file.
        shape: The shape.
        confidence: Of its axis, where all six were tried.
        messages: Where to say it.
    """
    kind = "points" if shape.is_cloud else "faces"
    if confidence is not None:
        known = f"found, {confidence:.0%} sure"
    elif shape.up_assumed:
        known = "assumed; if it is not, try --up z or --up auto"
    else:
        known = "as told"
    messages.say(f"{path}: {shape.element_count:,} {kind}, {shape.up} is up ({known})")
