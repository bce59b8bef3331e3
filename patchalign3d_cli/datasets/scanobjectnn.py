"""ScanObjectNN with part labels (Uy et al. 2019): scans of 15 kinds of furniture and things."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import ScanObjectNNSplit, check_choice
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import (
    check_files,
    digest,
    find_root,
    labelled_cloud,
    read_bytes,
    read_lines,
)
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection

_BACKGROUND = "background"
SCANOBJECTNN: Mapping[str, tuple[str | None, ...]] = {
    "bag": (_BACKGROUND, "bag body", "handle", "shoulder strap"),
    "bin": (_BACKGROUND, "container", "outside frame", None, "cover"),
    "box": (_BACKGROUND, "container", "containing things", "bottom", "cover"),
    "cabinet": (_BACKGROUND, "countertop", "shelf", "frame", "drawer", "base", "door"),
    "chair": (_BACKGROUND, None, "back", "arm", "base", "seat"),
    "desk": (_BACKGROUND, "desktop", "base", "drawer"),
    "display": (_BACKGROUND, "screen", "base"),
    "door": (_BACKGROUND, "outside frame", "door"),
    "shelf": (_BACKGROUND, "frame", "surface", "thing"),
    "table": (_BACKGROUND, "tabletop", "base"),
    "bed": (_BACKGROUND, "sleep area", "frame"),
    "pillow": (_BACKGROUND, "pillow"),
    "sink": (_BACKGROUND, "bowl", "faucet", "drain"),
    "sofa": (_BACKGROUND, "back", "arm", "base", "seat"),
    "toilet": (_BACKGROUND, "tank", "bowl", "cover", "seat", "base"),
}
"""The name of each label by category, in the order of the categories' numbers; None for labels
that stand for nothing. The files hold numbers only; these are the names that COPS (Garosi et al.
2025) wrote down and that the published results were asked for. The background is a part too."""

_FOLDER = "object_dataset_complete_with_parts_"
_SPLIT = "split_new.txt"
_GET = "https://hkust-vgd.github.io/scanobjectnn/ (the archive with parts)"


class ScanObjectNNParts:
    """Binary clouds: `<category>/<stem>.bin` with 11 columns, `<stem>_part.bin` with 2.

    Args:
        root: The set's folder, or the one that it was unpacked in.
        split: `train` or `test`.
        up: The axis that points up; None takes the files as they are, as the published results do.

    Raises:
        DataError: Something of the set is missing.
        ConfigError: There is no such split.
    """

    name = "ScanObjectNN parts"

    def __init__(
        self, root: Path, split: ScanObjectNNSplit = "test", *, up: UpDirection | None = None
    ) -> None:
        check_choice("split", split, ScanObjectNNSplit)
        folder = find_root(root, (_SPLIT,), (_FOLDER,), self.name, _GET)
        self.up = up
        categories = tuple(SCANOBJECTNN)
        self._rows: list[tuple[str, Path]] = []
        for line in read_lines(folder / _SPLIT):
            cells = line.split("\t")
            if len(cells) < 2 or not cells[1].isdecimal() or int(cells[1]) >= len(categories):
                raise DataError(
                    f"{folder / _SPLIT}: {line[:60]!r} is no file name, a number below"
                    f" {len(categories)} and perhaps a t, apart by tabs; get it from {_GET}"
                )
            if (cells[2:3] == ["t"]) == (split == "test"):
                category = categories[int(cells[1])]
                self._rows.append((category, folder / category / cells[0].removesuffix(".bin")))
        if not self._rows:
            raise DataError(f"{folder / _SPLIT} lists no {split} shapes; get it from {_GET}")
        self.items: Sequence[str] = tuple(f"{own}/{stem.name}" for own, stem in self._rows)
        files = [path for _, stem in self._rows for path in _files(stem)]
        check_files(files, self.name, _GET)

    def load(self, index: int) -> LabelledShape:
        """Read the cloud `items[index]`.

        Raises:
            DataError: A file is damaged or has an unknown label.
        """
        category, stem = self._rows[index]
        (cloud, cloud_path), (part, part_path) = ((read_bytes(p), p) for p in _files(stem))
        points = _table(cloud, 11, cloud_path)[:, :3]
        numbers = np.rint(_table(part, 2, part_path)[:, 1]).astype(np.int64)
        names = SCANOBJECTNN[category]
        known = [number for number, name in enumerate(names) if name is not None]
        if ((numbers < 0) | (numbers >= len(names))).any():
            raise DataError(f"{part_path} has labels beyond {len(names) - 1}; get the set again")
        order = np.full(len(names), -1, dtype=np.int32)
        order[known] = np.arange(len(known))
        parts = tuple(name for name in names if name is not None)
        sha256 = digest(cloud, part)
        return labelled_cloud(
            self.items[index], category, points, parts, order[numbers], sha256, self.up
        )


def _files(stem: Path) -> tuple[Path, Path]:
    return stem.with_name(f"{stem.name}.bin"), stem.with_name(f"{stem.name}_part.bin")


def _table(data: bytes, columns: int, path: Path) -> NDArray[np.float32]:
    """The rows behind the first number, which counts them."""
    values = np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")
    if len(data) % 4 or not len(values) or (len(values) - 1) % columns:
        raise DataError(
            f"{path} is damaged: it is no count with rows of {columns} numbers behind it; get it"
            " again"
        )
    return values[1:].reshape(-1, columns)
