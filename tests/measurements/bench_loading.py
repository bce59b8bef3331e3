"""Does reading starve training? Loaders alone against what a training step consumes, in one run.

    PYTHONPATH=tests python tests/measurements/bench_loading.py [--shapes 200] [--workers 0]

Generates a set, gives it features of random numbers, packs it too, and prints samples a second:
each loader alone, once the files lie in the system's cache, and steps of both stages at the
published size on this machine's device.
"""

import argparse
import os
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import zstandard

from patchalign3d_cli.machine.devices import find_device
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import group_patches
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.batches import AlignBatch, BatchLoader
from patchalign3d_training.data.distill_batches import DistillBatch, DistillLoader
from patchalign3d_training.data.layout import ItemFiles, PublishedLayout
from patchalign3d_training.data.shards import Shards
from patchalign3d_training.data.survey import survey
from patchalign3d_training.features.targets import patch_targets
from patchalign3d_training.stages.losses import (
    align_loss,
    distill_loss,
    patch_label_fractions,
)
from patchalign3d_training.synthesis.dataset import write_dataset

BATCH = 8
TEXT, TEACHER = 1280, 768  # widths of the published text and image features


def write_features(root: Path) -> None:
    """Random targets of the published size for every item."""
    source = PublishedLayout(root, "train")
    for index, item in enumerate(source.items):
        points = source.load(index).points
        targets = patch_targets(points, torch.randn(len(points), TEACHER), 128, 32)
        path = root / ItemFiles(item).features
        path.parent.mkdir()
        torch.save(targets.record(item, 518), path)


def pack(root: Path, folder: Path) -> None:
    """Two shards of the set."""
    folder.mkdir()
    items = (root / "labeled/split/train.txt").read_text().split()
    for number in range(2):
        path = folder / f"core_part-0000{number}.tar"
        with tarfile.open(path, "w") as tar:
            for item in items[number::2]:
                tar.add(
                    root / f"labeled/points/{ItemFiles(item).uid}",
                    f"labeled/points/{ItemFiles(item).uid}",
                )
                tar.add(root / f"labeled/rendered/{item}", f"labeled/rendered/{item}")
            tar.add(root / "labeled/split", "labeled/split")
        path.with_suffix(".tar.zst").write_bytes(zstandard.compress(path.read_bytes()))
        path.unlink()


def batches(loader: Any, workers: int) -> Iterable[Any]:
    """The loader as training uses it."""
    return torch.utils.data.DataLoader(loader, batch_size=None, num_workers=workers)


def rate(found: Iterable[Any]) -> float:
    """Samples a second of a stream of batches, the first one not counted."""
    stream: Iterator[Any] = iter(found)
    next(stream)
    began, seen = time.perf_counter(), 0
    for batch in stream:
        seen += len(batch.points)
    return seen / (time.perf_counter() - began)


def step_rate(head: str, batch: AlignBatch | DistillBatch, rounds: int) -> float:
    """Samples a second of forward, loss, backward at the published size."""
    device = find_device()
    width = TEXT if head == "text" else TEACHER
    config = ModelConfig("published", text=None, feature_dim=width, head=head)  # type: ignore[arg-type]
    model = PatchAlign3D(config).to(device).train()
    moved = [t.to(device) if isinstance(t, torch.Tensor) else t for t in batch]
    began = 0.0
    for turn in range(rounds + 1):
        if turn == 1:
            began = time.perf_counter()
        patches = group_patches(moved[0], 128, 32)
        features = model.head(model.encoder(patches))
        if head == "text":
            targets = patch_label_fractions(moved[1], patches.indices)
            losses = align_loss(
                features, moved[2], targets, moved[3], torch.tensor(2.66, device=device)
            ).losses
        else:
            losses = distill_loss(features, patches.centers, moved[1], moved[2], moved[3]).losses
        mean = losses.mean()
        mean.backward()
        mean.item()
    return rounds * len(moved[0]) / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", type=int, default=200)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=2)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["PA3D_HOME"] = f"{place}/home"
        root, packed = Path(place) / "set", Path(place) / "packed"
        write_dataset(root, told.shapes, 0, workers=1, meshes=False)
        write_features(root)
        pack(root, packed)
        tree = PublishedLayout(root, "train")
        began = time.perf_counter()
        labels = survey(tree, "align").labels
        print(f"survey: {len(tree) / (time.perf_counter() - began):.0f} shapes/s")
        text = dict(zip(labels, np.eye(len(labels), TEXT, dtype=np.float32), strict=True))
        steps = {"batch_size": BATCH, "seed": 0, "first_step": 0, "last_step": len(tree) // BATCH}
        sources: dict[str, Any] = {"tree": tree, "shards": PublishedLayout(Shards(packed), "train")}
        kinds: dict[str, BatchOptions] = {
            "as published": BatchOptions(),
            "all options": BatchOptions(
                sampling="masks", augment=True, yaw=True, normalize=True, one_name_a_part=True
            ),
        }
        for where, source in sources.items():
            for kind, options in kinds.items():
                loader = BatchLoader(source, text, options, **steps)
                print(
                    f"align, {where}, {kind}: {rate(batches(loader, told.workers)):.0f} samples/s"
                )
            stage_one = DistillLoader(source, BatchOptions(), **steps)
            print(f"distill, {where}: {rate(batches(stage_one, told.workers)):.0f} samples/s")
        first = next(iter(BatchLoader(tree, text, BatchOptions(), **steps)))
        other = next(iter(DistillLoader(tree, BatchOptions(), **steps)))
        print(f"a step of align consumes {step_rate('text', first, told.rounds):.1f} samples/s")
        print(
            f"a step of distill consumes {step_rate('distill', other, told.rounds):.1f} samples/s"
        )


if __name__ == "__main__":
    main()
