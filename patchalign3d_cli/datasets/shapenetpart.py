"""ShapeNetPart: 16 categories, 50 parts (Yi et al. 2016), in its two usual layouts."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import ShapeNetPartSplit, check_choice
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import (
    check_files,
    digest,
    find_root,
    labelled_cloud,
    read_bytes,
    read_lines,
)
from patchalign3d_cli.datasets.part_names import read_json
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection

SHAPENETPART: Mapping[str, tuple[str, ...]] = {
    "Airplane": ("body", "wing", "tail", "engine or frame"),
    "Bag": ("handle", "body"),
    "Cap": ("crown", "brim"),
    "Car": ("roof", "hood", "wheel", "body"),
    "Chair": ("back", "seat", "leg", "arm"),
    "Earphone": ("earcup", "headband", "data wire"),
    "Guitar": ("headstock", "neck", "body"),
    "Knife": ("blade", "handle"),
    "Lamp": ("base", "lampshade", "fixing bracket", "pole"),
    "Laptop": ("keyboard", "screen"),
    "Motorbike": (
        "gas tank",
        "seat",
        "wheel",
        "handles or handlebars",
        "headlight",
        "engine or frame",
    ),
    "Mug": ("handle", "cup"),
    "Pistol": ("barrel", "handle or grip", "trigger and guard"),
    "Rocket": ("body", "fin", "nose"),
    "Skateboard": ("wheel", "deck", "belt for foot"),
    "Table": ("desktop", "leg or support", "drawer"),
}
"""Part names by category, as the published results were asked for; labels count through all of
them in this order, 0 to 49."""

FIRST_LABEL: Mapping[str, int] = dict(
    zip(
        SHAPENETPART,
        np.cumsum([0] + [len(parts) for parts in SHAPENETPART.values()])[:-1].tolist(),
        strict=True,
    )
)
"""The first of each category's labels."""

_TEXT_FOLDER = "shapenetcore_partanno_segmentation_benchmark_v0_normal"
_HDF5_FOLDERS = ("shapenet_part_seg_hdf5_data", "hdf5_data")
_WHAT = "ShapeNetPart"
_GET = f"https://shapenet.cs.stanford.edu/media/{_TEXT_FOLDER}.zip"
_CATEGORIES_FILE = "synsetoffset2category.txt"


def open_shapenetpart(
    root: Path, split: ShapeNetPartSplit = "test", *, up: UpDirection | None = None
) -> "ShapeNetPartText | ShapeNetPartHdf5":
    """Open the set in whichever of its layouts `root` has.

    Args:
        root: The set's folder, or the one that it was unpacked in.
        split: `train`, `val` or `test`.
        up: The axis that points up; None takes the files as they are, as the published results do.

    Raises:
        DataError: Something of the set is missing; the message says what and where to get it.
        ConfigError: There is no such split.
    """
    check_choice("split", split, ShapeNetPartSplit)
    for folder in (root, *(root / name for name in _HDF5_FOLDERS)):
        if any(folder.glob("*.h5")):
            return ShapeNetPartHdf5(folder, split, up=up)
    return ShapeNetPartText(root, split, up=up)


class ShapeNetPartText:
    """The layout of text files with normals: `<synset>/<id>.txt`, columns x y z nx ny nz label.

    Args:
        root: The set's folder, or the one that it was unpacked in.
        split: `train`, `val` or `test`.
        up: The axis that points up; None for y.
    """

    name = "ShapeNetPart"

    def __init__(
        self, root: Path, split: ShapeNetPartSplit = "test", *, up: UpDirection | None = None
    ) -> None:
        listing = f"train_test_split/shuffled_{split}_file_list.json"
        folder = find_root(root, (_CATEGORIES_FILE, listing), (_TEXT_FOLDER,), _WHAT, _GET)
        self.up = up
        categories = _synsets(folder / _CATEGORIES_FILE)
        entries = read_json(folder / listing, "the split")
        if not isinstance(entries, list) or not entries:
            raise DataError(f"{folder / listing} lists no shapes; get it from {_GET}")
        self._rows: list[tuple[str, Path]] = []
        items = []
        for entry in entries:
            synset, _, name = str(entry).removeprefix("shape_data/").partition("/")
            if synset not in categories or not name:
                raise DataError(
                    f"{folder / listing}: {str(entry)[:60]!r} is of no category that"
                    f" {_CATEGORIES_FILE} lists; get the set from {_GET}"
                )
            items.append(f"{synset}/{name}")
            self._rows.append((categories[synset], folder / synset / f"{name}.txt"))
        self.items: Sequence[str] = tuple(items)
        check_files([path for _, path in self._rows], _WHAT, _GET)

    def load(self, index: int) -> LabelledShape:
        """Read the shape `items[index]`.

        Raises:
            DataError: Its file is damaged, or has labels of another category.
        """
        category, path = self._rows[index]
        data = read_bytes(path)
        try:
            table = np.loadtxt(data.decode("ascii").splitlines() or ["empty"], ndmin=2)
        except ValueError as error:
            raise DataError(
                f"{path} is damaged: it is no table of numbers; get it again"
            ) from error
        if table.shape[1] != 7:
            raise DataError(
                f"{path} has {table.shape[1]} columns in place of 7 (x y z nx ny nz label); get the"
                f" set with normals from {_GET}"
            )
        labels = local_labels(table[:, 6], category, str(path))
        parts = SHAPENETPART[category]
        return labelled_cloud(
            self.items[index], category, table[:, :3], parts, labels, digest(data), self.up
        )


