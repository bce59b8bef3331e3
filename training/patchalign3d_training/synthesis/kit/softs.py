"""Soft primitives: about how far a point is outside an ellipsoid or a round bar."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector, axes_along

_Floats = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Soft:
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
    def name(self) -> tuple[str | None, str | None]:
        """Its part and its detail."""
        return self.part, self.detail

    @property
    def mirrored(self) -> "Soft":
        """Its mirror image in x."""
        flip = np.array([-1.0, 1.0, 1.0])
        axes = self.axes * flip * flip[:, None]
        return Soft(self.part, self.detail, self.start * flip, self.end * flip, self.radii, axes)

    @property
    def box(self) -> NDArray[np.float64]:
        """Lower and upper corner of a box around it, (2, 3)."""
        ends = np.stack([self.start, self.end])
        reach = self.radii.max()
        if len(self.radii) == 3:
            reach = np.sqrt(((self.axes * self.radii[:, None]) ** 2).sum(axis=0))
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
                square = (x * axis[0] + y * axis[1] + z * axis[2]) ** 2 / radius**2
                near, slope = near + square, slope + square / radius**2
            return np.asarray((near - np.sqrt(near)) / np.sqrt(slope + 1e-12))
        along = [b - a for a, b in zip(first, last, strict=True)]
        square = max(sum(step**2 for step in along), 1e-12)
        ahead = (x * along[0] + y * along[1] + z * along[2]) / square
        share = np.clip(ahead, 0.0, 1.0)
        off = x**2 + y**2 + z**2 + square * share * (share - 2.0 * ahead)
        thick, thin = self.radii.tolist()
        return np.asarray(np.sqrt(np.maximum(off, 0.0)) - (thick + share * (thin - thick)))


def own_axes(
    turn: tuple[str, float] | None, along: ArrayLike | None, across: ArrayLike
) -> NDArray[np.float64]:
    """The axes of an ellipsoid that is turned about an axis, or lies along a direction, (3, 3)."""
    if along is not None:
        return axes_along(along, across)
    axes = np.eye(3)
    if turn is not None:
        axes = Mesh(axes, np.zeros((0, 3), dtype=np.int64)).turned(*turn).vertices
    return axes
