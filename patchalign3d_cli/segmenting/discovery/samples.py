"""Means over groups of elements of what is known of patches, by samples of the surface."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.transfer import Carrier, point_carrier
from patchalign3d_cli.shapes import sample_surface

_SAMPLES = 20_000

Floats = NDArray[np.float64]


class GroupSamples(NamedTuple):
    """Points of a surface, at least one in each group of elements.

    Attributes:
        elements: (S,) the element that each lies on.
        weights: (S,) the surface that each stands for, a group's shared among its points.
        carry: From patches to the points.
    """

    elements: NDArray[np.int64]
    weights: Floats
    carry: Carrier

    def means(self, groups: NDArray[np.int64], values: NDArray[np.float32]) -> Floats:
        """Values of patches, (P, C), as means over each of G groups, (G, C).

        Args:
            groups: (E,) the group of each element, those that the points were drawn for or unions.
            values: Of patches.
        """
        return group_means(groups[self.elements], self.weights, self.carry(values))


def draw_samples(features: ShapeFeatures, groups: NDArray[np.int64], seed: int) -> GroupSamples:
    """Draw points of an encoded shape.

    Args:
        features: The shape.
        groups: (E,) the group of each element, 0 to G - 1, none empty.
        seed: Of the draw.
    """
    shape = features.source
    drawn = sample_surface(shape, _SAMPLES, seed)
    _, heads = np.unique(groups, return_index=True)  # an element of each group
    heads = heads[np.bincount(groups[drawn.faces], minlength=len(heads)) == 0]
    corners = heads[:, None] if shape.faces is None else shape.faces[heads]
    points = np.concatenate([drawn.points, shape.vertices[corners].mean(axis=1)])
    elements = np.concatenate([drawn.faces, heads])
    areas = np.bincount(groups, np.maximum(shape.element_weights(), 1e-300))
    weights = (areas / np.bincount(groups[elements]))[groups[elements]]
    carrier = point_carrier(features, points, "interpolate", features.regions_of(elements))
    return GroupSamples(elements, weights, carrier)


def group_means(groups: NDArray[np.int64], weights: Floats, values: NDArray[np.floating]) -> Floats:
    """The weighted mean of values, (E, C), in each of G groups, (G, C)."""
    totals = np.maximum(np.bincount(groups, weights), 1e-300)
    columns = [np.bincount(groups, weights * column) / totals for column in values.T]
    return np.stack(columns, axis=1)
