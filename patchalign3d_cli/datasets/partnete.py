"""PartNet-Ensembled (PartSLIP, Liu et al. 2023): 1,906 test clouds of 45 categories."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from patchalign3d_cli.datasets.label_files import place_labels
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import check_files, digest, find_root, read_bytes
from patchalign3d_cli.datasets.numpy_pickles import read_pickled_npy
from patchalign3d_cli.datasets.part_names import read_json
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection, load_shape

_META = "PartNetE_meta.json"
_GET = "https://huggingface.co/datasets/minghua/PartSLIP (PartNetE_meta.json and data/test.zip)"


class PartNetE:
    """Clouds by category: `<Category>/<id>/{pc.ply,label.npy}` and `PartNetE_meta.json`.

    The categories lie beside the names file or below `test`, `data/test` there. A label beyond a
    category's names counts as none, as in the official evaluation.

    Args:
        root: The folder of the names file.
        up: The axis that points up; None for y.

    Raises:
        DataError: Something of the set is missing or contradicts itself.
    """

    name = "PartNetE"

    def __init__(self, root: Path, *, up: UpDirection | None = None) -> None:
        folder = find_root(root, (_META,), (), self.name, _GET)
        self.up = up
        meta = read_json(folder / _META, "the part names")
        if not isinstance(meta, dict) or not all(_is_names(own) for own in meta.values()):
            raise DataError(
                f"{folder / _META} must list part names by category; get it from {_GET}"
            )
        self._parts = {str(category): tuple(own) for category, own in meta.items()}
        folders = [
            folder
            for below in (folder, folder / "test", folder / "data" / "test")
            for category in sorted(self._parts)
            for folder in sorted((below / category).glob("*/"))
        ]
        if not folders:
            raise DataError(
                f"no clouds beside {folder / _META}: there is no folder like"
                f" {sorted(self._parts)[0]}/<id>; unpack data/test.zip of {_GET}"
            )
        self._folders = folders
        files = [folder / name for folder in folders for name in ("pc.ply", "label.npy")]
        check_files(files, self.name, _GET)
        self.items: Sequence[str] = tuple(
            f"{folder.parent.name}/{folder.name}" for folder in folders
        )

    def load(self, index: int) -> LabelledShape:
        """Read the cloud `items[index]`.

        Raises:
            DataError: Its labels are damaged, carry code or do not fit.
            ShapeError: Its points cannot be read.
        """
        folder, path = self._folders[index], self._folders[index] / "label.npy"
        category = folder.parent.name
        shape = load_shape(folder / "pc.ply", up=self.up)
        data = read_bytes(path)
        value = read_pickled_npy(data, path)
        stored = value.get("semantic_seg") if isinstance(value, dict) else value
        labels = np.asarray(stored)
        if labels.ndim != 1 or labels.dtype.kind not in "iuf":
            raise DataError(f"{path} has no row of labels `semantic_seg`; get the set again")
        parts = self._parts[category]
        own = labels.astype(np.int32)
        own = np.where((own < 0) | (own >= len(parts)), -1, own).astype(np.int32)
        placed, on = place_labels(own, shape, None, str(path))
        sha256 = digest(shape.sha256 or "", data, *parts)
        return LabelledShape(self.items[index], category, shape, parts, placed, on, sha256)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)
