"""Where parts are and how large: centroid, boxes, area and volume, in file units and axes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.ordering import stable_order
from patchalign3d_cli.geometry.oriented_box import OrientedBox, oriented_box
from patchalign3d_cli.geometry.vectors import cross_products, lengths
from patchalign3d_cli.shapes.frozen import freeze_arrays
from patchalign3d_cli.shapes.shape import Shape


@dataclass(frozen=True, eq=False)
class PartMeasures:
    """Where some elements of a shape are, and how large, in file units and file axes.

    Attributes:
        centroid: (3,) middle of the surface: the mean of the faces' centroids, weighted by area;
            of a cloud the mean of the points.
        low: (3,) lowest corner of the box along the axes.
        high: (3,) highest corner of that box.
        oriented_box: A close box of any orientation.
        area: In squared file units; None for points.
        volume: In cubed file units, of a surface that is closed; None for others and for points.
    """

    centroid: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    oriented_box: OrientedBox
    area: float | None
    volume: float | None

    def __post_init__(self) -> None:
        freeze_arrays(self)


def measure_groups(
    shape: Shape, labels: NDArray[np.int32], count: int
) -> tuple[PartMeasures | None, ...]:
    """Measure each part (piece) of a shape.

    Args:
        shape: The shape.
        labels: (E,) the group of each element, below `count`; negative for none.
        count: How many groups there are.

    Returns:
        One for each group; None for one without elements, and for one whose coordinates are
        beyond what its measures could hold.
    """
    order = stable_order(labels)
    edges = np.searchsorted(labels[order], np.arange(count + 1))
    runs = [np.sort(order[edges[i] : edges[i + 1]]) for i in range(count)]
    return tuple(_measured(shape, elements) if len(elements) else None for elements in runs)


def _measured(shape: Shape, elements: NDArray[np.int64]) -> PartMeasures | None:
    if shape.faces is None:
        points, faces = shape.vertices[elements], None
    else:
        faces = shape.faces[elements]
        used = np.zeros(len(shape.vertices), dtype=bool)
        used[faces.reshape(-1)] = True
        points = shape.vertices[used]
    low, high = points.min(axis=0), points.max(axis=0)
    with np.errstate(over="ignore"):
        if not np.isfinite(high - low).all():
            return None
    box = oriented_box(points)
    if faces is None:
        extent = float((high - low).max()) or 1.0  # sums of shares of it stay finite
        centroid = low + ((points - low) / extent).mean(axis=0) * extent
        return PartMeasures(centroid, low, high, box, None, None)
    # Offsets in units of the part: far from the origin no digits are lost, and squares stay finite.
    size = float((high - low).max()) or 1.0
    corners = (shape.vertices[faces] - low) / size  # (n, 3, 3)
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normals = cross_products(b - a, c - a)
    areas = lengths(normals) / 2
    area = float(areas.sum())
    weights = areas if area > 0 else np.ones(len(areas))
    centroid = weights @ corners.mean(axis=1) / weights.sum()
    volume = None
    if is_closed(shape.welded[faces]):
        volume = abs(float((a * normals).sum())) / 6
    return PartMeasures(
        low + centroid * size,
        low,
        high,
        box,
        _power(area, size, 2),
        None if volume is None else _power(volume, size, 3),
    )


def is_closed(faces: NDArray[np.int64]) -> bool:
    """Whether faces enclose a volume: each edge is passed as often in one direction as back.

    Args:
        faces: (n, 3) numbers of positions, so that copies of a vertex are one.
    """
    start, end = faces.reshape(-1), np.roll(faces, -1, axis=1).reshape(-1)
    real = start != end  # a face without area may have an edge of one position
    start, end = start[real], end[real]
    span = int(faces.max(initial=0)) + 1
    return np.array_equal(np.sort(start * span + end), np.sort(end * span + start))


def _power(value: float, size: float, power: int) -> float:
    with np.errstate(over="ignore", invalid="ignore"):  # of a volume beyond all numbers
        return float(value * np.float64(size) ** power)
