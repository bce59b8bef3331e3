"""Reader of the published training layout: points, merged masks and their labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.pickled import read_plain


@dataclass(frozen=True, eq=False)
class LabelledCloud:
    """One shape of a training set.

    Attributes:
        item: Its id, `<category>_<uid>`.
        points: (N, 3) float32, y up, as the file has them.
        masks: (M, N) bool, which points carry each label. A point may carry several.
        labels: (M,) names.
    """

    item: str
    points: NDArray[np.float32]
    masks: NDArray[np.bool_]
    labels: tuple[str, ...]


class PublishedLayout:
    """One split of a training set in the published layout.

    Args:
        root: The folder that holds `labeled/`.
        split: `train` or `val`.

    Raises:
        DataError: The split's list is missing or empty.
    """

    def __init__(self, root: Path, split: str) -> None:
        self.root = root / "labeled"
        listing = self.root / "split" / f"{split}.txt"
        try:
            lines = listing.read_text(encoding="utf-8").split()
        except OSError as error:
            raise DataError(
                f"no training set in {root}: {listing} cannot be read; make one with"
                " `pa3d train synthesize --out DIR`"
            ) from error
        if not lines:
            raise DataError(f"{listing} lists no items; make the training set again")
        self.items: Sequence[str] = tuple(lines)

    def __len__(self) -> int:
        return len(self.items)

    def load(self, index: int) -> LabelledCloud:
        """Read one shape; labels that share a name are merged by union.

        Raises:
            DataError: A file is missing, damaged or inconsistent.
        """
        item = self.items[index]
        points = self._tensor(item, self.root / "points" / item.split("_", 1)[1] / "points.pt")
        folder = self.root / "rendered" / item / "oriented" / "masks" / "merged"
        masks = self._tensor(item, folder / "mask2points.pt").bool()
        try:
            names = (folder / "mask_labels.txt").read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise DataError(f"{item}: {error}; make the training set again") from error
        if points.ndim != 2 or points.shape[1] < 3 or masks.shape != (len(names), len(points)):
            raise DataError(
                f"{item}: {len(names)} labels, masks {tuple(masks.shape)} and points"
                f" {tuple(points.shape)} do not fit together; make the item again"
            )
        merged: dict[str, NDArray[np.bool_]] = {}
        for name, mask in zip(names, masks.numpy(), strict=True):
            merged[name] = merged[name] | mask if name in merged else mask
        xyz = points[:, :3].float().numpy()
        return LabelledCloud(item, xyz, np.stack(list(merged.values())), tuple(merged))

    def labels(self) -> tuple[str, ...]:
        """Every label of the split, sorted."""
        names: set[str] = set()
        for item in self.items:
            folder = self.root / "rendered" / item / "oriented" / "masks" / "merged"
            names.update((folder / "mask_labels.txt").read_text(encoding="utf-8").splitlines())
        return tuple(sorted(names))

    @staticmethod
    def _tensor(item: str, path: Path) -> Tensor:
        value = read_plain(path, f"a tensor of {item},", DataError, "make the item again")
        if not isinstance(value, Tensor):
            raise DataError(f"{item}: {path} holds no tensor; make the item again")
        return value
