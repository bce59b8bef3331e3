"""An encoded shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.mirror import Mirror, MirrorImages, find_mirror, mirror_images
from patchalign3d_cli.results.model_identity import ModelIdentity
from patchalign3d_cli.shapes.frozen import freeze_arrays
from patchalign3d_cli.shapes.shape import Shape


@dataclass(frozen=True, eq=False)
class UnitFrame:
    """From a file's units and axes to the unit sphere, y up.

    Attributes:
        axes: (3, 3) float64, the rotation that turns the file's up axis to +y.
        center: (3,) float64, what becomes the origin, after the rotation.
        scale: How many file units become 1.
    """

    axes: NDArray[np.float64]
    center: NDArray[np.float64]
    scale: float

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def to_unit(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the file in the unit sphere: (N, 3) -> (N, 3)."""
        inside: NDArray[np.float64] = (points @ self.axes.T - self.center) / self.scale
        return inside

    def to_file(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the unit sphere in the file's units and axes: (N, 3) -> (N, 3)."""
        outside: NDArray[np.float64] = (points * self.scale + self.center) @ self.axes
        return outside


@dataclass(frozen=True, eq=False)
class ShapeFeatures:
    """One encoded shape: keep it, save it, ask it again.

    Attributes:
        source: The shape.
        centers: (P, 3) float64, patch centres in file units and file axes; each is a point of
            `points`.
        features: (P, D) float32, unit length, in the text encoder's space.
        members: (P, K) int64, the patches' points as indices into `points`.
        points: (N, 3) float64, the encoded points in file units and file axes.
        elements: (N,) int64, the face (in a cloud the point) of `source` that each encoded point
            was drawn from.
        frame: The unit sphere of all encoded points. With one pass it is what the encoder saw;
            each of several passes was encoded in the sphere of its own points.
        model: Which model encoded it.
        options: The encoding's options by name, as written into results.
        regions: (E,) int64, the region (node, material and shell) of each face of `source`, where
            features were corrected by regions: then what is carried to faces, and mirrored, stays
            within them. None where they were not.
    """

    source: Shape
    centers: NDArray[np.float64]
    features: NDArray[np.float32]
    members: NDArray[np.int64]
    points: NDArray[np.float64]
    elements: NDArray[np.int64]
    frame: UnitFrame
    model: ModelIdentity
    options: Mapping[str, str | int | float | bool]
    regions: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def __repr__(self) -> str:
        """One line: how many patches of what."""
        patches, dim = self.features.shape
        size = f"{self.source.element_count:,} {self.source.element}s"
        return f"ShapeFeatures({patches:,} patches x {dim} of {size}; by {self.model.name})"

    def regions_of(self, elements: NDArray[np.integer]) -> NDArray[np.int64] | None:
        """The regions of some elements of `source`, (M,) -> (M,); None where `regions` is."""
        return None if self.regions is None else self.regions[elements]

    @property
    def center_regions(self) -> NDArray[np.int64] | None:
        """(P,) the region that each patch centre lies in; None where `regions` is."""
        return self.regions_of(self.elements[self.members[:, 0]])

    @cached_property
    def mirror(self) -> Mirror | None:
        """The mirror plane of the shape in its `frame`; None where it has none."""
        return find_mirror(self.frame.to_unit(self.points))

    @cached_property
    def mirror_images(self) -> MirrorImages | None:
        """The images of the patch centres in the mirror plane; None where there is none."""
        if self.mirror is None:
            return None
        to_unit = self.frame.to_unit
        centers, points = to_unit(self.centers), to_unit(self.points)
        return mirror_images(self.mirror, centers, points, self.center_regions)


@dataclass(frozen=True, eq=False)
class FeatureTables:
    """Features of everything that a shape has: unit vectors in the text encoder's space.

    Attributes:
        features: The encoded shape; its patches have their own (P, D).
        points: (N, D) float32, of each encoded point.
        elements: (E, D) float32, of each face of a mesh, of each point of a cloud.
    """

    features: ShapeFeatures
    points: NDArray[np.float32]
    elements: NDArray[np.float32]

    def __post_init__(self) -> None:
        freeze_arrays(self)