class ShapeNetPartHdf5:
    """The layout of HDF5 files: 2,048 points a shape, without normals.

    Args:
        root: The set's folder.
        split: `train`, `val` or `test`.
        up: The axis that points up; None for y.

    Raises:
        DataError: The package h5py or a file is missing.
    """

    name = "ShapeNetPart (HDF5)"

    def __init__(
        self, root: Path, split: ShapeNetPartSplit = "test", *, up: UpDirection | None = None
    ) -> None:
        try:
            import h5py
        except ImportError as error:
            raise DataError(
                f"{root}: the HDF5 layout needs the optional reader h5py; run: pip install h5py"
            ) from error
        self.up = up
        names = [Path(line).name for line in read_lines(root / f"{split}_hdf5_file_list.txt")]
        files = [root / name for name in names]
        if not files:
            raise DataError(f"{root}: {split}_hdf5_file_list.txt lists no files; get it again")
        check_files(files, _WHAT, f"https://shapenet.cs.stanford.edu/media/{_HDF5_FOLDERS[0]}.zip")
        tables = []
        for path in files:
            try:
                with h5py.File(path, "r") as file:
                    tables.append([np.asarray(file[key]) for key in ("data", "label", "pid")])
            except (OSError, KeyError) as error:
                raise DataError(
                    f"{path} is damaged, or lacks one of data, label and pid; get it again"
                ) from error
            _check_table(tables[-1], path)
        self._points, self._categories, self._labels = (
            np.concatenate([table[kind] for table in tables]) for kind in range(3)
        )
        self.items: Sequence[str] = tuple(
            f"{name}:{row}"
            for name, table in zip(names, tables, strict=True)
            for row in range(len(table[0]))
        )

    def load(self, index: int) -> LabelledShape:
        """Take the shape `items[index]`."""
        category = tuple(SHAPENETPART)[int(self._categories[index].ravel()[0])]
        points, labels = self._points[index], self._labels[index]
        own = local_labels(labels, category, self.items[index])
        sha256 = digest(points.tobytes(), labels.tobytes())
        parts = SHAPENETPART[category]
        return labelled_cloud(self.items[index], category, points, parts, own, sha256, self.up)


def local_labels(labels: NDArray[Any], category: str, where: str) -> NDArray[np.int32]:
    """A category's labels of all 50 as indices into its own parts.

    Raises:
        DataError: A label is of another category.
    """
    own: NDArray[np.int32] = np.rint(labels).astype(np.int32) - FIRST_LABEL[category]
    if ((own < 0) | (own >= len(SHAPENETPART[category]))).any():
        raise DataError(f"{where} has labels of other categories than {category}; get it again")
    return own


def _synsets(path: Path) -> dict[str, str]:
    rows = [line.split() for line in read_lines(path)]
    if any(len(row) != 2 or row[0] not in SHAPENETPART for row in rows):
        known = json.dumps(list(SHAPENETPART))
        raise DataError(f"{path} must have a line like 'Airplane 02691156' for each of {known}")
    return {synset: category for category, synset in rows}


def _check_table(table: Sequence[NDArray[Any]], path: Path) -> None:
    points, categories, labels = table
    fits = points.ndim == 3 and points.shape[2] == 3 and labels.shape == points.shape[:2]
    if not fits or categories.size != len(points):
        raise DataError(
            f"{path}: data {points.shape}, label {categories.shape} and pid {labels.shape} do not"
            " fit together; get it again"
        )
    if int(categories.max(initial=0)) >= len(SHAPENETPART):
        raise DataError(f"{path} has a category beyond {len(SHAPENETPART) - 1}; get it again")
