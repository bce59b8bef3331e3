"""Groups of elements that are too small to be objects."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.nearest import nearest
from patchalign3d_cli.scenes.groups import Groups
from patchalign3d_cli.shapes import Shape, sample_surface

SMALLEST_SHARE = 0.001
"""Share of the surface, without the ground, below which a group belongs to its neighbour."""
_SAMPLES = 20_000  # points of the surface among which the nearest is looked for


def join_leftovers(shape: Shape, groups: Groups) -> NDArray[np.int64]:
    """Give groups below a thousandth of the surface to the nearest larger group.

    Args:
        shape: The scene.
        groups: Its groups.

    Returns:
        (E,) numbers 0 to K - 1 of the groups that stay.
    """
    numbers = groups.numbers
    sizes = np.bincount(numbers, weights=shape.element_weights())  # (M,)
    ground = -1 if groups.ground is None else int(numbers[groups.ground])
    total = sizes.sum() - (sizes[ground] if ground >= 0 else 0)
    large = sizes >= SMALLEST_SHARE * total
    if not large.any():
        large[sizes.argmax()] = True
    small = np.flatnonzero(~large)
    owner = np.arange(len(sizes))
    if len(small):
        counts = np.bincount(numbers)
        centroids = shape.centroids().T
        means = [np.bincount(numbers, weights=column) / counts for column in centroids]
        samples = sample_surface(shape, _SAMPLES, 0)
        of = numbers[samples.faces]
        candidates = large[of] & (of != ground)
        if not candidates.any():
            candidates = large[of]
        rows = nearest(np.stack(means, axis=1)[small], samples.points[candidates], 1).indices
        owner[small] = of[candidates][rows[:, 0]]
    compact: NDArray[np.int64] = np.unique(owner[numbers], return_inverse=True)[1].reshape(-1)
    return compact
