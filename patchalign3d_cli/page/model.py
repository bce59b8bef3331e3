"""What a page shows, of a labelled shape or of a heat: elements, columns of values, a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.heat_scale import HeatScale
from patchalign3d_cli.coloring.legend import LegendEntry, legend_entries
from patchalign3d_cli.coloring.palette import hex_color
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pieces.split import split
from patchalign3d_cli.results import (
    ModelIdentity,
    PartSegmentation,
    Pieces,
    ShapeHeat,
    doubt_lines,
)
from patchalign3d_cli.results_io.json.record import portable_name, segmentation_record
from patchalign3d_cli.segmenting.clicks import FeatureSites, feature_sites
from patchalign3d_cli.shapes.shape import Shape

_MOST_PIECES = 250  # that a page lists
Mode = Literal["original", "parts", "confidence", "heat"]
"""What the colours show: the file's own, the groups, how sure they are, or one column."""


@dataclass(frozen=True, eq=False)
class PageColumn:
    """One number for every element, shown as heat.

    Attributes:
        name: What it belongs to.
        measure: What the numbers are, as the scale says it: `fit of leg`.
        values: (E,) float32.
        low: What the darkest colour stands for.
        high: What the lightest colour stands for.
    """

    name: str
    measure: str
    values: NDArray[np.float32]
    low: float
    high: float


@dataclass(frozen=True)
class PageRow:
    """A row of the list.

    Attributes:
        name: What it is.
        figure: What stands at its right.
        title: What is said about it in full.
        color: `#rrggbb` of its group; None where it stands for a column alone.
        group: Its group, counted from 1 (0 for elements without one); None for a column alone.
        column: The column that belongs to it; None for none.
        count: How many elements the group has.
    """

    name: str
    figure: str
    title: str
    color: str | None
    group: int | None
    column: int | None
    count: int


@dataclass(frozen=True, eq=False)
class PageModel:
    """A page's content.

    Attributes:
        source: The shape.
        made: A line about it and what made the numbers.
        groups: (G,) names of the groups of elements that can be hidden and singled out.
        labels: (E,) int32 group of each element; -1 for none.
        confidence: (E,) float32, how sure each element's group is, 0 to 1; None where unknown.
        columns: What can be shown as heat.
        rows: The list.
        modes: What colours can show, in the order in which they are offered.
        mode: What they show first, one of `modes`.
        doubts: Why the labels may be wrong, a sentence each.
        record: What the JSON of the result holds besides its lists; None for what is no result
            that clicks could correct.
        sites: Coarse features, which tell what is alike; None where they are not at hand.
        in_file: Whether each element is one of the shape's file, so that labels alone say all.
        pieces: What its parts fall into; None where no part has several, or they are too many.
    """

    source: Shape
    made: str
    groups: tuple[str, ...]
    labels: NDArray[np.int32]
    confidence: NDArray[np.float32] | None
    columns: tuple[PageColumn, ...]
    rows: tuple[PageRow, ...]
    modes: tuple[Mode, ...]
    mode: Mode
    doubts: tuple[str, ...] = ()
    record: Mapping[str, Any] | None = None
    sites: FeatureSites | None = None
    in_file: bool = True
    pieces: Pieces | None = None

    @property
    def title(self) -> str:
        """The shape's file name, or `Parts` without one."""
        return self.source.path.name if self.source.path else "Parts"


