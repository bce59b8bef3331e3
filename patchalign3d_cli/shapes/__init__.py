"""What comes in: shapes as their files give them."""

from patchalign3d_cli.choices import UpAxis, UpDirection
from patchalign3d_cli.shapes.folders import find_shapes
from patchalign3d_cli.shapes.load import SHAPE_READERS, SHAPE_SUFFIXES, load_shape
from patchalign3d_cli.shapes.sampling import SurfaceSamples, sample_surface
from patchalign3d_cli.shapes.shape import UP_AXES, Shape, ShapeNode
from patchalign3d_cli.shapes.up import up_rotation

__all__ = [
    "SHAPE_READERS",
    "SHAPE_SUFFIXES",
    "UP_AXES",
    "Shape",
    "ShapeNode",
    "SurfaceSamples",
    "UpAxis",
    "UpDirection",
    "find_shapes",
    "load_shape",
    "sample_surface",
    "up_rotation",
]
