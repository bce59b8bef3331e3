"""Pieces named by where they lie: `leg_front_left` in place of `leg_2`."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.pieces.object_frame import ObjectFrame, front_guess, object_frame
from patchalign3d_cli.pieces.sides import SMALL, side_offsets
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.text.sides import OPPOSITES, Direction

_AXES: tuple[Direction, ...] = ("top", "front", "left")  # in the order of their words in a name
_TRIED: tuple[tuple[Direction, ...], ...] = (
    ("left",),
    ("front",),
    ("top",),
    ("front", "left"),
    ("top", "left"),
    ("top", "front"),
    ("top", "front", "left"),
)
_WORDS: dict[Direction, str] = {"top": "upper", "bottom": "lower"}


def named_by_side(result: PartSegmentation, front: UpAxis | None = None) -> PartSegmentation:
    """A result whose pieces have names by their sides, where these tell them apart.

    The fewest of left and right, front and back, upper and lower are taken that give each piece of
    a part another name. Other pieces, those of parts with pieces of very different sizes, and those
    of scenes with several objects keep their numbers.

    Args:
        result: A result with `pieces`.
        front: As in `object_frame`.

    Raises:
        ConfigError: The front is up or down.
    """
    pieces = result.pieces
    frame = object_frame(result.source, front)
    if pieces is None or result.objects is not None:
        return result
    names = list(pieces.names)
    shares = np.array([piece.share for piece in result.piece_summary()])
    measures = result.piece_measures
    for part in np.unique(pieces.parts).tolist():
        mine = np.flatnonzero(pieces.parts == part).tolist()
        known = [one for number in mine if (one := measures[number]) is not None]
        if len(known) != len(mine) or len(mine) < 2:
            continue
        if min(shares[mine]) < SMALL * max(shares[mine]):
            continue  # a speck beside the part is no left one
        sides = _sides(np.stack([one.centroid for one in known]), result.source.radius, frame)
        for number, side in zip(mine, sides or [], strict=bool(sides)):
            names[number] = f"{result.parts[part]}_{side}"
    if len(set(names)) < len(names):  # a part is called like a side of another
        return result
    told = front is None and names != list(pieces.names)
    warnings = (*result.warnings, front_guess(result.source)) if told else result.warnings
    if result.warnings and warnings[-1] in result.warnings:
        warnings = result.warnings
    return replace(result, pieces=replace(pieces, names=tuple(names)), warnings=warnings)


def _sides(centroids: NDArray[np.float64], radius: float, frame: ObjectFrame) -> list[str] | None:
    """A side for each piece, all different; None where there are none such."""
    words: dict[Direction, list[Direction]] = {}
    for axis in _AXES:
        offsets = side_offsets(centroids @ frame.axis(axis), radius)
        if offsets is not None and (offsets != 0).all():
            words[axis] = [axis if offset > 0 else OPPOSITES[axis] for offset in offsets]
    for axes in _TRIED:
        if all(axis in words for axis in axes):
            rows = list(zip(*(words[axis] for axis in axes), strict=True))
            if len(set(rows)) == len(rows):
                return ["_".join(_WORDS.get(word, word) for word in row) for row in rows]
    return None
