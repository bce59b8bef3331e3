"""A labelled shape, its parts and their pieces."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.presentation import present, shortened
from patchalign3d_cli.results.doubts import Doubt
from patchalign3d_cli.results.features import ShapeFeatures
from patchalign3d_cli.results.measures import PartMeasures, measure_groups
from patchalign3d_cli.results.model_identity import ModelIdentity
from patchalign3d_cli.results.part_tree import PartTree
from patchalign3d_cli.results.scene_objects import SceneObjects
from patchalign3d_cli.shapes.frozen import freeze_arrays
from patchalign3d_cli.shapes.shape import Shape

if TYPE_CHECKING:
    import trimesh


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
class Pieces:
    """Parts taken apart: each part as a whole, or each single piece of it.

    Attributes:
        names: (M,) names, all different.
        parts: (M,) int32, the part that each is of.
        labels: (E,) int32, the piece of each element; -1 for unlabelled.
    """

    names: tuple[str, ...]
    parts: NDArray[np.int32]
    labels: NDArray[np.int32]

    def __post_init__(self) -> None:
        freeze_arrays(self)
        _check_labels(self.labels, len(self.labels), self.names, "pieces")
        if len(self.parts) != len(self.names):
            raise ValueError(f"{len(self.parts)} parts of {len(self.names)} pieces")

    def __repr__(self) -> str:
        """One line: how many, and their names."""
        return f"Pieces({len(self.names):,}: {shortened(self.names)})"


@dataclass(frozen=True, eq=False)
class PartSegmentation:
    """A labelled shape.

    Attributes:
        source: The shape, untouched.
        parts: (L,) names in the order asked for.
        labels: (E,) int32 index into `parts` of each element (face or point); -1 for unlabelled.
        confidence: (E,) float32, probability of the label among the parts, 0 to 1.
        scores: (E, L) float32, logits (cosine / temperature); (E, 0) where they are unknown.
        model: Which model made it.
        options: The options by name, as written into files.
        source_faces: (E,) int64, the face of the original mesh that each face is (a part of), after
            refinement; None where face i is face i.
        pieces: The parts taken apart; None where nobody asked for it.
        objects: The objects of a scene that were labelled each by itself; None where it was
            labelled as a whole.
        warnings: What the user should look at, a sentence each: noticed while the shape was read,
            or odd about what was asked for.
        doubts: Why the labels may be wrong; each is among the warnings too.
        features: The encoded shape, which tells what is alike where clicks correct a result; None
            where it is not at hand. No result file holds it, but pages hold a coarse form.
        tree: The hierarchy that parts without words were cut from; None for parts by words. JSON
            holds it.
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
    objects: SceneObjects | None = None
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    features: ShapeFeatures | None = None
    tree: PartTree | None = None

    def __post_init__(self) -> None:
        freeze_arrays(self)
        count = self.source.element_count
        _check_labels(self.labels, count, self.parts, "labels")
        if self.pieces is not None:
            _check_labels(self.pieces.labels, count, self.pieces.names, "pieces")
        if self.objects is not None:
            _check_labels(self.objects.labels, count, self.objects.names, "objects")
        for name in ("confidence", "source_faces"):
            values = getattr(self, name)
            if values is not None and values.shape != (count,):
                raise ValueError(
                    f"{name} of the shape {values.shape} are not one for each of {count}"
                )
        if self.scores.shape not in ((count, len(self.parts)), (count, 0)):
            raise ValueError(
                f"scores of the shape {self.scores.shape} are not those of {count} elements and"
                f" {len(self.parts)} parts"
            )

    def __repr__(self) -> str:
        """One line: how much there is, and the share of each part."""
        parts = [f"{part.name} {part.share:.1%}" for part in self.summary()]
        if (lost := int((self.labels < 0).sum())) > 0:
            parts.append(f"{lost:,} unlabelled")
        size = f"{len(self.labels):,} {self.source.element}s"
        return f"PartSegmentation({size}: {shortened(parts)}; by {self.model.name})"

    @property
    def trust(self) -> float | None:
        """The chance that at least four fifths of the surface have the right label, 0 to 1.

        None where it is not stated: for a model whose trust was not fitted, parts without words,
        words that examples taught, names that say sides, `other`, one part alone, scenes that are
        labelled by object, and labels that were corrected.
        """
        trust = self.options.get("trust")
        return trust if isinstance(trust, float) else None

    def summary(self) -> tuple[PartSummary, ...]:
        """The parts in the order asked for, each with its count, share and confidence."""
        return self._summary

    @cached_property
    def _summary(self) -> tuple[PartSummary, ...]:
        return self._figures(self.parts, self.labels)

    def piece_summary(self) -> tuple[PartSummary, ...]:
        """The pieces in their order, each with its count, share and confidence."""
        return () if self.pieces is None else self._figures(self.pieces.names, self.pieces.labels)

    def object_summary(self) -> tuple[PartSummary, ...]:
        """The objects of a scene in their order, each with its count, share and confidence."""
        objects = self.objects
        return () if objects is None else self._figures(objects.names, objects.labels)

    @cached_property
    def measures(self) -> tuple[PartMeasures | None, ...]:
        """Where each part is, and how large; None for a part without elements."""
        return measure_groups(self.source, self.labels, len(self.parts))

    @cached_property
    def piece_measures(self) -> tuple[PartMeasures | None, ...]:
        """The same of each piece."""
        if self.pieces is None:
            return ()
        labels, count = self.pieces.labels, len(self.pieces.names)
        return measure_groups(self.source, labels, count)

    def _figures(
        self, names: tuple[str, ...], labels: NDArray[np.int32]
    ) -> tuple[PartSummary, ...]:
        areas = self.source.element_weights()  # (E,)
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

    def indices(self, part: str | int) -> NDArray[np.int64]:
        """The elements of a part in the numbering of the input, each once, in ascending order.

        Polygons of the file for a mesh (of the mesh before refinement), points of the file for a
        cloud: what was dropped while reading is counted too.

        Args:
            part: Its name, or its index in `parts`; -1 for what is unlabelled.

        Raises:
            KeyError: There is no such part.
        """
        number = self.parts.index(part) if part in self.parts else part
        if not isinstance(number, int) or not -1 <= number < len(self.parts):
            raise KeyError(f"there is no part {part!r}; the parts are {', '.join(self.parts)}")
        elements = np.flatnonzero(self.labels == number).astype(np.int64)
        if self.source_faces is not None:
            elements = self.source_faces[elements]
        source = self.source
        order = source.vertex_index if source.is_cloud else source.face_index
        indices: NDArray[np.int64] = np.unique(elements if order is None else order[elements])
        return indices

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


def _check_labels(labels: NDArray[np.int32], count: int, names: tuple[str, ...], what: str) -> None:
    """Make sure that there is one label an element, and a name for it."""
    if labels.shape != (count,):
        raise ValueError(f"{what} of the shape {labels.shape} are not one for each of {count}")
    low, high = int(labels.min(initial=-1)), int(labels.max(initial=-1))
    if low < -1 or high >= len(names):
        raise ValueError(f"{what} from {low} to {high}, but there are {len(names)} names")
