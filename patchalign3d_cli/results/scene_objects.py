"""The objects of a scene that were labelled each by itself."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.frozen import freeze_arrays

ObjectSource = Literal["nodes", "pieces", "clusters"]
"""What told objects from each other: the file, what touches, or distances between points."""


@dataclass(frozen=True, eq=False)
class SceneObjects:
    """Which object each element of a scene belongs to.

    Attributes:
        names: (K,) names, all different.
        labels: (E,) int32, the object of each element.
        source: What told them from each other.
    """

    names: tuple[str, ...]
    labels: NDArray[np.int32]
    source: ObjectSource

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def take(self, elements: NDArray[np.int64]) -> "SceneObjects":
        """The same of some elements, -1 for one that is in none."""
        labels = np.where(elements < 0, -1, self.labels[elements]).astype(np.int32)
        return replace(self, labels=labels)
