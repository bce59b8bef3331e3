"""Pieces by where they lie in their object's own frame: left, front, upper, second from the top."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.pieces.grouping import GAP, connected_blocks, near_groups
from patchalign3d_cli.pieces.object_frame import ObjectFrame, front_guess, object_frame
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.sides import Direction, SideName, bare_key

SMALL = 0.1
"""Of the largest piece's size: a smaller piece lies on no side of its own."""

_SPREAD = 0.1  # radii that pieces have to be apart along an axis to lie on sides of it
_MIDDLE = 0.2  # of half that spread: as near to the middle a piece lies on neither side
_LEVEL = 0.15  # of the spread: pieces that near to each other are at one level


@dataclass(frozen=True, eq=False)
class PiecePositions:
    """The larger pieces of one part.

    Attributes:
        centroids: (M, 3) in file units.
        of: (n,) the piece of each element of the part; a small one's is the nearest larger one.
        elements: (n,) the elements.
    """

    centroids: NDArray[np.float64]
    of: NDArray[np.int64]
    elements: NDArray[np.int64]


def chosen_pieces(
    side: SideName, pieces: PiecePositions, shape: Shape, frame: ObjectFrame
) -> NDArray[np.bool_] | None:
    """Which pieces a side means, (M,); None where it cannot be told.

    A single piece lies on a side where it clearly lies there on the whole shape. Of several, those
    beyond the middle between the outermost ones do.

    Args:
        side: The side.
        pieces: The pieces of its part.
        shape: The whole.
        frame: Its axes.
    """
    chosen = np.ones(len(pieces.centroids), dtype=bool)
    for half in side.halves:
        axis = frame.axis(half)
        ends = None if len(pieces.centroids) > 1 else shape.bounds @ axis
        sides = side_offsets(pieces.centroids @ axis, shape.radius, ends)
        if sides is None or (len(sides) == 1 and sides[0] == 0):
            return None
        chosen &= sides > 0
    if side.extreme is not None or side.middle:
        direction = side.extreme or _widest(pieces.centroids, frame)
        levels = _levels(pieces.centroids[chosen] @ frame.axis(direction), shape.radius)
        count = int(levels.max(initial=-1)) + 1
        if count < 2:
            return None
        wanted = np.zeros(len(chosen), dtype=bool)
        inner = (levels > 0) & (levels < count - 1)
        wanted[chosen] = inner if side.middle else levels == side.number - 1
        chosen = wanted
    return chosen


def distribute_sides(
    result: PartSegmentation,
    names: Sequence[str],
    sides: Sequence[SideName | None],
    front: UpAxis | None = None,
    *,
    gap: float = GAP,
) -> PartSegmentation:
    """Give the pieces of parts to the sides that were asked for.

    A piece goes to the side that says most about it, the first of several. What lies on no side
    stays with the part itself where it was asked for too, else it is unlabelled.

    Args:
        result: Labelled by `bare_parts`.
        names: All part names that were asked for.
        sides: What `parse_side` said of each.
        front: As in `object_frame`.
        gap: As in `split`.

    Returns:
        The result with the names as its parts; its warnings say what could not be told.

    Raises:
        ConfigError: The front is up or down.
    """
    shape = result.source
    frame = object_frame(shape, front)
    keys = [clean_label(part) for part in result.parts]
    bare = [
        keys.index(clean_label(name) if side is None else bare_key(side.part, keys))
        for name, side in zip(names, sides, strict=True)
    ]
    labels = np.full(len(result.labels), -1, np.int32)
    for number, side in enumerate(sides):
        if side is None:
            labels[result.labels == bare[number]] = number
    order = sorted(
        (i for i, side in enumerate(sides) if side is not None),
        key=lambda i: (-len(_said(sides[i])), i),
    )
    taken = np.zeros(len(labels), dtype=bool)
    warnings = []
    by_part = {part: piece_positions(result, part, gap) for part in {bare[i] for i in order}}
    for number in order:
        side, pieces = sides[number], by_part[bare[number]]
        assert side is not None
        if pieces is None:
            continue  # the part is nowhere, which is said as of any part
        chosen = chosen_pieces(side, pieces, shape, frame)
        if chosen is None:
            count = len(pieces.centroids)
            many = "in one piece" if count == 1 else f"in {count} pieces at one level"
            warnings.append(
                f"{names[number]!r} cannot be told: {side.part!r} is {many} here; ask for"
                f" {side.part!r}"
            )
            continue
        level = int(chosen.sum())
        if level > 1 and side.extreme is not None and not side.part.endswith("s"):
            warnings.append(
                f"{names[number]!r} is {level} pieces at one level, which cannot be told from each"
                f' other; ask for one side of them, such as "left {side.part}"'
            )
        mine = pieces.elements[chosen[pieces.of]]
        mine = mine[~taken[mine]]
        labels[mine], taken[mine] = number, True
    if front is None and any(side is not None and side.needs_front for side in sides):
        warnings.append(front_guess(shape))
    scores = result.scores[:, bare] if result.scores.shape[1] else result.scores
    return replace(
        result,
        parts=tuple(names),
        labels=labels,
        scores=np.ascontiguousarray(scores),
        warnings=(*result.warnings, *warnings),
    )


