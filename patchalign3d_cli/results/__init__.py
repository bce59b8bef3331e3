"""What encoding and querying return: frozen values with read-only arrays, numpy alone.

Everything that shows or writes a result needs nothing but this room, and no torch.
"""

from patchalign3d_cli.results.doubts import Doubt, DoubtKind, doubt_lines, doubt_warnings
from patchalign3d_cli.results.features import FeatureTables, ShapeFeatures, UnitFrame
from patchalign3d_cli.results.heat import ShapeHeat
from patchalign3d_cli.results.measures import PartMeasures
from patchalign3d_cli.results.model_identity import ModelIdentity
from patchalign3d_cli.results.part_tree import PartTree
from patchalign3d_cli.results.scene_objects import ObjectSource, SceneObjects
from patchalign3d_cli.results.segmentation import PartSegmentation, PartSummary, Pieces

__all__ = [
    "Doubt",
    "DoubtKind",
    "FeatureTables",
    "ModelIdentity",
    "ObjectSource",
    "PartMeasures",
    "PartSegmentation",
    "PartSummary",
    "PartTree",
    "Pieces",
    "SceneObjects",
    "ShapeFeatures",
    "ShapeHeat",
    "UnitFrame",
    "doubt_lines",
    "doubt_warnings",
]
