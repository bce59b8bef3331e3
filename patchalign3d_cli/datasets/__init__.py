"""Readers of labelled sets, for evaluation and for training alike."""

from patchalign3d_cli.datasets.examples import load_examples
from patchalign3d_cli.datasets.faust import FaustCoarse
from patchalign3d_cli.datasets.folder import FolderData
from patchalign3d_cli.datasets.labelled import LabelledSet, LabelledShape
from patchalign3d_cli.datasets.objaverse import ObjaverseGeneral
from patchalign3d_cli.datasets.partnete import PartNetE
from patchalign3d_cli.datasets.scanobjectnn import ScanObjectNNParts
from patchalign3d_cli.datasets.shapenetpart import open_shapenetpart

__all__ = [
    "FaustCoarse",
    "FolderData",
    "LabelledSet",
    "LabelledShape",
    "ObjaverseGeneral",
    "PartNetE",
    "ScanObjectNNParts",
    "load_examples",
    "open_shapenetpart",
]
