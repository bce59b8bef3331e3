"""Organic skins: one closed surface around soft primitives that flow into each other.

Real creatures are seldom made of solids that meet; their arms grow out of the body. A `Blend`
collects balls, limbs and blocks under part names, wraps one skin around all of them and names each
face of it after the primitive that is nearest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.kit.assembly import Assembly
from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector

_Floats = NDArray[np.floating]
_REACH = 2.0
"""Distance, in widths of the seam, beyond which a primitive no longer pulls at the skin."""


@dataclass(frozen=True, eq=False)
class _Soft:
    """A primitive: an ellipsoid in a frame of its own, or a straight limb between two balls.

    Attributes:
        part: What the skin near it is called.
        detail: What it is called in the second layer.
        start: One end, (3,).
        end: The other end, (3,); the start again for an ellipsoid.
        radii: The two ends' radii, (2,), or the half-axes of an ellipsoid, (3,).
        axes: Rows are the ellipsoid's own axes, (3, 3).
    """

    part: str | None
    detail: str | None
    start: Vector
    end: Vector
    radii: Vector
    axes: NDArray[np.float64]

    @property
    def box(self) -> NDArray[np.float64]:
        """Lower and upper corner of a box around it, (2, 3)."""
        ends = np.stack([self.start, self.end])
        reach = float(self.radii.max())
        return np.stack([ends.min(axis=0) - reach, ends.max(axis=0) + reach])

    def distance(self, x: _Floats, y: _Floats, z: _Floats) -> _Floats:
        """About how far the points (x, y, z) are outside; negative inside.

        The coordinates broadcast: three axes of a grid, or three columns of a list of points.
        """
        first, last = self.start.tolist(), self.end.tolist()  # plain numbers keep float32 as it is
        x, y, z = x - first[0], y - first[1], z - first[2]
        if len(self.radii) == 3:
            near, slope = 0.0, 0.0
            for axis, radius in zip(self.axes.tolist(), self.radii.tolist(), strict=True):
                own = (x * axis[0] + y * axis[1] + z * axis[2]) ** 2 / radius**2
                near, slope = near + own, slope + own / radius**2
            return np.asarray((near - np.sqrt(near)) / np.sqrt(slope + 1e-12))
        along = [b - a for a, b in zip(first, last, strict=True)]
        square = max(sum(step**2 for step in along), 1e-12)
        ahead = (x * along[0] + y * along[1] + z * along[2]) / square
        share = np.clip(ahead, 0.0, 1.0)
        off = x**2 + y**2 + z**2 + square * share * (share - 2.0 * ahead)
        thick, thin = self.radii.tolist()
        return np.asarray(np.sqrt(np.maximum(off, 0.0)) - (thick + share * (thin - thick)))


@dataclass
class Blend:
    """Soft primitives that become one skin.

    Attributes:
        seam: How wide the fillet is where two of them meet, in the object's unit.
    """

    seam: float
    _softs: list[_Soft] = field(default_factory=list)

    def ball(
        self,
        part: str | None,
        at: ArrayLike,
        radii: float | Sequence[float],
        *,
        turn: tuple[str, float] | None = None,
        detail: str | None = None,
        both: bool = False,
    ) -> None:
        """Add an ellipsoid.

        Args:
            part: Its part.
            at: Its middle, (3,).
            radii: Its half-axes along x, y and z, or its radius.
            turn: Axis and degrees by which it is turned about its middle.
            detail: Its detail.
            both: Whether to add its mirror image in x too.
        """
        half = np.broadcast_to(np.asarray(radii, dtype=np.float64), 3)
        axes = np.eye(3)
        if turn is not None:
            axes = Mesh(axes, np.zeros((0, 3), dtype=np.int64)).turned(*turn).vertices
        middle = np.asarray(at, dtype=np.float64)
        self._add(_Soft(part, detail, middle, middle, half, axes), both)

    def limb(
        self,
        part: str | None,
        joints: ArrayLike,
        radii: ArrayLike,
        *,
        detail: str | None = None,
        both: bool = False,
    ) -> None:
        """Add a chain of round bars through joints (n, 3), with a radius at each, (n,) or one."""
        points = np.asarray(joints, dtype=np.float64)
        sizes = np.broadcast_to(np.asarray(radii, dtype=np.float64), len(points))
        for i in range(len(points) - 1):
            ends = points[i], points[i + 1]
            self._add(_Soft(part, detail, *ends, sizes[i : i + 2], np.eye(3)), both)

    def _add(self, soft: _Soft, both: bool) -> None:
        self._softs.append(soft)
        if both:
            flip = np.array([-1.0, 1.0, 1.0])
            axes = soft.axes * flip * flip[:, None]
            ends = soft.start * flip, soft.end * flip
            self._softs.append(_Soft(soft.part, soft.detail, *ends, soft.radii, axes))

    def into(self, model: Assembly, cells: int = 40) -> Mesh:
        """Wrap the skin and put its faces under their parts.

        Args:
            model: Where they go.
            cells: Cells of the grid along the longest side: 40 is smooth, 14 is low-poly.

        Returns:
            The whole skin.
        """
        skin = self.skin(cells)
        middles = skin.vertices.astype(np.float32)[skin.faces].mean(axis=1)  # (F, 3)
        nearest = np.argmin([soft.distance(*middles.T) for soft in self._softs], axis=0)  # (F,)
        names = [(soft.part, soft.detail) for soft in self._softs]
        for name in dict.fromkeys(names):
            own = np.array([other == name for other in names])[nearest]  # (F,)
            if own.any():
                model.add(name[0], _compact(skin, own), detail=name[1])
        return skin

    def skin(self, cells: int = 40) -> Mesh:
        """The bare skin, closed, with `cells` cells of its grid along the longest side."""
        boxes = np.stack([soft.box for soft in self._softs])  # (n, 2, 3)
        low, high = boxes[:, 0].min(axis=0) - self.seam, boxes[:, 1].max(axis=0) + self.seam
        cell = float((high - low).max()) / cells
        low = low - 1.5 * cell
        counts = np.ceil((high - low) / cell).astype(np.int64) + 3
        seam = max(self.seam, 1e-6)
        pull = np.zeros(counts, dtype=np.float32)
        for soft, box in zip(self._softs, boxes, strict=True):
            first = np.floor((box[0] - _REACH * seam - low) / cell).astype(np.int64)
            last = np.ceil((box[1] + _REACH * seam - low) / cell).astype(np.int64) + 1
            first, last = np.maximum(first, 0), np.minimum(last, counts)
            x, y, z = (
                (low[i] + cell * np.arange(first[i], last[i])).astype(np.float32) for i in range(3)
            )
            away = soft.distance(x[:, None, None], y[:, None], z)
            block = tuple(slice(a, b) for a, b in zip(first, last, strict=True))
            pull[block] += np.exp(np.minimum(away * (-2.0 / seam), 60.0))
        field = np.log(np.maximum(pull, 1e-9))  # above 0 inside
        return _surface(field, low, cell)


def _surface(field: NDArray[np.float64], low: Vector, cell: float) -> Mesh:
    """The surface where a field on a grid changes sign: one vertex a cell, one quad an edge.

    A cell's vertex is the middle of the crossings on its edges (naive surface nets).
    """
    inside = field > 0.0
    strides = np.array([field.shape[1] * field.shape[2], field.shape[2], 1])
    flat = field.ravel()
    places, cells, quads = [], [], []
    for axis in range(3):
        ahead = [slice(None)] * 3
        behind = [slice(None)] * 3
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        differs = np.zeros(field.shape, dtype=np.bool_)
        differs[tuple(behind)] = inside[tuple(ahead)] != inside[tuple(behind)]
        edge = np.flatnonzero(differs)  # (E,) the grid point that each crossed edge starts at
        a, b = flat[edge], flat[edge + strides[axis]]
        at = np.stack(np.unravel_index(edge, field.shape), axis=1).astype(np.float64)  # (E, 3)
        at[:, axis] += a / (a - b)
        other, third = np.delete(strides, axis)
        around = edge[:, None] - np.array([0, other, other + third, third])  # (E, 4)
        outward = (a > 0.0) != (axis == 1)
        quads.append(np.where(outward[:, None], around, around[:, ::-1]))
        places.append(np.repeat(at, 4, axis=0))
        cells.append(around.ravel())
    used, vertex = np.unique(np.concatenate(cells), return_inverse=True)
    place = np.concatenate(places)
    sums = np.stack([np.bincount(vertex, place[:, i]) for i in range(3)], axis=1)
    vertices = low + cell * sums / np.bincount(vertex)[:, None]
    corner = np.searchsorted(used, np.concatenate(quads))  # (Q, 4)
    faces = np.concatenate([corner[:, [0, 1, 2]], corner[:, [0, 2, 3]]])
    return Mesh(vertices, faces.astype(np.int64))


def _compact(mesh: Mesh, kept: NDArray[np.bool_]) -> Mesh:
    """Some faces of a mesh with the vertices that they use."""
    used, faces = np.unique(mesh.faces[kept], return_inverse=True)
    return Mesh(mesh.vertices[used], faces.reshape(-1, 3).astype(np.int64))
