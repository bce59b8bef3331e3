"""How well the elements of a shape fit some queries."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.presentation import shortened
from patchalign3d_cli.results.model_identity import ModelIdentity
from patchalign3d_cli.shapes.frozen import freeze_arrays
from patchalign3d_cli.shapes.shape import Shape


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

    def __post_init__(self) -> None:
        freeze_arrays(self)
        count = self.source.element_count
        if self.fits.shape != (count, len(self.queries)):
            raise ValueError(
                f"fits of the shape {self.fits.shape} are not those of {count} elements and"
                f" {len(self.queries)} queries"
            )

    def __repr__(self) -> str:
        """One line: how much there is, and the range of each query's fits."""
        ranges = [
            f"{query} {column.min():.3f} to {column.max():.3f}"
            for query, column in zip(self.queries, self.fits.T, strict=True)
        ]
        size = f"{self.source.element_count:,} {self.source.element}s"
        return f"ShapeHeat({size}: {shortened(ranges)}; by {self.model.name})"

    def percentiles(self) -> NDArray[np.float32]:
        """Where each fit stands on this shape, (E, L): per cent of the surface that fits less.

        Elements of equal fit share the middle of their range; the surface is weighed by area.
        """
        areas = self.source.element_weights()  # (E,)
        ranks = np.empty_like(self.fits)
        for column in range(self.fits.shape[1]):
            _, inverse = np.unique(self.fits[:, column], return_inverse=True)
            weights = np.bincount(inverse, weights=areas)
            below = np.cumsum(weights) - weights / 2
            ranks[:, column] = (100 * below / areas.sum())[inverse]
        return ranks
