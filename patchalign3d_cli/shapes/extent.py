"""How large a shape is, whatever few elements lie far away from it.

Depth cameras leave stray points, modelling programs a triangle that nobody sees, hidden nodes of
no size: one of them doubles a bounding box, and everything that is measured by it is wrong.
"""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import cross_products, lengths
from patchalign3d_cli.shapes.welding import components

FEW = 0.02
"""Strays are no more than this share of the surface (of the points)."""
FAR = 2.0
"""They lie this many times as far from the middle as all but twice `FEW` of the elements reach."""
_GAP = 0.25  # of that reach: what hangs together by smaller gaps is no stray
_PROBES = 4096  # elements that stand for all of them
_FURTHEST = 1e9  # in gaps: positions beyond it count as this far


def core_elements(
    vertices: NDArray[np.float64], faces: NDArray[np.int64] | None
) -> NDArray[np.bool_] | None:
    """The faces (points) that make up a shape, (E,); None where all of them do.

    Left out are strays: no more than 2 % of the surface, more than twice as far from the median
    element as 96 % of the surface reach, and apart from it: no chain of elements leads there
    in steps below a quarter of that reach. Thin parts such as antennas are such chains.

    Args:
        vertices: (V, 3), all finite.
        faces: (F, 3), or None for a cloud.
    """
    elements = np.arange(len(vertices))[:, None] if faces is None else faces  # (E, k)
    if not len(elements):
        return None
    scale = float(np.abs(vertices).max()) or 1.0
    points = vertices / scale if scale > 1e50 or scale < 1e-50 else vertices
    weights = np.ones(len(points)) if faces is None else _areas(points, faces)
    probes = points[elements[_probes(weights)]]  # (P, k, 3)
    center = np.median(probes.mean(axis=1), axis=0)  # (3,)
    spread = lengths(probes - center).max(axis=1)  # (P,)
    reach = FAR * float(np.quantile(spread, 1 - 2 * FEW))
    offsets = points - center
    distances = np.sqrt(np.einsum("vx,vx->v", offsets, offsets))  # (V,)
    if not reach > 0 or not (distances > reach).any():
        return None
    outside = distances[elements].min(axis=1) > reach  # (E,)
    if not outside.any():
        return None
    strays = np.flatnonzero(outside)
    linked = _is_linked(offsets, distances, elements, strays, reach)
    strays = strays[~linked]
    if not len(strays) or weights[strays].sum() > FEW * weights.sum():
        return None
    core = np.ones(len(elements), dtype=bool)
    core[strays] = False
    return core


def _areas(points: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    """Twice the area of each face, (F,); ones where none has any."""
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    areas = lengths(cross_products(b - a, c - a))
    return areas if areas.any() else np.ones(len(faces))


def _probes(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Some elements, each as often as its weight asks for."""
    count = len(weights)
    if count <= _PROBES and (weights == weights[0]).all():
        return np.arange(count)
    total = np.cumsum(weights)
    steps = (np.arange(_PROBES) + 0.5) / _PROBES * total[-1]
    last = int(np.flatnonzero(weights)[-1])
    indices: NDArray[np.int64] = np.minimum(np.searchsorted(total, steps, side="right"), last)
    return indices


def _is_linked(
    offsets: NDArray[np.float64],
    distances: NDArray[np.float64],
    elements: NDArray[np.int64],
    strays: NDArray[np.int64],
    reach: float,
) -> NDArray[np.bool_]:
    """Whether a chain of short steps leads from each outer element to the others, (S,)."""
    from scipy.spatial import cKDTree

    gap = _GAP * reach / FAR
    far = np.zeros(len(elements), dtype=bool)
    far[strays] = True
    # Corners of the outer elements, and those of inner ones that lie in the shell around them.
    crossing = ~far & (distances[elements].max(axis=1) > reach - gap)
    chosen = np.concatenate([strays, np.flatnonzero(crossing)])  # (C,)
    corners = elements[chosen]  # (C, k)
    used, local = np.unique(corners, return_inverse=True)
    cells = np.floor(np.clip(offsets[used] / gap, -_FURTHEST, _FURTHEST))  # (U, 3)
    cells, cell_of = np.unique(cells, axis=0, return_inverse=True)
    cell = cell_of.reshape(-1)[local.reshape(corners.shape)]  # (C, k)
    near = cKDTree(cells).query_pairs(1.8, output_type="ndarray").astype(np.int64)  # 26 around
    one = np.concatenate([near[:, 0], *(cell[:, 0] for _ in range(1, cell.shape[1]))])
    two = np.concatenate([near[:, 1], *(cell[:, k] for k in range(1, cell.shape[1]))])
    component = components(len(cells), one, two)
    inner = np.zeros(len(cells), dtype=bool)
    inner[component[cell[len(strays) :].reshape(-1)]] = True
    linked: NDArray[np.bool_] = inner[component[cell[: len(strays), 0]]]
    return linked
