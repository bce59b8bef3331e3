"""Where a head sits and how it is turned, so that its eyes and ears go along."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.blends import Blend
from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector, axes_along

_FLIP = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Attitude:
    """A frame to build in: a place, a size, and which directions are up and sideways there.

    Attributes:
        middle: Its origin, (3,).
        size: What a length of 1 is in it.
        along: The direction of its y axis, (3,).
        across: The direction of its x axis, as nearly as may be, (3,).
    """

    middle: Vector
    size: float = 1.0
    along: ArrayLike = (0.0, 1.0, 0.0)
    across: ArrayLike = (1.0, 0.0, 0.0)
    axes: Vector = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "axes", axes_along(self.along, self.across))

    def at(self, x: float, y: float, z: float) -> Vector:
        """Where a point of the frame is, (3,)."""
        return np.asarray(self.middle + self.size * (np.array([x, y, z]) @ self.axes))

    def put(self, mesh: Mesh) -> Mesh:
        """A mesh that was built in the frame, where it is."""
        return Mesh(self.middle + self.size * (mesh.vertices @ self.axes), mesh.faces)

    def ball(
        self,
        blend: Blend,
        part: str | None,
        at: Sequence[float],
        radii: ArrayLike,
        *,
        along: Sequence[float] = (0.0, 1.0, 0.0),
        both: bool = False,
    ) -> None:
        """Add an ellipsoid in the frame; see `Blend.ball`. `both` mirrors in the frame's x."""
        for flip in (np.ones(3), _FLIP) if both else (np.ones(3),):
            place = self.at(*(np.asarray(at) * flip).tolist())
            up = (np.asarray(along) * flip) @ self.axes
            half = self.size * np.asarray(radii, dtype=np.float64)
            blend.ball(part, place, half, along=up, across=self.axes[0])

    def limb(
        self,
        blend: Blend,
        part: str | None,
        joints: ArrayLike,
        radii: ArrayLike,
        *,
        both: bool = False,
    ) -> None:
        """Add a limb in the frame; see `Blend.limb`. `both` mirrors in the frame's x."""
        for flip in (np.ones(3), _FLIP) if both else (np.ones(3),):
            path = self.middle + self.size * ((np.asarray(joints) * flip) @ self.axes)
            blend.limb(part, path, self.size * np.asarray(radii, dtype=np.float64))