def segmentation_model(result: PartSegmentation, options: OutputOptions | None = None) -> PageModel:
    """The page of a labelled shape: its groups are the parts, its columns their scores.

    Args:
        result: What to show. Without parts the shape stands alone.
        options: What the colours show first; None for the parts.
    """
    options = options or OutputOptions()
    known = bool(result.parts) and bool(np.isfinite(result.confidence).any())
    columns = _part_columns(result)
    modes: list[Mode] = ["original"]
    if known:
        modes.append("confidence")
    if columns:
        modes.append("heat")
    if result.parts:
        modes.append("parts")
    wanted: Mode = "confidence" if options.heatmap else "parts"
    wanted = "original" if options.appearance == "keep" else wanted
    kind = result.source.element
    rows = [_part_row(entry, kind, bool(columns)) for entry in legend_entries(result)]
    return PageModel(
        source=result.source,
        made=_made(result.source, result.model, "labelled" if result.parts else None),
        groups=result.parts,
        labels=result.labels,
        confidence=result.confidence if known else None,
        columns=columns,
        rows=tuple(rows) if result.parts else (),
        modes=tuple(modes),
        mode=wanted if wanted in modes else modes[-1],
        doubts=doubt_lines(result.doubts),
        record=segmentation_record(result) if result.parts else None,
        sites=feature_sites(result.features) if result.parts and result.features else None,
        in_file=result.source_faces is None,
        pieces=_pieces(result),
    )


def heat_model(heat: ShapeHeat, scale: HeatScale) -> PageModel:
    """The page of a heat: a column a query, in the colours of the scale, and no groups.

    Args:
        heat: What to show.
        scale: What its colours show.
    """
    measure = "fit" if scale.kind == "cosine" else "percentile"
    columns = tuple(
        PageColumn(text, f"{text} ({measure})", values, scale.low, scale.high)
        for text, values in zip(heat.queries, scale.values.T, strict=True)
    )
    rows = []
    for index, (text, fits) in enumerate(zip(heat.queries, heat.fits.T, strict=True)):
        low, high = float(fits.min()), float(fits.max())
        title = f"{text}: fits (cosines) from {low:.3f} to {high:.3f}"
        rows.append(PageRow(text, f"max {high:.2f}", title, None, None, index, len(fits)))
    return PageModel(
        source=heat.source,
        made=_made(heat.source, heat.model, "fits"),
        groups=(),
        labels=np.full(len(heat.fits), -1, dtype=np.int32),
        confidence=None,
        columns=columns,
        rows=tuple(rows),
        modes=("original", "heat"),
        mode="heat",
    )


def _part_columns(result: PartSegmentation) -> tuple[PageColumn, ...]:
    """How well each part fits, from its lowest on the shape to its highest.

    The fit is the cosine behind the score; where nothing says by what it was divided, it is the
    confidence in the part. None where the result has no scores.
    """
    scores = result.scores
    if not result.parts or not len(scores) or scores.shape[1] != len(result.parts):
        return ()
    scores = np.nan_to_num(scores)
    temperature = result.options.get("temperature")
    if isinstance(temperature, float) and temperature > 0:
        measure, values = "fit of", scores * np.float32(temperature)
    else:
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        measure, values = "confidence in", odds / odds.sum(axis=1, keepdims=True)
    return tuple(
        PageColumn(name, f"{measure} {name}", column, float(column.min()), float(column.max()))
        for name, column in zip(result.parts, values.T, strict=True)
    )


def _part_row(entry: LegendEntry, kind: str, scored: bool) -> PageRow:
    title = f"{entry.name}: {entry.count:,} {kind}s"
    if entry.confidence is not None:
        title += f", mean confidence {_percent(entry.confidence)}"
    return PageRow(
        name=entry.name,
        figure=_percent(entry.share) if entry.count else f"no {kind}s",
        title=title if entry.count else "",
        color=hex_color(entry.color),
        group=0 if entry.part is None else entry.part + 1,
        column=entry.part if scored else None,
        count=entry.count,
    )


def _pieces(result: PartSegmentation) -> Pieces | None:
    """The pieces of a result: its own, or those that `--split instances` gives."""
    pieces = result.pieces
    if pieces is None or len(np.unique(pieces.parts)) == len(pieces.parts):  # no part has several
        try:
            pieces = split(result, "instances", most=_MOST_PIECES).pieces
        except ConfigError:
            return None
    assert pieces is not None
    return pieces if len(np.unique(pieces.parts)) < len(pieces.parts) else None


def _made(source: Shape, model: ModelIdentity, what: str | None) -> str:
    size = f"{source.element_count:,} {source.element}s"
    return size if what is None else f"{size}, {what} by {portable_name(model.name)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
