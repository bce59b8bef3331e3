"""Whatever the DATA argument is, as a split of a training set."""

from pathlib import Path

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection
from patchalign3d_training.data.layout import PublishedLayout
from patchalign3d_training.data.own_data import OwnData
from patchalign3d_training.data.shards import Shards, find_shards
from patchalign3d_training.data.survey import TrainingSource


def open_training_set(data: Path, split: str, *, up: UpDirection | None = None) -> TrainingSource:
    """Open a training set, wherever it comes from.

    Args:
        data: A folder with `labeled/` (the published layout), with shards of one (`*.tar.zst`),
            or with one's own labelled meshes.
        split: `train` or `val`.
        up: The axis that points up in one's own meshes; None assumes y. The published layout is
            y up.

    Raises:
        DataError: There is no training set, it is damaged, or the split is empty.
    """
    if not data.is_dir():
        raise DataError(f"no training set in {data}: there is no such folder; give --data DIR")
    root = data.parent if data.name == "labeled" and (data / "split").is_dir() else data
    if find_shards(root):
        return PublishedLayout(Shards(root), split)
    if (root / "labeled").is_dir():
        return PublishedLayout(root, split)
    return OwnData(root, split, up=up)
