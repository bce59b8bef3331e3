"""A shape from its file, with its up axis known: requested, assumed, or found by trying."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.up_axis import find_up
from patchalign3d_cli.shapes import Shape, load_shape

UNSURE = 0.5
"""An axis of a lower probability is warned of."""


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

    def encoded(self, segmenter: Segmenter, options: EncodeOptions) -> ShapeFeatures:
        """Encode the shape; the features' options say how sure its axis is.

        Args:
            segmenter: The model.
            options: How.
        """
        features = segmenter.encode(self.shape, options)
        return replace(features, options={**features.options, **self.options})


def load_upright(
    path: str | Path,
    segmenter: Segmenter,
    request: SegmentRequest | None = None,
    parts: Sequence[str] = (),
    load: Callable[..., Shape] = load_shape,
) -> UprightShape:
    """Read a shape and settle which axis is up.

    Args:
        path: Its file.
        segmenter: What tries the axes, for `auto`.
        request: Says how the file is read and which axis is up; None for the defaults.
        parts: Its part names, where they are known; they help to tell the axis.
        load: What reads the file, as `load_shape` does.

    Raises:
        ShapeError: The file cannot be read.
    """
    request = request or SegmentRequest()
    if request.up != "auto":
        return UprightShape(load(path, up=request.up, options=request.reading), None)
    estimate = find_up(
        segmenter,
        load(path, options=request.reading),
        parts,
        category=request.category,
        options=request.encode,
    )
    shape = estimate.shape
    if estimate.confidence < UNSURE:
        ranked = sorted(estimate.odds, key=lambda axis: -estimate.odds[axis])[1:3]
        rivals = ", ".join(f"{axis} {estimate.odds[axis]:.0%}" for axis in ranked)
        doubt = f"{shape.up} may not be up (next: {rivals}); look at the result, or name the axis"
        shape = shape.changed(warnings=(*shape.warnings, f"{doubt} with --up"))
    return UprightShape(shape, round(estimate.confidence, 4))
