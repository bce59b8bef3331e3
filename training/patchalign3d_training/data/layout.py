"""Reader of the published training layout: points, merged masks, labels, a teacher's features."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.unpickling import plain_from_bytes
from patchalign3d_training.data.stores import Folder, Store

_AGAIN = "make the item again"
_FEATURES_AGAIN = "make it with `pa3d train features`"


@dataclass(frozen=True, eq=False)
class LabelledCloud:
    """One shape of a training set.

    Attributes:
        item: Its id, `<category>_<uid>` in the published sets.
        points: (N, 3) float32, y up, as the file has them.
        masks: (M, N) bool, which points carry each label. A point may carry several.
        labels: (M,) names.
        category: What it is ("chair"); empty where nobody says.
        regions: (N,) int32, the region of each point: what hangs together in the mesh (node,
            material, shell), any numbers; None where nobody says.
    """

    item: str
    points: NDArray[np.float32]
    masks: NDArray[np.bool_]
    labels: tuple[str, ...]
    category: str = ""
    regions: NDArray[np.int32] | None = None


@dataclass(frozen=True, eq=False)
class DistillItem:
    """One shape with what a teacher saw at its patches.

    Attributes:
        item: Its id, `<category>_<uid>` in the published sets.
        points: (N, 3) float32, y up, as the file has them.
        centers: (C, 3) float32, positions of the features, in the model's frame (y and z exchanged)
            as the cache has them; otherwise in the units of `points`.
        features: (C, F) float32, unit length.
    """

    item: str
    points: NDArray[np.float32]
    centers: NDArray[np.float32]
    features: NDArray[np.float32]


class ItemFiles:
    """Names of an item's files within a training set, relative to the folder of `labeled/`.

    The uid is what stands behind the item's last underscore, as in the published sets.

    Args:
        item: The id, `<category>_<uid>`.
    """

    def __init__(self, item: str) -> None:
        self.category, _, self.uid = item.rpartition("_")
        rendered = f"labeled/rendered/{item}/oriented"  # plain texts: this is done for every read
        self.points = f"labeled/points/{self.uid}/points.pt"
        self.regions = f"labeled/points/{self.uid}/regions.pt"
        self.point_faces = f"labeled/points/{self.uid}/point2face.pt"
        self.mesh = f"labeled/meshes/{self.uid}.ply"
        self.images = f"{rendered}/imgs"
        self.pixel_faces = f"{rendered}/pix2face.pt"
        self.masks = f"{rendered}/masks/merged/mask2points.pt"
        self.labels = f"{rendered}/masks/merged/mask_labels.txt"
        self.features = f"{rendered}/patch_dino/patch_features.pt"


class PublishedLayout:
    """One split of a training set in the published layout.

    Args:
        root: The folder that holds `labeled/`, or the store of its files.
        split: `train` or `val`.

    Raises:
        DataError: The split's list is missing or empty.
    """

    def __init__(self, root: Path | Store, split: str) -> None:
        self.store: Store = Folder(root) if isinstance(root, Path) else root
        self.split = split
        listing = f"labeled/split/{split}.txt"
        try:
            lines = self.store.read(listing).decode("utf-8").split()
        except DataError as error:
            raise DataError(
                f"no training set here: {error}, or make one with `pa3d train synthesize`"
            ) from error
        if not lines:
            where = self.store.where(listing)
            raise DataError(f"{where} lists no items; make the training set again")
        self.items: Sequence[str] = tuple(lines)

    def __len__(self) -> int:
        return len(self.items)

    def load(self, index: int) -> LabelledCloud:
        """Read one shape; labels that share a name are merged by union.

        Raises:
            DataError: A file is missing, damaged or inconsistent.
        """
        item = self.items[index]
        files = ItemFiles(item)
        points = self._points(item)
        masks = self._tensor(item, files.masks).bool()
        names = self._labels(item)
        if masks.shape != (len(names), len(points)):
            raise DataError(
                f"{item}: {len(names)} labels, masks {tuple(masks.shape)} and points"
                f" {points.shape} do not fit together; {_AGAIN}"
            )
        if not names:
            raise DataError(f"{item} has no labels; take it out of the split")
        merged: dict[str, NDArray[np.bool_]] = {}
        for name, mask in zip(names, masks.numpy(), strict=True):
            merged[name] = merged[name] | mask if name in merged else mask
        rows = np.stack(list(merged.values()))
        regions = self._regions(item, len(points))
        return LabelledCloud(item, points, rows, tuple(merged), files.category, regions)

    def load_distill(self, index: int) -> DistillItem:
        """Read one shape and its cached features.

        Raises:
            DataError: A file is missing, damaged or inconsistent.
        """
        item = self.items[index]
        points = self._points(item)
        name = ItemFiles(item).features
        values = self._plain(name, f"the features of {item},", _FEATURES_AGAIN)
        fields = values if isinstance(values, dict) else {}
        centers, features = fields.get("centers_xyz"), fields.get("patch_feats")
        if (
            not isinstance(centers, Tensor)
            or not isinstance(features, Tensor)
            or centers.ndim != 2
            or centers.shape[1] != 3
            or features.ndim != 2
            or len(features) != len(centers)
            or len(centers) == 0
        ):
            raise DataError(
                f"{item}: {self.store.where(name)} holds no centers_xyz (P, 3) and patch_feats"
                f" (P, F) that fit together; {_FEATURES_AGAIN}"
            )
        return DistillItem(item, points, centers.float().numpy(), features.float().numpy())

    def order(self, random: np.random.Generator) -> NDArray[np.int64]:
        """A random order of all indices in which packed items are read without going back.

        Items of a folder come in any order. Packed ones come pack by pack, two at a time, the
        packs in random order and the items of two packs mixed.
        """
        groups = self.store.groups([ItemFiles(item).masks for item in self.items])
        if groups is None:
            return random.permutation(len(self))
        return paired_order(np.asarray(groups), random)

    def stamp(self) -> str:
        """A digest that changes when any file of the split does."""
        named = [ItemFiles(item) for item in self.items]
        kinds = ("points", "regions", "masks", "labels", "features")
        return self.store.stamp(getattr(files, kind) for files in named for kind in kinds)

    def _points(self, item: str) -> NDArray[np.float32]:
        points = self._tensor(item, ItemFiles(item).points)
        if points.ndim != 2 or points.shape[1] < 3 or len(points) == 0:
            raise DataError(
                f"{item}: the points have shape {tuple(points.shape)}, not (N, 3); {_AGAIN}"
            )
        xyz: NDArray[np.float32] = points[:, :3].float().numpy()
        if not np.isfinite(xyz).all():
            raise DataError(f"{item}: some points are not finite; {_AGAIN}")
        return xyz

    def _regions(self, item: str, count: int) -> NDArray[np.int32] | None:
        name = ItemFiles(item).regions
        if not self.store.has(name):
            return None
        regions = self._tensor(item, name)
        if regions.dtype != torch.int32 or regions.shape != (count,):
            kind = str(regions.dtype).removeprefix("torch.")
            raise DataError(
                f"{item}: the regions are {kind} of shape {tuple(regions.shape)}, not int32 of"
                f" shape ({count},); {_AGAIN}, or delete {self.store.where(name)}"
            )
        numbers: NDArray[np.int32] = regions.numpy()
        return numbers

    def _labels(self, item: str) -> list[str]:
        name = ItemFiles(item).labels
        try:
            return self.store.read(name).decode("utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise DataError(f"{self.store.where(name)} is no UTF-8 text; {_AGAIN}") from error

    def _tensor(self, item: str, name: str) -> Tensor:
        value = self._plain(name, f"a tensor of {item},", _AGAIN)
        if not isinstance(value, Tensor):
            raise DataError(f"{item}: {self.store.where(name)} holds no tensor; {_AGAIN}")
        return value

    def _plain(self, name: str, what: str, advice: str) -> Any:
        data = self.store.read(name)
        return plain_from_bytes(data, self.store.where(name), what, DataError, advice)


def paired_order(groups: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """A permutation that goes through two random groups at a time.

    Args:
        groups: (I,) the group of each item.
        random: Source of randomness.

    Returns:
        (I,) indices.
    """
    drawn = random.permutation(np.unique(groups))
    pairs = [
        random.permutation(np.flatnonzero(np.isin(groups, drawn[start : start + 2])))
        for start in range(0, len(drawn), 2)
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *pairs])
