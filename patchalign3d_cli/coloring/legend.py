"""What a legend says of a result: a row a part, and one for what has no label."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, UNLABELLED_NAME, palette
from patchalign3d_cli.results import PartSegmentation


@dataclass(frozen=True)
class LegendEntry:
    """One row.

    Attributes:
        part: Index of the part; None for the elements without a label.
        name: The part, in the user's own words.
        color: sRGB.
        count: Number of its elements (faces or points).
        share: Its share of the surface area (of the points, for a cloud), 0 to 1.
        confidence: Mean confidence by area, 0 to 1; None where there is none.
    """

    part: int | None
    name: str
    color: tuple[int, int, int]
    count: int
    share: float
    confidence: float | None


def legend_entries(result: PartSegmentation) -> tuple[LegendEntry, ...]:
    """The rows of a result: its parts in the order asked for, then what has no label, if any."""
    summary = result.summary()
    rows = [
        LegendEntry(
            part=index,
            name=part.name,
            color=(color[0], color[1], color[2]),
            count=part.count,
            share=float(np.nan_to_num(part.share)),
            confidence=part.confidence if part.count and np.isfinite(part.confidence) else None,
        )
        for index, (part, color) in enumerate(
            zip(summary, palette(len(summary)).tolist(), strict=True)
        )
    ]
    unlabelled = int((result.labels < 0).sum())
    if unlabelled:
        share = max(0.0, 1.0 - sum(row.share for row in rows))
        rows.append(LegendEntry(None, UNLABELLED_NAME, UNLABELLED_COLOR, unlabelled, share, None))
    return tuple(rows)
