"""Pieces of a mesh that touch or nearly touch."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import connected_faces
from patchalign3d_cli.scenes.groups import Groups, horizontal_axes
from patchalign3d_cli.scenes.leftovers import SMALLEST_SHARE
from patchalign3d_cli.scenes.surfaces import PieceSurfaces
from patchalign3d_cli.shapes.shape import Shape

GAP = 0.02
"""How near two pieces of one object come, as a share of the diagonal of the smaller one's box."""
LOOSE_GAP = 0.04
"""How near a loose part is to the object that it is of, as a share of that one's diagonal."""
_LOOSE = 0.35  # area of a loose part at most, of the area of its object
_MOST_PIECES = 2000  # the largest, between which gaps are measured; others join the nearest
_SPANNED = 0.8  # share of the scene's length and width that a ground spans
_FLAT = 0.05  # its height at most, as a share of the longer of the two

Allowed = Callable[[PieceSurfaces, int, NDArray[np.int64]], NDArray[np.float64]]
"""How near a piece may come to each of others without being one with it, in file units."""


def touching_pieces(shape: Shape, distance: float | None = None) -> Groups:
    """Join the connected pieces of a mesh that come near each other.

    First those that nearly touch (`GAP`), then small groups with large ones near them
    (`LOOSE_GAP`). A flat piece below all of the scene is the ground, where without it the others
    fall apart.

    Args:
        shape: A mesh.
        distance: Between two pieces of one object, in file units; None for what suits their sizes.
    """
    assert shape.faces is not None
    first = connected_faces(shape.welded, shape.faces, np.zeros(len(shape.faces), np.int32))
    piece = _compact(first)
    surfaces = PieceSurfaces(shape, piece)
    chosen = np.sort(np.argsort(-surfaces.areas, kind="stable")[:_MOST_PIECES])
    ground = _ground(shape, surfaces, chosen)
    if ground is not None:
        without = _grouped(shape, piece, surfaces, chosen[chosen != ground], distance)
        standing = piece != ground
        sizes = np.bincount(without[standing], weights=shape.element_weights()[standing])
        if (sizes >= SMALLEST_SHARE * sizes.sum()).sum() > 1:
            return Groups(without, int(np.flatnonzero(~standing)[0]))
    return Groups(_grouped(shape, piece, surfaces, chosen, distance), None)


def _grouped(
    shape: Shape,
    piece: NDArray[np.int64],
    surfaces: PieceSurfaces,
    chosen: NDArray[np.int64],
    distance: float | None,
) -> NDArray[np.int64]:
    """The group of each face, (F,), 0 to M - 1."""
    if distance is not None:
        return _compact(_joined(surfaces, chosen, lambda *_: np.array(distance))[piece])
    owner = _joined(surfaces, chosen, _touching_gap)
    numbers = _compact(owner)  # of each piece
    groups = PieceSurfaces(shape, numbers[piece])
    return _compact(_joined(groups, np.unique(numbers[chosen]), _loose_gap)[numbers[piece]])


def _touching_gap(
    surfaces: PieceSurfaces, one: int, others: NDArray[np.int64]
) -> NDArray[np.float64]:
    gaps: NDArray[np.float64] = GAP * np.minimum(surfaces.sizes[one], surfaces.sizes[others])
    return gaps


def _loose_gap(surfaces: PieceSurfaces, one: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
    areas = surfaces.areas[one], surfaces.areas[others]
    loose = np.minimum(*areas) <= _LOOSE * np.maximum(*areas)
    larger = np.where(areas[0] > areas[1], surfaces.sizes[one], surfaces.sizes[others])
    return np.where(loose, LOOSE_GAP * larger, -1.0)


def _joined(
    surfaces: PieceSurfaces, chosen: NDArray[np.int64], allowed: Allowed
) -> NDArray[np.int64]:
    """For each piece the smallest number of its group, (M,); others than the chosen are alone."""
    owner = np.arange(len(surfaces.areas))

    def head(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = int(owner[number])
        return number

    for one, two, gap in _candidates(surfaces, chosen, allowed):
        heads = head(one), head(two)
        if heads[0] != heads[1] and surfaces.touch(one, two, gap):
            owner[max(heads)] = min(heads)
    return np.array([head(number) for number in range(len(owner))])


def _candidates(
    surfaces: PieceSurfaces, chosen: NDArray[np.int64], allowed: Allowed
) -> list[tuple[int, int, float]]:
    """Pairs of pieces whose boxes come near each other and how near they may be, nearest first."""
    low, high = surfaces.low, surfaces.high
    pairs = []
    for row, one in enumerate(chosen.tolist()):
        others = chosen[row + 1 :]
        gaps = np.maximum(low[others] - high[one], low[one] - high[others]).max(axis=1)
        most = np.broadcast_to(allowed(surfaces, one, others), len(others))
        for number in np.flatnonzero((gaps <= most) & (most >= 0)).tolist():
            pairs.append((float(gaps[number]), one, int(others[number]), float(most[number])))
    return [(one, two, most) for _, one, two, most in sorted(pairs)]


def _ground(shape: Shape, surfaces: PieceSurfaces, chosen: NDArray[np.int64]) -> int | None:
    """The piece that lies flat below the whole scene; None where there is none."""
    one, two, vertical, down = horizontal_axes(shape.up)
    low, high = surfaces.low[chosen], surfaces.high[chosen]
    if not len(chosen):
        return None
    spans, whole = high - low, high.max(axis=0) - low.min(axis=0)
    longer = max(spans[:, one].max(), spans[:, two].max())
    bottom = (
        high.max(axis=0)[vertical] - high[:, vertical]
        if down
        else (low[:, vertical] - low.min(axis=0)[vertical])
    )
    flat = (
        (spans[:, one] >= _SPANNED * whole[one])
        & (spans[:, two] >= _SPANNED * whole[two])
        & (spans[:, vertical] <= _FLAT * longer)
        & (bottom <= _FLAT * whole[vertical])
    )
    return int(chosen[flat.argmax()]) if flat.any() else None


def _compact(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    compact: NDArray[np.int64] = np.unique(numbers, return_inverse=True)[1].reshape(-1)
    return compact
