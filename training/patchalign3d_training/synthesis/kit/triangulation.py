"""Triangles for a flat outline, convex or not.

Every corner ends up in a triangle, or lids of solids would have gaps; mapbox_earcut, which closes
cuts elsewhere, leaves out corners on a straight line.
"""

import numpy as np
from numpy.typing import NDArray


def fill(outline: NDArray[np.float64]) -> NDArray[np.int64]:
    """Cut a simple polygon into triangles.

    Args:
        outline: (n, 2) corners in either sense of rotation.

    Returns:
        (n - 2, 3) corner indices, in the outline's sense of rotation.
    """
    size = len(outline)
    for apex in (0, size // 2, size // 4):
        fan = np.array(
            [(apex, (apex + i) % size, (apex + i + 1) % size) for i in range(1, size - 1)]
        )
        areas = _areas(outline[fan])
        if (areas >= -1e-12).all() or (areas <= 1e-12).all():
            return fan
    return _clip_ears(outline)


def _areas(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    first = corners[:, 1] - corners[:, 0]
    second = corners[:, 2] - corners[:, 0]
    return np.asarray(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])


def _clip_ears(outline: NDArray[np.float64]) -> NDArray[np.int64]:
    points = [(float(x), float(y)) for x, y in outline]
    x, y = outline.T
    turn = 1.0 if float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) > 0 else -1.0

    def area(a: int, b: int, c: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
        return turn * ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

    left = list(range(len(points)))
    triangles = []
    while len(left) > 3:
        size = len(left)
        best, flattest = 0, -np.inf
        for i in range(size):
            a, b, c = left[i - 1], left[i], left[(i + 1) % size]
            if (here := area(a, b, c)) <= 0.0:
                if here > flattest:
                    best, flattest = i, here
                continue
            others = (p for p in left if p not in (a, b, c))
            if not any(
                area(a, b, p) >= 0 and area(b, c, p) >= 0 and area(c, a, p) >= 0 for p in others
            ):
                best = i
                break
        triangles.append((left[best - 1], left[best], left[(best + 1) % size]))
        del left[best]
    triangles.append((left[0], left[1], left[2]))
    return np.array(triangles, dtype=np.int64)
