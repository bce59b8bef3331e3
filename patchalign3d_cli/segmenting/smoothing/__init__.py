"""Scores smoothed over a shape's own surface, so that parts end where it bends."""

from patchalign3d_cli.segmenting.smoothing.diffusion import diffuse, diffuse_large
from patchalign3d_cli.segmenting.smoothing.graph import SurfaceGraph, cloud_graph, mesh_graph
from patchalign3d_cli.segmenting.smoothing.scores import ScoreSmoother, smooth_scores

__all__ = [
    "ScoreSmoother",
    "SurfaceGraph",
    "cloud_graph",
    "diffuse",
    "diffuse_large",
    "mesh_graph",
    "smooth_scores",
]
