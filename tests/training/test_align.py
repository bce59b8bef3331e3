"""Stage 2 end to end on a tiny set."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.checkpoint import load_model
from patchalign3d_cli.errors import ConfigError, DataError
from patchalign3d_cli.model import EncoderConfig, ModelConfig, PatchAlign3D
from patchalign3d_training.align import AlignProgress, align, is_trainable, learning_rate_factor
from patchalign3d_training.align_options import AlignOptions
from patchalign3d_training.batches import BatchOptions
from patchalign3d_training.layout import LabelledCloud

TINY = EncoderConfig(64, 8, 8, (8, 8, 16, 16), width=24, depth=2, heads=2, position_width=8)


class Halves:
    """Balls: the lower half is the `base` (also called `foot`), the upper half the `top`."""

    def __len__(self) -> int:
        return 8

    def load(self, index: int) -> LabelledCloud:
        points = np.random.default_rng(index).standard_normal((200, 3)).astype(np.float32)
        low = points[:, 1] < 0
        return LabelledCloud(f"ball_{index}", points, np.stack([low, ~low, low]), NAMES)


NAMES = ("base", "top", "foot")
TEXT = {name: np.eye(6, dtype=np.float32)[i] for i, name in enumerate(NAMES)}


def tiny_model(seed: int = 0) -> PatchAlign3D:
    torch.manual_seed(seed)
    return PatchAlign3D(ModelConfig("tiny", encoder=TINY, feature_dim=6, text=None))


def options(**changes: object) -> AlignOptions:
    values: dict[str, object] = {
        "epochs": 6,
        "batch_size": 4,
        "encoder_rate": 3e-3,
        "head_rate": 3e-3,
        "trainable": "all",
        "save_every": 3,
        "batches": BatchOptions(points=64, one_name_a_part=True),
    }
    return AlignOptions(**(values | changes))  # type: ignore[arg-type]


def test_it_learns_and_saves_a_model_directory(tmp_path: Path):
    seen: list[AlignProgress] = []
    align(tiny_model(), Halves(), TEXT, tmp_path, options(epochs=30), seen.append)
    assert np.mean([step.loss for step in seen[-5:]]) < 0.7 * seen[0].loss
    assert np.mean([step.patch_accuracy for step in seen[-5:]]) > 0.7
    loaded = load_model(tmp_path / "model")
    assert loaded.model.config.temperature == pytest.approx(1 / seen[-1].logit_scale)


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_a_run_that_was_stopped_ends_with_the_same_bits(tmp_path: Path, stop: int):
    whole = align(tiny_model(), Halves(), TEXT, tmp_path / "whole", options())

    class StoppedError(Exception):
        pass

    def interrupt(progress: AlignProgress) -> None:
        if progress.step == stop:
            raise StoppedError

    with pytest.raises(StoppedError):
        align(tiny_model(), Halves(), TEXT, tmp_path / "cut", options(), interrupt)
    again = align(tiny_model(), Halves(), TEXT, tmp_path / "cut", options())
    for key, value in whole.state_dict().items():
        assert torch.equal(value, again.state_dict()[key]), key


def test_another_run_in_the_same_folder_is_refused(tmp_path: Path):
    align(tiny_model(), Halves(), TEXT, tmp_path, options(epochs=2))
    with pytest.raises(DataError, match="other options"):
        align(tiny_model(), Halves(), TEXT, tmp_path, options(epochs=2, seed=1))


@pytest.mark.parametrize("name", ["schedule", "trainable", "precision"])
def test_an_unknown_choice_is_refused(name: str):
    with pytest.raises(ConfigError, match=f"unknown {name} 'magic'; choose one of "):
        AlignOptions(**{name: "magic"})


def test_a_refused_run_makes_no_folder(tmp_path: Path):
    with pytest.raises(DataError, match="fewer than one batch"):
        align(tiny_model(), Halves(), TEXT, tmp_path / "run", options(batch_size=1000))
    assert not (tmp_path / "run").exists()


def test_a_label_without_a_vector_is_named(tmp_path: Path):
    few = {name: TEXT[name] for name in ("base", "foot")}
    with pytest.raises(DataError, match="no text vector for top"):
        align(tiny_model(), Halves(), few, tmp_path, options())


def test_published_trainable_parameters_match_the_official_list(data_directory: Path):
    from parity_weights import official_shapes

    from patchalign3d_cli.convert import KEY_TABLE

    def ours(name: str) -> str:
        old = next(key for key in KEY_TABLE if name.startswith(key))
        return KEY_TABLE[old] + name[len(old) :]

    with np.load(data_directory / "training.npz") as file:
        official = set(file["stage2/trainable"].tolist())
    names = [name for name in official_shapes() if "running" not in name and "num_" not in name]
    assert {name for name in names if is_trainable(ours(name), 12, "published")} == official


def test_the_cosine_schedule_rises_and_falls():
    plan = options(schedule="cosine", warmup=10)
    factors = [learning_rate_factor(step, 100, plan) for step in range(100)]
    assert factors[0] == 0.1 and factors[9] == factors[10] == 1.0
    assert factors[-1] == pytest.approx(0.01, abs=1e-3)
    assert all(a >= b for a, b in zip(factors[10:], factors[11:], strict=False))
