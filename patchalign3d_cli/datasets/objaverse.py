"""Objaverse-General (Find3D, Ma et al. 2025): clouds of 5,000 points with parts in plain words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from patchalign3d_cli.choices import ObjaverseSplit, check_choice
from patchalign3d_cli.datasets.label_files import integer_array, place_labels
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import check_files, digest, find_root, read_bytes
from patchalign3d_cli.datasets.part_names import read_part_names
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection, load_shape

_FILES = ("points5000.pcd", "labels.npy", "label_map.json")
_GET = "https://github.com/ziqi-ma/Find3D (its README links the benchmark)"


class ObjaverseGeneral:
    """Clouds: `<split>/<class>_<uid>/{points5000.pcd,labels.npy,label_map.json}`.

    Args:
        root: The folder of the splits.
        split: `seenclass`, `unseen` or `shapenetpart`.
        up: The axis that points up; None for y.

    Raises:
        DataError: Something of the set is missing.
        ConfigError: There is no such split.
    """

    def __init__(
        self, root: Path, split: ObjaverseSplit = "seenclass", *, up: UpDirection | None = None
    ) -> None:
        check_choice("split", split, ObjaverseSplit)
        self.name = f"Objaverse-General ({split})"
        folder = find_root(root, (split,), (), self.name, _GET) / split
        self.up = up
        self._folders = sorted(path for path in folder.iterdir() if path.is_dir())
        if not self._folders:
            raise DataError(f"{folder} holds no shapes; get them from {_GET}")
        check_files([own / name for own in self._folders for name in _FILES], self.name, _GET)
        self.items: Sequence[str] = tuple(folder.name for folder in self._folders)

    def load(self, index: int) -> LabelledShape:
        """Read the cloud `items[index]`; 0 stands for none, and labels of one name are one part.

        Raises:
            DataError: A file is damaged, or they contradict each other.
            ShapeError: The points cannot be read.
        """
        item, folder = self.items[index], self._folders[index]
        cloud, labels_path, names_path = (folder / name for name in _FILES)
        shape = load_shape(cloud, up=self.up)
        names = read_part_names(names_path, may_repeat=True).get("", {})
        data = read_bytes(labels_path)
        numbers = integer_array(data, labels_path)
        strange = sorted(set(numbers.tolist()) - set(names) - {0})
        if strange or 0 in names:
            raise DataError(f"{names_path} and labels.npy do not fit together; get them again")
        own = {number: " ".join(name.lower().split("_")) for number, name in names.items()}
        parts = tuple(dict.fromkeys(own.values()))
        part_numbers = np.full(max(names, default=0) + 1, -1, dtype=np.int32)
        for number, name in own.items():
            part_numbers[number] = parts.index(name)
        placed, on = place_labels(part_numbers[numbers], shape, None, str(labels_path))
        category = item.rpartition("_")[0].replace("_", " ")
        sha256 = digest(shape.sha256 or "", data, *parts)
        return LabelledShape(item, category, shape, parts, placed, on, sha256)
