"""Generated shapes that training never saw, as a labelled set."""

from collections.abc import Sequence

import numpy as np

from patchalign3d_cli.datasets import LabelledShape
from patchalign3d_cli.datasets.layout import digest
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes import Shape
from patchalign3d_training.evaluation.generated_scores import FIRST_UNSEEN_SEED
from patchalign3d_training.synthesis.catalog import CATEGORIES, category_named, generate


class GeneratedSet:
    """Meshes of every category with a label a face, made when they are asked for.

    Their parts are asked by their primary names, and all parts of the category compete.

    Args:
        count: Shapes a category.
        categories: Keys of `CATEGORIES`; None for all.
        first_seed: Seed of the first shape of each category; the following ones have the following
            seeds. The default never meets a training set.

    Raises:
        ConfigError: A category is unknown or a number is out of range.
    """

    name = "synthetic"

    def __init__(
        self,
        count: int,
        categories: Sequence[str] | None = None,
        *,
        first_seed: int = FIRST_UNSEEN_SEED,
    ) -> None:
        names = tuple(CATEGORIES) if categories is None else tuple(dict.fromkeys(categories))
        for name in names:
            category_named(name)
        if count < 1 or first_seed < 0 or not names:
            raise ConfigError("count must be above 0 and the seed at least 0; name a category")
        seeds = range(first_seed, first_seed + count)
        self._rows = [(name, seed) for name in names for seed in seeds]
        self.items: Sequence[str] = tuple(f"{name}/{seed}" for name, seed in self._rows)

    def load(self, index: int) -> LabelledShape:
        """Make the shape `items[index]`."""
        category, seed = self._rows[index]
        mesh = generate(category, seed)
        parts = tuple(names[0] for names in mesh.parts)
        arrays = (mesh.vertices.round(9), mesh.faces, mesh.face_part)
        sha256 = digest(*(np.ascontiguousarray(array).tobytes() for array in arrays), *parts)
        shape = Shape(mesh.vertices, mesh.faces, up="y", up_assumed=False, sha256=sha256)
        return LabelledShape(
            self.items[index], category, shape, parts, mesh.face_part, "faces", sha256
        )
