"""Which elements follow a click, and what they become."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import PartSegmentation, ShapeFeatures, doubt_warnings
from patchalign3d_cli.segmenting.clicks.click import Click
from patchalign3d_cli.segmenting.clicks.likeness import feature_sites
from patchalign3d_cli.segmenting.clicks.surface import SurfaceDistances
from patchalign3d_cli.segmenting.encoding import encode_options
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.text.labels import clean_label

# Chosen on real shapes, where 0.6 to 1.1 and 1 to 3 did alike (docs/asking.md).
REACH = 0.7
"""How far the first click reaches over what is the same, in radii of the shape."""
FINER = 0.9
"""What each further click reaches of the one before: large errors are corrected first."""
SHORTEST = 0.2
"""How far the last of many clicks still reaches."""
UNLIKE = 1.5
"""The squared distance of features at which a click reaches no farther than itself."""


SURE = 1.0
"""What it costs to follow where the result was sure and at the clicked element not at all."""


class _Earlier(NamedTuple):
    """A click that was followed.

    Attributes:
        element: What was clicked.
        label: What it became; None where the click changed nothing.
        near: (M,) the elements that it reached.
        costs: (M,) of those, see `ClickedShape.costs`.
        refused: The part that it is not; None for a positive click.
    """

    element: int
    label: int | None
    near: NDArray[np.int64]
    costs: NDArray[np.float64]
    refused: int | None

    def reaches(self, element: int) -> bool:
        """Whether an element is near and alike."""
        return bool((self.near == element).any())


class ClickedShape:
    """A labelled shape while clicks change it.

    Args:
        result: What they start from.
        features: The encoded shape; None where nearness alone shall count.
    """

    def __init__(self, result: PartSegmentation, features: ShapeFeatures | None) -> None:
        self.source = result.source
        self.parts = list(result.parts)
        self.labels = result.labels.copy()
        self.confidence = result.confidence.copy()
        self.sure = np.nan_to_num(result.confidence).astype(np.float64)
        self.scores = result.scores.astype(np.float64)
        self.weights = result.source.element_weights()
        self.distances = SurfaceDistances(result.source)
        self.features = None
        if features is not None:
            shape = result.source
            self.features = feature_sites(features).at(shape.centroids(), shape.radius)  # (E, K)
        self.earlier: list[_Earlier] = []
        self.useless: list[str] = []

    def click(self, click: Click) -> int:
        """Let elements follow a click; returns the element that was clicked."""
        element = click.element_of(self.source)
        part = self.number_of(click)
        costs = self.costs(element)  # (E,)
        before = int(self.labels[element])
        follows = (costs < 1) & (self.labels == before)
        for earlier in self.earlier:
            if earlier.label == before and earlier.element != element:  # keeps what is nearer to it
                follows[earlier.near] &= costs[earlier.near] < earlier.costs
        follows[element] = True
        after: int | None = part
        if not click.positive:
            after = self.next_best(element, part, follows) if before == part else None
        if after is None:
            self.useless.append(
                f"{self.source.element} {element} is not {click.part} anyway; that click changed"
                " nothing"
            )
        elif after != before:
            self.labels[follows] = after
            sure = 1 - costs[follows] / 2 if click.positive else 0.5
            self.confidence[follows] = self.sure[follows] = sure
        if click.positive:
            self.confidence[element] = self.sure[element] = 1
        near = np.flatnonzero(costs < 1)
        refused = None if click.positive else part
        self.earlier.append(_Earlier(element, after, near, costs[near], refused))
        return element

    def number_of(self, click: Click) -> int:
        """The index of a click's part, which is added where it is new."""
        if click.part in self.parts:
            return self.parts.index(click.part)
        cleaned = [clean_label(part) for part in self.parts]
        if clean_label(click.part) in cleaned:
            return cleaned.index(clean_label(click.part))
        if not click.positive:
            raise ConfigError(
                f"there is no part {click.part!r} that a click could take away; the parts are"
                f" {', '.join(self.parts)}"
            )
        self.parts.append(click.part)
        if self.scores.shape[1]:  # nobody asked for it, so it fits nowhere
            column = np.full((len(self.scores), 1), self.scores.min())
            self.scores = np.concatenate([self.scores, column], axis=1)
        return len(self.parts) - 1

    def costs(self, element: int) -> NDArray[np.float64]:
        """How far each element is from following a click on one, (E,): below 1 it does."""
        before = sum(one.element != element for one in self.earlier)
        reach = max(SHORTEST, REACH * FINER**before)
        costs = (self.distances.within(element, reach) / reach) ** 2
        if self.features is not None:
            near = np.flatnonzero(np.isfinite(costs))
            unlike = ((self.features[near] - self.features[element]) ** 2).sum(axis=1)
            costs[near] += unlike / UNLIKE
        costs += SURE * np.maximum(self.sure - self.sure[element], 0)
        costs[element] = 0
        return costs

    def next_best(self, element: int, part: int, follows: NDArray[np.bool_]) -> int:
        """What elements become that are not a part: what fits them best of the others.

        Without scores it is what the nearest element of another part is; -1 where nothing is left.
        """
        refused = {part} | {one.refused for one in self.earlier if one.reaches(element)}
        allowed = [number for number in range(len(self.parts)) if number not in refused]
        if self.scores.shape[1] and allowed:
            weights = self.weights[follows]
            weights = weights if weights.sum() > 0 else np.ones(len(weights))
            means = np.average(self.scores[follows], axis=0, weights=weights)
            return allowed[int(means[allowed].argmax())]
        candidates = np.flatnonzero(np.isin(self.labels, allowed))
        if not len(candidates):
            return -1
        lines = self.distances.lines(element)[candidates]
        return int(self.labels[candidates[lines.argmin()]])


