"""Scores of elements, spread over the surface that they stand on."""

import torch
from torch import Tensor

from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.smoothing.diffusion import diffuse
from patchalign3d_cli.smoothing.graph import cloud_graph, mesh_graph


def smooth_scores(shape: Shape, scores: Tensor, length: float) -> Tensor:
    """Spread scores over the surface, less across creases and never between loose pieces.

    Args:
        shape: A mesh or a cloud.
        scores: (E, L) of its faces or points.
        length: How far, in radii of the shape.

    Returns:
        (E, L) float32.
    """
    graph = cloud_graph(shape) if shape.is_cloud else mesh_graph(shape)
    return torch.from_numpy(diffuse(graph, scores.numpy(), length)).float()
