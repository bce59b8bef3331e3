"""What encoding and querying return: frozen values, numpy alone.

Everything that shows or writes a result needs nothing but this module, and no torch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.presentation import present
from patchalign3d_cli.shapes.shape import Shape

if TYPE_CHECKING:
    import trimesh


def element_weights(shape: Shape) -> NDArray[np.float64]:
    """How much each element counts, (E,): its area; ones where areas are no use.

    That is the case of a cloud, of faces without area, and where areas are beyond all numbers.
    """
    with np.errstate(all="ignore"):
        areas = shape.element_areas()
        usable = 0 < areas.sum() < np.inf
    return areas if usable else np.ones(len(areas))


@dataclass(frozen=True)
class ModelIdentity:
    """Which model made a result.

    Attributes:
        name: The name, path or Hub repository that it was loaded by.
        sha256: Hex digest of its weights file.
        text_model: Name of the text encoder that the queries went through.
        license: Licence of the weights, as the model's configuration states it.
    """

    name: str
    sha256: str
    text_model: str
    license: str


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


@dataclass(frozen=True)
class PartSummary:
    """One part of a segmentation in figures.

    Attributes:
        name: The part, in the user's own words.
        count: Number of its elements (faces or points).
        share: Its share of the surface area (of the points, for a cloud), 0 to 1.
        confidence: Area-weighted mean confidence over its elements, 0 to 1; 0 where it has none.
    """

    name: str
    count: int
    share: float
    confidence: float


@dataclass(frozen=True, eq=False)
class ShapeHeat:
    """How well each element of a shape fits some queries: words, or a place on a shape.

    Attributes:
        source: The shape, untouched.
        queries: (L,) what was asked for.
        fits: (E, L) float32, cosine of each element (face or point) and each query, -1 to 1.
        model: Which model made it.
        options: The options by name, as written into files.
    """

    source: Shape
    queries: tuple[str, ...]
    fits: NDArray[np.float32]
    model: ModelIdentity
    options: Mapping[str, str | int | float | bool]

    def percentiles(self) -> NDArray[np.float32]:
        """Where each fit stands on this shape, (E, L): per cent of the surface that fits less.

        Elements of equal fit share the middle of their range; the surface is weighed by area.
        """
        areas = element_weights(self.source)  # (E,)
        ranks = np.empty_like(self.fits)
        for column in range(self.fits.shape[1]):
            _, inverse = np.unique(self.fits[:, column], return_inverse=True)
            own = np.bincount(inverse, weights=areas)
            below = np.cumsum(own) - own / 2
            ranks[:, column] = (100 * below / areas.sum())[inverse]
        return ranks


@dataclass(frozen=True, eq=False)
class Pieces:
    """Parts taken apart: each part as a whole, or each connected piece of it.

    Attributes:
        names: (M,) names, all different.
        parts: (M,) int32, the part that each is of.
        labels: (E,) int32, the piece of each element; -1 for unlabelled.
    """

    names: tuple[str, ...]
    parts: NDArray[np.int32]
    labels: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class PartSegmentation:
    """A labelled shape.

    Attributes:
        source: The shape, untouched.
        parts: (L,) names in the order asked for.
        labels: (E,) int32 index into `parts` of each element (face or point); -1 for unlabelled.
        confidence: (E,) float32, probability of the label among the parts, 0 to 1.
        scores: (E, L) float32, logits (cosine / temperature).
        model: Which model made it.
        options: The options by name, as written into files.
        source_faces: (E,) int64, the face of the original mesh that each face is (a part of), after
            refinement; None where face i is face i.
        pieces: The parts taken apart; None where nobody asked for it.
        warnings: What the user should look at, a sentence each: noticed while the shape was read,
            or odd about what was asked for.
    """

    source: Shape
    parts: tuple[str, ...]
    labels: NDArray[np.int32]
    confidence: NDArray[np.float32]
    scores: NDArray[np.float32]
    model: ModelIdentity
    options: Mapping[str, str | int | float | bool]
    source_faces: NDArray[np.int64] | None = None
    pieces: Pieces | None = None
    warnings: tuple[str, ...] = ()

    def summary(self) -> tuple[PartSummary, ...]:
        """The parts in the order asked for, each with its count, share and confidence."""
        return self._figures(self.parts, self.labels)

    def piece_summary(self) -> tuple[PartSummary, ...]:
        """The pieces in their order, each with its count, share and confidence."""
        return () if self.pieces is None else self._figures(self.pieces.names, self.pieces.labels)

    def _figures(
        self, names: tuple[str, ...], labels: NDArray[np.int32]
    ) -> tuple[PartSummary, ...]:
        areas = element_weights(self.source)  # (E,)
        labelled = labels >= 0
        labels, weights = labels[labelled], areas[labelled]
        size = len(names)
        counts = np.bincount(labels, minlength=size)
        part_areas = np.bincount(labels, weights=weights, minlength=size)
        sums = np.bincount(labels, weights=weights * self.confidence[labelled], minlength=size)
        means = np.divide(sums, part_areas, out=np.zeros(size), where=part_areas > 0)
        shares = np.minimum(part_areas / areas.sum(), 1.0)  # sums of floats may pass 1
        return tuple(
            PartSummary(name, int(counts[i]), float(shares[i]), float(means[i]))
            for i, name in enumerate(names)
        )

    def to_dict(self) -> dict[str, Any]:
        """The result as Python's own values: what the JSON file of it holds."""
        document: dict[str, Any] = present("document", self)
        return document

    def _repr_html_(self) -> str:
        """The page of the result in a frame: what notebooks show."""
        frame: str = present("notebook", self)
        return frame

    def to_trimesh(self) -> "trimesh.Trimesh | trimesh.PointCloud":
        """Hand the labelled shape to trimesh.

        Returns:
            A `Trimesh` with `label` and `confidence` as face attributes, or a `PointCloud` with
            both in its metadata; the geometry is untouched, `metadata["parts"]` holds the names.
        """
        import trimesh

        values = {"label": self.labels, "confidence": self.confidence}
        names = {"parts": list(self.parts)}
        shape = self.source
        if shape.faces is None:
            return trimesh.PointCloud(shape.vertices, metadata={**names, **values})
        return trimesh.Trimesh(
            shape.vertices, shape.faces, face_attributes=values, metadata=names, process=False
        )
