"""A shape from its file, upright: by what was told, assumed, or found by trying."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from patchalign3d_cli.cli.console import Messages

if TYPE_CHECKING:
    from patchalign3d_cli.options import EncodeOptions
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.shapes import Shape

AUTO = "auto"
_UNSURE = 0.5


class ReadShape(NamedTuple):
    """A shape and how its up axis is known.

    Attributes:
        shape: The shape.
        found: What goes into a result's options where the axis was found by trying.
    """

    shape: "Shape"
    found: dict[str, float]


def read_shape(
    path: Path,
    up: str | None,
    segmenter: "Segmenter",
    messages: Messages,
    *,
    parts: Sequence[str] = (),
    category: str | None = None,
    encode: "EncodeOptions | None" = None,
) -> ReadShape:
    """Read a shape and tell how large it is and which axis is up.

    Args:
        path: Its file.
        up: What was told: an axis, `auto`, or None for y.
        segmenter: What tries the axes.
        messages: Where to tell.
        parts: Its part names, where they are known.
        category: What it is, where that is known.
        encode: How to encode.

    Raises:
        ShapeError: The file cannot be read.
        ConfigError: `up` is neither an axis nor `auto`.
    """
    from patchalign3d_cli.shapes import load_shape

    told = None if up is None else up.lower()
    if told != AUTO:
        shape = load_shape(path, up=told)  # type: ignore[arg-type]
        known = "assumed; if it is not, try --up z or --up auto"
        _tell(path, shape, known if shape.up_assumed else "as told", messages)
        return ReadShape(shape, {})

    from patchalign3d_cli.segmenting.up_axis import find_up

    found = find_up(segmenter, load_shape(path), parts, category=category, options=encode)
    _tell(path, found.shape, f"found, {found.confidence:.0%} sure", messages)
    if found.confidence < _UNSURE:
        others = sorted(found.odds, key=lambda axis: -found.odds[axis])[1:3]
        near = ", ".join(f"{axis} {found.odds[axis]:.0%}" for axis in others)
        messages.warn(
            f"{path}: {found.shape.up} may not be up (next: {near}); look at the result, or tell"
            " it with --up"
        )
    return ReadShape(found.shape, {"up_confidence": round(found.confidence, 4)})


def _tell(path: Path, shape: "Shape", known: str, messages: Messages) -> None:
    kind = "points" if shape.is_cloud else "faces"
    messages.say(f"{path}: {shape.element_count:,} {kind}, {shape.up} is up ({known})")
