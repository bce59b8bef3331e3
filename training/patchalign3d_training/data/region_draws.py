"""Which regions of a shape a step keeps apart."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.groups import largest_groups, mostly_crumbs
from patchalign3d_cli.model.region_sizes import CRUMB, MOST_REGIONS
from patchalign3d_cli.shapes.welding import components

ALL_IN_ONE = 0.05
"""Share of the draws in which a shape is one region."""
AS_THEY_ARE = 0.5
"""Share of the others in which nothing is changed."""
CUT_OFTEN, CUT = 0.5, 0.3
"""Share of what is left in which regions are cut by planes, and share of the regions that are: as
the seams of clothes run across arms."""
JOINED = (0.15, 0.4, 0.8)
"""Shares of the regions that are joined with a near one, and how often each is drawn."""
JOINED_OFTEN = (0.4, 0.4, 0.2)
NEAR = 3
"""A region is joined with one of so many nearest ones."""


def draw_regions(
    numbers: NDArray[np.int32] | None,
    points: NDArray[np.float32],
    random: np.random.Generator,
    *,
    vary: bool,
) -> NDArray[np.int64]:
    """The regions of drawn points as a region decoder takes them.

    Args:
        numbers: (N,) the region of each point, any numbers; None where nobody says.
        points: (N, 3).
        random: Decides what is changed; untouched where nothing may be.
        vary: Whether regions may be cut, and joined with near ones.

    Returns:
        (N,) 0 to R - 1, each with a point, R at most `MOST_REGIONS`; 0 without numbers, and for a
        soup of crumbs, whose features the decoder never corrects.
    """
    if numbers is None or mostly_crumbs(numbers, CRUMB):
        return np.zeros(len(points), dtype=np.int64)
    if not vary:
        return largest_groups(numbers, MOST_REGIONS)
    dense = np.unique(numbers, return_inverse=True)[1].reshape(-1)
    return largest_groups(_varied(dense, points, random), MOST_REGIONS)


def _varied(
    regions: NDArray[np.int64], points: NDArray[np.float32], random: np.random.Generator
) -> NDArray[np.int64]:
    """Dense regions of N points, (N,), as another file might have them, (N,)."""
    if random.random() < ALL_IN_ONE:
        return np.zeros_like(regions)
    if random.random() < AS_THEY_ARE:
        return regions
    if random.random() < CUT_OFTEN:
        regions = _cut(regions, points, random)
    return _joined(regions, points, random)


def _cut(
    regions: NDArray[np.int64], points: NDArray[np.float32], random: np.random.Generator
) -> NDArray[np.int64]:
    """Cut some of the dense regions by planes through one of their points."""
    count = int(regions.max()) + 1
    order = random.permutation(len(points))
    through = points[order[np.unique(regions[order], return_index=True)[1]]]  # (R, 3)
    normals = random.standard_normal((count, 3))  # any direction alike
    above = ((points - through[regions]) * normals[regions]).sum(axis=1) > 0
    cut = random.random(count) < CUT
    halves = 2 * regions + (above & cut[regions])
    dense: NDArray[np.int64] = np.unique(halves, return_inverse=True)[1].reshape(-1)
    return dense


def _joined(
    regions: NDArray[np.int64], points: NDArray[np.float32], random: np.random.Generator
) -> NDArray[np.int64]:
    """Join some of the dense regions with near ones."""
    count = int(regions.max()) + 1
    if count == 1:
        return regions
    joined = np.flatnonzero(random.random(count) < random.choice(JOINED, p=JOINED_OFTEN))
    sizes = np.bincount(regions)
    sums = [np.bincount(regions, points[:, axis]) for axis in range(3)]
    centroids = np.stack(sums, axis=1) / sizes[:, None]  # (R, 3)
    squared = ((centroids[joined, None] - centroids) ** 2).sum(axis=2)  # (J, R)
    squared[np.arange(len(joined)), joined] = np.inf
    near = min(NEAR, count - 1)
    nearest = np.argpartition(squared, near - 1, axis=1)[:, :near]  # (J, 3)
    chosen = nearest[np.arange(len(joined)), random.integers(near, size=len(joined))]
    groups: NDArray[np.int64] = components(count, joined, chosen)[regions]
    return groups
