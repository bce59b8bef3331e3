"""One's own data: shapes with label files beside them, a folder a category."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import LabelledOn
from patchalign3d_cli.datasets.label_files import (
    LABEL_ENDINGS,
    RESULT_ENDINGS,
    RawLabels,
    place_labels,
    read_labels,
)
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import digest
from patchalign3d_cli.datasets.part_names import NAMES_FILE, read_part_names, split_names
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import SHAPE_SUFFIXES, UpDirection, load_shape
from patchalign3d_cli.shapes.text_files import without_texts

_SHOWN = 5


class FolderData:
    """A folder of meshes or clouds, each with a label file beside it.

    `chair.obj` goes with `chair.labels.txt`, `.labels.npy` or `.labels.json`, or else with
    `chair.parts.json` or `.parts.npz`, results of `pa3d segment` (see `read_labels`). Shapes in a
    subfolder are of the category that it is named by. `parts.json` in the folder gives numbers
    their names, for all shapes or for each category; one in a subfolder does so for that
    subfolder. `seat|cushion` names a part `seat` and brings a further name for training. Label
    files that hold names need none: then the names that occur in a shape are its parts.

    Args:
        root: The folder.
        up: The axis that points up in its files; None assumes y.
        on: What labels are on where neither their file nor their count tells.

    Raises:
        DataError: There is no shape, a shape has no labels or two label files, or a names file is
            damaged.
    """

    name = "folder"

    def __init__(
        self, root: Path, *, up: UpDirection | None = None, on: LabelledOn | None = None
    ) -> None:
        self.root, self.up, self.on = root, up, on
        if not root.is_dir():
            raise DataError(f"there is no folder {root}; give the folder of the data set")
        folders = [root, *sorted(path for path in root.iterdir() if _is_category(path))]
        self._pairs: dict[str, tuple[Path, Path]] = {}
        self._names: dict[Path, Mapping[str, Mapping[int, str]]] = {}
        for folder in folders:
            self._pairs.update(_pairs(folder, root))
            if (folder / NAMES_FILE).is_file():
                self._names[folder] = read_part_names(folder / NAMES_FILE)
        if not self._pairs:
            raise DataError(
                f"no labelled shape in {root}; put shapes there (or in one folder a category), each"
                " with its labels beside it: chair.obj and chair.labels.txt"
            )
        self.items: Sequence[str] = tuple(self._pairs)

    def __len__(self) -> int:
        return len(self.items)

    def load(self, index: int) -> LabelledShape:
        """Read a shape and its labels.

        Raises:
            DataError: The labels are damaged, do not fit the shape, or have no names.
            ShapeError: The shape cannot be read.
        """
        item = self.items[index]
        path, labels_path = self._pairs[item]
        category = "" if path.parent == self.root else path.parent.name
        names = self._names_of(category, path.parent)
        return read_pair(
            path, labels_path, names, item=item, category=category, up=self.up, on=self.on
        )

    def _names_of(self, category: str, subfolder: Path) -> Mapping[int, str] | None:
        for folder in (subfolder, self.root):
            names = self._names.get(folder, {})
            if category in names or "" in names:
                return names.get(category, names.get(""))
        return None


def read_pair(
    path: Path,
    labels_path: Path,
    listed: Mapping[int, str] | None,
    *,
    item: str,
    category: str = "",
    up: UpDirection | None = None,
    on: LabelledOn | None = None,
) -> LabelledShape:
    """Read a shape and the label file beside it.

    Args:
        path: The shape.
        labels_path: Its labels; see `read_labels`.
        listed: Names of numbers (`seat|cushion`), used where the label file brings none.
        item: What the shape is called.
        category: What it is.
        up: The axis that points up in it; None assumes y.
        on: What the labels are on where neither their file nor their count tells.

    Raises:
        DataError: The labels are damaged, do not fit the shape, or have no names.
        ShapeError: The shape cannot be read.
    """
    shape = load_shape(path, up=up)
    raw = read_labels(labels_path, shape)
    split = (
        {} if raw.names else {number: split_names(name) for number, name in (listed or {}).items()}
    )
    names = raw.names or {number: first for number, (first, *_) in split.items()} or None
    parts, labels = _numbered(raw, names, labels_path)
    placed, labelled_on = place_labels(labels, shape, raw.on or on, str(labels_path))
    sha256 = digest(shape.sha256 or "", raw.sha256, *parts)
    synonyms = tuple(tuple(more) for _, *more in split.values())
    return LabelledShape(item, category, shape, parts, placed, labelled_on, sha256, synonyms)


def _is_category(path: Path) -> bool:
    """Whether a folder is one of a category: not hidden, of splits, or of a result's pieces."""
    special = path.name == "split" or path.name.startswith(".") or path.suffix == ".parts"
    return path.is_dir() and not special


