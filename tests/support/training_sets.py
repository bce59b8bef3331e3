"""Small training sets in the published layout, written without the generator."""

from pathlib import Path

import numpy as np
import torch

LABELS = ("base", "top", "foot")


def write_item(root: Path, item: str, seed: int = 0, size: int = 300) -> None:
    """A ball whose lower half is the `base` and the `foot`, the upper half the `top`."""
    random = np.random.default_rng(seed)
    points = torch.from_numpy(random.standard_normal((size, 3)).astype(np.float32)) / 4
    low = points[:, 1] < 0
    centers = points[:8, [0, 2, 1]]
    features = torch.nn.functional.normalize(torch.ones(8, 6) * torch.arange(1, 7), dim=1)
    labeled = root / "labeled"
    merged = labeled / "rendered" / item / "oriented" / "masks" / "merged"
    dino = labeled / "rendered" / item / "oriented" / "patch_dino"
    cloud = labeled / "points" / item.rsplit("_", 1)[1]
    for folder in (merged, dino, cloud):
        folder.mkdir(parents=True)
    torch.save(points, cloud / "points.pt")
    torch.save(torch.stack([low, ~low, low]), merged / "mask2points.pt")
    (merged / "mask_labels.txt").write_text("".join(f"{name}\n" for name in LABELS))
    values = {"centers_xyz": centers, "patch_feats": features.half(), "feature_dim": 6}
    torch.save(values, dino / "patch_features.pt")


def write_set(root: Path, count: int, split: str = "train") -> tuple[str, ...]:
    """A split of `count` items of two categories; returns their ids."""
    items = tuple(f"{('ball', 'coffee_ball')[i % 2]}_{split}{i:03d}" for i in range(count))
    for seed, item in enumerate(items):
        write_item(root, item, seed)
    (root / "labeled" / "split").mkdir(exist_ok=True)
    listing = root / "labeled" / "split" / f"{split}.txt"
    listing.write_text("".join(f"{item}\n" for item in items))
    return items
