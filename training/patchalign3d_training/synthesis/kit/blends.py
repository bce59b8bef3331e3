"""Organic skins: one closed surface around soft primitives that flow into each other.

Real creatures are seldom made of solids that meet; their arms grow out of the body. A `Blend`
collects balls and limbs under part names, wraps one skin around all of them and names each face
of it after the primitive that is nearest. Holes can be carved: mouths, eye sockets.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.kit.assembly import Assembly
from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector
from patchalign3d_training.synthesis.kit.nets import surface
from patchalign3d_training.synthesis.kit.softs import Soft, own_axes

_REACH = 2.0
"""Distance, in widths of the seam, beyond which a primitive no longer pulls at the skin."""
_RIM = 0.75
"""Distance from a carved hole, in cells, up to which a face is its wall."""


@dataclass
class Blend:
    """Soft primitives that become one skin.

    Attributes:
        seam: How wide the fillet is where two of them meet, in the object's unit.
    """

    seam: float
    _softs: list[Soft] = field(default_factory=list)
    _holes: list[Soft] = field(default_factory=list)

    def ball(
        self,
        part: str | None,
        at: ArrayLike,
        radii: ArrayLike,
        *,
        turn: tuple[str, float] | None = None,
        along: ArrayLike | None = None,
        across: ArrayLike = (1.0, 0.0, 0.0),
        detail: str | None = None,
        both: bool = False,
    ) -> None:
        """Add an ellipsoid.

        Args:
            part: Its part.
            at: Its middle, (3,).
            radii: Its half-axes along x, y and z, or its radius.
            turn: Axis and degrees by which it is turned about its middle.
            along: The direction that its y axis goes to instead, (3,).
            across: The direction that its x axis then goes to, as nearly as may be, (3,).
            detail: Its detail.
            both: Whether to add its mirror image in x too.
        """
        half = np.broadcast_to(np.asarray(radii, dtype=np.float64), 3)
        middle = np.asarray(at, dtype=np.float64)
        soft = Soft(part, detail, middle, middle, half, own_axes(turn, along, across))
        self._softs += [soft, soft.mirrored] if both else [soft]

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
            soft = Soft(part, detail, points[i], points[i + 1], sizes[i : i + 2], np.eye(3))
            self._softs += [soft, soft.mirrored] if both else [soft]

    def carve(
        self,
        part: str | None,
        at: ArrayLike,
        radii: ArrayLike,
        *,
        turn: tuple[str, float] | None = None,
        detail: str | None = None,
        both: bool = False,
    ) -> None:
        """Cut an ellipsoid out of what the skin is around; its walls bear the names. See `ball`."""
        half = np.broadcast_to(np.asarray(radii, dtype=np.float64), 3)
        middle = np.asarray(at, dtype=np.float64)
        hole = Soft(part, detail, middle, middle, half, own_axes(turn, None, (1.0, 0.0, 0.0)))
        self._holes += [hole, hole.mirrored] if both else [hole]

    def into(self, model: Assembly, cells: int = 40, *, loose: bool = False) -> None:
        """Wrap the skin and put its faces under their parts.

        Args:
            model: Where they go.
            cells: Cells of the grid along the longest side: 40 is smooth, 14 is low-poly.
            loose: Whether each part gets a closed skin of its own, as pieces that are stuck into
                each other, instead of one skin around all.
        """
        names = [soft.name for soft in (*self._softs, *self._holes)]
        cell = self._cell(cells)
        if loose:
            for name in dict.fromkeys(names[: len(self._softs)]):
                piece = [soft for soft in self._softs if soft.name == name]
                model.add(name[0], Blend(self.seam, piece)._skin(cell), detail=name[1])
            return
        skin = self._skin(cell)
        centroids = skin.vertices.astype(np.float32)[skin.faces].mean(axis=1)  # (F, 3)
        nearest = np.argmin([soft.distance(*centroids.T) for soft in self._softs], axis=0)  # (F,)
        for i, hole in enumerate(self._holes):
            nearest[hole.distance(*centroids.T) < _RIM * cell] = len(self._softs) + i
        for name in dict.fromkeys(names):
            alike = np.array([other == name for other in names])[nearest]  # (F,)
            if alike.any():
                model.add(name[0], _compact(skin, alike), detail=name[1])

    def skin(self, cells: int = 40) -> Mesh:
        """The bare skin, closed, with `cells` cells of its grid along the longest side."""
        return self._skin(self._cell(cells))

    def _box(self) -> tuple[Vector, Vector]:
        """The lower and the upper corner of all primitives with their seams."""
        boxes = np.stack([soft.box for soft in self._softs])  # (n, 2, 3)
        return boxes[:, 0].min(axis=0) - self.seam, boxes[:, 1].max(axis=0) + self.seam

    def _cell(self, cells: int) -> float:
        low, high = self._box()
        return float((high - low).max()) / cells

    def _skin(self, cell: float) -> Mesh:
        """The skin, wrapped on a grid of cells of this size."""
        low, high = self._box()
        low = low - 1.5 * cell
        counts = np.ceil((high - low) / cell).astype(np.int64) + 3
        seam = max(self.seam, 1e-6)
        pull = np.zeros(counts, dtype=np.float32)

        def distances(soft: Soft) -> tuple[tuple[slice, ...], NDArray[np.floating]]:
            """The block of the grid that a primitive reaches, and how far its points are."""
            first = np.floor((soft.box[0] - _REACH * seam - low) / cell).astype(np.int64)
            last = np.ceil((soft.box[1] + _REACH * seam - low) / cell).astype(np.int64) + 1
            first, last = np.maximum(first, 0), np.minimum(last, counts)
            x, y, z = (
                (low[i] + cell * np.arange(first[i], last[i])).astype(np.float32) for i in range(3)
            )
            block = tuple(slice(a, b) for a, b in zip(first, last, strict=True))
            return block, soft.distance(x[:, None, None], y[:, None], z)

        for soft in self._softs:
            block, away = distances(soft)
            pull[block] += np.exp(np.minimum(away * (-2.0 / seam), 60.0))
        inside = np.log(np.maximum(pull, 1e-9))  # above 0 inside
        for hole in self._holes:
            block, away = distances(hole)
            inside[block] = np.minimum(inside[block], away * (2.0 / seam))
        return surface(inside, low, cell)


def _compact(mesh: Mesh, kept: NDArray[np.bool_]) -> Mesh:
    """Some faces of a mesh with the vertices that they use."""
    used, faces = np.unique(mesh.faces[kept], return_inverse=True)
    return Mesh(mesh.vertices[used], faces.reshape(-1, 3).astype(np.int64))