def _pairs(folder: Path, root: Path) -> dict[str, tuple[Path, Path]]:
    """Shapes of one folder with their label files, by name."""
    pairs: dict[str, tuple[Path, Path]] = {}
    unlabelled = []
    for path in sorted(folder.iterdir()):
        if not _is_shape(path):
            continue
        labels = labels_beside(path)
        if labels is None:
            unlabelled.append(path)
        else:
            pairs[path.relative_to(root).as_posix()] = (path, labels)
    if bare := [path.name for path in without_texts(unlabelled)]:
        shown = ", ".join(bare[:_SHOWN]) + (" ..." if len(bare) > _SHOWN else "")
        example = Path(bare[0]).stem
        raise DataError(
            f"{len(bare)} shapes in {folder} have no labels ({shown}); put {example}.labels.txt (or"
            " .npy, .json) beside each, or move them away"
        )
    return pairs


def labels_beside(path: Path) -> Path | None:
    """The label file beside a shape, one of people before a result; None where there is none.

    Raises:
        DataError: People wrote several.
    """
    candidates = [path.with_name(path.stem + ending) for ending in LABEL_ENDINGS]
    labels = [file for file in candidates if file.is_file()]
    by_hand = [file.name for file in labels if not file.name.endswith(RESULT_ENDINGS)]
    if len(by_hand) > 1:
        raise DataError(f"{path} has several label files ({', '.join(by_hand)}); keep one of them")
    return labels[0] if labels else None


def _is_shape(path: Path) -> bool:
    return (
        path.suffix.lower() in SHAPE_SUFFIXES
        and not path.name.startswith(".")
        and not path.stem.endswith((".labels", ".parts"))
        and path.is_file()
    )


def _numbered(
    raw: RawLabels, names: Mapping[int, str] | None, where: Path
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The names of the parts, and each label's index among them."""
    values = set(raw.values)
    if names is None:
        numbers = sorted(value for value in values if isinstance(value, int) and value >= 0)
        if numbers:
            raise DataError(
                f"{where}: nothing says what the labels {_listed(numbers)} mean; write"
                f' {NAMES_FILE} into the data set\'s folder: {{"{numbers[0]}": "seat"}}'
            )
        parts = tuple(sorted(str(value) for value in values if isinstance(value, str)))
        indices: dict[int | str, int] = {part: index for index, part in enumerate(parts)}
    else:
        parts = tuple(names.values())
        indices = {part: index for index, part in enumerate(parts)}
        indices |= {number: index for index, number in enumerate(names)}
    indices[-1] = -1
    strange = sorted(str(value) for value in values if value not in indices)
    if strange:
        raise DataError(
            f"{where}: the labels {_listed(strange)} are not among the names"
            f" ({', '.join(parts)}); name them in {NAMES_FILE}, or use -1 for no part"
        )
    return parts, np.array([indices[value] for value in raw.values], dtype=np.int32)


def _listed(values: Sequence[object]) -> str:
    more = " ..." if len(values) > _SHOWN else ""
    return ", ".join(str(value) for value in values[:_SHOWN]) + more
