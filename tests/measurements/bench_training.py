"""A training step of each stage at the published size against its plain twin, in one run.

    PYTHONPATH=tests python tests/measurements/bench_training.py [--rounds 5] [--batch 8]

Both have the same weights, see the same shapes and take their steps in turn; prints medians of
seconds (`--clock cpu` on a busy machine) and of paired ratios, the losses' largest difference over
the first steps, and how many shapes a second the loader alone can give.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import torch

from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.convert import KEY_TABLE, OfficialCheckpoint, convert_state
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_training.data.batches import AlignBatch
from patchalign3d_training.data.distill_batches import DistillBatch
from patchalign3d_training.data.layout import DistillItem, PublishedLayout
from patchalign3d_training.loop.devices import start_accelerator
from patchalign3d_training.loop.stage import Stage
from patchalign3d_training.loop.stepping import Stepper
from patchalign3d_training.stages.align import AlignStage
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.distill import DistillStage
from patchalign3d_training.stages.distill_options import DistillOptions
from patchalign3d_training.synthesis.dataset import write_dataset
from support.parity_weights import official_head, official_state
from support.plain_training import PlainTrainer

PATCHES, SIZE = 128, 32
TEXT, TEACHER = 1280, 768


class Taught(PublishedLayout):
    """Generated shapes with made-up features of a teacher."""

    def load_distill(self, index: int) -> DistillItem:
        cloud = self.load(index)
        random = torch.Generator().manual_seed(index)
        chosen = torch.randperm(len(cloud.points), generator=random)[:PATCHES].numpy()
        features = torch.nn.functional.normalize(
            torch.randn(PATCHES, TEACHER, generator=random), dim=1
        )
        centers = cloud.points[chosen][:, [0, 2, 1]]
        return DistillItem(cloud.item, cloud.points, centers, features.numpy())


def published(head: str, width: int) -> tuple[PatchAlign3D, dict, dict]:
    """Our model on the recipe's weights, and these weights."""
    encoder = EncoderConfig(drop_path=0.0)  # the twins must draw alike
    model = PatchAlign3D(ModelConfig("published", encoder, head, feature_dim=width, text=None))
    state, own = official_state(), official_head(width, "proj" if head == "text" else "dino_proj")
    checkpoint = OfficialCheckpoint(state, own, head, None, None)
    model.load_state_dict(convert_state(checkpoint, "recipe"))
    return model, state, own


def official_names(stage: Stage) -> set[str]:
    """Official names of the encoder's parameters that a stage trains."""
    trained = {name for name, value in stage.model.named_parameters() if value.requires_grad}
    old = {new: key for key, new in KEY_TABLE.items()}
    names = set()
    for name in trained - {"head.proj.weight", "head.proj.bias"}:
        new = max((prefix for prefix in old if name.startswith(prefix)), key=len)
        names.add(old[new] + name[len(new) :])
    return names


def plain_step(twin: PlainTrainer, batch: AlignBatch | DistillBatch) -> float:
    """A step of the twin; padding is taken off outside the clock's main cost."""
    rows = range(len(batch.points))
    if isinstance(batch, AlignBatch):
        masks = [batch.masks[row][batch.valid[row]] for row in rows]
        text = [batch.text[row][batch.valid[row]] for row in rows]
        return twin.align_step(batch.points, masks, text, PATCHES, SIZE)
    centers = [batch.centers[row][batch.valid[row]] for row in rows]
    features = [batch.features[row][batch.valid[row]] for row in rows]
    return twin.distill_step(batch.points, centers, features, PATCHES, SIZE)


def compare(name: str, stage: Stage, twin_of: tuple[dict, dict], given: argparse.Namespace) -> None:
    """Take steps in turn and print."""
    options = stage.options  # type: ignore[attr-defined]
    clock = time.process_time if given.clock == "cpu" else time.perf_counter
    stepper = Stepper(stage, options, start_accelerator(options, "cpu"))
    twin = PlainTrainer(*twin_of, official_names(stage))
    loader = iter(stage.loader(0, given.rounds + 2, 0, 1))
    slow, quick, loading, differences = [], [], [], []
    for step in range(given.rounds + 2):
        began = clock()
        batch = next(loader)
        loaded = clock()
        ours = stepper.step(batch, step, 1.0, False).loss
        stepped = clock()
        theirs = plain_step(twin, batch)
        ended = clock()
        differences.append(abs(ours - theirs))
        if step >= 2:  # the first ones warm up
            loading.append(loaded - began)
            quick.append(stepped - loaded)
            slow.append(ended - stepped)
    ratio = statistics.median(a / b for a, b in zip(slow, quick, strict=True))
    seconds, size = statistics.median(quick), options.batch_size
    print(
        f"{name}: plain {statistics.median(slow):.2f} s, pa3d {seconds:.2f} s a step of {size},"
        f" ratio {ratio:.2f}; losses differ by {max(differences[:2]):.1e} (first two steps)"
    )
    alone, full = size / statistics.median(loading), size / (seconds + statistics.median(loading))
    print(f"  loader alone {alone:.0f} shapes/s, with the step {full:.1f} shapes/s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    print(f"{given.rounds} rounds, medians, {given.threads} threads, 2,048 points a shape")
    with tempfile.TemporaryDirectory() as folder:
        write_dataset(Path(folder), 3 * given.batch, seed=0, categories=["chair", "car", "lamp"])
        source = Taught(Path(folder), "train")
        words = tuple(
            sorted({label for i in range(len(source)) for label in source.load(i).labels})
        )
        vectors = torch.nn.functional.normalize(torch.randn(len(words), TEXT), dim=1).numpy()
        bank = TextBank(words, vectors, "made up", "made up")
        model, *weights = published("text", TEXT)
        align = AlignStage(model, source, bank, AlignOptions(batch_size=given.batch))
        compare("align, published", align, (weights[0], weights[1]), given)
        model, *weights = published("distill", TEACHER)
        distill = DistillStage(model, source, DistillOptions(batch_size=given.batch))
        compare("distill", distill, (weights[0], weights[1]), given)


if __name__ == "__main__":
    main()