def piece_positions(result: PartSegmentation, part: int, gap: float = GAP) -> PiecePositions | None:
    """The larger pieces of a part; None where it has no element."""
    elements = np.flatnonzero(result.labels == part)
    if not len(elements):
        return None
    shape = result.source
    only = np.where(result.labels == part, np.int32(0), np.int32(-1))
    blocks = connected_blocks(shape, only, gap)
    _, of = np.unique(near_groups(shape, blocks, gap)[blocks.of][elements], return_inverse=True)
    of = of.reshape(-1)
    weights = np.maximum(shape.element_weights()[elements], 1e-300)
    sizes = np.bincount(of, weights=weights)
    points = shape.centroids()[elements]
    centroids = np.stack([np.bincount(of, weights=weights * x) / sizes for x in points.T], axis=1)
    large = np.flatnonzero(sizes >= SMALL * sizes.max())
    distances = np.linalg.norm(centroids[:, None] - centroids[large][None], axis=2)
    return PiecePositions(centroids[large], distances.argmin(axis=1)[of], elements)


def _said(side: SideName | None) -> tuple[object, ...]:
    assert side is not None
    return (*side.halves, *([side.extreme] if side.extreme else []), *([1] if side.middle else []))


def side_offsets(
    positions: NDArray[np.float64], radius: float, ends: NDArray[np.float64] | None = None
) -> NDArray[np.int64] | None:
    """On which side of the middle pieces lie along an axis, (M,): 1, -1, or 0 for neither.

    Args:
        positions: (M,) along the axis.
        radius: Of the shape.
        ends: (2,) between what the middle is; None for the outermost pieces.

    Returns:
        None where the ends are too near to each other.
    """
    ends = positions if ends is None else ends
    low, high = float(ends.min()), float(ends.max())
    if high - low < _SPREAD * radius:
        return None
    offsets = (positions - (low + high) / 2) / ((high - low) / 2)
    sides: NDArray[np.int64] = np.sign(offsets).astype(np.int64) * (np.abs(offsets) > _MIDDLE)
    return sides


def _widest(centroids: NDArray[np.float64], frame: ObjectFrame) -> Direction:
    directions: tuple[Direction, ...] = ("top", "left", "front")
    spans = [float(np.ptp(centroids @ frame.axis(one))) for one in directions]
    return directions[int(np.argmax(spans))]


def _levels(positions: NDArray[np.float64], radius: float) -> NDArray[np.int64]:
    """The level of each piece, from 0 for the furthest along an axis."""
    order = np.argsort(-positions, kind="stable")
    if not len(order):
        return np.zeros(0, np.int64)
    span = float(np.ptp(positions))
    steps = -np.diff(positions[order]) > max(_LEVEL * span, 0.02 * radius)
    levels = np.empty(len(order), np.int64)
    levels[order] = np.r_[0, np.cumsum(steps)]
    return levels
