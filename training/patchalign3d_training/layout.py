"""Reader of the published training layout: points, merged masks, labels, a teacher's features."""

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


@dataclass(frozen=True, eq=False)
class DistillItem:
    """One shape with what a teacher saw at its patches.

    Attributes:
        item: Its id, `<category>_<uid>`.
        points: (N, 3) float32, y up, as the file has them.
        centers: (C, 3) float32, places of the features, in the model's frame (y and z exchanged)
            as the cache has them; otherwise in the units of `points`.
        features: (C, F) float32, unit length.
    """

    item: str
    points: NDArray[np.float32]
    centers: NDArray[np.float32]
    features: NDArray[np.float32]


def category_of(item: str) -> str:
    """`coffee_table_<uid>` -> `coffee_table`."""
    return item.rsplit("_", 1)[0]


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
        points = self._points(item)
        folder = self.root / "rendered" / item / "oriented" / "masks" / "merged"
        masks = self._tensor(item, folder / "mask2points.pt").bool()
        try:
            names = (folder / "mask_labels.txt").read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise DataError(f"{item}: {error}; make the training set again") from error
        if masks.shape != (len(names), len(points)):
            raise DataError(
                f"{item}: {len(names)} labels, masks {tuple(masks.shape)} and points"
                f" {points.shape} do not fit together; make the item again"
            )
        merged: dict[str, NDArray[np.bool_]] = {}
        for name, mask in zip(names, masks.numpy(), strict=True):
            merged[name] = merged[name] | mask if name in merged else mask
        return LabelledCloud(item, points, np.stack(list(merged.values())), tuple(merged))

    def load_distill(self, index: int) -> DistillItem:
        """Read one shape and its cached features.

        Raises:
            DataError: A file is missing, damaged or inconsistent.
        """
        item = self.items[index]
        points = self._points(item)
        path = self.root / "rendered" / item / "oriented" / "patch_dino" / "patch_features.pt"
        values = read_plain(
            path, f"the features of {item},", DataError, "make them with `pa3d train features`"
        )
        fields = values if isinstance(values, dict) else {}
        centers, features = fields.get("centers_xyz"), fields.get("patch_feats")
        if (
            not isinstance(centers, Tensor)
            or not isinstance(features, Tensor)
            or centers.ndim != 2
            or centers.shape[1] != 3
            or features.ndim != 2
            or len(features) != len(centers)
        ):
            raise DataError(
                f"{item}: {path} holds no centers_xyz (P, 3) and patch_feats (P, F) that fit"
                " together; make it again with `pa3d train features`"
            )
        return DistillItem(item, points, centers.float().numpy(), features.float().numpy())

    def labels(self) -> tuple[str, ...]:
        """Every label of the split, sorted."""
        names: set[str] = set()
        for item in self.items:
            folder = self.root / "rendered" / item / "oriented" / "masks" / "merged"
            names.update((folder / "mask_labels.txt").read_text(encoding="utf-8").splitlines())
        return tuple(sorted(names))

    def _points(self, item: str) -> NDArray[np.float32]:
        path = self.root / "points" / item.rsplit("_", 1)[-1] / "points.pt"
        points = self._tensor(item, path)
        if points.ndim != 2 or points.shape[1] < 3 or len(points) == 0:
            raise DataError(
                f"{item}: the points have shape {tuple(points.shape)}, not (N, 3); make the item"
                " again"
            )
        return points[:, :3].float().numpy()

    @staticmethod
    def _tensor(item: str, path: Path) -> Tensor:
        value = read_plain(path, f"a tensor of {item},", DataError, "make the item again")
        if not isinstance(value, Tensor):
            raise DataError(f"{item}: {path} holds no tensor; make the item again")
        return value
