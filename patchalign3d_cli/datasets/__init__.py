"""Readers of labelled sets, for evaluation and for training alike."""

from patchalign3d_cli.datasets.folder import FolderData
from patchalign3d_cli.datasets.labelled import (
    LABELLED_ON,
    LabelledOn,
    LabelledSet,
    LabelledShape,
)

__all__ = ["LABELLED_ON", "FolderData", "LabelledOn", "LabelledSet", "LabelledShape"]
