"""Tiny stages on made-up clouds; as a program, a run that a test can kill or share out.

    python tests/tiny_runs.py STAGE OUT [--resume] [--set KEY=VALUE ...] [--weights FILE]

Tells each step on stdout.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_training.data.layout import DistillItem, LabelledCloud
from patchalign3d_training.loop.configuration import load_options
from patchalign3d_training.loop.engine import fit
from patchalign3d_training.loop.run_options import RunOptions
from patchalign3d_training.loop.stage import Stage, StepProgress, Watcher
from patchalign3d_training.stages.align import AlignStage
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.distill import DistillStage
from patchalign3d_training.stages.distill_options import DistillOptions

NAMES = ("base", "top", "foot")
BANK = TextBank(NAMES, np.eye(6, dtype=np.float32)[:3], "made up", "made up")
SMALL = [
    "epochs=4",
    "batch_size=4",
    "encoder_rate=3e-3",
    "head_rate=3e-3",
    "save_every=2",
    "batches.points=64",
]


class Halves:
    """Balls: the lower half is the `base` (also called `foot`), the upper half the `top`."""

    def __init__(self, count: int = 12, first: int = 0, broken: Sequence[int] = ()) -> None:
        self.count, self.first, self.broken = count, first, broken

    def __len__(self) -> int:
        return self.count

    def _points(self, index: int) -> np.ndarray:
        random = np.random.default_rng(self.first + index)
        points = random.standard_normal((200, 3)).astype(np.float32)
        return points * (np.nan if index in self.broken else 1)

    def load(self, index: int) -> LabelledCloud:
        points = self._points(index)
        low = np.random.default_rng(self.first + index).standard_normal((200, 3))[:, 1] < 0
        return LabelledCloud(f"ball_{index}", points, np.stack([low, ~low, low]), NAMES)

    def load_distill(self, index: int) -> DistillItem:
        points = self._points(index)
        centers = points[:16, [0, 2, 1]]
        features = np.eye(6, dtype=np.float32)[(centers[:, 2] > 0).astype(int)]
        return DistillItem(f"ball_{index}", points, centers, features)


def tiny_model(head: str = "text", drop_path: float = 0.1) -> PatchAlign3D:
    """Depth 2, width 24; always the same weights."""
    encoder = EncoderConfig(
        64, 8, 8, (8, 8, 16, 16), 24, 2, 2, position_width=8, drop_path=drop_path
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return PatchAlign3D(ModelConfig("tiny", encoder, head, feature_dim=6, text=None))  # type: ignore[arg-type]


def tiny_stage(
    name: str, changes: Sequence[str] = (), source: Halves | None = None, held_out: bool = True
) -> tuple[Stage, RunOptions]:
    """A stage on balls and its options."""
    source = source or Halves()
    other = Halves(5, first=100) if held_out else None
    if name == "align":
        extra = ["trainable=all", "batches.one_name_a_part=true"]
        options = load_options(AlignOptions, None, [*SMALL, *extra, *changes])
        return AlignStage(tiny_model(), source, BANK, options, other), options
    own = load_options(DistillOptions, None, [*SMALL, *changes])
    return DistillStage(tiny_model("distill"), source, own, other), own


class Teller(Watcher):
    """Says what happens, a line a step."""

    def step(self, progress: StepProgress) -> None:
        sys.stdout.write(f"step {progress.step} {progress.loss!r}\n")
        sys.stdout.flush()

    def scored(self, kind: str, step: int, values: Mapping[str, float]) -> None:
        sys.stdout.write(f"{kind} {step} {values['loss']!r}\n")
        sys.stdout.flush()


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage")
    parser.add_argument("out", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    stage, options = tiny_stage(given.stage, given.set)
    fit(stage, given.out, options, resume=given.resume, device="cpu", watcher=Teller())
    if given.weights:
        torch.save(stage.module.state_dict(), given.weights)


if __name__ == "__main__":
    main()
