"""Closed runs of edges: found, sorted by which lies inside which, and laid flat."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.triangulation import flatten, ring_normal

_SAME_PLANE = 0.15  # of a loop's reach: how far a hole in a cap may lie off the cap's plane
_PARALLEL = -0.8  # cosine between a loop and a hole in it, which runs the other way


def closed_rings(edges: NDArray[np.int64], welded: NDArray[np.int64]) -> list[list[int]]:
    """Closed runs of edges, against their direction: a lid winds the other way than the hole.

    Args:
        edges: (C, 2) vertices, in the order of the faces that they bound.
        welded: (V,) the number of each vertex's position; those of one number count as one.

    Returns:
        Vertices of each ring; runs that do not close are left out.
    """
    used, local = np.unique(edges, return_inverse=True)
    if not len(used):
        return []
    _, slots = np.unique(welded[used], return_inverse=True)
    slots = slots.reshape(-1)
    first = np.zeros(int(slots.max()) + 1, np.int64)
    first[slots[::-1]] = used[::-1]  # one vertex for each place
    ahead: dict[int, list[int]] = {}
    for start, end in slots[local.reshape(-1, 2)].tolist():
        ahead.setdefault(end, []).append(start)
    rings = []
    while ahead:
        start = next(iter(ahead))
        path, visited = [start], {start: 0}
        while path and path[-1] in ahead:
            position = path[-1]
            after = ahead[position].pop()
            if not ahead[position]:
                del ahead[position]
            if after in visited:  # the run bites itself: what lies between is a ring
                ring = path[visited[after] :]
                path = path[: visited[after] + 1]
                visited = {known: i for i, known in enumerate(path)}
                if len(ring) > 2:
                    rings.append([int(first[known]) for known in ring])
            else:
                visited[after] = len(path)
                path.append(after)
    return rings


def nested_rings(rings: list[list[int]], vertices: NDArray[np.float64]) -> list[list[list[int]]]:
    """Rings in groups: one that runs outside, then those inside it that run the other way."""
    spans = [ring_normal(vertices[ring]) for ring in rings]
    order = sorted(range(len(rings)), key=lambda i: -float(np.linalg.norm(spans[i])))
    groups: dict[int, list[list[int]]] = {}
    for i in order:
        outer = next((o for o in groups if _inside(vertices, rings, spans, i, o)), None)
        if outer is None:
            groups[i] = [rings[i]]
        else:
            groups[outer].append(rings[i])
    return list(groups.values())


def _inside(
    vertices: NDArray[np.float64],
    rings: list[list[int]],
    spans: list[NDArray[np.float64]],
    inner: int,
    outer: int,
) -> bool:
    one, two = spans[inner], spans[outer]
    sizes = float(np.linalg.norm(one) * np.linalg.norm(two))
    if sizes == 0 or float(one @ two) / sizes > _PARALLEL:
        return False
    ring = vertices[rings[outer]]
    flat, middle = flatten(ring, two), ring.mean(axis=0)
    position = vertices[rings[inner]].mean(axis=0)
    reach = float(np.linalg.norm(ring - middle, axis=1).max())
    unit = two / np.linalg.norm(two)
    if abs(float((position - middle) @ unit)) > _SAME_PLANE * reach:
        return False
    x, y = flatten(np.vstack([ring, position]), two)[-1]
    ahead = np.roll(flat, -1, axis=0)
    crosses = (flat[:, 1] > y) != (ahead[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (ahead[:, 0] - flat[:, 0]) / (ahead[:, 1] - flat[:, 1])
        right = x < flat[:, 0] + (y - flat[:, 1]) * slope
    return bool((crosses & right).sum() % 2)
