"""Scores of elements, spread over the surface that they stand on."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.smoothing.diffusion import Diffusion
from patchalign3d_cli.segmenting.smoothing.graph import cloud_graph, mesh_graph, point_graph
from patchalign3d_cli.shapes import Shape

CLOUD_SHARE = 0.5
"""How far scores go in a cloud, against a mesh: its neighbours leap gaps, so what is good for
meshes loses small parts (docs/quality.md)."""

CELL_SHARE = 0.9
"""How far scores go between cells of a cloud, against its points: centroids in a grid lie more
evenly than points by chance, so the same length reached further. Of 0.7 to 1.3, the length whose
scores come nearest to those of 100,000 points, each by itself (docs/performance.md)."""


class ScoreSmoother:
    """Scores spread over one surface, less across creases and never between loose pieces.

    In a large cloud they are spread over its cells (`Shape.cells`), whose points share the result.

    Args:
        shape: A mesh or a cloud.
        length: How far, in radii of the shape; half as far in a cloud.
    """

    def __init__(self, shape: Shape, length: float) -> None:
        self._cells = shape.cells if shape.is_cloud else None
        if self._cells is not None:
            points = self._cells.centroids / shape.radius
            self._diffusion = Diffusion(point_graph(points), CELL_SHARE * CLOUD_SHARE * length)
        elif shape.is_cloud:
            self._diffusion = Diffusion(cloud_graph(shape), CLOUD_SHARE * length)
        else:
            self._diffusion = Diffusion(mesh_graph(shape), length)

    def apply(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Spread scores of the shape's elements: (E, L) -> (E, L) float32."""
        if self._cells is None:
            return self._diffusion.apply(scores).astype(np.float32)
        smooth = self._diffusion.apply(self._cells.means(scores)).astype(np.float32)  # (C, L)
        carried: NDArray[np.float32] = smooth[self._cells.cell_of]
        return carried


def smooth_scores(shape: Shape, scores: NDArray[np.float32], length: float) -> NDArray[np.float32]:
    """Spread scores once; see `ScoreSmoother`.

    Args:
        shape: A mesh or a cloud.
        scores: (E, L) of its faces or points.
        length: How far, in radii of the shape; half as far in a cloud.

    Returns:
        (E, L) float32.
    """
    return ScoreSmoother(shape, length).apply(scores)
