"""A shape from its file, with its up axis known: requested, assumed, or found by trying."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.choices import UpChoice
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.up_axis import find_up
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.up import parse_up_choice

_UNSURE = 0.5


class UprightShape(NamedTuple):
    """A shape and how sure its up axis is.

    Attributes:
        shape: The shape; a doubtful axis adds to its warnings.
        up_confidence: Probability of its axis where all six were tried; None elsewhere.
    """

    shape: Shape
    up_confidence: float | None

    @property
    def options(self) -> dict[str, float]:
        """What goes into a result's options: `up_confidence` where all axes were tried."""
        return {} if self.up_confidence is None else {"up_confidence": self.up_confidence}


def load_upright(
    path: str | Path,
    segmenter: Segmenter,
    *,
    up: UpChoice | None = None,
    parts: Sequence[str] = (),
    category: str | None = None,
    encode: EncodeOptions | None = None,
) -> UprightShape:
    """Read a shape and settle which axis is up.

    Args:
        path: Its file.
        segmenter: What tries the axes, for `auto`.
        up: An axis in any spelling, `auto`, or None for what the file says, or y.
        parts: Its part names, where they are known; they help to tell the axis.
        category: What the shape is, where that is known.
        encode: How to encode; None for the defaults.

    Raises:
        ShapeError: The file cannot be read.
        ConfigError: `up` is neither an axis nor `auto`.
    """
    axis = None if up is None else parse_up_choice(up)
    if axis != "auto":
        return UprightShape(load_shape(path, up=axis), None)
    estimate = find_up(segmenter, load_shape(path), parts, category=category, options=encode)
    shape = estimate.shape
    if estimate.confidence < _UNSURE:
        ranked = sorted(estimate.odds, key=lambda axis: -estimate.odds[axis])[1:3]
        rivals = ", ".join(f"{axis} {estimate.odds[axis]:.0%}" for axis in ranked)
        doubt = f"{shape.up} may not be up (next: {rivals}); look at the result, or name the axis"
        shape = replace(shape, warnings=(*shape.warnings, f"{doubt} with --up"))
    return UprightShape(shape, round(estimate.confidence, 4))
