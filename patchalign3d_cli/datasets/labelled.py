"""One shape with the truth about its parts, and what every data set promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import LabelledOn
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.frozen import freeze_arrays


@dataclass(frozen=True, eq=False)
class LabelledShape:
    """A shape and its true parts.

    Attributes:
        item: Its name within the data set, the same on every machine.
        category: What it is ("chair"); empty where the set does not say.
        shape: The shape.
        parts: (L,) names of the parts that may occur in it, its category's where it has one.
        labels: (E,) int32 indices into `parts`; -1 where nobody said.
        on: What is labelled: the faces or the vertices of a mesh, or the points of a cloud.
        sha256: Hex digest of everything that was read for it.
        synonyms: (L,) further names of each part; empty where the set knows none.
    """

    item: str
    category: str
    shape: Shape
    parts: tuple[str, ...]
    labels: NDArray[np.int32]
    on: LabelledOn
    sha256: str
    synonyms: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        freeze_arrays(self)
        if self.shape.is_cloud != (self.on == "points"):
            kind = "a point cloud" if self.shape.is_cloud else "a mesh"
            raise DataError(f"{self.item} is {kind} and cannot have labels on its {self.on}")
        size = self.shape.element_count if self.on == "faces" else len(self.shape.vertices)
        if self.labels.shape != (size,):
            raise DataError(
                f"{self.item} has {size:,} {self.on} but {len(self.labels):,} labels; write one"
                " label for each"
            )
        highest = int(self.labels.max(initial=-1))
        if highest >= len(self.parts) or int(self.labels.min(initial=0)) < -1:
            raise DataError(
                f"{self.item} has labels outside of -1 to {len(self.parts) - 1}; name every label"
            )

    def labelled_elements(
        self, points: NDArray[np.float64], elements: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """What `labels` has for points of the shape: the index of each one's label, (N,).

        Args:
            points: (N, 3), in file units and axes.
            elements: (N,) the face that each lies on; in a cloud the point that it is.

        Returns:
            Its face, the corner of its face that is nearest to it, or itself.
        """
        if self.on != "vertices" or self.shape.faces is None:
            return elements
        corners = self.shape.faces[elements]  # (N, 3)
        gaps = np.linalg.norm(self.shape.vertices[corners] - points[:, None], axis=2)  # (N, 3)
        nearest: NDArray[np.int64] = corners[np.arange(len(corners)), gaps.argmin(axis=1)]
        return nearest


class LabelledSet(Protocol):
    """A data set: shapes by index, read when they are asked for.

    Attributes:
        name: What reports call it.
        items: The shapes' names in the order of the set, each once.
    """

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    @property
    def items(self) -> Sequence[str]:
        """The shapes' names in the order of the set, each once."""
        ...

    def load(self, index: int) -> LabelledShape:
        """Read the shape `items[index]`.

        Raises:
            DataError: A file is missing, damaged or contradicts another.
            ShapeError: The shape file is.
        """
        ...
