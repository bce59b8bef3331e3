"""One's own labelled meshes and clouds as a training set."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from patchalign3d_cli.datasets import FolderData, LabelledShape
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection, sample_surface, up_rotation
from patchalign3d_cli.shapes.regions import region_numbers
from patchalign3d_training.data.layout import DistillItem, LabelledCloud

POINTS = 10_000
"""Points kept of a shape, for the steps to draw from."""
VALIDATION_SHARE = 0.1
_KEPT_SHAPES = 2000  # about 150 kB each


class OwnData:
    """One split of a folder of labelled shapes.

    The split is what `split/train.txt` and `split/val.txt` list (a shape a line, with or without
    its suffix); without them a tenth of the shapes, at least one of two, is for validation, chosen
    by their names and the seed.

    Args:
        root: The folder; see `FolderData`.
        split: `train` or `val`.
        up: The axis that points up in its files; None assumes y.
        seed: Seed of the split and of the points.

    Raises:
        DataError: There are no labelled shapes, or none in this split.
    """

    def __init__(
        self, root: Path, split: str, *, up: UpDirection | None = None, seed: int = 0
    ) -> None:
        self.root, self.seed = root, seed
        self._data = FolderData(root, up=up)
        listing = root / "split" / f"{split}.txt"
        names = list(self._data.items)
        chosen = _listed(listing, names) if listing.is_file() else _drawn(names, split, seed)
        if not chosen:
            raise DataError(
                f"no shape in {root} is for the split {split!r}; add shapes, or list some in"
                f" {listing}"
            )
        self._indices = [names.index(name) for name in chosen]
        self.items: Sequence[str] = tuple(chosen)
        self._kept: OrderedDict[int, LabelledCloud] = OrderedDict()

    def __len__(self) -> int:
        return len(self.items)

    def load(self, index: int) -> LabelledCloud:
        """Draw points from a shape: in the unit sphere, y up, with the labels of their places.

        Raises:
            DataError: The labels are damaged or do not fit the shape, or nothing is labelled.
            ShapeError: The shape cannot be read.
        """
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        cloud = labelled_cloud(self._data.load(self._indices[index]), self.seed)
        self._kept[index] = cloud
        if len(self._kept) > _KEPT_SHAPES:
            self._kept.popitem(last=False)
        return cloud

    def load_distill(self, index: int) -> DistillItem:
        """Refuse: one's own shapes have no features of a teacher.

        Raises:
            DataError: Always.
        """
        raise DataError(
            f"{self.root} holds one's own shapes, which stage 1 cannot learn from; give it a"
            " training set in the published layout (`pa3d train synthesize`)"
        )

    def stamp(self) -> str:
        """A digest of the sizes and times of all files."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.root.rglob("*") if path.is_file()):
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
        return digest.hexdigest()


def labelled_cloud(shape: LabelledShape, seed: int) -> LabelledCloud:
    """Points of a labelled shape, in the unit sphere, y up.

    Args:
        shape: The shape and its labels.
        seed: Seed of the draw; the same one gives the same points.

    Raises:
        DataError: Nothing of the shape is labelled.
    """
    drawn = sample_surface(shape.shape, POINTS, seed)
    labels = shape.labels[shape.labelled_elements(drawn.points, drawn.faces)]  # (N,)
    present = [row for row in range(len(shape.parts)) if (labels == row).any()]
    if not present:
        raise DataError(f"{shape.item}: nothing of it is labelled; label it, or take it out")
    upright = drawn.points @ up_rotation(shape.shape.up).T  # (N, 3)
    centered = upright - upright.mean(axis=0)
    reach = float(np.linalg.norm(centered, axis=1).max())
    points = (centered / reach if reach > 0 else centered).astype(np.float32)
    named = [(row, name) for row in present for name in _names(shape, row)]
    masks = np.stack([labels == row for row, _ in named])  # (M, N)
    names = tuple(name for _, name in named)
    numbers = region_numbers(shape.shape)  # (F,)
    regions = None
    if numbers is not None and drawn.faces is not None:
        regions = numbers[drawn.faces].astype(np.int32)
    return LabelledCloud(shape.item, points, masks, names, shape.category, regions)


def _names(shape: LabelledShape, row: int) -> tuple[str, ...]:
    """All names of a part, its own first, each once."""
    more = shape.synonyms[row] if shape.synonyms else ()
    return tuple(dict.fromkeys((shape.parts[row], *more)))


def _listed(listing: Path, names: Sequence[str]) -> list[str]:
    """The shapes that a split file lists."""
    try:
        lines = listing.read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read {listing}: {error}; list one shape a line") from error
    known = {name: name for name in names} | {name.rpartition(".")[0]: name for name in names}
    strange = [line for line in lines if line not in known]
    if strange:
        raise DataError(
            f"{listing} lists {strange[0]}, which is no labelled shape of the folder; list names"
            f" such as {names[0]}"
        )
    return list(dict.fromkeys(known[line] for line in lines))


def _drawn(names: Sequence[str], split: str, seed: int) -> list[str]:
    """The shapes of a split that nobody wrote down."""
    ranked = sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())
    held = max(1, round(VALIDATION_SHARE * len(names))) if len(names) > 1 else 0
    chosen = set(ranked[:held] if split == "val" else ranked[held:])
    return [name for name in names if name in chosen]