def follow_clicks(
    result: PartSegmentation, clicks: Sequence[Click], features: ShapeFeatures | None = None
) -> PartSegmentation:
    """Correct a labelled shape by clicks, one after the other.

    Of the elements that have the label of the clicked one, those follow it that are near along the
    surface, alike, not much surer of their label, and no nearer to an earlier click that keeps it.
    All others stay.

    Args:
        result: The labelled shape.
        clicks: What somebody says about some of its elements.
        features: The encoded shape; None where nearness alone shall count.

    Returns:
        The corrected shape. Clicked elements have a confidence of 1, those that follow down to
        0.5; those that follow a negative click have 0.5. Scores stay those of the model; a part
        that was added has the lowest of all everywhere. Pieces are left out, as they are those of
        the labels before.

    Raises:
        ConfigError: There is no such element, a position is far from the surface, or a negative
            click names a part that is not there.
    """
    clicked = ClickedShape(result, features)
    kind = result.source.element
    done = []
    for click in clicks:
        sign = "" if click.positive else "!"
        done.append(f"{kind}:{clicked.click(click)}={sign}{click.part}")
    present = {clicked.parts[label] for label in np.unique(clicked.labels) if label >= 0}
    named = {clean_label(click.part) for click in clicks if click.positive}
    doubts = tuple(
        doubt
        for doubt in result.doubts
        if doubt.part is None or doubt.part not in present or clean_label(doubt.part) not in named
    )
    solved = set(doubt_warnings(result.doubts)) - set(doubt_warnings(doubts))
    warnings = [text for text in result.warnings if text not in solved]
    warnings += [text for text in doubt_warnings(doubts) if text not in warnings]
    earlier = result.options.get("clicks")
    options = {key: value for key, value in result.options.items() if key != "trust"}
    return replace(
        result,
        parts=tuple(clicked.parts),
        labels=clicked.labels,
        confidence=clicked.confidence.astype(np.float32),
        scores=clicked.scores.astype(np.float32),
        options={
            **options,
            "clicks": "; ".join([*([str(earlier)] if earlier else []), *done]),
        },
        pieces=None,
        warnings=(*warnings, *clicked.useless),
        doubts=doubts,
    )


def with_features(
    result: PartSegmentation, encode: Callable[[Shape, EncodeOptions], ShapeFeatures]
) -> PartSegmentation:
    """A result whose shape is encoded again, as the first time; a warning says so.

    Args:
        result: A labelled shape.
        encode: What encodes.

    Raises:
        ConfigError: The result's options say nonsense about the first time.
    """
    features = encode(result.source, encode_options(result.options))
    encoded_again = (
        f"the result holds no features, so {features.model.name} encoded its shape again"
        f" (seed {features.options['encode_seed']}, passes {features.options['passes']})"
    )
    return replace(result, features=features, warnings=(*result.warnings, encoded_again))
