"""Scores of elements, spread over the surface that they stand on."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.smoothing.diffusion import diffuse_large
from patchalign3d_cli.segmenting.smoothing.graph import cloud_graph, mesh_graph
from patchalign3d_cli.shapes import Shape

CLOUD_SHARE = 0.5
"""How far scores go in a cloud, against a mesh: its neighbours leap gaps, so what is good for
meshes loses small parts (docs/quality.md)."""


def smooth_scores(shape: Shape, scores: NDArray[np.float32], length: float) -> NDArray[np.float32]:
    """Spread scores over the surface, less across creases and never between loose pieces.

    Args:
        shape: A mesh or a cloud.
        scores: (E, L) of its faces or points.
        length: How far, in radii of the shape; half as far in a cloud.

    Returns:
        (E, L) float32.
    """
    if shape.is_cloud:
        graph, length = cloud_graph(shape), CLOUD_SHARE * length
    else:
        graph = mesh_graph(shape)
    return diffuse_large(graph, scores, length).astype(np.float32)
